"""What elections offer to others."""

from __future__ import annotations


def register() -> None:
    """Filled by the slices that follow."""
