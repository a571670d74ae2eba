"""What becomes of a member: rights that lapse and come back, leaving, death, facts that change, steps taken back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, change, note
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.parts.words import thai_date
from khabuan.core.reasons import is_reason
from khabuan.core.thai import tidy
from khabuan.funds.actions.doubles import compare_with_other_funds
from khabuan.funds.actions.members import applied_later, refuse_centre, refuse_place, refuse_step, write_step
from khabuan.funds.models import DraftLine, Fund, Member, MemberEvent
from khabuan.funds.queries import paid_up_to, regulation_of
from khabuan.funds.rules.dues import has_lapsed
from khabuan.funds.rules.membership import LEADS_TO, UNDOABLE, number_key
from khabuan.funds.rules.words import NOW, MemberAct, MemberState
from khabuan.ledger.queries.reading import lines_of_party
from khabuan.meetings.models import Resolution
from khabuan.registry.actions import people

ONE_DAY = timedelta(days=1)
OF_PERSON = frozenset({"title", "given", "surname", "sex", "born_on", "born_precision", "area"})


# ---------------------------------------------------------------- rights follow what is paid


@action("funds.follow_dues", on="fund")
def follow_all_dues(*, actor: Actor, fund: Fund) -> int:
    """Compare every member with what is paid up to today (nightly, or by hand after the regulation changed)."""
    rows = Member.everywhere.filter(fund=fund, state__in=NOW, paid_base_on__isnull=False)
    return follow_dues(fund, list(rows))


def follow_every_fund() -> None:
    """The nightly round: months of arrears pass without anybody doing anything."""
    for fund in Fund.everywhere.select_related("organisation", "book").order_by("pk"):
        follow_all_dues(actor=Actor.system(), fund=fund)


def restore_paid_up(fund: Fund, members: Collection[int]) -> None:
    """After contributions are posted, in the running action: rights come back at once to who is in arrears no more."""
    lapsed = Member.everywhere.filter(pk__in=members, state=MemberState.LAPSED)
    follow_dues(fund, list(lapsed))


def follow_dues(fund: Fund, members: Sequence[Member]) -> int:
    """Suspend the rights of who is in arrears over the regulation's months, restore those who have paid.

    In the running action; called after contributions are posted, for their members. The state is kept with the
    member so that lists and counts need no sums, and follows from dues alone: nobody sets it by hand.
    """
    if not members:
        return 0
    today, limit = clock.today(), regulation_of(fund).arrears_months
    paid = paid_up_to(list(members))
    moved: dict[MemberAct, list[Member]] = {MemberAct.LAPSED: [], MemberAct.RESTORED: []}
    for member in members:
        if member.pk not in paid:
            continue
        lapsed = has_lapsed(paid[member.pk], today, limit)
        if lapsed and member.state == MemberState.ACTIVE:
            moved[MemberAct.LAPSED].append(member)
        elif not lapsed and member.state == MemberState.LAPSED:
            moved[MemberAct.RESTORED].append(member)
    for act, some in moved.items():
        _move_together(act, some, today, paid)
    return sum(map(len, moved.values()))


def _move_together(act: MemberAct, members: Sequence[Member], today: date, paid: dict[int, date]) -> None:
    if not members:
        return
    keys = [member.pk for member in members]
    Member.everywhere.filter(pk__in=keys).update(state=LEADS_TO[act])
    MemberEvent.new.bulk(
        MemberEvent(
            member=member, act=act, on=today, state_before=member.state,
            detail={"paid_up_to": paid[member.pk].isoformat()},
        )
        for member in members
    )  # fmt: skip
    for member in members:
        member.state = LEADS_TO[act]
    note(**{act.value: [str(key) for key in keys]})


# ---------------------------------------------------------------- leaving


@action("funds.leave", on="member")
def leave(
    *, actor: Actor, member: Member, act: str, on: date, reason: str, document: str = "",
    resolution: Resolution | None = None,
) -> Member:  # fmt: skip
    """The member resigned, or moved away. What was paid is not returned; dues stop that day."""
    step = MemberAct(act)
    if step not in (MemberAct.RESIGNED, MemberAct.MOVED):
        raise ValueError(f"{act} is no way of leaving")
    _refuse_end(member, step, on)
    if not is_reason(reason):
        raise Refused("reason", _("Write why the member leaves."), field="reason")
    before = member.state
    change(member, state=LEADS_TO[step], left_on=on)
    write_step(member, step, on, reason=reason, resolution=resolution, before=before, document=document)
    return member


@action("funds.record_death", on="member")
def record_death(*, actor: Actor, member: Member, on: date, reason: str, document: str = "") -> Member:
    """The member died. Dues stop that day; the page lists what was paid for days after it, to be returned.

    The person's death is recorded with it, for all that knows the person. `reason`: who told; `document`: the
    number of the death certificate.
    """
    _refuse_end(member, MemberAct.DIED, on)
    before, left = member.state, member.left_on
    person = member.person
    detail: dict[str, Any] = {"left_on": [left.isoformat() if left else None, on.isoformat()]}
    if person.died_on is None:
        people.change_person(actor=actor, person=person, died_on=on, died_precision="day", reason=reason)
        detail["person"] = True
    change(member, state=MemberState.DIED, left_on=left or on)
    write_step(member, MemberAct.DIED, on, reason=reason, before=before, detail=detail, document=document)
    return member


def _refuse_end(member: Member, act: MemberAct, on: date) -> None:
    refuse_step(member, act)
    if on > clock.today():
        raise Refused("to_come", _("This day has not come yet. Check the year."), field="on")
    if member.joined_on and on < member.joined_on:
        words = _("The member joined on %(day)s. The end cannot be before that.")
        raise Refused("before_joining", filled(words, day=thai_date(member.joined_on)), field="on")


@action("funds.undo_step", on="event")
def undo_step(*, actor: Actor, event: MemberEvent, reason: str) -> Member:
    """Take back a step that was entered in error, with the reason. The state before it holds again.

    Refused: a step after which another one came, one taken back already, one that follows from money, an admission
    after which something was paid.
    """
    member: Member = event.member
    if not is_reason(reason):
        raise Refused("reason", _("Write why this step is taken back."), field="reason")
    if event.undone_on:
        raise Refused("undone", _("This step was taken back already."))
    if MemberAct(event.act) not in UNDOABLE:
        raise Refused(
            "not_undoable", _("This step cannot be taken back. Record what is right as a new step.")
        )
    _refuse_later(member, event)
    left = (event.detail.get("left_on") or [None])[0]
    before = event.state_before
    change(event, undone_on=clock.today(), undone_reason=tidy(reason))
    change(member, state=before, left_on=date.fromisoformat(left) if left else None)
    if event.act == MemberAct.ADMITTED:
        _take_number_back(member)
    if event.detail.get("person"):
        people.change_person(actor=actor, person=member.person, died_on=None, reason=reason)
    undone = {"act": event.act, "on": event.on.isoformat()}
    write_step(member, MemberAct.UNDONE, clock.today(), reason=reason, detail=undone)
    if before in NOW:
        follow_dues(member.fund, [member])
        compare_with_other_funds([member])
    return member


def _take_number_back(member: Member) -> None:
    """The admission was an error: number and dues are gone, the application waits again."""
    if has_paid(member):
        words = _("Money of this member is in the books. Record that the member resigned instead.")
        raise Refused("has_paid", words)
    nothing = {"joined_on": None, "paid_base_on": None, "admitted_by": None, "party": None}
    change(member, number="", number_key="", **nothing)


def has_paid(member: Member) -> bool:
    """Whether anything of a member stands in the books or on an open sheet."""
    return lines_of_party(member.party_id).exists() or DraftLine.objects.filter(member=member).exists()


def _refuse_later(member: Member, event: MemberEvent) -> None:
    """Only the last step that changed the state can be taken back: those before it lead to what came after."""
    steps = MemberEvent.everywhere.filter(member=member, undone_on__isnull=True, act__in=list(LEADS_TO))
    last = steps.order_by("-pk").first()
    if last is None or last.pk != event.pk:
        raise Refused("later", _("Another step came after this one. Take that one back first."))


# ---------------------------------------------------------------- facts


@action("funds.change_member", on="member", seen=("area",))
def change_member(
    *, actor: Actor, member: Member, reason: str, on: date | None = None, resolution: Resolution | None = None,
    **facts: Any,
) -> Member:  # fmt: skip
    """Change number, kind, centre, rhythm, house, or facts of the person; each change stands in the history.

    Refused: no reason, a centre of another fund, an empty number, a number that another member has (the
    database's law).
    """
    if not is_reason(reason):
        raise Refused("reason", _("Write why this changes."), field="reason")
    day = on or clock.today()
    if day > clock.today():
        raise Refused("to_come", _("This day has not come yet. Check the year."), field="on")
    if "centre" in facts and facts["centre"] != member.centre:
        refuse_centre(member.fund, facts["centre"])
    area = facts.get("area")
    if area is not None and area.pk != member.person.area_id:
        refuse_place(member.fund, area)
    if "number" in facts:
        facts["number"] = _number(member, facts["number"])
    facts |= _days(member, facts)
    own = {name: value for name, value in facts.items() if name not in OF_PERSON}
    told = {name: _told(getattr(member, name), value) for name, value in own.items()}
    told = {name: pair for name, pair in told.items() if pair[0] != pair[1]}
    if "number" in told and member.party is not None:
        own["number_key"] = number_key(own["number"])
        change(member.party, label=own["number"])
    change(member, **own)
    if "paid_base_on" in told and member.state in NOW:
        follow_dues(member.fund, [member])
    if told:
        write_step(member, MemberAct.CHANGED, day, reason=reason, resolution=resolution, detail=told)
    of_person = {name: value for name, value in facts.items() if name in OF_PERSON}
    if of_person:
        people.change_person(actor=actor, person=member.person, reason=reason, **of_person)
        compare_with_other_funds([member])
    return member


def _days(member: Member, facts: dict[str, Any]) -> dict[str, Any]:
    """Days that were entered wrongly: nobody joins before applying, and what was paid here is counted from its day."""
    days = {name: facts[name] for name in ("applied_on", "joined_on", "paid_base_on") if name in facts}
    new: dict[str, Any] = {name: day for name, day in days.items() if day != getattr(member, name)}
    if any(day is None or day > clock.today() for name, day in new.items() if name != "paid_base_on"):
        raise Refused("to_come", _("This day has not come yet. Check the year."), field=next(iter(new)))
    applied, joined = (new.get(name, getattr(member, name)) for name in ("applied_on", "joined_on"))
    if new and applied and joined and applied > joined:
        told = applied_later(member, applied, joined)
        raise Refused("before_application", told, field="joined_on" if "joined_on" in new else "applied_on")
    if "joined_on" in new and member.joined_on and member.paid_base_on == member.joined_on - ONE_DAY:
        new.setdefault("paid_base_on", new["joined_on"] - ONE_DAY)  # admitted here: dues begin that day
    if "paid_base_on" in new and has_paid(member):
        words = _(
            "Money of this member is in the books: dues are counted from that day. Leave the day as it was."
        )
        raise Refused("has_paid", words, field="joined_on" if "joined_on" in new else "paid_base_on")
    return new


def _number(member: Member, number: str) -> str:
    number = tidy(number)
    if bool(number) != bool(member.number):
        words = _("A number is given when the member is admitted, and stays one. Write a number.")
        raise Refused("number", words, field="number")
    return number


def _told(old: object, new: object) -> list[str]:
    return [str(value) if value is not None else "" for value in (old, new)]


@action("funds.keep_identity", on="member")
def keep_identity(*, actor: Actor, member: Member, kind: str, number: str) -> Member:
    """Seal the member's citizen or phone number; another fund with the same number is looked for."""
    people.keep_identity(actor=actor, person=member.person, kind=kind, number=number)
    compare_with_other_funds([member])
    return member


@action("funds.reveal_identity", on="member")
def reveal_identity(*, actor: Actor, member: Member, kind: str, reason: str) -> str:
    """Open a sealed number of a member, for a stated reason; who opened what and why is logged."""
    number: str = people.reveal_identity(actor=actor, person=member.person, kind=kind, reason=reason)
    return number
