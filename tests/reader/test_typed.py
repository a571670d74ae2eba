"""What a person corrects a draft to, and what cannot be. Pure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from khabuan.reader.rules.typed import NotSo, Unfit, checked


def test_fields_are_kept_as_the_reading_keeps_them_and_others_left_out() -> None:
    assert checked("date", {"start": date(2023, 3, 15), "end": None, "evil": 1}) == {
        "start": "2023-03-15",
        "end": None,
    }
    assert checked("money", {"baht": Decimal("1500.50"), "approx": True}) == {
        "baht": 1500.5, "approx": True, "per": None, "purpose": None,
    }  # fmt: skip
    assert checked("count", {"what": "people", "value": Decimal(3)}) == {
        "what": "people",
        "value": 3,
        "approx": False,
    }
    assert checked("person", {"name": "  สมมติ   ใจดี ", "title": ""})["name"] == "สมมติ ใจดี"


@pytest.mark.parametrize(
    ("kind", "typed", "field", "why"),
    [
        ("date", {}, "start", Unfit.NEEDED),
        ("date", {"start": date(2023, 3, 15), "end": date(2023, 3, 1)}, "end", Unfit.BACKWARDS),
        ("date", {"start": "15 มีนาคม"}, "start", Unfit.WRONG),
        ("year", {"be": 1000}, "be", Unfit.WRONG),
        ("meeting", {"number": 0}, "number", Unfit.WRONG),
        ("place", {"level": "tambon", "name": "  "}, "name", Unfit.NEEDED),
        ("count", {"what": "people", "value": -1}, "value", Unfit.WRONG),
        ("count", {"what": "people", "value": True}, "value", Unfit.WRONG),
        ("money", {"baht": None}, "baht", Unfit.NEEDED),
        ("missing", {"what": "houses"}, "value", Unfit.NEEDED),
    ],
)
def test_what_cannot_be_names_its_field(kind: str, typed: dict, field: str, why: Unfit) -> None:
    with pytest.raises(NotSo) as no:
        checked(kind, typed)
    assert (no.value.field, no.value.why) == (field, why)
