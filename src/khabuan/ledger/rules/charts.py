"""Standard charts of accounts. Mirrors part 10 of the status form (แบบแสดงสถานะกองทุน): every line that the
"sources and uses" sheet prints has its account, and benefits have one for each of the form's 16 kinds.

Codes: 1 assets, 2 liabilities, 3 funds brought forward, 4 income, 5 expenses. Names are Thai, as on the form:
they are data of a book, which may change them.
"""

from __future__ import annotations

from dataclasses import dataclass

from khabuan.ledger.rules.words import AccountKind, AccountRole, BookKind, MoneySource, Use

A, L, Q, I, E = (  # noqa: E741 - the five kinds, short, so that the chart reads as a chart
    AccountKind.ASSET, AccountKind.LIABILITY, AccountKind.EQUITY, AccountKind.INCOME, AccountKind.EXPENSE,
)  # fmt: skip
R = AccountRole


@dataclass(frozen=True)
class ChartAccount:
    """One account of a chart. `source` is where income of it usually comes from."""

    code: str
    name: str
    kind: AccountKind
    role: AccountRole | None = None
    use: Use | None = None
    has_lines: bool = False
    source: MoneySource | None = None


BENEFITS = (
    "เด็กแรกเกิด/คลอดบุตร", "เจ็บป่วย/รักษาพยาบาล", "ผู้สูงอายุ", "เสียชีวิต", "ค่าใช้จ่ายงานศพ", "คนด้อยโอกาส/พิการ",
    "พัฒนาอาชีพ", "การศึกษา", "ประเพณีวัฒนธรรม", "ที่อยู่อาศัย (ซ่อม/สร้าง)", "ผู้ประสบภัยพิบัติ", "สาธารณประโยชน์",
    "ทรัพยากรธรรมชาติและสิ่งแวดล้อม", "อื่น ๆ ประชาสัมพันธ์", "อื่น ๆ ตอบแทนองค์กร", "อื่น ๆ",
)  # fmt: skip
"""The 16 kinds of benefits of the status form, in its order: account 51nn is kind nn."""

PUBLIC_KINDS = frozenset({9, 12, 13, 14, 15})
"""Kinds that go to no member: their accounts take no lines of members."""

MANAGEMENT = (
    ("5210", "ค่าตอบแทนคนทำงาน"), ("5220", "ค่าพาหนะ"), ("5230", "ค่าเอกสาร/เครื่องเขียน"),
    ("5240", "ค่ากิจกรรม/ประชุม"), ("5290", "รายจ่ายอื่น"),
)  # fmt: skip

_COMMON = (
    ChartAccount("1110", "เงินสดในมือเหรัญญิก", A, R.CASH),
    ChartAccount("1210", "เงินฝากธนาคาร", A, R.BANK),
    ChartAccount("2110", "เงินรับที่ยังไม่ทราบเจ้าของ", L, R.UNCLEAR),
    ChartAccount("2120", "ค้างจ่าย", L, R.PAYABLE),
    ChartAccount("3110", "เงินยกมาวันเริ่มใช้สมุด", Q, R.OPENING),
    ChartAccount("3210", "เงินสะสมจากปีก่อน", Q, R.SURPLUS),
)

_FUND = (
    ChartAccount("1120", "เงินสดอยู่กับผู้เก็บ", A, R.COLLECTORS, has_lines=True),
    ChartAccount("1310", "เงินลงทุนอื่น (สลาก, ธนาคารหมู่บ้าน)", A, R.INVESTMENT),
    ChartAccount("4110", "เงินสมทบจากสมาชิก", I, R.CONTRIBUTION, has_lines=True, source=MoneySource.MEMBERS),
    ChartAccount("4120", "ค่าสมัครแรกเข้า", I, R.ENTRY_FEE, has_lines=True, source=MoneySource.MEMBERS),
    ChartAccount("4210", "งบสมทบรัฐบาลผ่าน พอช.", I, R.STATE, source=MoneySource.STATE),
    ChartAccount("4220", "เงินสนับสนุนตั้งต้นจาก พอช.", I, R.STARTUP, source=MoneySource.STATE),
    ChartAccount("4310", "องค์กรปกครองส่วนท้องถิ่นสมทบ", I, R.LOCAL, source=MoneySource.LOCAL),
    ChartAccount("4410", "เงินบริจาค", I, R.DONATION, source=MoneySource.DONORS),
    ChartAccount("4510", "ดอกเบี้ยเงินฝากธนาคาร", I, R.INTEREST, source=MoneySource.INTEREST),
    ChartAccount("4910", "รายได้อื่น", I, R.OTHER_INCOME, source=MoneySource.OTHER),
    *(
        ChartAccount(
            f"51{number:02d}", f"สวัสดิการ {name}", E, R.BENEFIT,
            Use.PUBLIC if number in PUBLIC_KINDS else Use.BENEFIT, has_lines=number not in PUBLIC_KINDS,
        )
        for number, name in enumerate(BENEFITS, 1)
    ),
    *(ChartAccount(code, name, E, use=Use.MANAGEMENT) for code, name in MANAGEMENT),
    ChartAccount("5310", "เงินสดขาดบัญชี/เกินบัญชี", E, R.DIFFERENCE, Use.MANAGEMENT),
    ChartAccount("5410", "คืนเงินแก่ผู้ให้", E, use=Use.REPAYMENT),
)  # fmt: skip

_PROJECT = (
    ChartAccount("4210", "เงินอุดหนุนโครงการจาก พอช.", I, R.STATE, source=MoneySource.STATE),
    ChartAccount("4310", "องค์กรปกครองส่วนท้องถิ่นสมทบ", I, R.LOCAL, source=MoneySource.LOCAL),
    ChartAccount("4410", "เงินบริจาค", I, R.DONATION, source=MoneySource.DONORS),
    ChartAccount("4510", "ดอกเบี้ยเงินฝากธนาคาร", I, R.INTEREST, source=MoneySource.INTEREST),
    ChartAccount("4910", "รายได้อื่น", I, R.OTHER_INCOME, source=MoneySource.OTHER),
    ChartAccount("5110", "ค่าวัสดุ", E, use=Use.ACTIVITY),
    ChartAccount("5120", "ค่าแรง", E, use=Use.ACTIVITY),
    ChartAccount("5130", "ค่าประชุม/อบรม", E, use=Use.ACTIVITY),
    ChartAccount("5140", "ค่าวิทยากร", E, use=Use.ACTIVITY),
    ChartAccount("5150", "ค่าพาหนะและที่พัก", E, use=Use.ACTIVITY),
    ChartAccount("5160", "ค่าเอกสาร/สื่อ", E, use=Use.ACTIVITY),
    *(ChartAccount(code, name, E, use=Use.MANAGEMENT) for code, name in MANAGEMENT),
    ChartAccount("5310", "เงินสดขาดบัญชี/เกินบัญชี", E, R.DIFFERENCE, Use.MANAGEMENT),
    ChartAccount("5410", "คืนเงินแก่ผู้ให้", E, use=Use.REPAYMENT),
)

CHARTS: dict[BookKind, tuple[ChartAccount, ...]] = {
    BookKind.FUND: tuple(sorted((*_COMMON, *_FUND), key=lambda one: one.code)),
    BookKind.PROJECT: tuple(sorted((*_COMMON, *_PROJECT), key=lambda one: one.code)),
}

KIND_DIGIT = {A: "1", L: "2", Q: "3", I: "4", E: "5"}
"""The first digit of an account's code says its kind, here as in every Thai chart."""
