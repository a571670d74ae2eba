"""The register on paper: the two-page briefing. Values in Thai words, laid out by typst."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from khabuan.access.actor import Actor
from khabuan.core.thai import long_date, short_date
from khabuan.papers.pdf import Printed, render
from khabuan.registry.models import Appointment
from khabuan.registry.queries.briefing import Briefing
from khabuan.registry.queries.organisations import GroupLine
from khabuan.registry.rules.kinds import GroupFunction, Issue

BRIEFING = Path(__file__).parent / "typst" / "briefing.typ"
MOST_GROUPS, MOST_SUPPORTS, MOST_MATTERS, MOST_CONTACTS, MOST_FIGURES = 9, 8, 8, 5, 14
CELL = 70  # letters of one cell: two lines at most, so that two pages stay two


def print_briefing(actor: Actor, briefing: Briefing) -> Printed:
    """Two pages of A4, in Thai whatever the reader's language. What does not fit is counted."""
    with override("th"):
        return render(BRIEFING, _values(briefing), kind="briefing", printed_by=actor.title or actor.seat)


def _values(briefing: Briefing) -> dict[str, object]:
    groups = [_group(line) for line in briefing.groups]
    supports = [
        (str(_(Issue(issue).label)), _cut(", ".join(str(support.area) for support in rows)))
        for issue, rows in groupby(briefing.supports, key=lambda support: support.issue)
    ]
    matters = [
        (_cut(str(duty.what)), _cut(str(duty.more)), short_date(duty.due_on) if duty.due_on else "–")
        for duty in briefing.matters
    ]
    return {
        "agency": _cut(briefing.agency.name),
        "officer": _cut(str(briefing.officer.person)),
        "post": _cut(_since(briefing.officer)),
        "place": str(briefing.area),
        "on": long_date(briefing.on),
        "predecessor": _cut(str(briefing.predecessor.person)) if briefing.predecessor else "–",
        "structure": groups[:MOST_GROUPS],
        "structure_more": _more(groups, MOST_GROUPS),
        "figures": _figures(briefing)[:MOST_FIGURES],
        "supports": supports[:MOST_SUPPORTS],
        "supports_more": _more(supports, MOST_SUPPORTS),
        "matters": matters[:MOST_MATTERS],
        "matters_more": _more(matters, MOST_MATTERS),
        "contacts": [_contact(line) for line in briefing.groups[:MOST_CONTACTS]],
    }


def _since(officer: Appointment) -> str:
    if officer.since is None:
        return str(officer.post)
    return _("%(post)s, from %(day)s") % {"post": officer.post, "day": long_date(officer.since)}


def _group(line: GroupLine) -> tuple[str, str, str, str]:
    function = str(_(GroupFunction(line.working_group.function).label)) if line.working_group else "–"
    holders = (_holder(line, "chair"), _holder(line, "secretary"))
    return _cut(line.organisation.name), function, *holders


def _holder(line: GroupLine, title: str) -> str:
    names = [str(holder.person) for post in line.posts if post.post.title == title for holder in post.holders]
    return _cut(", ".join(names)) or "–"


def _contact(line: GroupLine) -> tuple[str, str, str]:
    body = line.organisation
    person = next((name for title in ("secretary", "chair") if (name := _holder(line, title)) != "–"), "–")
    return _cut(body.name), person, _cut(body.phone or body.address) or "–"


def _figures(briefing: Briefing) -> list[tuple[str, str]]:
    areas = [
        (_("Council areas"), briefing.coverage.total),
        (_("… with a council"), briefing.coverage.with_council),
    ]
    states = [(f"… {_(state.label)}", count) for state, count in briefing.coverage.counts.items() if count]
    kinds = [(str(_(kind.label)), count) for kind, count in briefing.counts]
    return [(str(words), f"{count:,}") for words, count in (*areas, *states, *kinds)]


def _more(rows: Sequence[object], most: int) -> str:
    rest = len(rows) - most
    if rest <= 0:
        return ""
    return ngettext("and %(count)d more", "and %(count)d more", rest) % {"count": rest}


def _cut(text: str) -> str:
    return text if len(text) <= CELL else text[: CELL - 1].rstrip() + "…"
