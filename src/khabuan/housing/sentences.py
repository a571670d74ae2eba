"""Houses in words: state with its look, who pays, what several of them come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from khabuan.core.numerals import baht, grouped
from khabuan.core.parts.words import shown_year
from khabuan.housing.rules import LEFT, HouseState, Sums
from khabuan.registry.sentences.parts import Said, Stat
from khabuan.rules.rules import RuleRow

if TYPE_CHECKING:
    from khabuan.housing.models import HousingCase, HousingMoney

LOOKS = {
    HouseState.SURVEYED: "kram", HouseState.PASSED: "kram", HouseState.APPROVED: "kram",
    HouseState.REPAIRING: "need", HouseState.FINISHED: "done", HouseState.HANDED_OVER: "done",
    HouseState.RESERVE: "need", **dict.fromkeys(LEFT, "quiet"),
}  # fmt: skip


def state_said(row: HousingCase) -> Said:
    """Where it stands, with its look."""
    if row.withdrawn_on:
        return Said("quiet", _("withdrawn: entered in error"))
    state = HouseState(row.state)
    return Said(LOOKS[state], _(state.label))


def year_of(fiscal_year: int) -> str:
    return _("fiscal year %(year)s") % {"year": shown_year(fiscal_year)}


def programme_words(row: HousingCase) -> str:
    return f"{row.get_programme_display()} · {row.get_kind_display()} · {year_of(row.fiscal_year)}"


def subject_words(row: HousingCase) -> str:
    """Whose book it stands in, which programme and year, where it stands. The body must be joined."""
    return f"{row.organisation.name} · {programme_words(row)} · {state_said(row).words}"


def ceiling_words(ceiling: RuleRow) -> str:
    """How much a household may have at most and who says so; of a number that nobody checked, that it stops nobody."""
    told = {"money": grouped(ceiling.as_count), "source": ceiling.source}
    if ceiling.is_doubtful:
        return _("%(money)s baht (%(source)s) – not checked, so more is taken") % told
    return _("%(money)s baht (%(source)s)") % told


def payer_of(row: HousingMoney) -> str:
    """Who pays: the agency of the register and what was written beside it. The agency must be joined."""
    return " · ".join(filter(None, (row.agency.name if row.agency else "", row.agency_words)))


def stats_of(sums: Sums) -> tuple[Stat, ...]:
    """What a list comes to, for its head; of money that some have not it is said so."""
    told = {"n": sums.money_of, "total": sums.number}
    note = "" if sums.money_of == sums.number else _("of %(n)s of %(total)s houses") % told
    money = None if sums.money is None else baht(sums.money)
    return (
        Stat(_("Houses of the list"), sums.number, _("houses")),
        Stat(_("Houses still to be done"), sums.open, _("houses")),
        Stat(_("Houses finished or handed over"), sums.done, _("houses")),
        Stat(_("Money of all payers"), money, _("baht"), note=note, unknown=_("no amount is written down")),
    )
