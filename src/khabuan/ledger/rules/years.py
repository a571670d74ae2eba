"""Months and years of a book. A book's year begins in October (ปีงบประมาณ) or January, named by its end."""

from __future__ import annotations

from datetime import date, timedelta


def month_of(on: date) -> date:
    """The first day of a day's month: how months are named in the ledger."""
    return on.replace(day=1)


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def month_end(month: date) -> date:
    return next_month(month_of(month)) - timedelta(days=1)


def year_of(on: date, start_month: int) -> int:
    """The CE year by whose end a book's year is named: 1 Oct 2025 is in 2026 when years begin in October."""
    return on.year + (1 if start_month > 1 and on.month >= start_month else 0)


def year_start(year: int, start_month: int) -> date:
    return date(year - (1 if start_month > 1 else 0), start_month, 1)


def year_end(year: int, start_month: int) -> date:
    return year_start(year + 1, start_month) - timedelta(days=1)


def months_of(year: int, start_month: int) -> list[date]:
    """The twelve months of a book's year, in order."""
    months = [year_start(year, start_month)]
    while len(months) < 12:
        months.append(next_month(months[-1]))
    return months
