"""Records that may be of one person, and merges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.places.labels import label
from khabuan.registry.models import (
    LikelyPair,
    Merge,
    Person,
)
from khabuan.registry.queries.people import Likely, LikelySame, OnePerson
from khabuan.registry.rules.duplicates import SURE, Reason, ReasonCode
from khabuan.registry.sentences.parts import rough, score_words
from khabuan.registry.sentences.people import NumberLine, born_words, place_words


@dataclass(frozen=True)
class LikelyLine:
    """A record that may be the same person, and why."""

    person: Person
    place: str
    born: str
    score: str
    is_sure: bool
    reasons: str

    @classmethod
    def of(cls, likely: Likely) -> LikelyLine:
        return cls(
            likely.person,
            label(likely.person.area),
            born_words(likely.person),
            score_words(likely.score),
            likely.score >= SURE,
            reasons_words(likely.reasons),
        )


def reasons_words(reasons: tuple[Reason, ...]) -> str:
    return " ".join(_(reason.code.label) for reason in reasons)


def stored_reasons(stored: Sequence[Sequence[Any]]) -> str:
    """Reasons as they stand with a pair or a merge: [code, points, values]."""
    return " ".join(_(ReasonCode(reason[0]).label) for reason in stored)


@dataclass(frozen=True)
class AlikeLines:
    """Who may be here already, before a person is entered; of people elsewhere only whom to ask."""

    here: list[LikelyLine]
    elsewhere: list[str]

    @classmethod
    def of(cls, found: LikelySame) -> AlikeLines:
        return cls(
            [LikelyLine.of(likely) for likely in found.here],
            [label(line.office_area, full=True) for line in found.elsewhere],
        )


@dataclass(frozen=True)
class DoubleLine:
    """Two records that may be one person."""

    first: str
    second: str
    first_more: str
    second_more: str
    score: str
    is_sure: bool
    reasons: str
    url: str

    @classmethod
    def of(cls, pair: LikelyPair) -> DoubleLine:
        url = reverse("merge", args=[pair.low_id, pair.high_id])
        return cls(
            str(pair.low),
            str(pair.high),
            _more(pair.low),
            _more(pair.high),
            score_words(pair.score),
            pair.score >= SURE,
            stored_reasons(pair.reasons),
            url,
        )


def _more(person: Person) -> str:
    return " · ".join(filter(None, (label(person.area), born_words(person))))


@dataclass(frozen=True)
class SideLine:
    """One of two records that are compared: what cannot be chosen but helps to decide."""

    name: str
    url: str
    place: str
    posts: str
    numbers: str
    house: str
    files: int

    @classmethod
    def of(cls, one: OnePerson) -> SideLine:
        posts = [f"{row.appointment.post} {row.appointment.post.organisation.name}" for row in one.posts]
        numbers = [f"{row.label} {row.shown}" for row in NumberLine.all_of(one) if row.shown]
        house = one.household.household.house_no if one.household else ""
        return cls(
            str(one.person),
            one.person.get_absolute_url(),
            place_words(one.person.area),
            "; ".join(posts),
            ", ".join(numbers),
            house,
            len(one.files),
        )


def after_merge(sides: Sequence[OnePerson]) -> list[str]:
    """What merging will do, in figures."""
    posts = [len(one.posts) + len(one.former_posts) for one in sides]
    rest = sum(len(one.ties) + len(one.leaders) + len(one.consents) + len(one.files) for one in sides)
    return [
        _("%(sum)d posts, now and before (%(first)d and %(second)d), stand under one name.")
        % {"sum": sum(posts), "first": posts[0], "second": posts[1]},
        _("%(count)d ties, levels, consents and files of both stand under one name.") % {"count": rest},
        _("A sealed number that the record that stays lacks moves to it; one that it has stays as it is."),
        _("The address of the other record leads to the one that stays. Nothing is thrown away."),
        _("It can be undone later, with a reason."),
    ]


@dataclass(frozen=True)
class MergeLine:
    """A merge that was done."""

    id: int
    stays: str
    goes: str
    url: str
    on: str
    reasons: str
    undone: str
    undone_reason: str

    @classmethod
    def of(cls, row: Merge, names: dict[int, str]) -> MergeLine:
        unknown = _("a record out of your area")
        url = f"/people/{row.stays_id}/" if row.kind == "person" else f"/organisations/{row.stays_id}/"
        return cls(
            row.pk,
            names.get(row.stays_id, unknown),
            names.get(row.goes_id, unknown),
            url if row.stays_id in names else "",
            rough(row.on),
            stored_reasons(row.reasons),
            rough(row.undone_on),
            row.undone_reason,
        )
