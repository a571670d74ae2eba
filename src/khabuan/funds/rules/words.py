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
    UNDONE = "undone", _("Taken back")
    BROUGHT_IN = "brought_in", _("Brought in from the old register")


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


class HandOverStep(Word):
    """Where collected cash is: with its collector, the treasurer, or in the bank."""

    TREASURER = "treasurer", _("Handed to the treasurer")
    BANK = "bank", _("Paid into the bank")
