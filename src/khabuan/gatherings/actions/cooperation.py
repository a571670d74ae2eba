"""Writes of co-operation agreements: signed, corrected, renewed by a new paper, ended early; their parties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.thai import search_key, tidy
from khabuan.files.actions import SentFile, attach_all
from khabuan.files.models import Paper
from khabuan.followup.actions.parts import check_issue, check_reason, check_words
from khabuan.gatherings.actions.parts import check_named
from khabuan.gatherings.models import Cooperation, CooperationParty, Gathering
from khabuan.gatherings.rules.terms import TermDoubt, doubt_of_end, doubt_of_term
from khabuan.registry.models import Organisation

FIELD_OF_DOUBT = {TermDoubt.SIGNED_TO_COME: "signed_on", TermDoubt.ENDS_FIRST: "until"}


@dataclass(frozen=True)
class Party:
    """Another party, of the register or in words, and who signed for it."""

    organisation: Organisation | None = None
    words: str = ""
    signer: str = ""


@action("gatherings.record_cooperation", on="organisation", seen=("gathering", "organisation"))
def record_cooperation(
    *,
    actor: Actor,
    organisation: Organisation,
    title: str,
    signed_on: date,
    since: date | None = None,
    until: date | None = None,
    words: str = "",
    issue: str = "",
    gathering: Gathering | None = None,
    parties: Sequence[Party] = (),
    papers: Sequence[SentFile] = (),
) -> Cooperation:
    """Enter a signed co-operation agreement of a body with its other parties and the signed paper.

    Without `since` it begins when it is signed; without `until` it has no end. Refused: no title, a day of signing
    to come, an end before the beginning.
    """
    return _keep(
        actor, organisation, parties, papers,
        _facts(title, words, issue, signed_on, since, until) | {"gathering": gathering},
    )  # fmt: skip


@action("gatherings.correct_cooperation", on="cooperation", seen=("gathering",))
def correct_cooperation(
    *,
    actor: Actor,
    cooperation: Cooperation,
    reason: str,
    title: str,
    signed_on: date,
    since: date | None = None,
    until: date | None = None,
    words: str = "",
    issue: str = "",
    gathering: Gathering | None = None,
) -> Cooperation:
    """Put right what was copied wrongly from the paper: all facts as they are to be. Refused as when recorded."""
    check_reason(reason, _("Say why the co-operation agreement is corrected."))
    change(cooperation, **_facts(title, words, issue, signed_on, since, until), gathering=gathering)
    return cooperation


@action("gatherings.renew_cooperation", on="cooperation", seen=("gathering",))
def renew_cooperation(
    *,
    actor: Actor,
    cooperation: Cooperation,
    title: str,
    signed_on: date,
    since: date | None = None,
    until: date | None = None,
    words: str = "",
    issue: str = "",
    gathering: Gathering | None = None,
    papers: Sequence[SentFile] = (),
) -> Cooperation:
    """It goes on in a new paper with the same parties. Refused: ended or renewed already, signed before the first."""
    _check_goes_on(cooperation)
    facts = _facts(title, words, issue, signed_on, since, until)
    if signed_on < cooperation.signed_on:
        doubt = TermDoubt.RENEWED_FIRST
        raise Refused(doubt.value, gettext(doubt.label), field="signed_on")
    rows = CooperationParty.everywhere.filter(cooperation=cooperation, removed_on__isnull=True)
    parties = [
        Party(row.organisation, row.words) for row in rows.select_related("organisation").order_by("pk")
    ]
    facts |= {"gathering": gathering, "renews": cooperation}
    return _keep(actor, cooperation.organisation, parties, papers, facts)


@action("gatherings.end_cooperation", on="cooperation")
def end_cooperation(*, actor: Actor, cooperation: Cooperation, on: date, reason: str) -> Cooperation:
    """It ended, by its parties' word, or it ran out and nobody goes on.

    Refused: no reason, a day to come or before the signing, ended or renewed already.
    """
    reason = check_reason(reason, _("Say why it ended."))
    _check_goes_on(cooperation)
    doubt = doubt_of_end(cooperation.signed_on, on, clock.today())
    if doubt is not None:
        raise Refused(doubt.value, gettext(doubt.label), field="on")
    change(cooperation, ended_on=on, ended_reason=reason)
    return cooperation


@action("gatherings.add_party", on="cooperation", seen=("organisation",))
def add_party(
    *,
    actor: Actor,
    cooperation: Cooperation,
    organisation: Organisation | None = None,
    words: str = "",
    signer: str = "",
) -> CooperationParty:
    """Name one more party. Refused: nobody named, the body in whose book it stands."""
    return _party(cooperation, Party(organisation, words, signer))


@action("gatherings.remove_party", on="cooperation")
def remove_party(
    *, actor: Actor, cooperation: Cooperation, party: CooperationParty, reason: str
) -> CooperationParty:
    """Take off a party that was named in error. Refused: no reason, taken off before."""
    reason = check_reason(reason, _("Say why the line is taken off."))
    if party.cooperation_id != cooperation.pk:
        raise OutOfArea(f"cooperationparty {party.pk}")
    party.refresh_from_db()
    if party.removed_on:
        raise Refused("taken_off", _("This line was taken off the list. Add it anew if it was right."))
    change(party, removed_on=clock.today(), removed_reason=reason)
    return party


def _keep(
    actor: Actor,
    organisation: Organisation,
    parties: Sequence[Party],
    papers: Sequence[SentFile],
    facts: dict[str, Any],
) -> Cooperation:
    made: Cooperation = add(Cooperation, organisation=organisation, **facts)
    for one in parties:
        _party(made, one)
    attach_all(actor=actor, record=made, files=papers, paper=Paper.EVIDENCE)
    return made


def _party(cooperation: Cooperation, one: Party) -> CooperationParty:
    words = check_named(one.organisation, one.words)
    if one.organisation is not None and one.organisation.pk == cooperation.organisation_id:
        message = _("It stands in the book of this organisation: it is a party already.")
        raise Refused("is_keeper", message, field="organisation")
    made: CooperationParty = add(
        CooperationParty, cooperation=cooperation, organisation=one.organisation, words=words,
        signer=tidy(one.signer),
    )  # fmt: skip
    return made


def _facts(  # noqa: PLR0917 - the boxes of the form
    title: str, words: str, issue: str, signed_on: date, since: date | None, until: date | None
) -> dict[str, Any]:
    title = check_words(" ".join(title.split()), _("Write what the co-operation is about."), field="title")
    check_issue(issue)
    begins = since or signed_on
    doubt = doubt_of_term(signed_on, begins, until, clock.today())
    if doubt is not None:
        raise Refused(doubt.value, gettext(doubt.label), field=FIELD_OF_DOUBT.get(doubt, "signed_on"))
    words = tidy(words, keep_lines=True)
    return {
        "title": title, "words": words, "issue": issue, "signed_on": signed_on, "since": begins, "until": until,
        "search_key": search_key(f"{title} {words}"),
    }  # fmt: skip


def _check_goes_on(cooperation: Cooperation) -> None:
    cooperation.refresh_from_db()
    if cooperation.ended_on:
        raise Refused("ended", _("This co-operation agreement has ended already."))
    if Cooperation.everywhere.filter(renews=cooperation).exists():
        raise Refused("renewed", _("This co-operation agreement was renewed already, by a newer paper."))
