"""Welfare funds: their regulation, members, collection sheets and the way of the cash. Money stands in `ledger`.

Mirrors: แบบแสดงสถานะกองทุน, ใบสมัครสมาชิก, สมุดประจำตัวสมาชิก, ใบเก็บเงิน, ใบนำส่งเงิน. A fund is an organisation
of the register with a book; members are persons of the register.
"""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.access.scoping import Row, spans_q
from khabuan.core.fields import BahtField, KeyField
from khabuan.core.money import NOTHING
from khabuan.files.models import Blob
from khabuan.funds.rules.words import (
    WORKING,
    DoubleOutcome,
    DoubleReason,
    FundKey,
    HandOverStep,
    ListState,
    MemberAct,
    MemberKind,
    MemberState,
    Rhythm,
    RowVerdict,
    SecondSignature,
    SheetState,
    VoucherAct,
)
from khabuan.ledger.models import Account, Book, Entry, Party
from khabuan.ledger.rules.words import MoneySource
from khabuan.meetings.models import Resolution
from khabuan.papers.models import NumberBook
from khabuan.registry.models import Organisation, Person


class Fund(Row):
    """A fund that keeps its books here: the organisation, its book, since when."""

    scope = "organisation__node"
    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="+")
    book = models.OneToOneField(Book, models.PROTECT, related_name="+")
    started_on = models.DateField(null=True)  # when the fund itself began, often long before its book here
    is_old = models.BooleanField(default=False)  # had members and money before: goes live by a cut-over

    def __str__(self) -> str:
        return str(self.organisation)

    def get_absolute_url(self) -> str:
        return f"/funds/{self.pk}/"


class FundPart(Row):
    """A table of one fund."""

    scope = "fund__organisation__node"

    class Meta(Row.Meta):
        abstract = True


class FundRule(FundPart):
    """One value of a fund's regulation from a day on, with the resolution or paper that says so."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    key = models.CharField(max_length=24, choices=FundKey.choices())
    value = models.CharField(max_length=120)  # read by `rules.regulation`: baht, a count, codes of rhythms
    since = models.DateField()
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=200, blank=True)
    taken_back_on = models.DateField(null=True)  # entered in error: holds no more, and stays to be read
    taken_back_reason = models.CharField(max_length=300, blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "key", "since"], condition=Q(taken_back_on__isnull=True), name="fund_rule_begins_once",
                violation_error_message=_("This rule has a value from that day already. Choose another day."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.key} {self.value}"


class BankAccount(FundPart):
    """A bank account of the fund: stands in committee members' names. The number is sealed, `shown` is masked."""

    hidden = frozenset({"sealed"})
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    account = models.OneToOneField(Account, models.PROTECT, related_name="+")
    bank = models.CharField(max_length=80)
    branch = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=160)
    shown = models.CharField(max_length=40, blank=True)
    sealed = models.BinaryField(default=b"")
    signs = models.PositiveSmallIntegerField(default=2)  # how many of the signatories sign
    since = models.DateField()
    until = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.bank} {self.shown}".strip()


class Signatory(FundPart):
    """Who signs for a bank account, or for the fund where `bank_account` is none."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    bank_account = models.ForeignKey(BankAccount, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)


class Member(FundPart):
    """A member of a fund (สมาชิกกองทุน), or who applied to be one. Mirrors ใบสมัครสมาชิก.

    Paid up to = `paid_base_on` + the days of the party's contribution lines. `paid_base_on` is the day before the
    first day owed, or the day up to which the old books had it paid.
    """

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    number = models.CharField(max_length=12, blank=True)  # none before admission
    number_key = models.CharField(max_length=20, blank=True)  # the number, so that 9 comes before 10
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    party = models.OneToOneField(Party, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=14, choices=MemberKind.choices(), default=MemberKind.GENERAL)
    centre = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=MemberState.choices(), default=MemberState.APPLIED)
    applied_on = models.DateField(null=True)
    joined_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    paid_base_on = models.DateField(null=True)
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices(), default=Rhythm.MONTH)
    house_no = models.CharField(max_length=40, blank=True)
    matched_times = models.PositiveSmallIntegerField(default=0)  # as brought in from the old books
    admitted_by = models.ForeignKey(Resolution, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "number"], condition=~Q(number=""), name="member_number_once",
                violation_error_message=_("Another member has this number. Choose another number."),
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(joined_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                name="member_period",
                violation_error_message=_("The end is before the beginning. Check both dates."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["fund", "state", "number_key"], name="member_list"),
            models.Index(fields=["centre", "state", "number_key"], name="member_centre"),
            models.Index(fields=["person"], name="member_person"),
        ]

    def __str__(self) -> str:
        return self.number or "–"

    def get_absolute_url(self) -> str:
        return f"/members/{self.pk}/"

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        """The fund's own, and a collector's those of the centre."""
        return spans_q(actor.spans, cls.scope) | spans_q(actor.spans, "centre__node")


class MemberPart(Row):
    """A table of one member."""

    scope = "member__fund__organisation__node"

    class Meta(Row.Meta):
        abstract = True


class MemberEvent(MemberPart):
    """A step of a member's life in the fund, dated, with resolution and document. Taken back, it stays."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    act = models.CharField(max_length=12, choices=MemberAct.choices())
    on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, related_name="+")
    document = models.CharField(max_length=120, blank=True)
    detail = models.JSONField(default=dict)  # what was changed: field → [old, new], as values
    state_before = models.CharField(max_length=10, blank=True)
    undone_on = models.DateField(null=True)
    undone_reason = models.CharField(max_length=300, blank=True)

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["member", "on"], name="member_event_day")]


class DoubleMembership(Row):
    """The same person seems to be a member of two funds. Told to the seat above both; a fund only hears whom to ask.

    `place` is the smallest place that holds both funds. Settled by that seat, with what it found out; of that each
    fund hears the outcome for its own member, by which office and when, never the words of the decision.
    """

    scope = "place"
    low = models.ForeignKey(Member, models.PROTECT, related_name="+")
    high = models.ForeignKey(Member, models.PROTECT, related_name="+")
    place = models.CharField(max_length=90)
    reason = models.CharField(max_length=10, choices=DoubleReason.choices())
    found_on = models.DateField()
    settled_on = models.DateField(null=True)
    settled_by = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=10, choices=DoubleOutcome.choices(), blank=True)
    decision = models.CharField(max_length=300, blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["low", "high"], name="double_membership_once",
                violation_error_message=_("These two are being looked at already."),
            ),
            models.CheckConstraint(
                condition=Q(low__lt=F("high")), name="double_membership_order",
                violation_error_message=_("The two members stand in the wrong order."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["place"], condition=Q(settled_on__isnull=True), name="double_waiting"),
            models.Index(fields=["high"], name="double_high"),
        ]

    @property
    def staying(self) -> int | None:
        """The member who stays, where the two are one person."""
        stays = {DoubleOutcome.LOW.value: self.low_id, DoubleOutcome.HIGH.value: self.high_id}
        return stays.get(self.outcome)

    def get_absolute_url(self) -> str:
        return f"/members/doubles/{self.pk}/"


class Beneficiary(MemberPart):
    """Who receives when the member dies (ผู้รับผลประโยชน์): several with shares, earlier ones kept."""

    hidden = frozenset({"sealed"})
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    relation = models.CharField(max_length=60, blank=True)
    born_on = models.DateField(null=True)
    shown = models.CharField(max_length=40, blank=True)  # the masked citizen number
    sealed = models.BinaryField(default=b"")
    share = models.PositiveSmallIntegerField(default=100)  # per cent
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    witness = models.CharField(max_length=200, blank=True)


class PastYear(MemberPart):
    """What the old books had: contributions of a year, benefits of the year and once in life, by code."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    what = models.CharField(max_length=20)  # "contribution", "benefit", "once:<kind>"
    year = models.SmallIntegerField()
    amount = BahtField(default=0)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(fields=["member", "what", "year"], name="past_year_once",
                violation_error_message=_("This year was brought in already.")),
        ]  # fmt: skip


class CutOver(FundPart):
    """An old fund goes live: what was counted on the cut-over day, the proof, and the opening entry."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    on = models.DateField()
    facts = models.JSONField(
        default=dict
    )  # counted notes and coins, bank balances, sources: satang as numbers
    entry = models.OneToOneField(Entry, models.PROTECT, null=True, related_name="+")
    given_up_on = models.DateField(null=True)


class CentreCash(FundPart):
    """A collecting centre's cash as the ledger sees it: the party under "cash with collectors"."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    centre = models.OneToOneField(Organisation, models.PROTECT, null=True, related_name="+")
    party = models.OneToOneField(Party, models.PROTECT, related_name="+")

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["fund"], condition=Q(centre__isnull=True), name="one_desk_of_fund",
                violation_error_message=_("The fund's own desk stands here already."),
            ),
        ]  # fmt: skip


class CollectionSheet(FundPart):
    """A collection sheet (ใบเก็บเงิน): one centre, one day, one entry in the ledger. The fund's desk has no centre.

    While it is open its lines are drafts; posted, they are the ledger's. Line seq = the offset of the receipt's
    number in the sheet's runs of the book of numbers.
    """

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    centre = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=90)  # the centre's node, or the fund's: who reaches it may collect
    on = models.DateField()
    collector = models.CharField(max_length=200)  # name of who collects, as on the paper
    number_book = models.ForeignKey(NumberBook, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=SheetState.choices(), default=SheetState.OPEN)
    total = BahtField(default=0)
    lines = models.PositiveIntegerField(default=0)
    counted = BahtField(null=True)
    put_right = BahtField(default=0)  # changed by corrections on paper only: the count was right
    entry = models.OneToOneField(Entry, models.PROTECT, null=True, related_name="+")
    signature = models.CharField(
        max_length=8, choices=SecondSignature.choices(), default=SecondSignature.NONE
    )
    signed_by = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True)
    hand_over = models.ForeignKey("HandOver", models.PROTECT, null=True, related_name="+")
    opened_by = models.CharField(
        max_length=60, blank=True
    )  # the seat that collects: the second signs from another
    note = models.CharField(max_length=300, blank=True)  # why the counted cash differs, why it was given up

    scope = "place"

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["fund", "on"], name="sheet_day")]

    def __str__(self) -> str:
        return f"{self.on}"

    @property
    def differs(self) -> Decimal:
        """What was counted and is not explained: nothing where nobody counted. Less is negative."""
        return NOTHING if self.counted is None else self.counted - self.total - self.put_right

    @property
    def missing(self) -> Decimal:
        return -self.differs

    def get_absolute_url(self) -> str:
        return f"/sheets/{self.pk}/"

    @property
    def turn(self) -> str:
        """Its writers wait for all others at the fund, since it becomes an entry of the fund's book."""
        return self.fund.turn

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        return spans_q(actor.spans, "place") | spans_q(actor.spans, "fund__organisation__node")


class DraftLine(models.Model):
    """A line of a sheet that is still open. Gone when the sheet is posted: the ledger's line is the record.

    Taken back before that, its receipt's number is void, and the line stays here, marked: whoever holds that paper
    may ask what became of it.
    """

    protection = ""
    id = KeyField()
    sheet = models.ForeignKey(CollectionSheet, models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    kind = models.SmallIntegerField()  # ledger.LineKind: contribution or entry fee
    amount = BahtField()
    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)
    seq = models.PositiveIntegerField()
    number = models.CharField(max_length=24, blank=True)  # the receipt's, as it stands on the paper: "12/034"
    at = models.DateTimeField()
    is_void = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "seq"], name="draft_line_once")]


class HandOver(FundPart):
    """Cash on its way: from a centre to the treasurer, from the treasurer to the bank (ใบนำส่งเงิน)."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    step = models.CharField(max_length=10, choices=HandOverStep.choices())
    centre = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    bank_account = models.ForeignKey(BankAccount, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    amount = BahtField()
    expected = BahtField()
    giver = models.CharField(max_length=200, blank=True)
    taker = models.CharField(max_length=200, blank=True)
    document = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    entry = models.OneToOneField(Entry, models.PROTECT, null=True, related_name="+")

    @property
    def short(self) -> Decimal:
        """What the books had and was not handed over."""
        return self.expected - self.amount if self.step == HandOverStep.TREASURER else NOTHING

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        """A centre sees what it handed over."""
        return spans_q(actor.spans, cls.scope) | spans_q(actor.spans, "centre__node")


class Voucher(FundPart):
    """The paper of money in or out (ใบสำคัญรับ/จ่ายเงิน): who, what for, from which source, its entry in the books.

    Never changed once it stands: what was wrong is taken back by reversing its entry. `clears` is the receipt of
    unknown money of which this tells whose it was.
    """

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    act = models.CharField(max_length=10, choices=VoucherAct.choices())
    on = models.DateField()
    amount = BahtField()
    number = models.CharField(max_length=20, blank=True)
    who = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=300)
    document = models.CharField(max_length=80, blank=True)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    money = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=12, choices=MoneySource.choices(), blank=True)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    approved = models.CharField(max_length=200, blank=True)
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, related_name="+")
    clears = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    entry = models.OneToOneField(Entry, models.PROTECT, null=True, related_name="+")

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["fund", "on"], name="voucher_day")]

    def __str__(self) -> str:
        return self.number or self.what

    def get_absolute_url(self) -> str:
        return f"/vouchers/{self.pk}/"


class MemberList(FundPart):
    """A fund's own spreadsheet of members on its way in: understood, rehearsed, settled, saved portion by portion.

    The file stands sealed and is forgotten some days later. `chosen` is what a person said of some columns (position
    → machine name), `columns` how all are understood. `done` counts the rows of the list that saving has passed, so
    that a stop goes on where it was.
    """

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sheet_name = models.CharField(max_length=100, blank=True)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=ListState.choices(), default=ListState.WAITING)
    chosen = models.JSONField(default=dict)
    columns = models.JSONField(default=list)  # [position, heading, machine name, guessed]
    counts = models.JSONField(default=dict)  # rows by what becomes of them
    notices = models.JSONField(default=list)  # [column, code, values, how many, the first rows]
    refusal = models.JSONField(default=list)  # [code, values]: why the file was not taken
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    by_seat = models.BigIntegerField(null=True)
    by_title = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    forgotten_on = models.DateField(null=True)

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["fund", "created_at"], name="member_list_file")]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return f"/member-lists/{self.pk}/"

    @property
    def is_working(self) -> bool:
        """The worker has it, or will have it."""
        return self.state in WORKING


class MemberListRow(FundPart):
    """A row of such a list that somebody has to look at: wrong cells to correct, or a person to choose.

    Rows that are good leave no trace here: a list of 100,000 is kept as its file and these few.
    """

    scope = "roll__fund__organisation__node"
    roll = models.ForeignKey(MemberList, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=260, blank=True)
    verdict = models.CharField(max_length=8, choices=RowVerdict.choices())
    remarks = models.JSONField(default=list)  # [column, code, values]
    candidates = models.JSONField(default=list)  # [key, title, place, year of birth]
    decision = models.CharField(max_length=30, blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["roll", "number"], name="member_list_row_once",
                violation_error_message=_("This row was read already."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title or str(self.number)
