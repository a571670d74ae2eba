"""A member's code: an address that only this installation makes for a person at a body, and that tells nothing itself.

Whoever opens it must be logged in and may sign members in there; then it names the person. It serves at every
meeting of the body on its day.
"""

from __future__ import annotations

import hmac

from django.urls import reverse
from django.utils.translation import override

from khabuan.access.actor import Actor
from khabuan.core import secrets
from khabuan.core.errors import OutOfArea
from khabuan.meetings.models import Meeting
from khabuan.meetings.printing.sign_in import SignFacts, SignLine
from khabuan.meetings.queries.attendance import sign_in_list
from khabuan.meetings.queries.paper_facts import meeting_facts

LETTERS = 16  # of the digest: 96 bits, and the picture stays coarse enough for an old telephone


def code_of(body: int, person: int) -> str:
    """The part of the address that cannot be guessed."""
    return secrets.equality(f"{body}.{person}", "meetings.sign_in")[:LETTERS]


def check_code(body: int, person: int, code: str) -> None:
    """OutOfArea for a code that was not made here, whatever it names."""
    if not hmac.compare_digest(code_of(body, person).encode(), code.encode()):
        raise OutOfArea("code")


def path_of(body: int, person: int) -> str:
    """The path behind the code."""
    return reverse("meeting-code", args=[body, person, code_of(body, person)])


def sign_facts(actor: Actor, meeting: Meeting, address: str) -> SignFacts:
    """The roll of a meeting for the printed sheet and the cards; `address`: of this installation, "https://…"."""
    body = meeting.organisation_id
    with override("th"):
        found = sign_in_list(actor, meeting)
        return SignFacts(
            meeting_facts(meeting),
            tuple(
                SignLine(
                    line.number, line.seat.name, line.seat.post, line.seat.group.label,
                    f"{address}{path_of(body, line.seat.person)}", "(ลา)" if line.excuse else "",
                )
                for line in found.lines
            ),
        )  # fmt: skip
