"""What gatherings offer to others."""

from __future__ import annotations


def register() -> None:
    pass
