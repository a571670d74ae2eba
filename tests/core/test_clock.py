from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from khabuan.core import clock


def test_the_day_is_the_thai_day() -> None:
    with clock.at(datetime(2026, 11, 22, 17, 0, tzinfo=UTC)):
        assert clock.today() == date(2026, 11, 23)
    with clock.at(datetime(2026, 11, 22, 16, 59, tzinfo=UTC)):
        assert clock.today() == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("moment", "instant"),
    [
        ("2026-11-23", datetime(2026, 11, 23, 5, tzinfo=UTC)),
        (date(2026, 11, 23), datetime(2026, 11, 23, 5, tzinfo=UTC)),
        ("2026-11-23T00:00", datetime(2026, 11, 22, 17, tzinfo=UTC)),
        ("2026-11-23T08:30:00+00:00", datetime(2026, 11, 23, 8, 30, tzinfo=UTC)),
    ],
)
def test_the_clock_stands_where_it_is_set(moment: str | date, instant: datetime) -> None:
    with clock.at(moment):
        assert clock.now() == instant


def test_the_clock_goes_on_after_an_exception() -> None:
    with pytest.raises(ZeroDivisionError), clock.at("2001-01-01"):
        _ = 1 / 0
    assert clock.now().year > 2025
