"""Structures in words: what a review changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from khabuan.elections.models import StructureReview
from khabuan.elections.rules.structure import Role, RoleChange, Seats, changes, seats_of


@dataclass(frozen=True)
class ReviewLine:
    """A review with what it changed, in words, and the seats after it."""

    review: StructureReview
    changed: list[str]
    seats: Seats


def review_lines(reviews: Iterable[StructureReview]) -> list[ReviewLine]:
    found = []
    for review in reviews:
        before, after = ([Role.of(one) for one in rows] for rows in (review.before, review.after))
        said = [change_words(one.what, one.words, one.before, one.after) for one in changes(before, after)]
        found.append(ReviewLine(review, said or [_("All roles stay as they were.")], seats_of(after)))
    return found


def change_words(what: RoleChange, role: str, before: int | None, after: int | None) -> str:
    facts = {"role": role, "before": seats_words(before), "after": seats_words(after)}
    match what:
        case RoleChange.ADDED:
            return _("New role: %(role)s (%(after)s)") % facts
        case RoleChange.CLOSED:
            return _("Role closed: %(role)s") % facts
    return _("%(role)s: from %(before)s to %(after)s") % facts


def seats_words(number: int | None) -> str:
    return _("no fixed number") if number is None else _("%(seats)d seats") % {"seats": number}
