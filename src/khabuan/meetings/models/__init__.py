"""What bodies meet about and decide, by noun."""

from khabuan.meetings.models.attendance import Attendance
from khabuan.meetings.models.meetings import AgendaItem, Excuse, Invitation, Meeting, MeetingPart
from khabuan.meetings.models.minutes import Minutes, Standing
from khabuan.meetings.models.payments import PayLine, PayList
from khabuan.meetings.models.resolutions import Resolution
from khabuan.meetings.models.submissions import Submission, SubmissionStep
from khabuan.meetings.models.votes import Motion

__all__ = [
    "AgendaItem",
    "Attendance",
    "Excuse",
    "Invitation",
    "Meeting",
    "MeetingPart",
    "Minutes",
    "Motion",
    "PayLine",
    "PayList",
    "Resolution",
    "Standing",
    "Submission",
    "SubmissionStep",
]
