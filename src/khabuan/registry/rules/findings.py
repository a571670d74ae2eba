"""A problem found in the register, as a value: what, where, who, which numbers, and what to do next.

Checks return findings and raise nothing; the page translates `TEXT[code]` and `ADVICE[code]`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from khabuan.core.words import Word
from khabuan.core.words import mark as _

Fact = str | int | date


class FindingCode(Word):
    """Kinds of problem; the label is the heading of a list of them."""

    END_BEFORE_START = "end_before_start", _("Ends before it starts")
    OVERLAP = "overlap", _("Two holders at one time")
    RECORDED_TWICE = "recorded_twice", _("Recorded twice")
    OVERFULL = "overfull", _("More holders than seats")
    TWO_POSTS = "two_posts", _("Two posts with one title")
    OVER_TERM = "over_term", _("Term is over")
    VACANT = "vacant", _("Vacant")
    SUCCESSOR_GAP = "successor_gap", _("Gap between holders")
    TWO_COUNCILS = "two_councils", _("Two councils in one area")
    OUTSIDE_AREAS = "outside_areas", _("Council outside the council areas")
    STEP_ORDER = "step_order", _("Steps out of order")
    AFTER_DISSOLUTION = "after_dissolution", _("Entry after dissolution")
    FUTURE_DATE = "future_date", _("Date has not come yet")
    BAD_COUNT = "bad_count", _("Counts that cannot be")
    LOW_AGREEMENT = "low_agreement", _("Agreement below the share")


TEXT: Mapping[FindingCode, str] = MappingProxyType(
    {
        FindingCode.END_BEFORE_START: _("The term ends on %(until)s, before it starts on %(since)s."),
        FindingCode.OVERLAP: _("Two persons hold this post from %(since)s."),
        FindingCode.RECORDED_TWICE: _("The same person is recorded twice in this post from %(since)s."),
        FindingCode.OVERFULL: _("On %(since)s there are %(count)s holders for %(holders)s seats."),
        FindingCode.TWO_POSTS: _("This organisation has %(count)s posts of this title filled at one time."),
        FindingCode.OVER_TERM: _("The term ended on %(until)s, %(days)s days ago."),
        FindingCode.VACANT: _("%(count)s seats of this post are empty."),
        FindingCode.SUCCESSOR_GAP: _("The post was empty for %(days)s days from %(since)s to %(until)s."),
        FindingCode.TWO_COUNCILS: _("%(count)s councils are recorded in one council area."),
        FindingCode.OUTSIDE_AREAS: _(
            "The council stands in an area that is not in the list of council areas."
        ),
        FindingCode.STEP_ORDER: _("A later step is dated %(on)s, before an earlier step on %(before)s."),
        FindingCode.AFTER_DISSOLUTION: _("An entry of %(on)s stands after the dissolution on %(before)s."),
        FindingCode.FUTURE_DATE: _("The date %(on)s has not come yet."),
        FindingCode.BAD_COUNT: _(
            "Agreed %(agreed)s, present %(present)s, entitled %(entitled)s cannot all be right."
        ),
        FindingCode.LOW_AGREEMENT: _("%(agreed)s of %(base)s agreed; %(needed)s are needed."),
    }
)

ADVICE: Mapping[FindingCode, str] = MappingProxyType(
    {
        FindingCode.END_BEFORE_START: _("Look at the order of appointment and correct one of the two dates."),
        FindingCode.OVERLAP: _("Ask who holds the post now and end the other term."),
        FindingCode.RECORDED_TWICE: _("Keep the entry with the order of appointment and withdraw the other."),
        FindingCode.OVERFULL: _("End the terms of those who have left, or correct the number of seats."),
        FindingCode.TWO_POSTS: _("Keep one post and move its holders, or give the other its right title."),
        FindingCode.OVER_TERM: _(
            "Hold the selection and record the new term, or record that the holder left."
        ),
        FindingCode.VACANT: _("Record the new holder, or close the post if it is no longer used."),
        FindingCode.SUCCESSOR_GAP: _("Check whether somebody acted in between and record it."),
        FindingCode.TWO_COUNCILS: _("Merge the two records, or correct the area of one of them."),
        FindingCode.OUTSIDE_AREAS: _(
            "Correct the council's area, or ask the province to confirm a new council area."
        ),
        FindingCode.STEP_ORDER: _("Compare the dates with the papers and correct the wrong one."),
        FindingCode.AFTER_DISSOLUTION: _(
            "Correct the date, or withdraw the dissolution if it did not happen."
        ),
        FindingCode.FUTURE_DATE: _(
            "Check the year: Buddhist years are 543 more than those of the common era."
        ),
        FindingCode.BAD_COUNT: _("Count again from the attendance list."),
        FindingCode.LOW_AGREEMENT: _(
            "Check the count in the minutes; below the share the meeting must be held again."
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """`where` is the key of the post, organisation or area; `who` the persons or records concerned.

    `facts` fill the placeholders of the sentence; dates stay dates, so that the page writes them in Thai.
    """

    code: FindingCode
    where: int
    who: tuple[int, ...] = ()
    facts: tuple[tuple[str, Fact], ...] = ()

    @property
    def text(self) -> str:
        return TEXT[self.code]

    @property
    def advice(self) -> str:
        return ADVICE[self.code]
