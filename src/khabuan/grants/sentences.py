"""Projects in words: state with its look, who pays, targets against what was reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khabuan.core.numerals import baht
from khabuan.core.parts.words import shown_year, thai_date
from khabuan.grants.rules import Aim, ProjectState, Sums
from khabuan.registry.sentences.parts import Said, Stat

if TYPE_CHECKING:
    from khabuan.grants.models import Project, ProjectTarget
    from khabuan.grants.queries import TargetLine

LOOKS = {
    ProjectState.PROPOSED: "kram", ProjectState.APPROVED: "kram", ProjectState.RUNNING: "need",
    ProjectState.FINISHED: "done", ProjectState.CLOSED: "done", ProjectState.GIVEN_UP: "quiet",
}  # fmt: skip


def state_said(row: Project) -> Said:
    """Where it stands, with its look."""
    if row.withdrawn_on:
        return Said("quiet", _("withdrawn: entered in error"))
    state = ProjectState(row.state)
    return Said(LOOKS[state], _(state.label))


def payer_of(row: Project) -> str:
    """Who pays: the agency of the register and what was written beside it. The agency must be joined."""
    return " · ".join(filter(None, (row.agency.name if row.agency else "", row.agency_words)))


def year_words(row: Project) -> str:
    return _("fiscal year %(year)s") % {"year": shown_year(row.fiscal_year)}


def subject_words(row: Project) -> str:
    """Whose it is, of which year, where it stands. The body must be joined."""
    return f"{row.organisation.name} · {year_words(row)} · {state_said(row).words}"


def days_words(row: Project) -> str:
    """The days of work, as far as they are known; "" for none."""
    since, until = (thai_date(day) if day else "" for day in (row.starts_on, row.ends_on))
    if since and until:
        return f"{since} – {until}"
    if since:
        return _("since %(day)s") % {"day": since}
    return _("until %(day)s") % {"day": until} if until else ""


UNITS = {
    Aim.PEOPLE: gettext_lazy("people"), Aim.HOUSEHOLDS: gettext_lazy("households"),
    Aim.HOUSES: gettext_lazy("houses"), Aim.VILLAGES: gettext_lazy("villages and communities"),
    Aim.TAMBONS: gettext_lazy("tambons"), Aim.BODIES: gettext_lazy("organisations"),
}  # fmt: skip


def unit_words(target: ProjectTarget) -> str:
    """What is counted, after a number."""
    return target.words if target.what == Aim.OTHER else str(UNITS[Aim(target.what)])


def counted_words(target: ProjectTarget) -> str:
    """What is counted, at the head of its line."""
    return target.words if target.what == Aim.OTHER else _(Aim(target.what).label)


def target_words(line: TargetLine) -> str:
    """ "4 of 12 houses", "12 houses", "4 houses reached"."""
    value, reached, what = line.target.value, line.reached, unit_words(line.target)
    if value is None:
        facts = {"n": f"{reached.value:,}" if reached else "0", "what": what}
        return _("%(n)s %(what)s reached") % facts
    if reached is None:
        return f"{value:,} {what}"
    return _("%(n)s of %(total)s %(what)s") % {"n": f"{reached.value:,}", "total": f"{value:,}", "what": what}


def stats_of(sums: Sums) -> tuple[Stat, ...]:
    """What a list comes to, for its head; of a sum that some do not state it is said so."""
    none = _("no amount is written down")
    return (
        Stat(_("Projects"), sums.number, _("projects")),
        Stat(_("Projects still to be done"), sums.open, _("projects")),
        Stat(
            _("Budget asked"), None if sums.asked is None else baht(sums.asked), _("baht"),
            note=_of(sums.asked_of, sums.number), unknown=none,
        ),
        Stat(
            _("Budget approved"), None if sums.approved is None else baht(sums.approved), _("baht"),
            note=_of(sums.approved_of, sums.number), unknown=none,
        ),
    )  # fmt: skip


def _of(told: int, number: int) -> str:
    return "" if told == number else _("of %(n)s of %(total)s projects") % {"n": told, "total": number}
