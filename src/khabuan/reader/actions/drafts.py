"""Writes of drafts: what a person says of them, and whom or what they mean. No record of another room is touched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, change, note
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.thai import tidy
from khabuan.places.models import Area
from khabuan.reader.actions import mains
from khabuan.reader.actions.withdrawing import check_not_withdrawn
from khabuan.reader.models import Draft, Text
from khabuan.reader.queries.linking import MEANS
from khabuan.reader.rules.drafts import STATE_AFTER, How, Kind, State
from khabuan.reader.rules.timeline import when
from khabuan.reader.rules.typed import NotSo, checked
from khabuan.registry.models import Organisation, Person

NOTHING: dict[str, Any] = {
    "subject_kind": "",
    "subject_id": None,
    "points": None,
    "reasons": [],
    "meant_by": "",
}
UNKNOWN = _("Say what is to be done with it: accept, correct, not so, or decide anew.")


@action("reader.decide", on="draft")
def decide(
    *, actor: Actor, draft: Draft, how: str, typed: Mapping[str, Any] | None = None, source: str = ""
) -> Draft:
    """Say what of a draft is so. Correcting takes the fields of its kind, as they are to be, and
    from where that is known.

    A lost number that is accepted is lost: it stays without a value. Refused: a text that is closed, a day accepted
    without its year, a field that cannot be, an accusation kept of something else than a person.
    """
    _check_open(draft)
    draft.refresh_from_db()
    if how not in {*How}:
        raise Refused("how_unknown", UNKNOWN)
    if how == How.ACCEPT and draft.kind == Kind.DATE and when(draft.facts) is None:
        words = _(
            "The text does not say the year, so this day would stand on no timeline. Press Correct and fill it in."
        )
        raise Refused("no_year", words)
    if how == How.CLAIM and draft.kind != Kind.PERSON:
        raise Refused(
            "no_person", _("An accusation is kept of a person. This draft is about something else.")
        )
    state = STATE_AFTER[How(how)]
    is_decided = how != How.UNDO
    was_chosen = draft.changed.get("main") is True
    facts: dict[str, Any] = {
        "state": state, "changed": mains.left(draft), "decided_on": clock.today() if is_decided else None,
        "decided_by": actor.title[:200] if is_decided else "",
    }  # fmt: skip
    if how == How.CHANGE:
        facts |= _corrected(draft, typed or {}, tidy(source))
    if how == How.CLAIM:
        facts |= NOTHING
    change(draft, **facts)
    is_chosen = draft.changed.get("main") is True
    if is_chosen != was_chosen:
        (mains.take if is_chosen else mains.give_back)(draft)
    return draft


def _corrected(draft: Draft, typed: Mapping[str, Any], source: str) -> dict[str, Any]:
    """What is changed of a draft; a place that has another name now means no area until somebody says which."""
    kept = kept_of(draft.kind, typed)
    main = kept.pop("main", None)
    now = {name: value for name, value in kept.items() if draft.facts.get(name) != value}
    if draft.kind == Kind.DATE and "start" in now:
        now["certain"] = True
    facts: dict[str, Any] = {"changed": {**(now or kept), **mains.said(draft, main)}}
    if source:
        facts["changed"] |= {"source": source[:300]}
    if draft.kind in MEANS and now.keys() & {"name", "level", "province"}:
        facts |= NOTHING
        facts["changed"] |= {"codes": []} if draft.kind == Kind.PLACE else {}
    return facts


def kept_of(kind: str, typed: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a kind as they are kept. Refused: one that cannot be."""
    try:
        return checked(kind, typed)
    except NotSo as no:
        raise Refused(no.why.value, gettext(no.why.label), field=no.field) from no


@action("reader.accept_certain", on="text")
def accept_certain(*, actor: Actor, text: Text) -> int:
    """Accept at once all waiting drafts of which the rules are sure; how many. Never a name beside an accusation."""
    check_text_open(text)
    rows = Draft.everywhere.filter(text=text, state=State.WAITING, is_certain=True, is_accusation=False)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    done = Draft.everywhere.filter(pk__in=keys).update(
        state=State.ACCEPTED, decided_on=clock.today(), decided_by=actor.title[:200]
    )
    note(accepted=[str(key) for key in keys])
    return done


@action("reader.link", on="draft", seen=("area", "organisation", "person"))
def link(
    *,
    actor: Actor,
    draft: Draft,
    area: Area | None = None,
    organisation: Organisation | None = None,
    person: Person | None = None,
) -> Draft:
    """Say which area, organisation or person of the register is meant; none of them: not known.

    Who says what a draft that waits means says that it is so; of one beside words that accuse that is asked apart.
    Refused: a text that is closed, a record of another kind than the draft, a draft kept as an accusation or not so.
    """
    _check_open(draft)
    draft.refresh_from_db()
    meant = area or organisation or person
    kind = meant._meta.label_lower if meant else ""
    if meant is not None and MEANS.get(Kind(draft.kind)) != kind:
        raise Refused(
            "other_kind", _("This is another kind of thing than the words of the text. Choose again.")
        )
    if draft.state in (State.CLAIM, State.REJECTED):
        words = _("This is kept as an accusation, or is not so. Decide it anew first.")
        raise Refused("not_accepted", words)
    said: dict[str, Any] = {"points": None, "reasons": [], "meant_by": actor.title[:200]}
    if meant is not None and draft.state == State.WAITING and not draft.is_accusation:
        said |= {"state": State.ACCEPTED, "decided_on": clock.today(), "decided_by": actor.title[:200]}
    change(draft, subject_kind=kind, subject_id=meant.pk if meant else None, **said)
    return draft


def _check_open(draft: Draft) -> None:
    if draft.state == State.GONE:
        raise OutOfArea(f"draft {draft.pk}")
    check_text_open(draft.text)


def check_text_open(text: Text) -> None:
    text.refresh_from_db(fields=["closed_on", "withdrawn_on"])
    check_not_withdrawn(text)
    if text.closed_on is not None:
        raise Refused("closed", _("This text is closed. Open it again first."))
