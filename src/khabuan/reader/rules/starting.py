"""What accepted drafts give to a new record: for each field of its form a value, and the draft that it comes from. Pure.

Only a proposal in a form: the person who presses the button has read it. What two drafts say differently is left open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from khabuan.housing.rules import PROGRAMME_OF
from khabuan.reader.rules.accepted import Accepted, Fields, Given, alone, end_of_first_line
from khabuan.reader.rules.drafts import Kind
from khabuan.reader.rules.occasions import day_of_house, heads_of, number_of
from khabuan.reader.rules.own_meeting import own_meeting
from khabuan.reader.rules.projects import MANY, budgets, days_of_work, is_whose, pays, targets
from khabuan.reader.rules.promises import Promised, is_of_post, post_in, speaks_alone
from khabuan.registry.rules.kinds import Issue

ISSUES: Mapping[str, Issue] = {
    "บ้านมั่นคง": Issue.HOUSING, "บ้านพอเพียง": Issue.HOUSING, "สวัสดิการชุมชน": Issue.WELFARE,
    "สภาองค์กรชุมชน": Issue.COUNCIL, "ที่ดิน": Issue.LAND, "เศรษฐกิจและทุนชุมชน": Issue.ECONOMY,
    "ภัยพิบัติ": Issue.DISASTER, "พัฒนาผู้นำ": Issue.LEADERS, "คุณภาพชีวิต": Issue.HEALTH,
    "ป้องกันการทุจริต": Issue.GOVERNANCE, "สิ่งแวดล้อม": Issue.ENVIRONMENT,
}  # fmt: skip
LEVELS = ("province", "amphoe", "tambon", "village")
ERA = 543
EACH_HOUSE = ("house", "household")
PLACES, ISSUE_NAMES = "places:", "issues:"
"""How the names of several values of one field begin."""


def for_gathering(drafts: Sequence[Accepted], words: str = "") -> Fields:
    """Days, place and issue, the number in its series, and how many came. `words` is the whole text."""
    days = _days(drafts, "starts_on", "ends_on")
    return {**days, **_area(drafts), **_issue(drafts), **number_of(drafts), **heads_of(drafts, words)}


def for_meeting(drafts: Sequence[Accepted], words: str = "", title: str = "") -> Fields:
    """Day, and the meeting's own number and year (CE). `words` is the whole text."""
    found = _days(drafts, "on")
    own = own_meeting(drafts, words, title)
    if own is not None:
        found["number"] = Given(own.says["number"], own.key)
        if own.says.get("be"):
            found["year"] = Given(own.says["be"] - ERA, own.key)
    return found


def for_promise(drafts: Sequence[Accepted]) -> Fields:
    """The text's main day, and the issue. Who promised is told by the promise's own sentence alone: `of_sentence`."""
    days = [one for one in drafts if one.kind is not Kind.DATE or one.says.get("main")]
    return {**_days(days, "given_on"), **_issue(drafts)}


def of_sentence(
    drafts: Sequence[Accepted],
    one: Promised,
    words: str,
    agencies: Collection[int] = frozenset(),
    officers: Mapping[int, int] = MappingProxyType({}),
) -> Fields:
    """Who promised: the one person whom the sentence names before its verb, with nobody else between, or whose post it
    names and nobody else holds in the text; the one body that it names, where that is of `agencies`, else the one whose
    officer that person is, by `officers`. `words` is the whole text."""
    found: Fields = {}
    giver = _giver(drafts, one, words)
    if giver is not None:
        says, key = giver.says, giver.key
        found["giver_name"] = Given((says.get("title") or "") + says["name"], key)
        if says.get("role"):
            found["giver_post"] = Given(says["role"], key)
        if giver.subject is not None and giver.subject in officers:
            found["giver_person"] = Given(giver.subject, key)
            found["agency"] = Given(officers[giver.subject], key)
    bodies = {
        draft.subject: draft.key
        for draft in drafts
        if draft.kind is Kind.ORGANISATION and draft.subject in agencies and one.names(draft.spans)
    }
    return {**found, **alone("agency", bodies)}


def _giver(drafts: Sequence[Accepted], one: Promised, words: str) -> Accepted | None:
    people = [draft for draft in drafts if draft.kind is Kind.PERSON]
    named = [
        (draft, end)
        for draft in people
        for start, end in draft.spans
        if one.before.start <= start and end <= one.before.end
    ]
    if named:
        draft, end = named[0]
        return draft if len(named) == 1 and speaks_alone(words[end : one.before.end]) else None
    before = words[one.before.start : one.before.end]
    holders = [draft for draft in people if is_of_post(before, post_in(draft.says.get("role") or ""))]
    return holders[0] if len(holders) == 1 and holders[0].subject is not None else None


def meant_bodies(drafts: Iterable[Accepted]) -> list[int]:
    """The organisations of the register that the text names, each once."""
    found = (one.subject for one in drafts if one.kind is Kind.ORGANISATION)
    return list(dict.fromkeys(key for key in found if key is not None))


def holding_bodies(drafts: Sequence[Accepted], words: str, title: str) -> dict[int, int]:
    """The same as who may hold what is told: those of the title or the first line first; with each where it is named."""
    named: dict[int, int] = {}
    for one in drafts:
        if one.kind is Kind.ORGANISATION and one.subject is not None and one.spans:
            named[one.subject] = min(one.spans[0][0], named.get(one.subject, len(words)))
    first_line = end_of_first_line(words)
    in_title = {one.subject for one in drafts if one.kind is Kind.ORGANISATION and one.says["name"] in title}
    return dict(sorted(named.items(), key=lambda it: (it[0] not in in_title and it[1] > first_line, it[1])))


def for_news(drafts: Sequence[Accepted]) -> Fields:
    """The day, the place, and every issue that the text names."""
    return {**_days(drafts, "on"), **_area(drafts), **_issues(drafts)}


FUND = "กองทุน"
"""How the name of a fund begins."""


def for_fund(drafts: Sequence[Accepted]) -> Fields:
    """The name of a fund that is not linked to the register, where the text has one alone, and the place."""
    names = {one.says["name"]: one.key for one in _funds(drafts) if one.subject is None}
    named = {"name": Given(*next(iter(names.items())))} if len(names) == 1 else {}
    return {**named, **_area(drafts)}


def known_funds(drafts: Sequence[Accepted]) -> list[int]:
    """The organisations of the register that names of funds mean."""
    return list(dict.fromkeys(one.subject for one in _funds(drafts) if one.subject is not None))


def _funds(drafts: Iterable[Accepted]) -> list[Accepted]:
    return [one for one in drafts if one.kind is Kind.ORGANISATION and one.says["name"].startswith(FUND)]


def for_project(drafts: Sequence[Accepted], words: str = "") -> Fields:
    """Fiscal year (CE), budgets, days of work, main and further places, issue and programme, targets, who pays: each
    where the text says one thing alone, and says it exactly. `words` is the whole text."""
    area = _province_of_project(drafts) or _area(drafts)
    return {
        **_fiscal_year(drafts), **budgets(drafts, words), **days_of_work(drafts), **area,
        **_further(drafts, area.get("area")), **_issue(drafts), **_programme(drafts), **targets(drafts), **_payer(drafts),
    }  # fmt: skip


def _province_of_project(drafts: Sequence[Accepted]) -> Fields:
    """The province in the name of a project that goes to many tambons."""
    tambons = {one.subject for one in drafts if one.kind is Kind.PLACE and one.says.get("level") == "tambon"}
    provinces = {
        one.subject: one.key
        for one in drafts
        if one.kind is Kind.PLACE and one.subject and one.says.get("level") == "province" and is_whose(one)
    }
    return alone("area", provinces) if len(tambons - {None}) >= MANY else {}


def for_house(drafts: Sequence[Accepted]) -> Fields:
    """Place, programme, fiscal year (CE), the amount for one house or household, the day on which it was finished or
    handed over, where the text says one alone.

    Nobody is named: a report's names are of who handed it over as often as of who lives there.
    """
    return {
        **_area(drafts), **_fiscal_year(drafts), **_amount_of_house(drafts), **day_of_house(drafts),
        **alone("programme", _housing_programmes(drafts)),
    }  # fmt: skip


def _housing_programmes(drafts: Iterable[Accepted]) -> dict[Any, int]:
    named = [one for one in drafts if one.kind is Kind.PROGRAMME and one.says["name"] in PROGRAMME_OF]
    return {PROGRAMME_OF[one.says["name"]].value: one.key for one in named}


def _amount_of_house(drafts: Iterable[Accepted]) -> Fields:
    found = [one for one in drafts if one.kind is Kind.MONEY and one.says.get("per") in EACH_HOUSE]
    amount = found[0].amount() if len(found) == 1 else None
    return {"amount": Given(amount, found[0].key)} if amount is not None else {}


def _fiscal_year(drafts: Iterable[Accepted]) -> Fields:
    return alone(
        "fiscal_year",
        {one.says["be"] - ERA: one.key for one in drafts if one.kind is Kind.YEAR and one.says.get("fiscal")},
    )


def _further(drafts: Sequence[Accepted], main: Given | None) -> Fields:
    """The other places below the province, but for those that only say where another one lies: several values of one
    field, each under a name of its own, "places:190102"."""
    return {
        f"{PLACES}{one.subject}": Given(one.subject, one.key)
        for one in narrow_places(drafts)
        if one.says["level"] in LEVELS[1:] and (main is None or one.subject != main.value)
    }


def narrow_places(drafts: Iterable[Accepted]) -> list[Accepted]:
    """Places of the register, but for those that only say where another one lies."""
    places = [
        one for one in drafts if one.kind is Kind.PLACE and one.subject and one.says.get("level") in LEVELS
    ]
    codes = {code for one in places for code in one.says.get("codes", ())}
    return [
        one for one in places
        if not any(_holds(code, other) for code in one.says.get("codes", ()) for other in codes)
    ]  # fmt: skip


def _holds(code: str, other: str) -> bool:
    return code != other and other.startswith(code)


def _programme(drafts: Iterable[Accepted]) -> Fields:
    return alone("programme", {one.says["name"]: one.key for one in drafts if one.kind is Kind.PROGRAMME})


def _payer(drafts: Iterable[Accepted]) -> Fields:
    """The one body of the register of which the text says that it grants, else the only one that it names; whether it is
    an agency that pays, the form knows."""
    bodies = [one for one in drafts if one.kind is Kind.ORGANISATION and one.subject]
    said = {one.subject: one.key for one in bodies if pays(one)}
    return alone("agency", said or {one.subject: one.key for one in bodies})


def _days(drafts: Iterable[Accepted], first: str, last: str = "") -> Fields:
    days = [one for one in drafts if one.kind is Kind.DATE and one.day()]
    main = [one for one in days if one.says.get("main")] or days
    if len({(one.says["start"], one.says.get("end")) for one in main}) != 1:
        return {}
    key, end = main[0].key, main[0].day("end")
    found = {first: Given(main[0].day(), key)}
    if last and end:
        found[last] = Given(end, key)
    return found


def _area(drafts: Iterable[Accepted]) -> Fields:
    """The narrowest place that is the text's main one, else the only one."""
    places = [
        one for one in drafts if one.kind is Kind.PLACE and one.subject and one.says.get("level") in LEVELS
    ]
    main = [one for one in places if one.says.get("main")] or places
    if not main or (len(main) > 1 and not main[0].says.get("main")):
        return {}
    best = max(main, key=lambda one: LEVELS.index(one.says["level"]))
    return {"area": Given(best.subject, best.key)}


def _issue(drafts: Iterable[Accepted]) -> Fields:
    found = {ISSUES.get(one.says["name"]): one.key for one in drafts if one.kind is Kind.PROGRAMME}
    issues = [(issue, key) for issue, key in found.items() if issue]
    if len(issues) != 1:
        return {}
    issue, key = issues[0]
    return {"issue": Given(issue.value, key)}


def _issues(drafts: Iterable[Accepted]) -> Fields:
    """Every issue, under a name of its own as further places are."""
    found: Fields = {}
    for one in drafts:
        issue = ISSUES.get(one.says["name"]) if one.kind is Kind.PROGRAMME else None
        if issue:
            found.setdefault(f"{ISSUE_NAMES}{issue.value}", Given(issue.value, one.key))
    return found
