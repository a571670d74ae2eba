"""The rules in words: what each key is called, and a value as people read it. Stores nothing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabuan.core.parts.words import thai_date
from khabuan.core.words import mark
from khabuan.rules.rules import Value, ValueKind

TITLES = {
    "fund.contribution_per_day": mark("Contribution to a welfare fund, baht per day"),
    "fund.entry_fee": mark("Entry fee of a welfare fund, baht"),
    "fund.rhythms": mark("How often members of a fund may pay"),
    "fund.arrears_months": mark("Months of arrears after which rights lapse in a fund"),
    "fund.management_limit": mark("Management of a fund, per cent of the year's income at most"),
    "fund.cash_days": mark("Days within which a fund's collector hands over"),
    "fund.signatures": mark("Signatures for money out of a fund's bank account"),
    "fund.source_uses.state": mark("What a fund may use state money for"),
    "fund.source_uses.local": mark("What a fund may use a local government's money for"),
    "fund.source_uses.unassigned": mark("What a fund may use old money for before it is divided"),
    "fund.matching_most": mark("Times that a member is matched by the state, at most"),
    "housing.ceiling.decent": mark("Decent rural houses: baht for one household, at most"),
    "housing.ceiling.secure": mark("Secure housing: baht for one household that builds, at most"),
    "housing.ceiling.secure_repair": mark("Secure housing: baht for one household that repairs, at most"),
    "act.given_on": mark("Day on which the Act was given"),
    "act.in_force_on": mark("Day from which the Act is in force"),
    "act.chapters": mark("Chapters of the Act"),
    "act.sections": mark("Sections of the Act"),
    "act.minister": mark("Minister in charge of the Act"),
    "act.promoter": mark("Office that promotes the councils"),
    "act.defined_words": mark("Words that the Act defines"),
    "act.contested_sections": mark("Sections that are read in several ways"),
    "council.area_kinds": mark("Kinds of area in which a council may stand"),
    "council.per_area_max": mark("Councils in one area, at most"),
    "registration.announcement": mark("Announcement about registration"),
    "registration.community_receivers": mark("Who receives the registration of a community"),
    "registration.council_receivers": mark("Who receives the registration of a council"),
    "council.agreement_share": mark("Share that must agree to set up a council"),
    "council.agreement_base": mark("Of whom the share that agrees is counted"),
    "council.member_kinds": mark("Kinds of council members"),
    "council.village_representatives_max": mark("Representatives of one village, at most"),
    "council.other_representatives_max": mark("Representatives of one other community, at most"),
    "council.expert_share_max": mark("Share of experts, at most"),
    "council.member_qualifications": mark("Qualifications of a council member"),
    "council.term_years": mark("Term of a council"),
    "council.member_leaves_by": mark("How a member leaves"),
    "council.officers": mark("Officers of a council"),
    "council.meetings_per_year_min": mark("Council meetings in a year, at least"),
    "council.quorum_share": mark("Quorum of a council meeting"),
    "council.resolution": mark("How a council resolves"),
    "council.majority_share": mark("Councils: share of votes that carries"),
    "council.majority_base": mark("Councils: of whom a majority is counted"),
    "council.casting_vote": mark("Councils: who decides when votes are even"),
    "council.notice_days": mark("Councils: days between the notice and the meeting, at least"),
    "council.substitutes_count": mark("Councils: whether substitutes count for the quorum"),
    "province.quorum_share": mark("Provincial meeting: quorum of a meeting"),
    "province.majority_share": mark("Provincial meeting: share of votes that carries"),
    "province.majority_base": mark("Provincial meeting: of whom a majority is counted"),
    "province.casting_vote": mark("Provincial meeting: who decides when votes are even"),
    "province.notice_days": mark("Provincial meeting: days between the notice and the meeting, at least"),
    "province.substitutes_count": mark("Provincial meeting: whether substitutes count for the quorum"),
    "nation.quorum_share": mark("National meeting: quorum of a meeting"),
    "nation.majority_share": mark("National meeting: share of votes that carries"),
    "nation.majority_base": mark("National meeting: of whom a majority is counted"),
    "nation.casting_vote": mark("National meeting: who decides when votes are even"),
    "nation.notice_days": mark("National meeting: days between the notice and the meeting, at least"),
    "nation.substitutes_count": mark("National meeting: whether substitutes count for the quorum"),
    "body.quorum_share": mark("Other bodies: quorum of a meeting"),
    "body.majority_share": mark("Other bodies: share of votes that carries"),
    "body.majority_base": mark("Other bodies: of whom a majority is counted"),
    "body.casting_vote": mark("Other bodies: who decides when votes are even"),
    "body.notice_days": mark("Other bodies: days between the notice and the meeting, at least"),
    "body.substitutes_count": mark("Other bodies: whether substitutes count for the quorum"),
    "council.special_meeting": mark("Special meetings of a council"),
    "council.duties": mark("Duties of a council"),
    "council.delegates_duty": mark("Number of the duty that an election of delegates fulfils"),
    "council.local_support": mark("Support by local governments"),
    "meeting.agenda": mark("Order of the agenda"),
    "meeting.numbering": mark("How meetings are numbered"),
    "term.alarm_days": mark("Days before a term ends on which to warn"),
    "term.succession_days": mark("Days within which a successor is due"),
    "province.meetings_per_year_min": mark("Provincial meetings in a year, at least"),
    "province.delegates_per_council": mark("Delegates of one council to the provincial meeting"),
    "province.opinion_receivers": mark("Who receives the opinions of the provincial meeting"),
    "province.duties": mark("Duties of the provincial meeting"),
    "province.representatives_to_nation": mark("Delegates of a province to the national meeting"),
    "nation.meetings_per_year_min": mark("National meetings in a year, at least"),
    "nation.arranged_by": mark("Who arranges the national meeting"),
    "nation.opinions": mark("Opinions of the national meeting"),
    "nation.problems_to_cabinet": mark("Problems that go to the cabinet"),
    "codi.duties": mark("Duties of CODI under the Act"),
    "forms.of_the_act": mark("Paper forms under the Act"),
    "figure.council_areas": mark("Council areas in the whole country"),
    "figure.councils": mark("Councils in the whole country"),
    "figure.council_members": mark("Council members in the whole country"),
    "figure.communities": mark("Communities in the whole country"),
    "figure.national_meeting_attendance": mark("People at the national meeting"),
}
GROUPS = {
    "act": mark("The Act"),
    "council": mark("Councils"),
    "registration": mark("Registration"),
    "meeting": mark("Meetings"),
    "term": mark("Terms"),
    "province": mark("Provincial meeting"),
    "nation": mark("National meeting"),
    "body": mark("Meetings of other bodies"),
    "codi": mark("CODI"),
    "housing": mark("House repairs"),
    "forms": mark("Papers"),
    "figure": mark("Figures of the country"),
    "other": mark("Other rules"),
}


CODES = {
    "day": mark("Daily"), "week": mark("Weekly"), "month": mark("Monthly"), "half_year": mark("Half-yearly"),
    "year": mark("Yearly"), "benefit": mark("Welfare for members"), "management": mark("Management"),
    "activity": mark("Work of the project"), "public": mark("Public good"), "repayment": mark("Money given back"),
}  # fmt: skip
"""Codes that stand in values of funds' rules, in the funds' and the ledger's own words."""


def rule_title(key: str) -> str:
    """A rule as people call it; one that nobody has named yet by its key."""
    return _(TITLES[key]) if key in TITLES else key


def group_title(key: str) -> str:
    """The heading under which a rule stands."""
    return _(GROUPS.get(key.partition(".")[0], GROUPS["other"]))


def value_lines(kind: ValueKind, value: Value) -> list[str]:
    """A value as people read it; lists have one entry an item."""
    if isinstance(value, date):
        return [thai_date(value)]
    if isinstance(value, Fraction):
        return [
            _("%(share)s (%(percent)s percent)") % {"share": value, "percent": f"{float(value * 100):.4g}"}
        ]
    if isinstance(value, tuple):
        days = [_(CODES[item]) if item in CODES else str(item) for item in value]
        return [_("%(days)s days") % {"days": ", ".join(days)}] if kind == ValueKind.DAY_LIST else days
    if isinstance(value, str):
        parts = value.split(",")
        if all(one in CODES for one in parts):
            return [_(CODES[one]) for one in parts]
        return [_(BASES[value]) if value in BASES else value]
    if kind == ValueKind.YEARS:
        return [ngettext("%(count)d year", "%(count)d years", value) % {"count": value}]
    if kind == ValueKind.DAYS:
        return [ngettext("%(count)d day", "%(count)d days", value) % {"count": value}]
    return [f"{value:,}"]


BASES = {
    "entitled": mark("of all who are entitled"),
    "present": mark("of those present"),
    "cast": mark("of the votes for and against"),
    "chair": mark("the chair"),
    "nobody": mark("nobody: it is not carried"),
    "yes": mark("they count"),
    "no": mark("they do not count"),
}
"""Values that are codes, in words."""

HINTS = {
    ValueKind.COUNT: mark("A whole number, like 4."),
    ValueKind.DAYS: mark("A number of days, like 180."),
    ValueKind.YEARS: mark("A number of years, like 4."),
    ValueKind.SHARE: mark("A share, like 1/5 or 60%."),
    ValueKind.DATE: mark("A day, like 2008-02-09."),
    ValueKind.TEXT: mark("As the source words it."),
    ValueKind.ITEMS: mark("One item a line."),
    ValueKind.DAY_LIST: mark("Numbers of days with blanks between, like 120 60 30."),
}
"""How a value of each kind is written."""
