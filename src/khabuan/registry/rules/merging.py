"""What merging two records of one person or organisation will do, as a value that can be shown, stored and undone.

The dropped record stays as an alias of the kept one; nothing is deleted. Pure: the action applies the plan.
Values are opaque texts: of sealed fields (citizen number) the plan holds the equality token, never the
number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.registry.rules.dates import PRECISIONS


class Why(Word):
    """Why a value wins."""

    SAME = "same", _("Both records agree")
    ONLY_ONE = "only_one", _("Only one record has it")
    MORE_EXACT = "more_exact", _("It is more exact")
    CHECKED = "checked", _("It was checked")
    KEPT = "kept", _("It stands in the record that is kept")
    CHOSEN = "chosen", _("It was chosen")


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A field of a record. `precision` matters for dates only; `checked` means seen on an official
    paper, or a citizen number whose check digit is right."""

    text: str = ""
    precision: str = "day"
    checked: bool = False


EMPTY = FieldValue()
NAME_FIELDS = ("title", "given", "surname")
"""Losing values of these stay findable as aliases; so do losing values of every other field in the alias
record."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record's own fields by name; posts, ties and memberships are moved by the apps that own them."""

    key: int
    fields: Mapping[str, FieldValue]

    def value(self, field: str) -> FieldValue:
        return self.fields.get(field, EMPTY)


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """What becomes of one field. `is_doubtful`: both records have a value, they differ, and nobody chose."""

    field: str
    kept: FieldValue
    lost: FieldValue
    from_key: int
    why: Why

    @property
    def is_doubtful(self) -> bool:
        if not self.lost.text or self.lost.text == self.kept.text or self.why is Why.CHOSEN:
            return False
        # "2513" beside "12 เม.ย. 2513" is no contradiction.
        known = {"day": 10, "month": 7, "year": 4}[self.lost.precision]
        return self.why is not Why.MORE_EXACT or self.kept.text[:known] != self.lost.text[:known]


@dataclass(frozen=True, slots=True)
class MergePlan:
    """`keep` survives, `drop` becomes its alias. `before` is what undo writes back into `keep`."""

    keep: int
    drop: int
    choices: tuple[FieldChoice, ...]
    aliases: tuple[tuple[str, str], ...]
    before: tuple[tuple[str, FieldValue], ...]

    @property
    def changes(self) -> dict[str, FieldValue]:
        """The fields of `keep` that get the value of `drop`."""
        was = dict(self.before)
        return {choice.field: choice.kept for choice in self.choices if choice.field in was}

    @property
    def doubtful(self) -> tuple[str, ...]:
        """Fields that a person should look at before merging."""
        return tuple(choice.field for choice in self.choices if choice.is_doubtful)


def merge_plan(keep: Record, drop: Record, chosen: Mapping[str, int] | None = None) -> MergePlan:
    """Which value of two records wins, field by field; `chosen` maps a field to the key whose value is to
    win.

    Without a choice: a value beats none, an exacter date a coarser one, a checked value an unchecked one,
    and else the kept record's own stands. ValueError when both records are one, or a choice names neither.
    """
    if keep.key == drop.key:
        raise ValueError("a record cannot be merged with itself")
    chosen = chosen or {}
    strangers = {field for field, key in chosen.items() if key not in (keep.key, drop.key)}
    if strangers:
        raise ValueError(f"choices name neither record: {sorted(strangers)}")
    fields = sorted(keep.fields.keys() | drop.fields.keys() | chosen.keys())
    choices = tuple(_choice(field, keep, drop, chosen.get(field)) for field in fields)
    changed = [c.field for c in choices if c.kept != keep.value(c.field)]
    return MergePlan(
        keep=keep.key,
        drop=drop.key,
        choices=choices,
        aliases=tuple(
            (c.field, c.lost.text)
            for c in choices
            if c.field in NAME_FIELDS and c.lost.text not in ("", c.kept.text)
        ),
        before=tuple((field, keep.value(field)) for field in changed),
    )


def _choice(field: str, keep: Record, drop: Record, chosen: int | None) -> FieldChoice:
    mine, other = keep.value(field), drop.value(field)
    if chosen is not None:
        wins, why = chosen == keep.key, Why.CHOSEN
    else:
        wins, why = _winner(mine, other)
    return (
        FieldChoice(field, mine, other, keep.key, why)
        if wins
        else FieldChoice(field, other, mine, drop.key, why)
    )


def _winner(mine: FieldValue, other: FieldValue) -> tuple[bool, Why]:
    """Whether the kept record's value wins, and why."""
    if not mine.text or not other.text:
        return bool(mine.text) or not other.text, Why.ONLY_ONE if mine.text or other.text else Why.SAME
    fineness = PRECISIONS.index(other.precision) - PRECISIONS.index(mine.precision)
    if fineness:
        return fineness > 0, Why.MORE_EXACT
    if mine.checked != other.checked:
        return mine.checked, Why.CHECKED
    return True, Why.SAME if mine.text == other.text else Why.KEPT


def apply_plan(plan: MergePlan, fields: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    """The kept record's fields after the merge."""
    return {**fields, **plan.changes}


def undo_plan(
    plan: MergePlan, fields: Mapping[str, FieldValue]
) -> tuple[dict[str, FieldValue], tuple[str, ...]]:
    """The kept record's fields after undoing, and the fields left alone because they were changed since the
    merge."""
    merged = plan.changes
    later = tuple(field for field, _was in plan.before if fields.get(field, EMPTY) != merged[field])
    back = {field: was for field, was in plan.before if field not in later}
    return {**fields, **back}, later
