"""Three funds from day to day: ดาวเรือง is well kept, กุดนกเปล้า is young, หนองโน is in trouble. All of it is invented.

ดาวเรือง is an old fund: its members came from a spreadsheet, its money by a count that agreed; seven centres collect
each month and hand over within days. กุดนกเปล้า admits by resolution. In หนองโน cash stays with a collector, sheets are not
signed, and a hand-over was short.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from khabuan.access.actor import Actor
from khabuan.core import money
from khabuan.core.thai import FiscalYear
from khabuan.demo import fund_books, fund_money, ground
from khabuan.demo.names import Invented
from khabuan.demo.world import Builder, area
from khabuan.funds.actions import cut_over, handing_over
from khabuan.funds.actions.beneficiaries import Heir
from khabuan.funds.actions.correcting import sign_sheet
from khabuan.funds.actions.members import Applicant, admit, apply, certify
from khabuan.funds.actions.regulation import set_rule
from khabuan.funds.actions.setting_up import add_centres, open_fund
from khabuan.funds.actions.sheets import open_sheet, take_payment
from khabuan.funds.actions.standing import leave, record_death
from khabuan.funds.models import BankAccount, CollectionSheet, Fund, Member
from khabuan.funds.queries.payers import payers_of
from khabuan.funds.rules.dues import months_after, usual_span
from khabuan.funds.rules.words import FundKey, MemberAct, MemberKind, Rhythm, SecondSignature, SheetState
from khabuan.ledger.actions import close_year, set_period
from khabuan.ledger.actions.signing import sign_act
from khabuan.ledger.models import Countersign
from khabuan.ledger.rules.words import MoneySource, PeriodState, SignState
from khabuan.ledger.rules.years import month_end, month_of, next_month, year_end
from khabuan.meetings.actions.resolutions import record_resolution
from khabuan.meetings.models import Resolution
from khabuan.papers.actions.numbers import issue_number_book
from khabuan.papers.models import NumberBook
from khabuan.places.models import Area
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import OrganisationKind

HEALTHY, YOUNG, TROUBLED = fund_books.TOLD
OLD_CASH = {100000: 2, 50000: 3, 10000: 14, 2000: 5}
OLD_BANK = 1_850_000_00


def build(world: Builder, actors: Mapping[str, Actor]) -> None:
    """ดาวเรือง through its own treasurer, with the chair as the second person; the others through the program."""
    _healthy(replace(world, actor=actors["treasurer"]), actors["chair"])
    by_program = replace(world, actor=fund_books.SYSTEM)
    _young(by_program)
    _troubled(by_program)


def body_of(world: Builder, code: str) -> Organisation:
    found: Organisation = Organisation.objects.visible_to(world.actor).get(
        kind=OrganisationKind.FUND, area=area(code), ended_on__isnull=True
    )
    return found


def centres_of(world: Builder, fund: Fund) -> list[Organisation]:
    rows = Organisation.objects.visible_to(world.actor).filter(
        parent=fund.organisation, kind=OrganisationKind.VILLAGE_CENTRE, ended_on__isnull=True
    )
    return list(rows.order_by("area__code"))


# ---------------------------------------------------------------- ดาวเรือง


def _healthy(world: Builder, chair: Actor) -> None:
    start = FiscalYear.of(world.today).previous.start
    fund = open_fund(
        actor=world.actor, organisation=body_of(world, HEALTHY), opened_on=start, started_on=date(2007, 3, 1),
        is_old=True,
    )  # fmt: skip
    centres = centres_of(world, fund)
    bank = fund_books.open_bank(world, fund, start)
    fund_books.bring_in(world, fund, fund_books.joiners(world, 168, start, villages=len(centres)))
    _count(world, fund, bank, start)
    books = _books(world, centres, start)
    fund_money.vouchers(world, fund, start)
    for month in _months(start, world.today):
        _month(world, fund, bank, month, list(zip(centres, books, strict=True)))
        _second_names(world, fund, chair, month)
    _leavers(world, fund)
    _today(world, fund, centres[2], books[2])


def _count(world: Builder, fund: Fund, bank: BankAccount, on: date) -> None:
    """The cut-over: cash counted note by note, the bank by its passbook, old money divided among its sources."""
    cash = sum(piece * many for piece, many in OLD_CASH.items())
    total = cash + OLD_BANK
    divided = {MoneySource.MEMBERS: total * 60 // 100, MoneySource.STATE: total * 28 // 100}
    divided[MoneySource.LOCAL] = total - sum(divided.values())
    counted = cut_over.count_cut_over(
        actor=world.actor, fund=fund, on=on, pieces=OLD_CASH,
        banks=[cut_over.BankBalance(bank.account, OLD_BANK, on)], divided=divided, old_total=total,
        old_members=len(fund_books.members_of(world.actor, fund)),
    )  # fmt: skip
    cut_over.post_cut_over(actor=world.actor, cut_over=counted)


def _books(world: Builder, centres: Sequence[Organisation], on: date) -> list[NumberBook]:
    """Each centre has its own book of receipts, in its collector's hands."""
    return [
        issue_number_book(
            actor=world.actor, body=centre, kind="receipt", number=11 + at, last=500, on=on, holder=centre,
            issued_to=f"ผู้เก็บเงิน ม.{at} (ตัวอย่าง)",
        )
        for at, centre in enumerate(centres, 1)
    ]  # fmt: skip


def _months(start: date, today: date) -> Iterator[date]:
    month = month_of(start)
    while month <= month_of(today):
        yield month
        month = next_month(month)


def _month(
    world: Builder, fund: Fund, bank: BankAccount, month: date, desks: Sequence[tuple[Organisation, NumberBook]]
) -> None:  # fmt: skip
    """A month: each centre collects and hands over, the treasurer goes to the bank, pays, and closes it after all."""
    taken = Decimal(0)
    for at, (centre, book) in enumerate(desks, 1):
        on = month + timedelta(days=3 + at)
        if on > world.today:
            continue
        members = [one for one in fund_books.members_of(world.actor, fund) if one.centre_id == centre.pk]
        satang = usual(fund, members, skip=month.month + at)
        sheet = fund_books.collect(
            world, fund, on, satang, centre=centre, number_book=book, collector=f"ผู้เก็บเงิน ม.{at} (ตัวอย่าง)"
        )
        handed = on + timedelta(days=2 + at % 3)
        if sheet is None or handed > world.today or (at == 6 and month_of(world.today) == month):
            continue
        handing_over.hand_over(
            actor=world.actor, fund=fund, centre=centre, on=handed, baht=sheet.total,
            giver=f"ผู้เก็บเงิน ม.{at} (ตัวอย่าง)", taker="เหรัญญิก (ตัวอย่าง)", document=f"ใบนำส่ง {at}/{month.month}",
        )  # fmt: skip
        taken += sheet.total
    _to_the_bank(world, fund, bank, month, taken)
    fund_money.in_and_out(world, fund, bank, month)
    if month == month_of(year_end(month.year, fund.book.year_start_month)) and month_end(month) < world.today:
        close_year(actor=world.actor, book=fund.book, year=month.year)
    if next_month(next_month(month)) <= month_of(world.today):
        set_period(actor=world.actor, book=fund.book, month=month, state=PeriodState.CLOSED)
    elif next_month(month) <= month_of(world.today):
        set_period(actor=world.actor, book=fund.book, month=month, state=PeriodState.HELD)


def _second_names(world: Builder, fund: Fund, chair: Actor, month: date) -> None:
    """The chair stands for the month's sheets and payments; those of the last weeks wait for the next meeting."""
    if month_end(month) > world.ago(20):
        return
    for sheet in CollectionSheet.objects.visible_to(chair).filter(
        fund=fund, on__gte=month, on__lte=month_end(month), state=SheetState.POSTED
    ):
        sign_sheet(actor=chair, sheet=sheet, way=SecondSignature.LATER)
    for waiting in Countersign.objects.visible_to(chair).filter(
        book=fund.book, month=month, state=SignState.WAITING
    ):
        sign_act(actor=chair, countersign=waiting)


def _to_the_bank(world: Builder, fund: Fund, bank: BankAccount, month: date, taken: Decimal) -> None:
    on = month + timedelta(days=17)
    if taken and on <= world.today:
        handing_over.pay_in(
            actor=world.actor, fund=fund, bank_account=bank, on=on, baht=taken, giver="เหรัญญิก (ตัวอย่าง)",
            document=f"ใบฝาก {month.month}",
        )  # fmt: skip


def usual(fund: Fund, members: Sequence[Member], *, skip: int = 0) -> dict[int, int]:
    """What members pay by their rhythm now: key → satang; every eleventh stays away this time."""
    known = payers_of(fund, [one.pk for one in members])
    found = {}
    for at, member in enumerate(members):
        paid = known[member.pk].paid
        if paid is not None and (at + skip) % 11:
            found[member.pk] = usual_span(paid, Rhythm(member.rhythm), fund_books.PER_DAY).satang
    return found


def _leavers(world: Builder, fund: Fund) -> None:
    members = fund_books.members_of(world.actor, fund)
    record_death(
        actor=world.actor,
        member=members[40],
        on=world.ago(24),
        reason="เจ็บป่วย (ตัวอย่าง)",
        document="มรณบัตร (ตัวอย่าง)",
    )
    leave(
        actor=world.actor,
        member=members[77],
        act=MemberAct.RESIGNED,
        on=world.ago(30),
        reason="ขอลาออกเอง (ตัวอย่าง)",
    )
    leave(
        actor=world.actor,
        member=members[101],
        act=MemberAct.MOVED,
        on=world.ago(50),
        reason="ย้ายไปต่างจังหวัด (ตัวอย่าง)",
    )


def _today(world: Builder, fund: Fund, centre: Organisation, book: NumberBook) -> None:
    """Today ม.3 collects what this month's day had missed: a sheet that is open, with some payments on it."""
    sheet = open_sheet(
        actor=world.actor, body=centre, on=world.today, collector="ผู้เก็บเงิน ม.3 (ตัวอย่าง)", number_book=book
    )
    members = [one for one in fund_books.members_of(world.actor, fund) if one.centre_id == centre.pk]
    for key, satang in list(usual(fund, members, skip=5).items())[:4]:
        member = next(one for one in members if one.pk == key)
        take_payment(actor=world.actor, sheet=sheet, member=member, baht=money.baht(satang))


# ---------------------------------------------------------------- กุดนกเปล้า


def _young(world: Builder) -> None:
    """A new fund of half a year: applications, certificates, two lists admitted by resolution, one waiting."""
    start = months_after(month_of(world.today), -6)
    fund = open_fund(actor=world.actor, organisation=body_of(world, YOUNG), opened_on=start, started_on=start)
    place = fund.organisation.area
    decided = _decision(world, fund, start + timedelta(days=9), (1, "4.1"), "รับสมาชิกผู้ก่อตั้งตามบัญชีแนบท้าย")
    set_rule(
        actor=world.actor, fund=fund, key=FundKey.ENTRY_FEE, value="50", since=start,
        resolution=decided,
    )  # fmt: skip
    first = [_applicant(world, fund, place, start) for _ in range(18)]
    _admitted(world, fund, first, decided)
    later = _decision(world, fund, start + timedelta(days=70), (2, "4.2"), "รับสมาชิกใหม่ 6 ราย")
    _admitted(
        world, fund, [_applicant(world, fund, place, start + timedelta(days=60)) for _ in range(6)], later
    )
    for _ in range(3):
        _applicant(world, fund, place, world.ago(12))
    for month in _months(start, world.today):
        on = month + timedelta(days=14)
        if on <= world.today and on > decided.on:
            members = [
                one
                for one in fund_books.members_of(world.actor, fund)
                if one.joined_on and one.joined_on < on
            ]
            fund_books.collect(world, fund, on, usual(fund, members, skip=month.month))


def _decision(world: Builder, fund: Fund, on: date, number: tuple[int, str], words: str) -> Resolution:
    meeting, item = number
    return record_resolution(
        actor=world.actor, organisation=fund.organisation, meeting_number=meeting, year=on.year, item=item, on=on,
        words=words, note="ตัวอย่าง ไม่ใช่มติจริง",
    )  # fmt: skip


def _applicant(world: Builder, fund: Fund, place: Area, on: date) -> Member:
    one = Invented(next(world.numbers))
    heir = Invented(next(world.numbers))
    return apply(
        actor=world.actor, fund=fund, applied_on=on, kind=MemberKind.GENERAL, rhythm=Rhythm.MONTH, area=place,
        applicant=Applicant(
            given=one.given, title=one.title, surname=one.surname, sex=one.sex,
            born_on=date(one.birth_year, 1 + one.number % 12, 1 + one.number % 28), citizen=one.citizen,
        ),
        house_no=f"{1 + one.number % 90}",
        heirs=[Heir(name=f"{heir.title}{heir.given} {one.surname}", share=100, relation="บุตร")],
        witness="กรรมการหมู่บ้าน (ตัวอย่าง)",
    )  # fmt: skip


def _admitted(world: Builder, fund: Fund, members: Sequence[Member], decided: Resolution) -> None:
    certify(actor=world.actor, fund=fund, members=members, on=decided.on, reason="กรรมการหมู่บ้านรับรอง (ตัวอย่าง)")
    admit(actor=world.actor, fund=fund, members=members, resolution=decided)


# ---------------------------------------------------------------- หนองโน


def _troubled(world: Builder) -> None:
    """A year in which the cash of one centre stayed with its collector, and a hand-over was short."""
    start = months_after(month_of(world.today), -12)
    fund = open_fund(
        actor=world.actor, organisation=body_of(world, TROUBLED), opened_on=start, year_start_month=1
    )
    centres = add_centres(actor=world.actor, fund=fund, areas=_villages(world, TROUBLED))
    fund_books.bring_in(world, fund, fund_books.joiners(world, 66, start, villages=len(centres)))
    for month in _months(start, world.today):
        for at, centre in enumerate(centres):
            on = month + timedelta(days=8 + at)
            if on > world.today or (at == 2 and month > months_after(world.today, -4)):
                continue  # the third centre has stopped collecting
            members = [one for one in fund_books.members_of(world.actor, fund) if one.centre_id == centre.pk]
            sheet = fund_books.collect(
                world, fund, on, usual(fund, members, skip=month.month * 3 + at), centre=centre,
                collector=f"ผู้เก็บเงิน ม.{at + 1} (ตัวอย่าง)",
            )  # fmt: skip
            if sheet is None or (at == 1 and month > months_after(world.today, -3)):
                continue  # the second collector keeps the cash since three months
            short = (
                Decimal(60) if at == 0 and month == months_after(month_of(world.today), -2) else Decimal(0)
            )
            handed = min(on + timedelta(days=12), world.today)
            handing_over.hand_over(
                actor=world.actor, fund=fund, centre=centre, on=handed, baht=sheet.total - short,
                giver=f"ผู้เก็บเงิน ม.{at + 1} (ตัวอย่าง)", taker="เหรัญญิก (ตัวอย่าง)",
                why="นับแล้วขาด ยังหาไม่พบ (ตัวอย่าง)" if short or at == 0 else "",
            )  # fmt: skip


def _villages(world: Builder, code: str) -> list[Area]:
    return [ground.add_village(world, area(code), moo) for moo in range(1, 4)]
