"""A body ends with the terms of its posts, and comes back with exactly those: what acts on bodies share."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import change
from khabuan.core.errors import Refused
from khabuan.core.thai import ThaiDate, short_date
from khabuan.registry.actions.likeness import keep_likeness
from khabuan.registry.models import Appointment, Organisation
from khabuan.registry.rules.dates import first_day
from khabuan.registry.rules.kinds import OrganisationKind

RETURNS = Q(post__until__isnull=True, person__erased_on__isnull=True)
"""Terms that can run again: not in a post that was closed since, not of a person erased since."""


def end_body(organisation: Organisation, on: date, reason: str) -> None:
    """The body ends on a day, and with it every term that is open then.

    Refused: a term that began later, which shows that the day cannot be right.
    """
    held = list(_terms(organisation).filter(ended_on__isnull=True))
    for row in held:
        if row.since and first_day(row.since, row.since_precision) > on:
            words = _(
                "%(person)s began in the post %(post)s on %(day)s, after this day. Check the day, or correct that "
                "term first."
            )
            day = short_date(ThaiDate(row.since, row.since_precision))
            raise Refused(
                "began_later", words % {"person": row.person, "post": row.post, "day": day}, field="on"
            )
    change(organisation, ended_on=on, ended_reason=reason)
    keep_likeness(organisation)
    for row in held:
        change(row, ended_on=on, ended_precision="day", ended_reason=reason[:200], ended_with_body=True)


def revive_body(organisation: Organisation) -> None:
    """The body goes on as if it had not ended: its terms that ended with it run again.

    Terms in posts that were closed since stay ended. Refused: a body that was merged into another one, a
    council whose area has another one by now.
    """
    _check_may_return(organisation)
    change(organisation, ended_on=None, ended_reason="")
    keep_likeness(organisation)
    for row in _terms(organisation).filter(ended_with_body=True).filter(RETURNS):
        change(row, ended_on=None, ended_reason="", ended_with_body=False)


def _terms(organisation: Organisation) -> QuerySet[Appointment]:
    rows = Appointment.everywhere.filter(post__organisation=organisation)
    return rows.select_related("person", "post").order_by("post__order", "pk")


def _check_may_return(organisation: Organisation) -> None:
    if organisation.stays_id:
        raise Refused("merged", _("This record was merged into another one. Undo the merge first."))
    if organisation.kind != OrganisationKind.COUNCIL:
        return
    others = Organisation.everywhere.filter(
        kind=OrganisationKind.COUNCIL,
        council_area=organisation.council_area_id,
        ended_on__isnull=True,
        stays__isnull=True,
    )
    other = others.exclude(pk=organisation.pk).first()
    if other is not None:
        words = _(
            "This council area has another council by now: %(name)s. Two councils cannot stand in one area: end "
            "that one first, or merge the two records."
        )
        raise Refused("area_taken", words % {"name": other.name})
