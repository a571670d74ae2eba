"""A new term of a whole body (ทบทวน, เลือกตั้งใหม่): who goes on, who comes, which posts stay empty, in one act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.thai import ThaiDate, short_date
from khabuan.files.actions import attach
from khabuan.registry.actions.organisations import record_registration
from khabuan.registry.actions.people import add_person
from khabuan.registry.actions.posts import appoint, end_appointment
from khabuan.registry.models import Appointment, Organisation, Person, Post
from khabuan.registry.queries.renewing import is_registered, years_of_term
from khabuan.registry.rules.dates import add_years, first_day
from khabuan.registry.rules.registration import Step

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class NewPerson:
    """Somebody who is not in the book yet; lives where the body stands."""

    title: str
    given: str
    surname: str


@dataclass(frozen=True)
class Place:
    """One seat of a post in the new term. `key` names its field on the page.

    `old` is the holder whose term ends (None: the seat was empty), `who` holds it from now on (None: it stays
    empty). With `keeps` the old term runs on and nothing happens.
    """

    key: str
    post: Post
    old: Appointment | None = None
    who: Person | NewPerson | None = None
    keeps: bool = False

    @property
    def goes_on(self) -> bool:
        return self.old is not None and isinstance(self.who, Person) and self.who.pk == self.old.person_id


@dataclass(frozen=True)
class PaperOf:
    """A paper of the renewal: which (minutes, member_list …), its bytes, the file's name."""

    paper: str
    content: bytes
    name: str


@action("registry.renew_term", on="organisation", seen=("who",))
def renew_term(
    *,
    actor: Actor,
    organisation: Organisation,
    on: date,
    places: Sequence[Place],
    until: date | None = None,
    order_number: str = "",
    step: Mapping[str, Any] | None = None,
    papers: Sequence[PaperOf] = (),
) -> Organisation:
    """The whole list of a body from `on`: terms of all present holders end that day, new ones begin.

    Without `until` the last day follows from the post's years of term, for a council else from the rule of
    the Act. A registered council records its step "renewed" with `step` (number, receiver …) and `papers`.

    Refused, with `field` the key of the line: a body that has ended, a day to come or before a holder began, a
    list that changed meanwhile, more holders than seats, a person twice; and as in `appoint`.
    """
    _check_body(organisation, on, until)
    held = _held_now(organisation)
    _check_list(held, places)
    for place in places:
        _end_old(actor, place, held, on)
    years = years_of_term(actor, organisation, on)
    for place in places:
        _begin_new(actor, organisation, place, on, until=until, years=years, order_number=order_number)
    if is_registered(actor, organisation):
        _record_step(actor, organisation, on, step or {}, papers)
    return organisation


def last_day_of_term(post: Post, on: date, years: int | None) -> date | None:
    """The last day of a term that begins on `on`: by the post's own years, else by the rule; None: not known."""
    length = post.term_years or years
    return add_years(on, length) - ONE_DAY if length else None


def _check_body(organisation: Organisation, on: date, until: date | None) -> None:
    if organisation.ended_on:
        words = _("This organisation ended on %(day)s. Bring it back first if that is wrong.")
        raise Refused("ended", words % {"day": short_date(organisation.ended_on)})
    if on > clock.today():
        raise Refused("to_come", _("This day has not come yet. Check the year."), field="on")
    if until and until < on:
        words_until = _("The term ends before it begins. Check both dates.")
        raise Refused("backwards", words_until, field="until")


def _held_now(organisation: Organisation) -> dict[int, Appointment]:
    """The open terms, locked. Rows of their own: those of the page stay as they were if this is refused."""
    rows = Appointment.everywhere.select_for_update(of=("self",)).filter(
        post__organisation=organisation, ended_on__isnull=True
    )
    return {row.pk: row for row in rows.order_by("pk")}


def _check_list(held: Mapping[int, Appointment], places: Sequence[Place]) -> None:
    """The page was drawn from the holders of that moment: whoever came or left since must be seen first."""
    if held.keys() != {place.old.pk for place in places if place.old}:
        raise Refused(
            "changed", _("Somebody changed the holders meanwhile. Open the page again and look through it.")
        )
    seats = Counter(place.post.pk for place in places if place.who is not None or place.keeps)
    twice: set[tuple[int, int]] = set()
    for place in places:
        most = place.post.holders
        if most is not None and seats[place.post.pk] > most:
            words = _("%(post)s has %(seats)d seats, but more people are named. Leave some lines empty.")
            raise Refused("overfull", words % {"post": place.post, "seats": most}, field=place.key)
        person = place.old.person if place.keeps and place.old else place.who
        if isinstance(person, Person):
            if (place.post.pk, person.pk) in twice:
                words_twice = _("%(person)s stands in this post twice. Leave one line empty.")
                raise Refused("twice", words_twice % {"person": person}, field=place.key)
            twice.add((place.post.pk, person.pk))


def _end_old(actor: Actor, place: Place, held: Mapping[int, Appointment], on: date) -> None:
    old = place.old
    if old is None or place.keeps:
        return
    if old.since and first_day(old.since, old.since_precision) >= on:
        words = _(
            "%(person)s began on %(day)s, not before the new term. Check the first day of the new term, or keep this "
            "term running."
        )
        day = short_date(ThaiDate(old.since, old.since_precision))
        raise Refused("began_later", words % {"person": old.person, "day": day}, field=place.key)
    reason = gettext("Term over, goes on") if place.goes_on else gettext("Term over")
    end_appointment(actor=actor, appointment=held[old.pk], on=on, reason=reason)


def _begin_new(
    actor: Actor,
    organisation: Organisation,
    place: Place,
    on: date,
    *,
    until: date | None,
    years: int | None,
    order_number: str,
) -> None:
    if place.keeps or place.who is None:
        return
    facts: dict[str, Any] = {
        "until": until or last_day_of_term(place.post, on, years),
        "order_number": order_number,
    }
    if place.goes_on and place.old is not None:
        facts |= {"on_behalf_of": place.old.on_behalf_of, "is_acting": place.old.is_acting}
    try:
        person = place.who
        if isinstance(person, NewPerson):
            person = add_person(
                actor=actor, area=organisation.area,
                title=person.title, given=person.given, surname=person.surname,
            )  # fmt: skip
        appoint(actor=actor, post=place.post, person=person, since=on, **facts)
    except Refused as no:
        raise Refused(no.code, no.message, field=place.key) from no


def _record_step(
    actor: Actor,
    organisation: Organisation,
    on: date,
    step: Mapping[str, Any],
    papers: Sequence[PaperOf],
) -> None:
    row = record_registration(actor=actor, organisation=organisation, step=Step.RENEWED.value, on=on, **step)
    for paper in papers:
        attach(actor=actor, record=row, content=paper.content, name=paper.name, paper=paper.paper)
