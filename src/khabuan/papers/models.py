"""What was printed and may be asked after, without anything about persons; and books of numbers.

A book of numbers mirrors a printed เล่ม of receipts or payment vouchers: every number of it is accounted for.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.access.scoping import Row
from khabuan.core.sql import APPEND_ONLY
from khabuan.papers.rules import BookFacts, NumberKind, NumberState, RunFacts, VoidFacts, number_text, padded


class IssuedDocument(Row):
    """A paper that left, by the check code on it. Public, so that whoever holds the paper may check it.

    `figures` are the totals that it tells ([words, number] in Thai, as printed), `digest` the SHA-256 of all its
    values: the code is made from them with this installation's key, so one code is one content.
    """

    class Kind(models.TextChoices):
        BRIEFING = "briefing", _("briefing for a new officer")
        STATEMENT = "statement", _("statement of a book")
        LETTER = "letter", _("letters to members")
        PASSBOOK = "passbook", _("member's passbook")
        VOUCHER = "voucher", _("voucher of money in or out")
        OFFICIAL = "official", _("official letter of a body")
        MINUTES = "minutes", _("minutes of a meeting")
        EXTRACT = "extract", _("extract of a resolution")
        PAY_LIST = "pay_list", _("list of payments to sign")
        YEAR_REPORT = "year_report", _("yearly report of a council")
        GATHERING = "gathering", _("programme or report of a gathering")

    scope = "place"
    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=260)
    place = models.CharField(max_length=90)
    figures = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    on = models.DateField()
    by = models.CharField(max_length=200)  # the office that printed it first

    def __str__(self) -> str:
        return self.code

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        return Q()


class NumberBook(Row):
    """A เล่ม: numbers first..last of one kind of paper of one body (its node is `place`), in somebody's hands.

    Those before `began` were used on paper before the book came here; `next` is the first that is free.
    Numbers are taken from `next` under the row's lock and never elsewhere, so none is given twice. The holder
    is told in words, and by key where it is a record of ours (a seat, a village centre).
    """

    scope = "place"
    place = models.CharField(max_length=90)
    kind = models.CharField(max_length=12, choices=NumberKind.choices())
    number = models.PositiveIntegerField()
    first = models.PositiveIntegerField(default=1)
    last = models.PositiveIntegerField()
    began = models.PositiveIntegerField()
    next = models.PositiveIntegerField()
    issued_to = models.CharField(max_length=200)
    holder_kind = models.CharField(max_length=60, blank=True)
    holder_id = models.BigIntegerField(null=True)
    issued_on = models.DateField()
    returned_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    closing_note = models.CharField(max_length=300, blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["place", "kind", "number"],
                name="number_book_once",
                violation_error_message=_(
                    "A book of this kind with this number is here already. Look at the cover again, or open that book."
                ),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, first__gte=1, last__gte=F("first")),
                name="number_book_range",
                violation_error_message=_(
                    "The last number is before the first one. Look at the first and the last leaf of the book."
                ),
            ),
            models.CheckConstraint(
                condition=Q(began__gte=F("first"), next__gte=F("began"), next__lte=F("last") + 1),
                name="number_book_next",
                violation_error_message=_(
                    "The next number does not lie in this book. Look at the first leaf that is still empty."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(returned_on__isnull=True) | Q(returned_on__gte=F("issued_on")))
                & (Q(closed_on__isnull=True) | Q(closed_on__gte=F("issued_on"))),
                name="number_book_days",
                violation_error_message=_(
                    "This day is before the book was given out. Look at both days again."
                ),
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(kind)s book %(number)d") % {"kind": self.get_kind_display(), "number": self.number}

    def get_absolute_url(self) -> str:
        return f"/number-books/{self.pk}/"

    @property
    def left(self) -> int:
        """How many numbers are still free."""
        return 0 if self.closed_on else self.last - self.next + 1

    @property
    def used(self) -> int:
        return self.next - self.first

    def text_of(self, number: int) -> str:
        """A number as it stands on the paper: "12/034"."""
        return number_text(self.number, number, self.last)

    @property
    def is_full(self) -> bool:
        return self.next > self.last

    @property
    def range_text(self) -> str:
        """ "001–100", as wide as on the leaves."""
        return f"{padded(self.first, self.last)}–{padded(self.last, self.last)}"

    @property
    def next_text(self) -> str:
        return self.text_of(self.next)

    @property
    def last_text(self) -> str:
        return self.text_of(self.last)

    @property
    def as_facts(self) -> BookFacts:
        return BookFacts(
            self.first, self.last, self.began, self.next,
            bool(self.closed_on), self.closing_note, self.closed_on,
        )  # fmt: skip


class NumberRun(Row):
    """Numbers first..last of a book went to one record. The runs of a book tile it from `began` without a gap.

    Without a record (`subject_kind` empty) the numbers were spoilt and cancelled before anybody got them.
    """

    scope = "book__place"
    protection = APPEND_ONLY
    book = models.ForeignKey(NumberBook, models.PROTECT, related_name="runs", db_index=False)
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    on = models.DateField()
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["book", "first"],
                name="number_run_once",
                violation_error_message=_("This number is given out already. Take the next one of the book."),
            ),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="number_run_range",
                violation_error_message=_(
                    "The last number is before the first one. Look at both numbers again."
                ),
            ),
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="number_run_subject")]

    def __str__(self) -> str:
        return self.text

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    @property
    def text(self) -> str:
        """ "12/034–12/040", or "12/034" alone."""
        first, last = self.book.text_of(self.first), self.book.text_of(self.last)
        return first if first == last else f"{first}–{last}"

    @property
    def as_facts(self) -> RunFacts:
        return RunFacts(self.first, self.last, self.on, self.subject_kind, self.subject_id)


class NumberVoid(Row):
    """One number that does not count: given out and then void, or cancelled before anybody got it."""

    class State(models.TextChoices):
        VOID = NumberState.VOID.value, _("given out, then void")
        CANCELLED = NumberState.CANCELLED.value, _("cancelled, never given out")

    scope = "book__place"
    book = models.ForeignKey(NumberBook, models.PROTECT, related_name="voids", db_index=False)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=State)
    on = models.DateField()
    reason = models.CharField(max_length=300)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["book", "number"],
                name="number_void_once",
                violation_error_message=_("This number is void already. Nothing more is to be done."),
            )
        ]

    def __str__(self) -> str:
        return self.book.text_of(self.number)

    @property
    def as_facts(self) -> VoidFacts:
        return VoidFacts(self.number, self.reason, self.on)
