"""The rights of the person whose facts are kept (PDPA s.30-36): requests, the copy, erasure.

Erasure leaves the offices a person held, which are public, under a pseudonym; everything else about them
goes, in every app, and the past events about them lose their facts while the chain stays whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change, conceal, note
from khabuan.access.actor import Actor
from khabuan.access.running import require_running
from khabuan.access.scoping import Row
from khabuan.audit import chain as audit
from khabuan.audit.queries import event_keys_about
from khabuan.core import clock, offers, sql
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.reasons import is_reason
from khabuan.core.thai import tidy
from khabuan.files.actions import SentFile, attach_all
from khabuan.files.models import Paper
from khabuan.registry.models import Identity, Person, SubjectRequest
from khabuan.registry.rules.requests import ANSWER_DAYS, RequestKind, RequestOutcome, due_on
from khabuan.rules.queries import count_for


@action("registry.open_request", on="person")
def open_request(
    *,
    actor: Actor,
    person: Person,
    kind: str,
    asked_on: date | None = None,
    asked_by: str = "",
    words: str = "",
    papers: Sequence[SentFile] = (),
) -> SubjectRequest:
    """Write down what a person (or whoever speaks for them) asks, with the signed paper; the day for the
    answer follows by rule.

    Refused: a day to come, the same request waiting already, a person whose facts were erased.
    """
    asked_on = asked_on or clock.today()
    if asked_on > clock.today():
        raise Refused("to_come", _("This day has not come yet. Check the year."), field="asked_on")
    if person.erased_on:
        raise Refused("erased", _("The facts of this person were erased. Nothing is kept to ask about."))
    days = count_for(actor, "privacy.answer_days", node=person.node, on=asked_on) or ANSWER_DAYS
    request: SubjectRequest = add(
        SubjectRequest,
        person=person,
        kind=RequestKind(kind),
        asked_on=asked_on,
        asked_by=tidy(asked_by),
        words=words.strip(),
        due_on=due_on(asked_on, days),
    )
    attach_all(actor=actor, record=request, files=papers, paper=Paper.REQUEST)
    return request


@action("registry.answer_request", on="asked")
def answer_request(*, actor: Actor, asked: SubjectRequest, outcome: str, answer: str = "") -> SubjectRequest:
    """Answer a request. Refused: answered already, a no without its reason, an erasure that was not done."""
    _check_open(asked)
    if outcome != RequestOutcome.DONE and not tidy(answer):
        raise Refused(
            "no_reason",
            _("Say why it is not done, or not in full: the law asks for the reason."),
            field="answer",
        )
    if outcome == RequestOutcome.DONE and asked.kind == RequestKind.ERASE:
        words = _("Nothing is erased yet. Erase the facts first, or say why not.")
        raise Refused("not_erased", words, field="outcome")
    change(asked, outcome=RequestOutcome(outcome), answer=answer.strip(), answered_on=clock.today())
    return asked


def _check_open(asked: SubjectRequest) -> None:
    if asked.answered_on:
        raise Refused("answered_already", _("This request was answered already."))


@dataclass(frozen=True)
class PersonsCopy:
    """Everything that is kept about a person, numbers opened: of every app, table by table."""

    person: Person
    made_on: date
    kept: tuple[offers.Kept, ...]

    def as_json(self) -> dict[str, Any]:
        """The same as plain values: {"person", "made_on", "kept": {kind: [{name: value}]}}."""
        tables = {
            one.kind: [{fact.name: fact.value for fact in row} for row in one.rows] for one in self.kept
        }
        return {"person": str(self.person.pk), "made_on": self.made_on.isoformat(), "kept": tables}


@action("registry.copy_person", on="person")
def copy_person(*, actor: Actor, person: Person, reason: str) -> PersonsCopy:
    """Collect everything that is kept about a person, for the person. Each sealed number opened is logged.

    Refused: no reason, a record that was merged into another one.
    """
    if not is_reason(reason):
        raise Refused("no_reason", _("Write for whom and why the copy is made."), field="reason")
    if person.stays_id:
        raise Refused("merged", _("This record was merged into another one. Make the copy there."))
    people = records_of(person)
    doer = require_running().actor
    opened = [identity for one in people for identity in open_identities(one)]
    for identity in opened:
        audit.record_identity_read(
            audit.Doer(doer.seat, doer.title),
            kind="registry.person",
            subject_id=person.pk,
            what=identity.kind,
            reason=tidy(reason),
        )
    kept = tuple(table for offer in offers.person_copies for table in offer.collect(people) if table.rows)
    note(copied=[table.kind for table in kept], opened=[identity.kind for identity in opened])
    return PersonsCopy(person, clock.today(), kept)


def open_identities(person: Person) -> list[Identity]:
    """Sealed numbers that can still be opened, earlier ones included."""
    rows = Identity.everywhere.filter(person=person).order_by("pk")
    return [row for row in rows if bytes(row.sealed)]


def records_of(person: Person) -> tuple[Person, ...]:
    """The person and every record that was merged into this one."""
    found, layer = [person], [person.pk]
    while layer:
        merged = list(Person.everywhere.filter(stays__in=layer).select_related("area").order_by("pk"))
        found += merged
        layer = [one.pk for one in merged]
    return tuple(found)


@dataclass
class Erasure:
    """An erasure under way (`offers.Erasing`)."""

    people: tuple[Person, ...]
    on: date
    pseudonym: str
    touched: set[tuple[str, int]] = field(default_factory=set)

    def blank(self, row: Row, **fields: Any) -> None:
        change(row, **fields)
        self.about(row._meta.label_lower, row.pk)

    def about(self, kind: str, key: int) -> None:
        self.touched.add((kind, key))

    def parts(self) -> dict[str, list[int]]:
        """What was touched so far, by kind."""
        found: dict[str, list[int]] = defaultdict(list)
        for kind, key in sorted(self.touched):
            found[kind].append(key)
        return found


def reasons_to_keep(person: Person) -> list[Any]:
    """Why the facts may not be erased today, in whole sentences of every app; none: they may."""
    today = clock.today()
    return [reason for hold in offers.erase_holds for reason in hold.reasons(person, today)]


@action("registry.erase_person", on="person")
def erase_person(*, actor: Actor, person: Person, asked: SubjectRequest) -> Person:
    """Erase a person's facts as they asked: the name becomes a pseudonym, the rest is blanked everywhere.

    The request is answered with it. Refused: no open request for it, a legal duty that still needs the
    facts, a record merged into another one. There is no way back; backups made before still hold the facts.
    """
    _check_open(asked)
    if asked.person_id != person.pk or asked.kind != RequestKind.ERASE:
        raise OutOfArea("registry.subjectrequest")
    if person.stays_id:
        raise Refused("merged", _("This record was merged into another one. Erase that one."))
    if reasons := reasons_to_keep(person):
        raise Refused("still_needed", reasons[0])
    conceal()
    erasure = Erasure(records_of(person), clock.today(), pseudonym_of(person))
    for offer in offers.erasures:
        offer.erase(erasure)
    doer = require_running().actor
    keys = event_keys_about(erasure.touched)
    audit.erase_payloads(audit.Doer(doer.seat, doer.title), keys, reason=f"request {asked.pk}")
    change(asked, outcome=RequestOutcome.DONE, answered_on=clock.today())
    note(request=str(asked.pk), records=len(erasure.touched), events=len(keys))
    sql.forget_search(Person._meta.db_table)
    person.refresh_from_db()
    return person


def pseudonym_of(person: Person) -> str:
    """In the country's language, whatever the page speaks: it is stored."""
    with translation.override(settings.LANGUAGE_CODE):
        return gettext("Person whose facts were erased")


def kept_table(kind: str, title: Any, rows: Iterable[Sequence[tuple[str, Any, Any]]]) -> offers.Kept:
    """A table of a copy from rows of (machine name, words, value); what is empty is left out."""
    shown = [
        [
            offers.KeptFact(name, words, _as_text(value))
            for name, words, value in row
            if value not in (None, "", [])
        ]
        for row in rows
    ]
    return offers.Kept(kind, title, [row for row in shown if row])


def _as_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
