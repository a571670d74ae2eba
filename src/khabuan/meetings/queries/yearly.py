"""What other rooms tell for the yearly report of a council."""

from __future__ import annotations

from datetime import date

from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.meetings.printing.yearly import ReportPart
from khabuan.registry.models import Organisation


def year_parts(actor: Actor, body: Organisation, first: date, last: date) -> tuple[ReportPart, ...]:
    """The parts of all apps that have something to tell of those days, in the order of their offers."""
    told = (part.tell(actor, body, first, last) for part in offers.year_report_parts)
    return tuple(
        ReportPart(
            str(one.title), tuple((str(words), figure) for words, figure in one.lines), str(one.remark)
        )
        for one in told
        if one is not None
    )
