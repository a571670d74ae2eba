"""What follow-up offers to others: titles, what stands on a resolution, how its rows follow merges and erasures.

WORK and FOUND (own work, search) lead to the page of each duty and promise, and are offered with those pages.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khabuan.core import offers
from khabuan.followup.actions import carrying
from khabuan.followup.queries import calendar, due, named

WORK = (
    offers.DutySource("followup.duties", due.duties_due, due.count_duties, _("Duties late or due soon"), 15),
    offers.DutySource(
        "followup.promises", due.promises_due, due.count_promises, _("Promises past their day"), 16
    ),
)
FOUND = (
    offers.SearchSource("duty", _("Duties"), named.search_duties, 70),
    offers.SearchSource("promise", _("Promises"), named.search_promises, 71),
)


def register() -> None:
    offers.named_subjects.add(
        offers.NamedSubjects("followup.duty", named.named_duties),
        offers.NamedSubjects("followup.promise", named.named_promises),
    )
    offers.calendar_sources.add(calendar.CALENDAR)
    offers.resolution_uses.add(offers.ResolutionUse("followup", named.uses_of, 10))
    offers.organisation_merges.add(carrying.MERGE)
    offers.person_merges.add(offers.OnPersonMerge("followup", carrying.move_of_person))
    offers.erasures.add(offers.OnErase("followup", carrying.erase_of_person))
    offers.person_copies.add(offers.PersonCopy("followup", carrying.copy_of_person, 25))
