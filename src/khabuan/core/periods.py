"""Periods of rows: the first day is in, the end is the first day out, an open side is open."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q


def in_force(on: date | F, prefix: str = "", *, since: str = "since", until: str = "until") -> Q:
    """Rows whose period holds a day; `prefix` leads to the row ("post__")."""
    begun = Q(**{f"{prefix}{since}__isnull": True}) | Q(**{f"{prefix}{since}__lte": on})
    return begun & (Q(**{f"{prefix}{until}__isnull": True}) | Q(**{f"{prefix}{until}__gt": on}))
