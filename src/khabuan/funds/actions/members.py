"""Joining a fund: application, certificate of the village, admission or refusal by a resolution.

Mirrors: ใบสมัครสมาชิก and the board's decision under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock, sql
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.reasons import is_reason
from khabuan.core.thai import short_date, tidy, to_arabic_digits
from khabuan.files.actions import SentFile, attach_all
from khabuan.files.models import Paper
from khabuan.funds.actions.beneficiaries import Heir, name_heirs
from khabuan.funds.actions.deciding import refuse_resolution
from khabuan.funds.actions.doubles import compare_with_other_funds
from khabuan.funds.actions.setting_up import fund_at
from khabuan.funds.models import Fund, Member, MemberEvent
from khabuan.funds.rules.membership import LEADS_TO, has_left, may_follow, number_key, numbers_after
from khabuan.funds.rules.words import MemberAct, MemberState
from khabuan.ledger.models import Party
from khabuan.ledger.rules.words import PartyKind
from khabuan.ledger.sheets import language
from khabuan.meetings.models import Resolution
from khabuan.places.models import Area
from khabuan.registry.actions import people
from khabuan.registry.models import Organisation, Person

MOST_AT_ONCE = 500
SHOWN_NAMES = 5


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """What the form says of a person who is not in the book yet; numbers are sealed."""

    given: str
    title: str = ""
    surname: str = ""
    sex: str = ""
    born_on: date | None = None
    born_precision: str = "day"
    citizen: str = ""
    phone: str = ""


@action("funds.apply", on="fund", seen=("person", "area"))
def apply(
    *, actor: Actor, fund: Fund, applied_on: date, kind: str, rhythm: str, person: Person | None = None,
    applicant: Applicant | None = None, area: Area | None = None, centre: Organisation | None = None,
    house_no: str = "", heirs: Sequence[Heir] = (), witness: str = "", papers: Sequence[SentFile] = (),
    note: str = "",
) -> Member:  # fmt: skip
    """An application, in the order of the paper form. Who applies is known (`person`) or new (`applicant`, `area`).

    Refused: a day to come, a place or centre that is not the fund's, who is a member or has applied already, who
    died, shares that are not the whole.
    """
    _refuse_day(applied_on, fund, "applied_on")
    refuse_centre(fund, centre)
    if person is None:
        person = _enter(actor, fund, applicant, area)
    _refuse_again(fund, person)
    member: Member = add(
        Member, fund=fund, person=person, kind=kind, rhythm=rhythm, centre=centre, applied_on=applied_on,
        house_no=to_arabic_digits(tidy(house_no)), note=tidy(note),
    )  # fmt: skip
    write_step(member, MemberAct.APPLIED, applied_on)
    if heirs:
        name_heirs(member, applied_on, heirs, witness)
    attach_all(actor=actor, record=member, files=papers, paper=Paper.APPLICATION)
    compare_with_other_funds([member])
    return member


def _enter(actor: Actor, fund: Fund, applicant: Applicant | None, area: Area | None) -> Person:
    if applicant is None or area is None:
        raise Refused("no_person", _("Say who applies and where they live."), field="given")
    refuse_place(fund, area)
    facts = {name: getattr(applicant, name) for name in applicant.__dataclass_fields__}
    person: Person = people.add_person(actor=actor, area=area, **facts)
    return person


@action("funds.certify", on="fund")
def certify(*, actor: Actor, fund: Fund, members: Sequence[Member], on: date, reason: str = "") -> int:
    """The village committee says who lives there and may join. `reason`: who certified, or a note."""
    return _step_all(fund, members, MemberAct.CERTIFIED, on, reason=reason)


@action("funds.apply_at_centre", on="centre", seen=("person", "area"))
def apply_at_centre(
    *, actor: Actor, centre: Organisation, applied_on: date, kind: str, rhythm: str, person: Person | None = None,
    applicant: Applicant | None = None, area: Area | None = None, house_no: str = "", heirs: Sequence[Heir] = (),
    witness: str = "", papers: Sequence[SentFile] = (), note: str = "",
) -> Member:  # fmt: skip
    """An application taken at a village centre: its seat does not reach the fund. All else as in `apply`."""
    fund = _in_turn_of_fund(centre)
    member: Member = apply(
        actor=actor, fund=fund, centre=centre, applied_on=applied_on, kind=kind, rhythm=rhythm,
        person=person, applicant=applicant, area=area, house_no=house_no, heirs=heirs, witness=witness,
        papers=papers, note=note,
    )  # fmt: skip
    return member


@action("funds.certify_at_centre", on="centre", seen=("members",))
def certify_at_centre(
    *, actor: Actor, centre: Organisation, members: Sequence[Member], on: date, reason: str = ""
) -> int:
    """The village says at its own centre who lives there and may join. Refused for those of another centre."""
    fund = _in_turn_of_fund(centre)
    if any(member.centre_id != centre.pk for member in members):
        raise Refused("other_centre", _("Somebody of this list belongs to another centre."), field="members")
    done: int = certify(actor=actor, fund=fund, members=members, on=on, reason=reason)
    return done


def _in_turn_of_fund(centre: Organisation) -> Fund:
    """The fund of a centre. What is done there waits for what the fund does with the same members."""
    fund = fund_at(centre)
    sql.in_turn(fund.turn)
    return fund


@action("funds.admit", on="fund")
def admit(
    *, actor: Actor, fund: Fund, members: Sequence[Member], resolution: Resolution, joined_on: date | None = None,
    first_number: int | None = None, even_uncertified: bool = False,
) -> list[Member]:  # fmt: skip
    """Admit a list by one numbered resolution. Numbers are given in the order of the list; dues begin that day.

    Whom the village has not certified is admitted only when that is said (`even_uncertified`).
    """
    refuse_resolution(fund, resolution)
    day = joined_on or resolution.on
    _refuse_day(day, fund, "joined_on")
    chosen = _those_who_may(fund, members, MemberAct.ADMITTED)
    _refuse_early(chosen, day, "applied_on")
    if not even_uncertified:
        _refuse_uncertified(chosen)
    for member in chosen:
        if member.person.died_on and member.person.died_on <= day:
            raise Refused("died", filled(_("%(person)s has died."), person=member.person))
    numbers = _free_numbers(fund, len(chosen), first_number)
    parties = Party.new.bulk(Party(book=fund.book, kind=PartyKind.MEMBER, label=number) for number in numbers)
    for member, number, party in zip(chosen, numbers, parties, strict=True):
        before = member.state
        change(
            member, number=number, number_key=number_key(number), party=party, state=MemberState.ACTIVE,
            joined_on=day, paid_base_on=day - timedelta(days=1), admitted_by=resolution,
        )  # fmt: skip
        write_step(member, MemberAct.ADMITTED, day, resolution=resolution, before=before)
    compare_with_other_funds(chosen)
    return chosen


def _refuse_uncertified(members: Sequence[Member]) -> None:
    names = [str(member.person) for member in members if member.state == MemberState.APPLIED]
    if not names:
        return
    told = ", ".join(names[:SHOWN_NAMES]) + (" …" if len(names) > SHOWN_NAMES else "")
    words = _(
        "The village has not certified %(count)d of them yet: %(names)s. Certify them first, or say that they join."
    )
    raise Refused("uncertified", filled(words, count=len(names), names=told), field="even_uncertified")


@action("funds.refuse", on="fund")
def refuse(
    *, actor: Actor, fund: Fund, members: Sequence[Member], on: date, reason: str,
    resolution: Resolution | None = None,
) -> int:  # fmt: skip
    """The board does not admit them, with the reason (section of the regulation), by a resolution where there is one."""
    if resolution is not None:
        refuse_resolution(fund, resolution)
    if not is_reason(reason):
        raise Refused("reason", _("Write why they are not admitted."), field="reason")
    return _step_all(fund, members, MemberAct.REFUSED, on, reason=reason, resolution=resolution)


def write_step(
    member: Member, act: MemberAct, on: date, *, reason: str = "", resolution: Resolution | None = None,
    before: str = "", detail: dict[str, Any] | None = None, document: str = "",
) -> MemberEvent:  # fmt: skip
    """A step in a member's history, in the running action."""
    event: MemberEvent = add(
        MemberEvent, member=member, act=act, on=on, reason=tidy(reason), resolution=resolution,
        state_before=before, detail=detail or {}, document=tidy(document),
    )  # fmt: skip
    return event


def refuse_step(member: Member, act: MemberAct) -> None:
    """Refused when a member's state does not allow a step."""
    if not may_follow(act, member.state):
        words = _("Member %(number)s: this step does not fit, look at the state on the member's page.")
        raise Refused("step", filled(words, number=member.number or member.person))


def _step_all(
    fund: Fund, members: Sequence[Member], act: MemberAct, on: date, *, reason: str = "",
    resolution: Resolution | None = None,
) -> int:  # fmt: skip
    _refuse_day(on, fund, "on")
    chosen = _those_who_may(fund, members, act)
    _refuse_early(chosen, on, "on")
    for member in chosen:
        before = member.state
        change(member, state=LEADS_TO[act])
        write_step(member, act, on, reason=reason, resolution=resolution, before=before)
    return len(chosen)


def _those_who_may(fund: Fund, members: Sequence[Member], act: MemberAct) -> list[Member]:
    """The chosen ones as they stand now, in the order of the list. Refused for another fund's, or a wrong state."""
    if not members:
        raise Refused("nobody", _("Choose at least one name from the list."), field="members")
    if len(members) > MOST_AT_ONCE:
        words = _("At most %(most)d names at once. Do the rest after that.")
        raise Refused("too_many", filled(words, most=MOST_AT_ONCE), field="members")
    keys = [member.pk for member in members]
    rows = Member.everywhere.filter(pk__in=keys, fund=fund).select_related("person").in_bulk()
    if len(rows) < len(set(keys)):
        raise Refused("other_fund", _("Somebody of this list does not belong to this fund."), field="members")
    chosen = [rows[key] for key in dict.fromkeys(keys)]
    for member in chosen:
        refuse_step(member, act)
    return chosen


def applied_later(member: Member, applied: date, on: date) -> str:
    """Both days that do not fit."""
    lang = language()
    words = _("%(person)s applied on %(applied)s, after %(day)s. Check the dates.")
    days = {"applied": short_date(applied, lang=lang), "day": short_date(on, lang=lang)}
    return str(filled(words, person=member.person, **days))


def _refuse_early(members: Sequence[Member], on: date, field: str) -> None:
    for member in members:
        if member.applied_on and member.applied_on > on:
            words = applied_later(member, member.applied_on, on)
            raise Refused("before_application", words, field=field)


def _free_numbers(fund: Fund, count: int, first: int | None) -> list[str]:
    used = Member.everywhere.filter(fund=fund).exclude(number="").values_list("number", flat=True)
    digits = [number for number in used if number.isdecimal()]
    last = max(map(int, digits), default=0)
    width = max(map(len, digits), default=4)
    numbers = numbers_after((first - 1) if first else last, count, width=width)
    taken = set(numbers) & set(digits)
    if taken:
        words = _("Number %(number)s is taken. Choose a first number after %(last)d.")
        raise Refused("number_taken", filled(words, number=min(taken), last=last), field="first_number")
    return numbers


def _refuse_day(on: date, fund: Fund, field: str) -> None:
    if on > clock.today():
        raise Refused("to_come", _("This day has not come yet. Check the year."), field=field)
    started = fund.started_on or fund.organisation.founded_on
    if started and on < started:
        raise Refused("before_fund", _("The fund had not begun on this day. Check the year."), field=field)


def refuse_place(fund: Fund, area: Area) -> None:
    if not area.path.startswith(fund.organisation.area.path) or area.until:
        raise Refused("other_place", _("This place is outside the fund's area."), field="area")


def refuse_centre(fund: Fund, centre: Organisation | None) -> None:
    if centre is not None and fund.organisation_id not in _above(centre):
        raise Refused("other_centre", _("This centre belongs to another fund."), field="centre")


def _above(centre: Organisation) -> set[int | None]:
    return {centre.parent_id, centre.parent.parent_id if centre.parent else None}


def _refuse_again(fund: Fund, person: Person) -> None:
    """Somebody may come back after leaving, under a new number; not while a membership or application goes on."""
    if person.died_on:
        raise Refused("died", filled(_("%(person)s has died."), person=person), field="person")
    for known in Member.everywhere.filter(fund=fund, person=person):
        if not has_left(known.state) and known.state != MemberState.REFUSED:
            words = _("%(person)s is in the fund's register already: number %(number)s. Open that page.")
            number = known.number or "–"
            raise Refused("already_member", filled(words, person=person, number=number), field="person")
