"""Stored values of the trail as people read them."""

from __future__ import annotations

import pytest
from django.utils import translation

from khabuan.registry.views.history import _shown


@pytest.mark.parametrize(
    ("field", "stored", "told"),
    [
        ("closed_at", "2026-11-29T15:08:18.958803+00:00", "29 พ.ย. 2569 22:08"),
        ("starts_at", "20:00:00", "20:00"),
        ("on", "2026-11-23", "23 พ.ย. 2569"),
        ("year", "2026", "2569"),
        ("number", "2026", "2026"),
        ("note", "2026-99-99", "2026-99-99"),
        ("place", "10:00:00 ที่ศาลา", "10:00:00 ที่ศาลา"),
    ],
)
def test_days_hours_and_years_are_thai(field: str, stored: str, told: str) -> None:
    with translation.override("th"):
        assert _shown(field, stored) == told
