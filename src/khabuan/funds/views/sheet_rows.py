"""What one member looks like on a sheet: words for the buttons, nothing that asks the database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabuan.core import money, numerals
from khabuan.core.parts.words import thai_date
from khabuan.funds.models import CollectionSheet, DraftLine
from khabuan.funds.queries.roll import Asked
from khabuan.funds.rules.collecting import Tariff, days_for
from khabuan.funds.rules.words import Rhythm
from khabuan.ledger.rules.words import LineKind

MEANT = ".yes"
"""What a button adds that takes a sum far ahead."""


@dataclass(frozen=True)
class SumButton:
    """One sum that may be taken: the words on it, and what it sends."""

    text: str
    small: str
    value: str
    label: str


@dataclass(frozen=True)
class TakeRow:
    """One member on the list."""

    at: str
    number: str
    who: str
    note: str
    late: bool
    look: str
    got: str
    got_label: str
    url: str
    door: str  # where the name leads: to the sums, or back from them
    button: SumButton | None
    choose: str  # what the button says that opens the sums
    sums: tuple[SumButton, ...]
    other: str  # what the box for another sum sends, "" where none is shown


@dataclass(frozen=True)
class Slip:
    """What was done last: title, line under it, the receipt's address, what is taken back by the button."""

    title: str
    small: str
    wrong: bool = False
    receipt_url: str = ""
    back: str = ""


def whole(baht: Decimal) -> str:
    """Satang only where there are any."""
    return numerals.grouped(int(baht)) if baht == int(baht) else numerals.grouped(baht, 2)


def row_of(
    sheet: CollectionSheet, asked: Asked, tariff: Tariff, *, is_open: bool = False, far: int = 0
) -> TakeRow:
    """A member as the list shows it: ticked, with one button, or open with several sums.

    `far`: satang that were typed and pay so far ahead that a button of its own says whether they are meant.
    """
    member, name = asked.member, str(asked.member.person)
    look = "now" if is_open else "paid" if asked.has_paid else ""
    note, late = _note(asked)
    got = whole(asked.baht) if asked.has_paid and not is_open else ""
    shows_sums = is_open and asked.offered is not None
    url = reverse("sheet-member", args=[sheet.pk, member.pk])
    is_simple = not is_open and not asked.has_paid and asked.offered is not None
    return TakeRow(
        at=f"m{member.pk}", number=member.number, who=name, note="" if look == "paid" else note, late=late, look=look,
        got=got,
        got_label=_("Look at %(number)s, %(baht)s baht taken") % {"number": member.number, "baht": got},
        url=url, door=f"{url}?shut=1" if is_open else url,
        button=_main(asked) if is_simple and _is_plain(asked) else None,
        choose=whole(money.baht(asked.offered.main.satang)) if asked.offered else _("Choose"),
        sums=(*_sums(asked, tariff, sheet.on), *_meant(asked, tariff, far)) if shows_sums else (),
        other=_value(asked, "other", 0) if shows_sums else "",
    )  # fmt: skip


def _is_plain(asked: Asked) -> bool:
    """Whether one tap is enough: no arrears of several sums, no entry fee to ask for."""
    return asked.offered is not None and len(asked.offered.sums) == 1 and not asked.owes_fee


def day_word(day: date, near: date) -> str:
    """A day as small as a button takes it: without the year where that is the one of the sheet."""
    told = thai_date(day)
    return told.rpartition(" ")[0] if day.year == near.year else told


def _note(asked: Asked) -> tuple[str, bool]:
    """Up to when is paid, and how far behind."""
    if asked.payer.paid is None or asked.offered is None:
        return _("nobody entered up to when is paid"), True
    day = thai_date(asked.payer.paid)
    if asked.offered.behind:
        behind = ngettext("%(count)d month behind", "%(count)d months behind", asked.offered.behind)
        return _("%(behind)s · paid to %(day)s") % {
            "behind": behind % {"count": asked.offered.behind}, "day": day
        }, True  # fmt: skip
    told = _("paid to %(day)s") % {"day": day}
    rhythm = Rhythm(asked.member.rhythm)
    return (told if rhythm == Rhythm.MONTH else f"{_(rhythm.label)} · {told}"), False


def _main(asked: Asked) -> SumButton | None:
    if asked.offered is None:
        return None
    one = asked.offered.main
    return _sum(asked, one.satang, _("baht"), one.to_on)


def _sums(asked: Asked, tariff: Tariff, sheet_on: date) -> list[SumButton]:
    """The sum that clears first, smaller or longer ones after it, and the entry fee where it is owed."""
    if asked.offered is None:
        return []
    first, *others = (*asked.offered.sums, *asked.offered.ahead)
    clears = _("clear up to %(day)s") % {"day": thai_date(first.to_on)}
    main = _sum(asked, first.satang, clears, first.to_on)
    made = [SumButton(_("Take %(baht)s baht") % {"baht": main.text}, clears, main.value, main.label)]
    made += [
        _sum(asked, one.satang, _("to %(day)s") % {"day": day_word(one.to_on, sheet_on)}, one.to_on)
        for one in others
    ]
    if asked.owes_fee:
        fee = whole(money.baht(tariff.entry_fee))
        value = _value(asked, str(tariff.entry_fee), LineKind.ENTRY_FEE)
        label = _("Take the entry fee of %(baht)s baht from %(number)s") % {
            "baht": fee,
            "number": asked.member.number,
        }
        made.append(SumButton(fee, _("entry fee"), value, label))
    return made


def _meant(asked: Asked, tariff: Tariff, satang: int) -> list[SumButton]:
    """The button that says of a sum far ahead that it is meant."""
    paid = asked.payer.paid
    days = days_for(paid, satang, tariff.per_day) if satang and paid else None
    if days is None:
        return []
    one = _sum(asked, satang, _("it is meant, to %(day)s") % {"day": thai_date(days[1])}, days[1])
    return [replace(one, value=one.value + MEANT)]


def _sum(asked: Asked, satang: int, small: str, to_on: date) -> SumButton:
    text = whole(money.baht(satang))
    label = _("Take %(baht)s baht from %(number)s, pays to %(day)s") % {
        "baht": text, "number": asked.member.number, "day": thai_date(to_on)
    }  # fmt: skip
    return SumButton(text, small, _value(asked, str(satang), LineKind.CONTRIBUTION), label)


def _value(asked: Asked, satang: str, kind: int) -> str:
    """What a button sends: read again by `views.sheets.take`."""
    kind = kind or LineKind.CONTRIBUTION
    first = asked.offered.first_day.toordinal() if asked.offered and kind == LineKind.CONTRIBUTION else 0
    return f"{asked.member.pk}.{satang}.{first}.{asked.taps}.{int(kind)}"


def slip_of(last: DraftLine | None, *, back: DraftLine | None = None, problem: str = "") -> Slip | None:
    """What the foot of the page says was done last."""
    if problem:
        return Slip(problem, "", wrong=True)
    if back is not None:
        told = {"number": back.number or "–", "baht": whole(back.amount)}
        return Slip(_("%(baht)s baht taken back") % told, _("Receipt %(number)s is void") % told)
    if last is None:
        return None
    title = _("%(number)s gave %(baht)s baht") % {"number": last.member.number, "baht": whole(last.amount)}
    small = _("Receipt %(number)s") % {"number": last.number} if last.number else _("no receipt of ours")
    url = reverse("sheet-receipt", args=[last.sheet_id, last.seq])
    return Slip(title, small, receipt_url=url, back=str(last.seq))
