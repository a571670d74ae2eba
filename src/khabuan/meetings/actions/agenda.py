"""Writes of the agenda: its heads, items put on, corrected, moved, taken off, what is open brought back, what was said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from django.db.models import Max
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.thai import tidy
from khabuan.followup.actions.parts import check_issue
from khabuan.meetings.models import AgendaItem, Meeting, Motion
from khabuan.meetings.queries.agenda import open_matters, stale_items
from khabuan.meetings.rules.agenda import ItemState, Purpose
from khabuan.meetings.rules.meetings import State
from khabuan.registry.rules.kinds import Issue
from khabuan.rules.queries import rule_for

PURPOSES = tuple(Purpose)
HEADS_RULE = "meeting.agenda"
ISSUES = frozenset(Issue)
MOST_HEADS = 9


def lay_heads(actor: Actor, meeting: Meeting) -> None:
    """The heads that custom or the body's own rule names."""
    rule = rule_for(actor, HEADS_RULE, node=meeting.organisation.node, on=meeting.on)
    with override("th"):  # an agenda is a Thai paper whatever its writer reads
        named = rule.as_items if rule else tuple(gettext(purpose.label) for purpose in PURPOSES)
    for main, title in enumerate(named[:MOST_HEADS], 1):
        add(AgendaItem, meeting=meeting, main=main, sub=0, purpose=_purpose(main, len(named)), title=title)


def _purpose(main: int, count: int) -> Purpose:
    """What a head is for: by its place among the customary five; another number of heads is to consider."""
    return PURPOSES[main - 1] if count == len(PURPOSES) else Purpose.CONSIDER


@action("meetings.bring_open_matters", on="meeting")
def bring_open_matters(*, actor: Actor, meeting: Meeting) -> list[AgendaItem]:
    """Put what is open in the body's book on the agenda: minutes to adopt, duties, promises, items put off, proposals.

    What is on it already, or was taken off by hand, is not put on again; minutes that another meeting adopted since
    are taken off. Refused: a meeting that is over.
    """
    _check_not_over(meeting)
    for item in stale_items(actor, meeting):
        with override("th"):
            change(
                item,
                removed_on=clock.today(),
                removed_reason=gettext("Another meeting adopted these minutes."),
            )
    return [
        _append(
            meeting,
            one.purpose,
            {
                "title": one.title[:300],
                "presenter": one.presenter[:200],
                **({"adopts": one.adopts} if one.adopts else {"carried_kind": one.kind, "carried_id": one.key}),
            },
        )
        for one in open_matters(actor, meeting)
    ]  # fmt: skip


@action("meetings.add_item", on="meeting")
def add_item(
    *,
    actor: Actor,
    meeting: Meeting,
    main: int,
    title: str,
    presenter: str = "",
    starts_at: time | None = None,
    background: str = "",
    duty: str = "",
    issue: str = "",
) -> AgendaItem:
    """Put an item below a head, as the last one there.

    `duty`: the council's duty that it serves, by its number in the Act. Refused: no words, no such head, a meeting
    that is over.
    """
    _check_not_over(meeting)
    check_issue(issue)
    head = AgendaItem.everywhere.filter(meeting=meeting, main=main, sub=0, removed_on__isnull=True).first()
    if head is None:
        raise Refused("no_such_head", _("Choose the head of the agenda from the list."), field="main")
    facts = _facts(title, presenter, starts_at, background, duty, issue)
    return _put(meeting, main, {"purpose": head.purpose, **facts})


@action("meetings.change_item", on="item")
def change_item(
    *,
    actor: Actor,
    item: AgendaItem,
    title: str,
    presenter: str = "",
    starts_at: time | None = None,
    background: str = "",
    duty: str = "",
    issue: str = "",
) -> AgendaItem:
    """Correct an item or the words of a head. Refused: no words, a meeting that is over."""
    _check_not_over(item.meeting)
    check_issue(issue)
    change(item, **_facts(title, presenter, starts_at, background, duty, issue))
    return item


@action("meetings.move_item", on="item")
def move_item(*, actor: Actor, item: AgendaItem, up: bool) -> AgendaItem:
    """Change places with the item before or after it, under the same head. At the end it stays where it is.

    Refused: a meeting that is over, an item or a neighbour on which the meeting has voted (its number is cited).
    """
    _check_not_over(item.meeting)
    beside = AgendaItem.everywhere.filter(
        meeting=item.meeting, main=item.main, sub__gt=0, removed_on__isnull=True
    ).exclude(pk=item.pk)
    other = (
        beside.filter(sub__lt=item.sub).order_by("-sub").first()
        if up
        else beside.filter(sub__gt=item.sub).order_by("sub").first()
    )
    if not item.sub or other is None:
        return item
    if Motion.everywhere.filter(item__in=[item.pk, other.pk], withdrawn_on__isnull=True).exists():
        raise Refused("voted", _("The meeting voted on it under this number. It keeps its place."))
    mine, theirs = item.sub, other.sub
    change(other, sub=mine)
    change(item, sub=theirs)
    return item


@action("meetings.remove_item", on="item")
def remove_item(*, actor: Actor, item: AgendaItem, reason: str) -> AgendaItem:
    """Take an item off the agenda, with the reason; the numbers of the others stay. A head with items stays.

    Refused: no reason, a meeting that is over, one on which the meeting has voted.
    """
    _check_not_over(item.meeting)
    if not tidy(reason):
        raise Refused("no_reason", _("Say why it is taken off the agenda."), field="reason")
    if Motion.everywhere.filter(item=item, withdrawn_on__isnull=True).exists():
        raise Refused("voted", _("The meeting voted on it. Withdraw the vote first."))
    below = AgendaItem.everywhere.filter(
        meeting=item.meeting, main=item.main, sub__gt=0, removed_on__isnull=True
    )
    if not item.sub and below.exists():
        raise Refused("has_items", _("Items stand below this head. Take them off first."))
    change(item, removed_on=clock.today(), removed_reason=tidy(reason))
    return item


@action("meetings.record_discussion", on="item")
def record_discussion(
    *, actor: Actor, item: AgendaItem, discussion: str, state: str = ItemState.DONE
) -> AgendaItem:
    """What was said to an item, and where the meeting stands with it (now, dealt with, put off).

    Only one item is in hand at a time: the one before goes back to waiting unless it was dealt with.
    Refused: a meeting that has not begun, or is over.
    """
    if item.meeting.state != State.OPEN:
        words = _("What was said is written while the meeting is in session. Open it first.")
        raise Refused("not_open", words)
    if state not in frozenset(ItemState):
        raise Refused("no_such_state", _("Choose from the list."), field="state")
    if state == ItemState.NOW:
        for other in AgendaItem.everywhere.filter(meeting=item.meeting, state=ItemState.NOW).exclude(
            pk=item.pk
        ):
            change(other, state=ItemState.WAITING)
    change(item, discussion=tidy(discussion, keep_lines=True), state=state)
    return item


def _append(meeting: Meeting, purpose: Purpose, facts: Mapping[str, object]) -> AgendaItem:
    """An item as the last below the head of this purpose; below the last head where a body has no such head."""
    heads = AgendaItem.everywhere.filter(meeting=meeting, sub=0, removed_on__isnull=True).order_by("main")
    head = heads.filter(purpose=purpose).first() or heads.last()
    if head is None:
        head = add(AgendaItem, meeting=meeting, main=1, sub=0, purpose=purpose, title=gettext(purpose.label))
    return _put(meeting, head.main, {"purpose": purpose, **facts})


def _put(meeting: Meeting, main: int, facts: Mapping[str, object]) -> AgendaItem:
    last = AgendaItem.everywhere.filter(meeting=meeting, main=main).aggregate(last=Max("sub"))["last"] or 0
    item: AgendaItem = add(AgendaItem, meeting=meeting, main=main, sub=last + 1, **facts)
    return item


def _facts(  # noqa: PLR0917 - the facts of an item in the order of its form
    title: str, presenter: str, starts_at: time | None, background: str, duty: str, issue: str
) -> dict[str, object]:
    return {
        "title": _titled(title),
        "presenter": tidy(presenter),
        "starts_at": starts_at,
        "background": tidy(background, keep_lines=True),
        "duty": duty,
        "issue": issue,
    }


def _titled(title: str) -> str:
    if not tidy(title):
        raise Refused("no_words", _("Write what the item is about."), field="title")
    return tidy(title)


def _check_not_over(meeting: Meeting) -> None:
    if meeting.is_over:
        raise Refused("over", _("This meeting is over. Its agenda stays as it was."))
