"""Books, accounts, periods, entries, postings and the lines under control accounts.

Entries, postings and lines are written by `posting.post` alone and sealed by the database (`seal.py`): what is
posted never changes. `AccountMonth` and `PartyYear` are derived, kept with each entry, rebuilt by a command.
"""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khabuan.access.scoping import Row
from khabuan.core.fields import BahtField, KeyField
from khabuan.core.sql import APPEND_ONLY
from khabuan.ledger import seal
from khabuan.ledger.rules.words import (
    NEEDED,
    AccountKind,
    AccountRole,
    BookKind,
    EntryKind,
    MoneySource,
    PartyKind,
    PeriodState,
    SignState,
    SignWay,
    Use,
)
from khabuan.ledger.rules.years import Years, years_read
from khabuan.registry.models import Organisation


class Book(Row):
    """A set of books of one organisation (สมุดบัญชี): a fund's, a project's. Its node is the organisation's.

    Years begin in `year_start_month`, later perhaps in another: `year_turns`. Nothing stands before `opened_on`.
    """

    scope = "organisation__node"
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=BookKind.choices())
    name = models.CharField(max_length=200)
    year_start_month = models.PositiveSmallIntegerField(default=10)
    year_turns = models.CharField(max_length=200, blank=True)
    opened_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(kind="fund", ended_on__isnull=True), name="one_fund_book",
                violation_error_message=_("This fund has its book already. Open that one."),
            ),
            models.CheckConstraint(
                condition=Q(year_start_month__in=[1, 10]), name="book_year",
                violation_error_message=_("A year of a book begins in October or in January."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/books/{self.pk}/"

    @property
    def years(self) -> Years:
        return years_read(self.year_start_month, self.year_turns)


class BookPart(Row):
    """A table of one book."""

    scope = "book__organisation__node"

    class Meta(Row.Meta):
        abstract = True


class Account(BookPart):
    """An account of a book. `has_lines`: a control account, whose postings stand for lines of parties."""

    laws = seal.ACCOUNT
    book = models.ForeignKey(Book, models.PROTECT, related_name="+")
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=10, choices=AccountKind.choices())
    role = models.CharField(max_length=16, choices=AccountRole.choices(), blank=True)
    use = models.CharField(max_length=12, choices=Use.choices(), blank=True)
    source = models.CharField(max_length=12, choices=MoneySource.choices(), blank=True)
    has_lines = models.BooleanField(default=False)
    closed_on = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["book", "code"], name="account_code_once",
                violation_error_message=_("This book has an account with this number. Choose another number."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["book", "role"], name="account_by_role")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def is_needed(self) -> bool:
        return self.role in NEEDED


class Period(BookPart):
    """The state of a month of a book, where it is not simply open."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="+")
    month = models.DateField()
    state = models.CharField(max_length=8, choices=PeriodState.choices(), default=PeriodState.OPEN)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["book", "month"], name="period_once",
                violation_error_message=_("This month has its state already. Look at the page again."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Party(BookPart):
    """Who lines under control accounts are about: the ledger's own row, which knows no person.

    `label` is the member's number or the centre's name: what an export may show. Never deleted.
    """

    book = models.ForeignKey(Book, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=PartyKind.choices())
    label = models.CharField(max_length=120)

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["book", "kind"], name="party_book")]

    def __str__(self) -> str:
        return self.label


class Entry(BookPart):
    """One entry (รายการ): a collection sheet, a benefit, a deposit. Numbered without gap in its book.

    `reverses` takes a whole entry back; `corrects` cites the entry of which a line was wrong.
    """

    laws = seal.ENTRY
    book = models.ForeignKey(Book, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    on = models.DateField()
    kind = models.CharField(max_length=12, choices=EntryKind.choices())
    memo = models.CharField(max_length=300, blank=True)
    document = models.CharField(max_length=120, blank=True)
    posted_at = models.DateTimeField(null=True)
    reverses = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["book", "number"], name="entry_number_once",
                violation_error_message=_("Somebody posted at the same moment. Save again."),
            ),
            models.UniqueConstraint(
                fields=["reverses"], condition=Q(reverses__isnull=False), name="reversed_once",
                violation_error_message=_("This entry was taken back already."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["book", "on", "number"], name="entry_by_day"),
            models.Index(fields=["corrects"], condition=Q(corrects__isnull=False), name="entry_corrects"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    def get_absolute_url(self) -> str:
        return f"/books/entries/{self.pk}/"


class Posting(Row):
    """One side of an entry on one account. Control totals say what its lines must add up to."""

    protection = APPEND_ONLY
    laws = seal.POSTING
    scope = "entry__book__organisation__node"
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="postings")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    source = models.CharField(max_length=12, choices=MoneySource.choices(), blank=True)
    debit = BahtField(default=0)
    credit = BahtField(default=0)
    line_count = models.IntegerField(default=0)
    line_total = BahtField(default=0)

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(debit__gt=0, credit=0) | Q(debit=0, credit__gt=0), name="posting_one_side",
                violation_error_message=_("An amount of money is more than nothing, and stands on one side."),
            ),
        ]  # fmt: skip

    @property
    def side(self) -> str:
        return "debit" if self.debit else "credit"


class SubsidiaryLine(models.Model):
    """One party's part of a posting: there are millions, so they have no key of their own and no spare byte.

    No place (`seq`) stands twice in a posting: the seal counts them. The table is made in SQL. On SQLite it is kept
    in the order of posting and party (WITHOUT ROWID) and has no index; on PostgreSQL it is a heap with one index by
    posting and one by party. Read through a book's queries; a party's lines by `queries.reading.lines_of_party`.
    """

    protection = APPEND_ONLY
    laws = seal.LINE
    pk = models.CompositePrimaryKey("posting_id", "seq")
    posting = models.ForeignKey(
        Posting, models.PROTECT, related_name="lines", db_constraint=False, db_index=False
    )
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    amount = BahtField()
    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)
    kind = models.SmallIntegerField()
    seq = models.IntegerField()

    class Meta:
        db_table = "ledger_line"
        indexes = [models.Index(fields=["party"], name="ledger_line_party")]


class Countersign(BookPart):
    """The second person of an act with money (ลายมือชื่อคนที่สอง): what was done, by whom, and who else stands for it.

    The act is in the books at once, since money that moved has moved; until another person signs, it is shown as
    not signed. `done_user` is whose log-in did it, and can never be the one that signs.
    """

    book = models.ForeignKey(Book, models.PROTECT, related_name="+")
    act = models.CharField(max_length=40)
    what = models.CharField(max_length=300)
    path = models.CharField(max_length=120, blank=True)
    month = models.DateField()
    done_by = models.CharField(max_length=200)
    done_user = models.BigIntegerField(null=True)
    done_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=SignState.choices(), default=SignState.WAITING)
    way = models.CharField(max_length=6, choices=SignWay.choices(), blank=True)
    signed_by = models.CharField(max_length=200, blank=True)
    signed_user = models.BigIntegerField(null=True)
    signed_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=300, blank=True)  # why it is not right, or where the paper lies

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["book", "state", "done_at"], name="countersign_waiting")]

    def __str__(self) -> str:
        return self.what


class BankStatement(BookPart):
    """A statement of a bank account that was brought in (รายการเดินบัญชี): a file of the bank, its lines kept."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    first_on = models.DateField()
    last_on = models.DateField()
    count = models.PositiveIntegerField()
    known = models.PositiveIntegerField(default=0)  # lines that an earlier file had brought already
    columns = models.JSONField(default=dict)  # what a column is → its heading, where somebody said so
    brought_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)  # taken back: its lines stay, and count no more

    def __str__(self) -> str:
        return self.file_name


class BankLine(BookPart):
    """One line of a bank's statement: positive came in, negative went out. `seq` keeps the bank's own order.

    `mark` tells it from all others of the account, so that statements may overlap and a file may come twice.
    """

    book = models.ForeignKey(Book, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    statement = models.ForeignKey(BankStatement, models.PROTECT, related_name="+")
    seq = models.PositiveIntegerField()
    on = models.DateField()
    words = models.CharField(max_length=200, blank=True)
    amount = BahtField()
    balance = BahtField(null=True)
    mark = models.CharField(max_length=64)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["account", "mark"], name="bank_line_once",
                violation_error_message=_("This line of the bank is here already. Look at the page again."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["account", "on", "seq"], name="bank_line_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.amount}"


class BankMatch(BookPart):
    """A line of the bank is a posting of the book; one deposit may be several postings. Taken apart, it stays."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="+")
    line = models.ForeignKey(BankLine, models.PROTECT, related_name="+")
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["posting"], condition=Q(undone_at__isnull=True), name="posting_matched_once",
                violation_error_message=_("This entry belongs to another line of the bank already."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["line"], condition=Q(undone_at__isnull=True), name="bank_match_line")]


class CashCount(BookPart):
    """Cash counted by notes and coins (ใบตรวจนับเงินสด), what the book had that day, and the difference explained."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    on = models.DateField()
    pieces = models.JSONField(default=dict)  # "1000": how many notes, … "0.25": how many coins
    counted = BahtField()
    expected = BahtField()
    counted_by = models.CharField(max_length=200)
    words = models.CharField(max_length=300, blank=True)
    entry = models.OneToOneField(Entry, models.PROTECT, null=True, related_name="+")

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["account", "on"], name="cash_count_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.counted}"

    def get_absolute_url(self) -> str:
        return f"/books/counts/{self.pk}/"

    @property
    def difference(self) -> Decimal:
        return self.counted - self.expected


class AccountMonth(models.Model):
    """Both sides of an account in a month, by source of money; closing entries apart. Derived.

    On SQLite the table is made in SQL and kept in the order of account and month (WITHOUT ROWID).
    """

    protection = ""
    id = KeyField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    source = models.CharField(max_length=12, blank=True)
    month = models.DateField()
    is_closing = models.BooleanField(default=False)
    debit = BahtField(default=0)
    credit = BahtField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "month", "source", "is_closing"], name="account_month_once"
            )
        ]


class PartyYear(models.Model):
    """What a party's lines of one kind come to in a year of the book: amount, how many, days paid. Derived.

    Keyed by its leading column, the party, so that it may be partitioned one day.
    """

    protection = ""
    pk = models.CompositePrimaryKey("party_id", "year", "kind")
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="years", db_constraint=False, db_index=False
    )
    year = models.SmallIntegerField()
    kind = models.SmallIntegerField()
    lines = models.IntegerField(default=0)
    amount = BahtField(default=0)
    days = models.IntegerField(default=0)

    class Meta:
        db_table = "ledger_party_year"
