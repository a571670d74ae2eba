"""Other money of ดาวเรือง, month by month: matching, interest, benefits, the cost of management. All invented."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from khabuan.demo import fund_books
from khabuan.demo.world import Builder
from khabuan.funds.actions import money
from khabuan.funds.models import BankAccount, Fund
from khabuan.ledger.models import Account
from khabuan.ledger.rules.words import MoneySource
from khabuan.papers.actions.numbers import issue_number_book
from khabuan.papers.models import NumberBook

RECEIPTS = {  # month: account, day, baht, what, who
    2: ("4210", 20, 42_000, "งบสมทบรัฐบาลผ่าน พอช. ประจำปี", "พอช."),
    3: ("4310", 9, 40_000, "เงินสมทบประจำปี", "อบต.ดาวเรือง"),
    4: ("4410", 14, 2_000, "บริจาควันสงกรานต์", "ผู้มีจิตศรัทธา (ตัวอย่าง)"),
    6: ("4510", 30, 3_211.40, "ดอกเบี้ยครึ่งปีแรก", "ธนาคาร"),
    12: ("4510", 30, 3_106.25, "ดอกเบี้ยครึ่งปีหลัง", "ธนาคาร"),
}
BENEFITS = (  # account, day, baht, what
    ("5102", 21, 600, "นอนโรงพยาบาล 2 คืน"), ("5101", 22, 500, "รับขวัญเด็กแรกเกิด"),
    ("5102", 23, 900, "นอนโรงพยาบาล 3 คืน"), ("5104", 24, 5_000, "สมาชิกเสียชีวิต"), ("5108", 25, 500, "ทุนการศึกษาบุตร"),
)  # fmt: skip
COSTS = (
    ("5240", 26, 350, "ค่าอาหารประชุมกรรมการ"),
    ("5230", 27, 180, "ค่าถ่ายเอกสาร"),
    ("5220", 27, 200, "ค่าพาหนะ"),
)


def vouchers(world: Builder, fund: Fund, on: date) -> NumberBook:
    """The treasurer's book of payment vouchers."""
    return issue_number_book(
        actor=world.actor, body=fund.organisation, kind="voucher", number=1, last=300, on=on,
        issued_to="เหรัญญิก (ตัวอย่าง)",
    )  # fmt: skip


def in_and_out(world: Builder, fund: Fund, bank: BankAccount, month: date) -> None:
    """What came and went in a month beside the collections."""
    if month.month in RECEIPTS:
        code, day, baht, what, who = RECEIPTS[month.month]
        on = month + timedelta(days=day - 1)
        if on <= world.today:
            money.record_receipt(
                actor=world.actor, fund=fund, account=_account(fund, code), into=bank.account,
                amount=Decimal(str(baht)), on=on, what=f"{what} (ตัวอย่าง)", who=who, document=f"หลักฐาน {month.month}",
            )  # fmt: skip
    _benefits(world, fund, bank, month)
    code, day, baht, what = COSTS[month.month % len(COSTS)]
    on = month + timedelta(days=day - 1)
    if on <= world.today:
        money.record_payment(
            actor=world.actor, fund=fund, account=_account(fund, code), out_of=bank.account, amount=Decimal(baht),
            source=MoneySource.MEMBERS, on=on, who="ร้านค้าตัวอย่าง", what=what, approved="ประธาน (ตัวอย่าง)",
        )  # fmt: skip


def _benefits(world: Builder, fund: Fund, bank: BankAccount, month: date) -> None:
    members = fund_books.members_of(world.actor, fund)
    for turn in range(2):
        number = month.month * 2 + turn
        code, day, baht, what = BENEFITS[number % len(BENEFITS)]
        on = month + timedelta(days=day - 1)
        if on <= world.today:
            money.record_benefit(
                actor=world.actor, fund=fund, account=_account(fund, code), out_of=bank.account,
                amount=Decimal(baht), source=MoneySource.STATE if turn else MoneySource.MEMBERS, on=on, what=what,
                approved="ประธาน (ตัวอย่าง)", member=members[number * 5 % len(members)],
            )  # fmt: skip


def _account(fund: Fund, code: str) -> Account:
    return Account.objects.visible_to(fund_books.SYSTEM).get(book=fund.book, code=code)
