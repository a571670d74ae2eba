"""The register on paper: the two-page briefing. Values in Thai words, laid out by typst."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from khabuan.access.actor import Actor
from khabuan.core.thai import ThaiDate, long_date, short_date
from khabuan.papers.actions.documents import issue_document
from khabuan.papers.models import IssuedDocument
from khabuan.papers.pdf import Printed, render
from khabuan.places.labels import label
from khabuan.registry.models import Appointment
from khabuan.registry.queries.briefing import Briefing
from khabuan.registry.queries.organisations import GroupLine
from khabuan.registry.rules.kinds import GroupFunction, Issue

BRIEFING = Path(__file__).parent / "typst" / "briefing.typ"
PAGES = 2
SHARES = (1.0, 0.8, 0.6, 0.4)  # of the most lines of each part: fewer when long names fill the pages
MOST_GROUPS, MOST_SUPPORTS, MOST_MATTERS, MOST_CONTACTS, MOST_FIGURES = 9, 7, 8, 6, 14
KIND = IssuedDocument.Kind.BRIEFING
CELL = 70  # letters of one cell: two lines at most, so that two pages stay two


def print_briefing(actor: Actor, briefing: Briefing) -> Printed:
    """Two pages of A4, in Thai whatever the reader's language. What does not fit is counted."""
    by = actor.title or actor.seat
    with override("th"):
        for share in SHARES:
            printed = render(BRIEFING, _values(briefing, share), kind=KIND, printed_by=by)
            if printed.pages <= PAGES:
                break
    return printed


def issue_briefing(actor: Actor, briefing: Briefing) -> Printed:
    """The two pages, written down as issued, so that the code on them is checked by whoever holds them."""
    printed = print_briefing(actor, briefing)
    with override("th"):
        issue_document(
            actor=actor, area=briefing.area, kind=KIND, title=briefing.agency.name, printed=printed,
            figures=_figures(briefing)[:MOST_FIGURES],
        )  # fmt: skip
    return printed


def _values(briefing: Briefing, share: float) -> dict[str, object]:
    def most(lines: int) -> int:
        return int(lines * share)

    groups = [_group(line) for line in briefing.groups]
    supports = [
        (str(_(Issue(issue).label)), _listed([label(support.area) for support in rows]))
        for issue, rows in groupby(briefing.supports, key=lambda support: support.issue)
    ]
    matters = [
        (_cut(str(duty.what)), _cut(str(duty.more)), short_date(duty.due_on) if duty.due_on else "–")
        for duty in briefing.matters
    ]
    figures = _figures(briefing)
    return {
        "agency": _cut(briefing.agency.name),
        "officer": _cut(str(briefing.officer.person)),
        "post": _cut(str(briefing.officer.post)),
        "since": _since(briefing.officer),
        "place": label(briefing.area, full=True),
        "on": long_date(briefing.on),
        "predecessor": _cut(str(briefing.predecessor.person)) if briefing.predecessor else "–",
        "structure": groups[: most(MOST_GROUPS)],
        "structure_more": _more_groups(groups, most(MOST_GROUPS)),
        "figures": figures[: most(MOST_FIGURES)],
        "figures_more": _more(figures, most(MOST_FIGURES)),
        "supports": supports[: most(MOST_SUPPORTS)],
        "supports_more": _more(supports, most(MOST_SUPPORTS)),
        "matters": matters[: most(MOST_MATTERS)],
        "matters_more": _more(matters, most(MOST_MATTERS)),
        "contacts": [_contact(line) for line in briefing.contacts[: most(MOST_CONTACTS)]],
        "contacts_more": _more_groups(briefing.contacts, most(MOST_CONTACTS)),
    }


def _since(officer: Appointment) -> str:
    if officer.since is None:
        return _("the day is not in the book")
    return long_date(ThaiDate(officer.since, officer.since_precision))


def _group(line: GroupLine) -> tuple[str, str, str, str]:
    function = str(_(GroupFunction(line.working_group.function).label)) if line.working_group else "–"
    holders = (_holder(line, "chair"), _holder(line, "secretary"))
    return _cut(line.organisation.name), function, *holders


def _holder(line: GroupLine, title: str) -> str:
    names = [str(holder.person) for post in line.posts if post.post.title == title for holder in post.holders]
    return _cut(", ".join(names)) or "–"


def _contact(line: GroupLine) -> tuple[str, str, str]:
    body = line.organisation
    named = (_holder(line, title) for title in ("secretary", "chair"))
    person = next((name for name in named if name != "–"), _("not recorded yet"))
    return _cut(body.name), person, _cut(body.phone or body.address) or _("not recorded yet")


def _figures(briefing: Briefing) -> list[tuple[str, str]]:
    areas = [
        (_("Council areas"), briefing.coverage.total),
        (_("… with a council"), briefing.coverage.with_council),
    ]
    states = [(f"… {_(state.label)}", count) for state, count in briefing.coverage.counts.items() if count]
    kinds = [(str(_(kind.label)), count) for kind, count in briefing.counts]
    return [(str(words), f"{count:,}") for words, count in (*areas, *states, *kinds)]


def _more_groups(rows: Sequence[object], most: int) -> str:
    rest = len(rows) - most
    if rest <= 0:
        return ""
    return ngettext("and %(count)d more group", "and %(count)d more groups", rest) % {"count": rest}


def _more(rows: Sequence[object], most: int) -> str:
    rest = len(rows) - most
    if rest <= 0:
        return ""
    return ngettext("and %(count)d more", "and %(count)d more", rest) % {"count": rest}


def _listed(names: Sequence[str]) -> str:
    """As many names as a cell of two lines holds; the others are counted."""
    shown = list(names)
    while len(shown) > 1 and len(", ".join(shown)) > 2 * CELL:
        shown.pop()
    return " ".join(filter(None, (", ".join(shown), _more(names, len(shown)))))


def _cut(text: str) -> str:
    return text if len(text) <= CELL else text[: CELL - 1].rstrip() + "…"
