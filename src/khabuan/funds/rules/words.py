"""The closed lists of welfare funds. Mirrors: แบบแสดงสถานะกองทุน parts 3, 8 and 9, ใบสมัครสมาชิก."""

from __future__ import annotations

from khabuan.core.words import Word
from khabuan.core.words import mark as _


class FundKey(Word):
    """What a fund's own regulation settles, each as dated values (ระเบียบกองทุน)."""

    CONTRIBUTION = "contribution_per_day", _("Contribution per day (baht)")
    ENTRY_FEE = "entry_fee", _("Entry fee (baht)")
    RHYTHMS = "rhythms", _("How often members may pay")
    ARREARS_MONTHS = "arrears_months", _("Months of arrears after which rights lapse")
    MANAGEMENT_LIMIT = "management_limit", _("Most that management may cost, percent of the year's income")
    CASH_DAYS = "cash_days", _("Days within which a collector hands over")
    SIGNATURES = "signatures", _("How many sign for money out of the bank")
    YEAR = "year", _("Year of the books")


class BookYear(Word):
    """The year that a fund keeps."""

    FISCAL = "fiscal", _("fiscal year, from 1 October")
    CALENDAR = "calendar", _("calendar year, from 1 January")

    @property
    def start_month(self) -> int:
        return 10 if self is BookYear.FISCAL else 1

    @classmethod
    def starting(cls, month: int) -> BookYear:
        return cls.FISCAL if month == 10 else cls.CALENDAR


class Rhythm(Word):
    """How often a member pays. `DAYS` or months say how long a usual payment lasts."""

    DAY = "day", _("Daily")
    WEEK = "week", _("Weekly")
    MONTH = "month", _("Monthly")
    HALF_YEAR = "half_year", _("Half-yearly")
    YEAR = "year", _("Yearly")


class MemberKind(Word):
    """Kinds counted by the status form (part 3)."""

    GENERAL = "general", _("General")
    CHILD = "child", _("Child or youth")
    ELDER = "elder", _("Elder")
    DISADVANTAGED = "disadvantaged", _("Disadvantaged")
    DISABLED = "disabled", _("Disabled")
    ORPHAN = "orphan", _("Orphan")


class MemberState(Word):
    """Where a member stands. Lapsed: rights suspended for arrears; they come back when the arrears are paid."""

    APPLIED = "applied", _("Applied")
    CERTIFIED = "certified", _("Certified by the village")
    ACTIVE = "active", _("Member")
    LAPSED = "lapsed", _("Rights suspended")
    REFUSED = "refused", _("Not admitted")
    RESIGNED = "resigned", _("Resigned")
    MOVED = "moved", _("Moved away")
    DIED = "died", _("Died")


NOW = frozenset({MemberState.ACTIVE, MemberState.LAPSED})
"""สมาชิกปัจจุบัน: members now."""
GONE = frozenset({MemberState.RESIGNED, MemberState.MOVED, MemberState.DIED})
EVER = NOW | GONE
"""สมาชิกสะสม: whoever was ever admitted."""


class MemberAct(Word):
    """Steps of a member's life in the fund, each dated, with its document."""

    APPLIED = "applied", _("Applied")
    CERTIFIED = "certified", _("Certified by the village")
    ADMITTED = "admitted", _("Admitted by resolution")
    REFUSED = "refused", _("Not admitted")
    LAPSED = "lapsed", _("Rights suspended for arrears")
    RESTORED = "restored", _("Rights restored")
    RESIGNED = "resigned", _("Resigned")
    MOVED = "moved", _("Moved away")
    DIED = "died", _("Died")
    CHANGED = "changed", _("Facts changed")
    BENEFICIARIES = "heirs", _("Beneficiaries named")
    UNDONE = "undone", _("Taken back")
    BROUGHT_IN = "brought_in", _("Brought in from the old register")


class DoubleReason(Word):
    """Why two members of two funds may be one person."""

    NUMBER = "number", _("The same citizen number")
    NAME = "name", _("The same name and day of birth")


class DoubleOutcome(Word):
    """What the seat above found out about two members who may be one person: in whose fund the person stays."""

    TWO = "two", _("Two different people")
    LOW = "low", _("One person, stays in the first fund")
    HIGH = "high", _("One person, stays in the second fund")


class SheetState(Word):
    """A collection sheet: being collected, counted and posted, or given up before anything was taken."""

    OPEN = "open", _("Collecting")
    POSTED = "posted", _("Saved in the books")
    DROPPED = "dropped", _("Given up")


class SecondSignature(Word):
    """How the second signature of a sheet was given."""

    NONE = "none", _("Not signed yet")
    PIN = "pin", _("The second person's PIN on the same device")
    LATER = "later", _("The second person's own log-in")
    PAPER = "paper", _("The signed printed sheet, photographed")


class CashDifference(Word):
    """What becomes of a difference between the counted cash and a sheet's total."""

    LATER = "later", _("It stays with the collector until it is explained")
    NOW = "now", _("Enter it as cash over or short now")


class HandOverStep(Word):
    """Where collected cash is: with its collector, the treasurer, or in the bank."""

    TREASURER = "treasurer", _("Handed to the treasurer")
    BANK = "bank", _("Paid into the bank")


class VoucherAct(Word):
    """What a voucher is for: money in, money out, or money that changes its place."""

    RECEIPT = "receipt", _("Money received")
    PAYMENT = "payment", _("Payment")
    BENEFIT = "benefit", _("Benefit paid")
    GIVE_BACK = "give_back", _("Dues given back")
    MOVE = "move", _("Money moved")
    UNCLEAR = "unclear", _("Money in, not known whose")
    CLEARING = "clearing", _("Unknown money cleared")
    DIVISION = "division", _("Old money divided among sources")


PAID_OUT = frozenset({VoucherAct.PAYMENT, VoucherAct.BENEFIT, VoucherAct.GIVE_BACK})


class ListState(Word):
    """Where a list of members is that came in."""

    WAITING = "waiting", _("waiting")
    REHEARSING = "rehearsing", _("being rehearsed")
    COLUMNS = "columns", _("waits for its columns to be named")
    REHEARSED = "rehearsed", _("rehearsed")
    QUEUED = "queued", _("waiting to be saved")
    SAVING = "saving", _("being saved")
    DONE = "done", _("saved")
    REFUSED = "refused", _("not taken")
    DISCARDED = "discarded", _("thrown away")


WORKING = frozenset({ListState.WAITING, ListState.REHEARSING, ListState.QUEUED, ListState.SAVING})


class RowVerdict(Word):
    """Why a row of a list waits for somebody, or what became of it."""

    CHOOSE = "choose", _("to choose")
    WRONG = "wrong", _("to correct")
    SKIPPED = "skipped", _("skipped")
    SAVED = "saved", _("saved")
    DIFFERS = "differs", _("says something else than the register")
