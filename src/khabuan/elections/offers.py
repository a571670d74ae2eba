"""What elections offer to others: titles, what stands on a resolution, how rows follow merges and erasures."""

from __future__ import annotations

from khabuan.core import offers
from khabuan.elections.actions import carrying
from khabuan.elections.queries.elections import named_elections


def register() -> None:
    offers.named_subjects.add(offers.NamedSubjects("elections.election", named_elections))
    offers.resolution_uses.add(offers.ResolutionUse("elections", carrying.uses_of, 20))
    offers.organisation_merges.add(carrying.MERGE)
    offers.person_merges.add(offers.OnPersonMerge("elections", carrying.move_of_person))
    # Before the register's own: a proposer is known by the name that it is about to blank.
    offers.erasures.add(offers.OnErase("elections", carrying.erase_of_person, 40))
    offers.erase_holds.add(offers.EraseHold("elections", carrying.reasons_to_keep))
    offers.person_copies.add(offers.PersonCopy("elections", carrying.copy_of_person, 26))
