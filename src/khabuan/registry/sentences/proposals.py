"""Proposed changes, field by field."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from khabuan.registry.models import (
    Organisation,
    Person,
    Proposal,
)
from khabuan.registry.sentences.fields import field_label, precision_of, stored_words
from khabuan.registry.sentences.parts import rough


@dataclass(frozen=True)
class ProposedField:
    """One field of a proposal: as it is, as proposed."""

    label: str
    was: str
    proposed: str

    @classmethod
    def all_of(cls, proposal: Proposal, record: Person | Organisation | None = None) -> list[ProposedField]:
        """The fields in words; the record says how exactly a day is known where the proposal leaves that."""
        facts, lines = proposal.facts, []
        for name, (was, proposed) in facts.items():
            if name.endswith("_precision") and name.replace("_precision", "_on") in facts:
                continue
            known = precision_of(name)
            old, new = facts.get(known, [getattr(record, known, "day")] * 2)
            lines.append(
                cls(str(field_label(name)), stored_words(name, was, old), stored_words(name, proposed, new))
            )
        return lines


STATES = {Proposal.State.OPEN: "need", Proposal.State.ACCEPTED: "done", Proposal.State.DECLINED: "wrong"}


@dataclass(frozen=True)
class ProposalLine:
    """A proposal in a list."""

    title: str
    url: str
    what: str
    by: str
    on: str
    look: str
    state: str

    @classmethod
    def of(cls, row: Proposal) -> ProposalLine:
        what = ", ".join(line.label for line in ProposedField.all_of(row))
        return cls(
            row.subject_title,
            reverse("proposal", args=[row.pk]),
            what,
            row.by_title,
            rough(row.made_on),
            STATES[Proposal.State(row.state)],
            str(row.get_state_display()),
        )
