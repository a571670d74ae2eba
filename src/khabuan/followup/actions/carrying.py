"""How duties and promises follow merges of bodies and people, and what of them concerns an erased person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import change
from khabuan.core import offers
from khabuan.followup.models import Duty, Promise
from khabuan.followup.rules import DutyState, PromiseState
from khabuan.followup.sentences import agency_of
from khabuan.registry.actions.merging import move_references
from khabuan.registry.actions.merging_bodies import count_kinds
from khabuan.registry.actions.rights import kept_table
from khabuan.registry.models import Organisation

TABLES: tuple[tuple[Any, Any, str], ...] = (
    (_("Duties in its book"), Duty, "organisation"),
    (_("Duties that it is to do"), Duty, "owner_organisation"),
    (_("Promises that it heard"), Promise, "organisation"),
    (_("Promises that it gave"), Promise, "agency"),
)
Line = list[tuple[str, Any, Any]]


def move_of_organisation(moves: Any) -> None:
    """Duties and promises go along; their papers stand at the body's node, and go with the register's."""
    for _words, table, column in TABLES:
        move_references(moves, table, column)


def tell_of_organisations(bodies: Sequence[Organisation]) -> list[tuple[Any, dict[int, int]]]:
    """How many of each kind stand at these records. One query for all kinds."""
    return count_kinds(TABLES, bodies)


def move_of_person(moves: Any) -> None:
    """Whoever owns a duty or gave a promise is the one who stays."""
    move_references(moves, Duty, "owner_person")
    move_references(moves, Promise, "giver_person")


def erase_of_person(erasing: offers.Erasing) -> None:
    """A duty stays under the pseudonym, without the words beside it. A promise of an office stays as it was said,
    and is no longer tied to the person's record (the trail never repeated the tie)."""
    keys = [person.pk for person in erasing.people]
    for duty in Duty.everywhere.filter(owner_person__in=keys).order_by("pk"):
        erasing.blank(duty, owner_words="")
    for promise in Promise.everywhere.filter(giver_person__in=keys).order_by("pk"):
        change(promise, giver_person=None)


def copy_of_person(people: Sequence[Any]) -> list[offers.Kept]:
    """Duties that the person was given, promises that the person gave for an agency."""
    keys = [person.pk for person in people]
    return [
        kept_table("followup.duty", _("Duties"), _duties(keys)),
        kept_table("followup.promise", _("Promises given for an agency"), _promises(keys)),
    ]


def _duties(keys: Sequence[int]) -> Iterator[Line]:
    rows = Duty.everywhere.filter(owner_person__in=keys).select_related("organisation").order_by("pk")
    for row in rows:
        yield [
            ("organisation", _("Organisation"), row.organisation.name),
            ("what", _("What is to be done"), row.what),
            ("owner_words", _("Who does it, in words"), row.owner_words),
            ("given_on", _("Given on"), row.given_on),
            ("due_on", _("Due on"), row.due_on),
            ("state", _("State"), _(DutyState(row.state).label)),
            ("closed_on", _("Closed on"), row.closed_on),
            ("closed_words", _("How it ended"), row.closed_words),
        ]


def _promises(keys: Sequence[int]) -> Iterator[Line]:
    rows = Promise.everywhere.filter(giver_person__in=keys).select_related("organisation", "agency")
    for row in rows.order_by("pk"):
        yield [
            ("organisation", _("Organisation that heard it"), row.organisation.name),
            ("agency", _("Agency"), agency_of(row)),
            ("giver_name", _("Who promised"), row.giver_name),
            ("giver_post", _("Post held that day"), row.giver_post),
            ("words", _("What was promised"), row.words),
            ("given_on", _("Promised on"), row.given_on),
            ("due_on", _("Due on"), row.due_on),
            ("state", _("State"), _(PromiseState(row.state).label)),
        ]


MERGE = offers.OnOrganisationMerge("followup", move_of_organisation, tell_of_organisations)
