"""One wrong line of a sheet in the books put right, without touching the others; and the second signature."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, change, note
from khabuan.access.actor import Actor, Role
from khabuan.core import clock, money
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.reasons import is_reason
from khabuan.core.thai import short_date, tidy
from khabuan.files.actions import SentFile, attach_all
from khabuan.funds import postings
from khabuan.funds.actions.collecting import SHOWN_FAULTS, numbers_for, tariff_on
from khabuan.funds.actions.setting_up import cash_of
from khabuan.funds.actions.sheets import refused_payment
from khabuan.funds.models import CollectionSheet, Member
from khabuan.funds.queries.cash import cash_held, stands
from khabuan.funds.queries.payers import payers_of
from khabuan.funds.queries.reading import PaidDays, paid_days_of
from khabuan.funds.queries.receipts import Numbers, SheetLine, lines_of
from khabuan.funds.rules.collecting import PaymentFault, line_of, who_may_not
from khabuan.funds.rules.dues import paid_before
from khabuan.funds.rules.words import SecondSignature, SheetState
from khabuan.ledger.actions.signing import ask_second_person
from khabuan.ledger.models import Entry
from khabuan.ledger.posting import post
from khabuan.ledger.rules.drafts import Line, satang_of
from khabuan.ledger.rules.words import LineKind
from khabuan.ledger.sheets import language
from khabuan.papers.actions.numbers import void_issued
from khabuan.papers.models import NumberBook
from khabuan.seats.entry import PinProof
from khabuan.seats.models import Seat


@action("funds.correct_line", on="sheet", second_person=True)
def correct_line(
    *, actor: Actor, sheet: CollectionSheet, seq: int, reason: str, baht: Decimal | None = None,
    kind: int = LineKind.CONTRIBUTION, member: Member | None = None, on: date | None = None,
    number_book: NumberBook | None = None, is_paper_only: bool = False,
) -> Entry:  # fmt: skip
    """Take one line back; with `baht` (or another `member`) enter the right one under a new number.

    The correcting entry cites the sheet's; the wrong receipt's number is void. What else stood under that number
    goes over to the new one. `is_paper_only`: no money was given back or taken since, only the writing was wrong; then
    it is the collector's cash that the books had told wrong. The days stay where they begin. Refused: an open sheet, a
    line that does not stand, no reason, a right line that could not stand on a sheet either, less cash with the
    collector than nothing, other days than before while a later payment of the member stands: its days follow these.
    """
    fresh = _posted(sheet)
    if not is_reason(reason):
        raise Refused(
            "reason", _("Write what was wrong. It stays written beside the number."), field="reason"
        )
    numbers = Numbers(fresh)
    under = [one for one in lines_of(fresh, numbers, seq=seq) if not one.is_void]
    wrong = next((one for one in under if one.kind == kind), None)
    if wrong is None:
        raise Refused("no_line", _("This line does not stand any more. Look at the sheet again."))
    place = _next_place(fresh, numbers)
    right = [_as_line(one)._replace(seq=place) for one in under if one is not wrong]
    others = _others_of(wrong)
    new = _right_line(fresh, wrong, member or wrong.member, baht, others) if baht is not None else None
    _refuse_later(wrong, new, others)
    if new is not None:
        right.append(new._replace(seq=place))
    document, found = numbers.texts(seq), numbers.at(seq)
    if found is not None:
        void_issued(*found, reason=reason)
    if right and fresh.number_book is not None:
        fresh.number_book = number_book or fresh.number_book
        (run,) = numbers_for(fresh, 1)
        document = f"{document} → {run.text}"
    before, day = [_as_line(one) for one in under], on or clock.today()
    moved = satang_of(right) - satang_of(before)
    if is_paper_only:
        _put_right(fresh, money.baht(moved))
    is_cash = fresh.hand_over_id is not None and not is_paper_only
    entry = _post(fresh, before, right, reason=reason, document=document, on=day, is_cash=is_cash)
    note(corrected={"sheet": str(fresh.pk), "seq": seq, "document": document})
    told = f"แก้ใบเสร็จ {document} ({money.baht(moved):+,.2f} บาท): {tidy(reason)}"
    ask_second_person(fresh.fund.book, told, on=day, path=entry.get_absolute_url())
    return entry


def _posted(sheet: CollectionSheet) -> CollectionSheet:
    """The sheet as it is now. Refused while it is open."""
    fresh: CollectionSheet = CollectionSheet.everywhere.select_related(
        "fund__book", "fund__organisation", "centre", "number_book", "entry"
    ).get(pk=sheet.pk)
    if fresh.state != SheetState.POSTED or fresh.entry is None:
        raise Refused("not_posted", _("This sheet is still open. Take the payment back there."))
    return fresh


def _put_right(sheet: CollectionSheet, baht: Decimal) -> None:
    """The collector's cash by the books changes, the cash itself does not: a counted sheet keeps that apart."""
    desk = cash_of(sheet.fund, sheet.centre)
    if cash_held([desk]).get(desk, money.NOTHING) + baht < 0:
        raise Refused(
            "no_cash",
            _(
                "So much money is not with the collector by the books. Say whether it was given back to the payer; if it "
                "was entered as missing, take that entry back first."
            ),
            field="cash",
        )
    if sheet.counted is not None:
        change(sheet, put_right=sheet.put_right + baht)


def _next_place(sheet: CollectionSheet, numbers: Numbers) -> int:
    if sheet.number_book is not None:
        return numbers.count
    return max(one.seq for one in lines_of(sheet, numbers)) + 1


def _as_line(one: SheetLine) -> Line:
    return Line(one.party, money.satang(one.amount), LineKind(one.kind), one.from_on, one.to_on, one.seq)


def _others_of(wrong: SheetLine) -> list[PaidDays]:
    """What else stands of the payer's contributions, where the wrong line is one."""
    if wrong.member is None or wrong.kind != LineKind.CONTRIBUTION:
        return []
    own = wrong.from_on, wrong.to_on
    return [one for one in paid_days_of(wrong.member) if (one.from_on, one.to_on) != own]


def _refuse_later(wrong: SheetLine, new: Line | None, others: Sequence[PaidDays]) -> None:
    """Later payments begin where this one ended: other days here would leave theirs unpaid, or paid for twice."""
    later = [one for one in others if wrong.to_on is not None and one.to_on > wrong.to_on]
    is_as_before = new is not None and (new.party, new.from_on, new.to_on) == (
        wrong.party, wrong.from_on, wrong.to_on,
    )  # fmt: skip
    if not later or is_as_before:
        return
    words = _(
        "This member has paid again after this receipt: %(receipts)s. Those days follow the days of this one. Take the "
        "later payment back first, then correct this one, and at last enter the later payment again."
    )
    lang = language()
    told = ", ".join(
        f"{one.number} ({short_date(one.from_on, lang=lang)} – {short_date(one.to_on, lang=lang)})".strip()
        for one in later[:SHOWN_FAULTS]
    )
    raise Refused("later", filled(words, receipts=told))


def _right_line(
    sheet: CollectionSheet, wrong: SheetLine, member: Member | None, baht: Decimal, others: Sequence[PaidDays]
) -> Line:
    """The line as it should have been, at the first place; the member's days are counted without the wrong one."""
    payer = payers_of(sheet.fund, [member.pk]).get(member.pk) if member is not None else None
    if payer is None:
        raise refused_payment(PaymentFault.STRANGER)
    is_same = payer.party == wrong.party
    if is_same and payer.paid is not None and wrong.from_on is not None:
        counted = payer.paid - timedelta(days=_as_line(wrong).days)
        payer = payer._replace(paid=paid_before(wrong.from_on, counted, [one.to_on for one in others]))
    if is_same and wrong.kind == LineKind.ENTRY_FEE:
        payer = payer._replace(has_paid_fee=False)
    try:
        satang = money.satang(baht)
    except ValueError:
        raise refused_payment(PaymentFault.AMOUNT) from None
    tariff = tariff_on(sheet.fund, sheet.on)
    line = who_may_not(payer, sheet.on) or line_of(payer, satang, wrong.kind, tariff, seq=0)
    if isinstance(line, PaymentFault):
        raise refused_payment(line)
    return line


def _post(
    sheet: CollectionSheet,
    wrong: Sequence[Line],
    right: Sequence[Line],
    *,
    reason: str,
    document: str,
    on: date,
    is_cash: bool,
) -> Entry:
    desk = cash_of(sheet.fund, sheet.centre)
    memo = f"แก้ใบเก็บเงิน {short_date(sheet.on)}: {tidy(reason)}"
    draft = postings.correction(desk, wrong, right, memo=memo, document=document, is_cash=is_cash)
    return post(sheet.fund.book, draft, on=on, corrects=sheet.entry)


@action("funds.sign_sheet", on="sheet")
def sign_sheet(
    *, actor: Actor, sheet: CollectionSheet, way: str, proof: PinProof | None = None, signed_by: str = "",
    files: Sequence[SentFile] = (),
) -> CollectionSheet:  # fmt: skip
    """The second signature: a PIN beside the collector (`proof`), one's own log-in later, or the paper's picture.

    Refused: not in the books yet, signed already, the same person twice, no picture of the paper or no name.
    """
    if sheet.state != SheetState.POSTED:
        raise Refused("not_posted", _("Close the sheet first: what is signed does not change any more."))
    if not stands(sheet):
        raise Refused("taken_back", _("This sheet was taken back. There is nothing to sign."))
    if sheet.signature != SecondSignature.NONE:
        raise Refused("signed", _("This sheet is signed already. Nothing more is to be done."))
    name = _signer(actor, sheet, way, proof, signed_by)
    if way == SecondSignature.PAPER:
        if not files:
            raise Refused("no_picture", _("Take a picture of the signed paper and add it."), field="photo")
        attach_all(actor=actor, record=sheet, files=files, paper="")
    change(sheet, signature=way, signed_by=name, signed_at=clock.now())
    return sheet


def _signer(actor: Actor, sheet: CollectionSheet, way: str, proof: PinProof | None, signed_by: str) -> str:
    """Who signs, as it is written on the sheet."""
    if way == SecondSignature.PAPER:
        if not tidy(signed_by):
            raise Refused("no_name", _("Write who signed the paper."), field="signed_by")
        return tidy(signed_by)[:200]
    user = proof.user_id if way == SecondSignature.PIN and proof is not None else actor.user_id
    if way not in {SecondSignature.PIN, SecondSignature.LATER} or (
        way == SecondSignature.PIN and proof is None
    ):
        raise Refused("way", _("Choose how the second person signs."), field="way")
    if user is not None and user in _first_persons(actor, sheet, way):
        raise Refused(
            "same_person", _("The second signature is another person's. Ask somebody else to sign.")
        )
    return proof.name if proof is not None and way == SecondSignature.PIN else actor.title


def _first_persons(actor: Actor, sheet: CollectionSheet, way: str) -> set[int | None]:
    """Who cannot be the second person: whoever opened the sheet, and with a PIN whoever holds the device."""
    seat = sheet.opened_by.partition("seat:")[2]
    users: set[int | None] = (
        set(Seat.everywhere.filter(pk=int(seat)).values_list("user", flat=True)) if seat else set()
    )
    if way == SecondSignature.PIN and actor.role != Role.SYSTEM:
        users.add(actor.user_id)
    return users
