"""How meetings follow when two records of one body become one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.core import offers
from khabuan.core.errors import Refused
from khabuan.meetings.models import Attendance, Invitation, Meeting, Submission, SubmissionStep
from khabuan.registry.actions.merging_bodies import count_by
from khabuan.registry.models import Organisation


def move_of_organisation(moves: offers.Moving) -> None:
    """Meetings go along, and who was invited from or came from the body.

    Refused: both records have a meeting of the same number.
    """
    rows = Meeting.everywhere.filter(organisation=moves.stays, cancelled_on__isnull=True)
    mine = {_key_of(row) for row in rows}
    for row in Meeting.everywhere.filter(organisation=moves.goes).order_by("pk"):
        if row.cancelled_on is None and _key_of(row) in mine:
            words = _("Both records have %(number)s. Change the number of one of them first, then merge.")
            raise Refused("two_meetings", words % {"number": row})
        moves.change(row, organisation=moves.stays)
    for table in (Invitation, Attendance):
        for named in table.everywhere.filter(organisation=moves.goes).order_by("pk"):
            moves.change(named, organisation=moves.stays)


def move_submissions(moves: offers.Moving) -> None:
    """Proposals go along with their body, and those that lie with it; the steps that it took, too."""
    for table, column in SUBMITTED:
        for row in table.everywhere.filter(**{column: moves.goes}).order_by("pk"):
            moves.change(row, **{column: moves.stays})


SUBMITTED: tuple[tuple[Any, str], ...] = (
    (Submission, "organisation"),
    (Submission, "lies_with"),
    (SubmissionStep, "by"),
    (SubmissionStep, "to"),
)


def _key_of(row: Meeting) -> tuple[int, str, int]:
    return row.year, row.kind, row.number


def tell_of_organisations(bodies: Sequence[Organisation]) -> list[tuple[Any, dict[int, int]]]:
    """How many meetings stand at these records."""
    return [(_("Meetings"), count_by(Meeting, "organisation", bodies))]


MERGE = offers.OnOrganisationMerge("meetings.meetings", move_of_organisation, tell_of_organisations)
