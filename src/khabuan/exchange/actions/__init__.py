"""Writes of the exchange: a file on its way in, and what each of its rows does."""

from khabuan.exchange.actions.batches import (
    KEPT_DAYS,
    PLACES,
    Outcome,
    discard,
    end_rehearsal,
    end_saving,
    forget,
    forget_old,
    go_on,
    join_lineage,
    note_rows,
    save_good_rows,
    save_portion,
    save_row,
    settle_row,
    take_in,
    take_over,
    take_up_again,
    try_rows,
)

__all__ = [
    "KEPT_DAYS", "PLACES", "Outcome", "discard", "end_rehearsal", "end_saving", "forget", "forget_old",
    "go_on", "join_lineage", "note_rows", "save_good_rows", "save_portion", "save_row", "settle_row", "take_in",
    "take_over", "take_up_again", "try_rows",
]  # fmt: skip
