"""Notes and coins of the baht, and what a number of each comes to. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

PIECES = ("1000", "500", "100", "50", "20", "10", "5", "2", "1", "0.50", "0.25")
"""By their value in baht, as on ใบตรวจนับเงินสด: notes, then coins."""
SMALLEST_NOTE = 2000  # satang


def counted_satang(pieces: Mapping[str, int]) -> int:
    """What the counted notes and coins come to. ValueError for a piece that does not exist or less than none."""
    if set(pieces) - set(PIECES) or any(many < 0 for many in pieces.values()):
        raise ValueError("no such notes or coins")
    return sum(int(Decimal(piece) * 100) * many for piece, many in pieces.items())
