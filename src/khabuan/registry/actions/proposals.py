"""Changes proposed by somebody without the office, with evidence, and decided by the seat that has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.access.running import require_running
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.thai import tidy
from khabuan.files.actions import SentFile, attach_all, keep_beside
from khabuan.files.models import Paper
from khabuan.files.queries import files_of
from khabuan.registry.actions.organisations import change_organisation
from khabuan.registry.actions.people import change_person
from khabuan.registry.models import Organisation, Person, Proposal

PROPOSABLE: Mapping[type[Any], tuple[str, ...]] = {
    Organisation: (
        "name",
        "name_en",
        "short_name",
        "phone",
        "address",
        "founded_on",
        "founded_precision",
        "note",
    ),
    Person: (
        "title",
        "given",
        "surname",
        "former_surname",
        "nickname",
        "sex",
        "born_on",
        "born_precision",
        "died_on",
        "died_precision",
        "note",
    ),
}


@action("registry.propose_change", on="record")
def propose_change(
    *,
    actor: Actor,
    record: Organisation | Person,
    facts: Mapping[str, Any],
    words: str = "",
    evidence: Sequence[SentFile] = (),
) -> Proposal:
    """Propose other values of a record's fields to the office that keeps it; nothing changes yet.

    Refused: nothing different, a value that cannot be, a field that is not proposed this way.
    """
    fields = PROPOSABLE[type(record)]
    pairs: dict[str, list[Any]] = {}
    for name, value in facts.items():
        if name not in fields:
            raise Refused("not_proposable", _("This cannot be proposed here. Tell the office."), field=name)
        present, proposed = as_text(getattr(record, name)), as_text(_clean(record, name, value))
        if present != proposed:
            pairs[name] = [present, proposed]
    if not pairs:
        raise Refused(
            "nothing_new", _("Nothing is different from what stands there. Change at least one thing.")
        )
    doer = require_running().actor
    proposal: Proposal = add(
        Proposal,
        kind=record._meta.label_lower,
        subject_id=record.pk,
        subject_title=str(record)[:260],
        place=record.node,
        facts=pairs,
        words=tidy(words),
        by_seat=doer.seat,
        by_title=doer.title,
        made_on=clock.today(),
    )
    attach_all(actor=actor, record=proposal, files=evidence, paper=Paper.EVIDENCE)
    return proposal


@action("registry.decide_proposal", on="proposal")
def decide_proposal(*, actor: Actor, proposal: Proposal, accept: bool, reason: str = "") -> Proposal:
    """Accept, which makes the change and keeps the evidence beside the record, or decline with a reason.

    Refused: decided already, declined without a reason, a value that somebody has changed meanwhile, and
    whatever the change itself is refused for.
    """
    if proposal.state != Proposal.State.OPEN:
        raise Refused("decided_already", _("This was decided already."))
    if not accept and not tidy(reason):
        raise Refused("no_reason", _("Say why it is declined, for the one who proposed it."), field="reason")
    if accept:
        _make_the_change(actor, proposal)
    state = Proposal.State.ACCEPTED if accept else Proposal.State.DECLINED
    change(proposal, state=state, decided_on=clock.today(), decision=tidy(reason))
    return proposal


def _make_the_change(actor: Actor, proposal: Proposal) -> None:
    model: type[Organisation] | type[Person] = (
        Person if proposal.kind == Person._meta.label_lower else Organisation
    )
    record = model.objects.visible_to(require_running().actor).filter(pk=proposal.subject_id).first()
    if record is None:
        raise Refused("gone", _("The record is not in your area any more. Decline, and say where it is."))
    for name, (was, proposed) in proposal.facts.items():
        present = as_text(getattr(record, name))
        if present not in (was, proposed):
            words = _(
                "This was changed meanwhile: it is now “%(present)s”. Decline, or ask for a new proposal."
            )
            raise Refused("changed_meanwhile", words % {"present": present or "–"}, field=name)
    facts = {name: _clean(record, name, proposed) for name, (_was, proposed) in proposal.facts.items()}
    for file in files_of(require_running().actor, proposal):
        keep_beside(file, record)
    if isinstance(record, Person):
        change_person(actor=actor, person=record, **facts)
    else:
        change_organisation(actor=actor, organisation=record, **facts)


def as_text(value: Any) -> str:
    """A field's value as a proposal keeps it: days in ISO form, nothing as ""."""
    return "" if value is None else str(value)


def _clean(record: models.Model, name: str, value: Any) -> Any:
    column: Any = record._meta.get_field(name)
    if value in (None, "") and column.null:
        return None
    try:
        return column.clean(tidy(value) if isinstance(value, str) else value, record)
    except ValidationError as problem:
        raise Refused("bad_value", _("This value cannot be. Look at it again."), field=name) from problem
