"""Collections: sheets of payments that become one entry of the ledger each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add
from khabuan.access.actor import Actor
from khabuan.core import money, sql
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.keys import new_key
from khabuan.core.thai import short_date, tidy
from khabuan.funds import postings
from khabuan.funds.actions.cut_over import refuse_before_cut_over
from khabuan.funds.actions.setting_up import cash_of
from khabuan.funds.actions.standing import restore_paid_up
from khabuan.funds.models import CollectionSheet, Fund
from khabuan.funds.queries import values_of
from khabuan.funds.queries.payers import payers_of
from khabuan.funds.rules.collecting import Checked, PaymentFault, Payments, Tariff, Wrong, check, far_ahead
from khabuan.funds.rules.words import FundKey, MemberState, SheetState
from khabuan.ledger.models import Entry
from khabuan.ledger.posting import post
from khabuan.ledger.rules.words import LineKind
from khabuan.papers.actions.numbers import take_across, take_numbers
from khabuan.papers.models import NumberBook, NumberRun
from khabuan.papers.queries.numbers import open_books
from khabuan.papers.rules import NumberKind
from khabuan.registry.models import Organisation

SHOWN_FAULTS = 5


@action("funds.record_collection", on="fund")
def record_collection(
    *, actor: Actor, fund: Fund, on: date, collector: str, payments: Payments,
    centre: Organisation | None = None, number_book: NumberBook | None = None,
    counted: Decimal | None = None, is_another: bool = False, is_meant: bool = False,
) -> CollectionSheet:  # fmt: skip
    """A whole sheet of a centre and day at once: checked as a set, one entry, numbers from the book.

    Where the book ends, the next one of the same holder goes on. Without a book the sheet has no numbers of ours.
    Refused: nothing to take, any line that cannot stand (all of them are told), a centre of another fund, a book
    of other numbers, the same sheet again (unless `is_another` says that it is another one), a closed month; more than
    two years in advance, unless `is_meant`.
    """
    check_centre(fund, centre)
    refuse_ended(centre, on)
    refuse_before_cut_over(fund, on)
    payers = payers_of(fund, payments.members, with_fees=LineKind.ENTRY_FEE in payments.kinds)
    checked = check(payments, payers, tariff_on(fund, on), on)
    refuse_wrong(checked.wrong)
    if not is_meant and (far := far_ahead(checked.contributions, on)):
        numbers = {payer.party: payer.number for payer in payers.values()}
        refuse_wrong(
            [Wrong(line.seq or 0, numbers.get(line.party, ""), PaymentFault.FAR_AHEAD) for line in far]
        )
    if not checked.satang:
        raise Refused("nothing", _("There is no payment on this sheet. Write who paid what."))
    if not is_another:
        _refuse_again(fund, centre, on, checked)
    facts = {
        "id": new_key(), "fund": fund, "centre": centre, "place": place_of(fund, centre), "on": on,
        "collector": named(collector), "number_book": number_book, "state": SheetState.POSTED,
        "total": money.baht(checked.satang), "counted": counted, "lines": len(payments.members),
    }  # fmt: skip
    going_in = CollectionSheet(**facts)  # numbers and entry come first, so that the row is written once
    runs = numbers_for(going_in, checked.numbers)
    entry = post_sheet(going_in, checked, ", ".join(run.text for run in runs))
    sheet: CollectionSheet = add(CollectionSheet, entry=entry, **facts)
    lapsed = MemberState.LAPSED.value
    if suspended := [key for key, payer in payers.items() if payer.state == lapsed]:
        restore_paid_up(fund, suspended)
    return sheet


def post_sheet(sheet: CollectionSheet, checked: Checked, document: str) -> Entry:
    """The entry of a sheet, in the running action."""
    desk = cash_of(sheet.fund, sheet.centre)
    draft = postings.collection(
        desk, checked.contributions, checked.fees, memo=memo_of(sheet), document=document
    )
    return post(sheet.fund.book, draft, on=sheet.on)


def memo_of(sheet: CollectionSheet) -> str:
    """As it stands in the books, which are Thai whoever writes in them."""
    where = sheet.centre.name if sheet.centre is not None else "โต๊ะกองทุน"
    return f"ใบเก็บเงิน {where} {short_date(sheet.on)}"


def numbers_for(sheet: CollectionSheet, count: int) -> list[NumberRun]:
    """The next numbers of the sheet's book, and of the holder's next book where it ends."""
    book = sheet.number_book
    if book is None:
        return []
    check_book(sheet)
    if book.left >= count:
        return [take_numbers(book, count, sheet, on=sheet.on)]
    return take_across([book, *next_books(book)], count, sheet, on=sheet.on)


def check_book(sheet: CollectionSheet) -> None:
    """The sheet's book of numbers is one of receipts, of this desk or of the fund."""
    book = sheet.number_book
    if book is None:
        return
    if book.place not in (sheet.place, sheet.fund.node) or book.kind != NumberKind.RECEIPT:
        words = _("This is no book of receipts of this fund. Choose another book.")
        raise Refused("other_book", words, field="number_book")


def next_books(book: NumberBook) -> list[NumberBook]:
    """The other books in the same hands, in the order in which they are used up."""
    same = open_books(Actor.system("sheet"), book.place, book.kind)
    return [
        one for one in same
        if one.pk != book.pk
        and (one.holder_kind, one.holder_id, one.issued_to) == (book.holder_kind, book.holder_id, book.issued_to)
    ]  # fmt: skip


def tariff_on(fund: Fund, on: date) -> Tariff:
    """What the regulation of a day asks."""
    said = values_of(fund, (FundKey.CONTRIBUTION, FundKey.ENTRY_FEE), on)
    return Tariff(*(money.satang(Decimal(said[key])) for key in (FundKey.CONTRIBUTION, FundKey.ENTRY_FEE)))


def place_of(fund: Fund, centre: Organisation | None) -> str:
    """Where a sheet stands: who reaches it may collect."""
    return str(centre.node if centre is not None else fund.node)


def check_centre(fund: Fund, centre: Organisation | None) -> None:
    if centre is not None and centre.parent_id != fund.organisation_id:
        raise Refused(
            "other_centre", _("This collecting centre belongs to another fund. Choose one of this fund."),
            field="centre",
        )  # fmt: skip


def refuse_ended(centre: Organisation | None, on: date) -> None:
    """Nothing is collected at a centre after its end."""
    if centre is not None and centre.ended_on and on > centre.ended_on:
        words = _("This collecting centre ended on %(day)s. Collect at another desk of the fund.")
        raise Refused("ended", filled(words, day=short_date(centre.ended_on)), field="on")


def named(collector: str) -> str:
    """The collector's name as on the paper; refused without."""
    name = tidy(collector)
    if not name:
        raise Refused("nobody", _("Write who collects: the name stands on every receipt."), field="collector")
    return name


def refuse_wrong(wrong: Sequence[Wrong]) -> None:
    """Refused with the lines at fault: number or place in the list, and what to do."""
    if not wrong:
        return
    told = [
        f"{one.number or gettext('line %(at)d') % {'at': one.at + 1}}: {gettext(one.fault.label)}"
        for one in wrong[:SHOWN_FAULTS]
    ]
    left = len(wrong) - len(told)
    if left:
        told.append(ngettext("and %(count)d more line", "and %(count)d more lines", left) % {"count": left})
    raise Refused(wrong[0].fault.value, " · ".join(told), field="payments")


_SAME = (
    'SELECT 1 FROM funds_collectionsheet WHERE fund_id = %s AND "on" = %s AND total = %s AND lines = %s AND state = %s'
    " AND coalesce(centre_id, 0) = %s"
)


def _refuse_again(fund: Fund, centre: Organisation | None, on: date, checked: Checked) -> None:
    """The same sheet typed again: centre, day, total and number of lines are those of one in the books."""
    lines = len(checked.contributions) + len(checked.fees)
    desk = centre.pk if centre else 0
    if sql.ask(_SAME, fund.pk, on, checked.satang, lines, SheetState.POSTED.value, desk):
        words = _(
            "A sheet of this day with the same total of %(total)s baht is in the books already. "
            "Open that one; if this is another one, say so."
        )
        raise Refused("again", filled(words, total=f"{money.baht(checked.satang):,.2f}"), field="is_another")
