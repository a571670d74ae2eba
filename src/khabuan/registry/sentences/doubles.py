"""Records that may be of one person or organisation, and merges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khabuan.core.offers import Words
from khabuan.places.labels import label
from khabuan.registry.models import LikelyBodies, LikelyPair, Merge, Organisation, Person
from khabuan.registry.queries.people import Likely, LikelySame, OnePerson
from khabuan.registry.rules.duplicates import SURE, Reason, ReasonCode
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.registry.rules.same_body import BodyReason
from khabuan.registry.sentences.parts import Fact, Need, rough, score_words
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


_REASONS = {reason.value: reason.label for reason in (*ReasonCode, *BodyReason)}


def reasons_words(reasons: tuple[Reason, ...]) -> str:
    return " ".join(_(reason.code.label) for reason in reasons)


def stored_reasons(stored: Sequence[Sequence[Any]]) -> str:
    """Reasons as they stand with a pair or a merge: [code, points, values]."""
    return " ".join(_(_REASONS[reason[0]]) for reason in stored)


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
class DeskWords:
    """How pages about doubles speak of people, or of organisations."""

    title: Words
    none: Words
    question: Words
    if_one: Words
    two: Words
    told_apart: Words


OF_PEOPLE = DeskWords(
    gettext_lazy("Who may be entered twice"),
    gettext_lazy("Nobody here looks entered twice"),
    gettext_lazy("One person or two?"),
    gettext_lazy("If it is one person, choose"),
    gettext_lazy("These are two people: do not ask again"),
    gettext_lazy("Written down: %(first)s and %(second)s are two people."),
)
OF_BODIES = DeskWords(
    gettext_lazy("Organisations that may be entered twice"),
    gettext_lazy("No organisation here looks entered twice"),
    gettext_lazy("One organisation or two?"),
    gettext_lazy("If it is one organisation, choose"),
    gettext_lazy("These are two organisations: do not ask again"),
    gettext_lazy("Written down: %(first)s and %(second)s are two organisations."),
)


@dataclass(frozen=True)
class DoubleLine:
    """Two records that may be one."""

    first: str
    second: str
    first_more: str
    second_more: str
    score: str
    is_sure: bool
    reasons: str
    url: str


def line_of_people(pair: LikelyPair) -> DoubleLine:
    low, high = (
        " · ".join(filter(None, (label(one.area), born_words(one)))) for one in (pair.low, pair.high)
    )
    return _line(pair, (low, high), "merge")


def line_of_bodies(pair: LikelyBodies) -> DoubleLine:
    low, high = (
        f"{_(OrganisationKind(one.kind).label)} · {label(one.area)}" for one in (pair.low, pair.high)
    )
    return _line(pair, (low, high), "organisation-merge")


def _line(pair: LikelyPair | LikelyBodies, more: tuple[str, str], name: str) -> DoubleLine:
    return DoubleLine(
        str(pair.low),
        str(pair.high),
        more[0],
        more[1],
        score_words(pair.score),
        pair.score >= SURE,
        stored_reasons(pair.reasons),
        reverse(name, args=[pair.low_id, pair.high_id]),
    )


@dataclass(frozen=True)
class Side:
    """One of two records that are compared: what cannot be chosen but helps to decide."""

    name: str
    url: str
    facts: list[Fact]


@dataclass(frozen=True)
class Told:
    """The two records as they stand, what merging will do, and what must be settled before."""

    sides: list[Side]
    will: list[str]
    why_not: list[str] = field(default_factory=list)


def need_of_body(body: Organisation, pair: LikelyBodies) -> Need:
    """On a body's own page: another record may be the same."""
    other = pair.high if pair.low_id == body.pk else pair.low
    url = reverse("organisation-merge", args=[pair.low_id, pair.high_id])
    more = f"{score_words(pair.score)} · {stored_reasons(pair.reasons)}"
    return Need(_("May be the same as %(name)s") % {"name": other.name}, more, "need", _("Compare"), url)


def side_of_person(one: OnePerson) -> Side:
    posts = [f"{row.appointment.post} {row.appointment.post.organisation.name}" for row in one.posts]
    numbers = [f"{row.label} {row.shown}" for row in NumberLine.all_of(one) if row.shown]
    house = one.household.household.house_no if one.household else ""
    missing = _("not written down")
    facts = [
        Fact(_("Lives at"), place_words(one.person.area)),
        Fact(_("Posts now"), "; ".join(posts) or None, unknown=_("none")),
        Fact(_("Numbers"), ", ".join(numbers) or None, unknown=missing),
        Fact(_("House"), house or None, unknown=missing),
        Fact(_("Papers and pictures"), str(len(one.files))),
    ]
    return Side(str(one.person), one.person.get_absolute_url(), facts)


def side_of_body(body: Organisation, moving: Sequence[tuple[Any, int]], numbers: Sequence[str]) -> Side:
    """`moving`: what stands at this record, in words, and how many; `numbers`: registered and in force."""
    facts = [
        Fact(_("Kind of organisation"), _(OrganisationKind(body.kind).label)),
        Fact(_("Place"), label(body.area, full=True)),
        Fact(_("Registered, in force"), ", ".join(numbers) or None, unknown=_("none")),
        *([Fact(_("Ended on"), rough(body.ended_on))] if body.ended_on else []),
        *(Fact(str(words), f"{count:,}") for words, count in moving),
    ]
    return Side(str(body), body.get_absolute_url(), facts)


def after_merge_of_bodies() -> list[str]:
    """What merging will do."""
    return [
        _("Everything counted above stands at the record that stays. That one keeps its place."),
        _("A post that both have becomes one. Who holds it in both holds it once."),
        _("Who has a seat at the other record goes on with the same seat at the one that stays."),
        _("The address of the other record leads to the one that stays. Nothing is thrown away."),
        _("It can be undone later, with a reason."),
    ]


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
