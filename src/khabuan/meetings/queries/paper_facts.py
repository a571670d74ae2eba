"""What papers of a meeting say, gathered from its rows into the frozen facts of `printing.facts`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.utils.translation import override

from khabuan.access.actor import Actor
from khabuan.core.periods import in_force
from khabuan.meetings.models import AgendaItem, Meeting
from khabuan.meetings.printing.facts import NOBODY, AgendaLine, BodyFacts, MeetingFacts, Person, clock_words
from khabuan.meetings.printing.letters import NoticeFacts, NoticeRule
from khabuan.meetings.queries.agenda import items_of
from khabuan.meetings.queries.body_rules import rules_of
from khabuan.meetings.queries.brought import brought_by
from khabuan.meetings.queries.meetings import invitations_of
from khabuan.meetings.queries.roll import roll_of
from khabuan.meetings.rules.meetings import Kind
from khabuan.places.labels import label
from khabuan.places.models import AreaKind
from khabuan.places.queries.areas import ancestors
from khabuan.registry.models import Appointment, Organisation
from khabuan.registry.queries.councils import held_on
from khabuan.registry.rules.kinds import HEADS, PostTitle
from khabuan.rules.rules import RuleRow, citation


def body_facts(body: Organisation) -> BodyFacts:
    """A body as the head of its letters: name, the lines of its address, its telephone."""
    contact = f"โทร. {body.phone}" if body.phone else ""
    return BodyFacts(body.name, tuple(line for line in (body.address,) if line), contact)


def meeting_facts(meeting: Meeting) -> MeetingFacts:
    return MeetingFacts(
        body=meeting.organisation.name, number=meeting.number, year=meeting.year, on=meeting.on,
        place=meeting.place or "(ยังไม่กำหนดสถานที่)", begins_at=meeting.starts_at,
        is_special=meeting.kind == Kind.SPECIAL,
    )  # fmt: skip


def head_of(actor: Actor, body: Organisation, on: date) -> Person:
    """Who heads a body on a day, with the post: who signs its letters. Dots where nobody does."""
    return _holder(actor, body, on, HEADS)


def _holder(actor: Actor, body: Organisation, on: date, titles: Collection[str]) -> Person:
    rows = Appointment.objects.visible_to(actor).filter(
        held_on(on), in_force(on, "post__"), post__organisation=body, post__title__in=titles
    )
    row = rows.select_related("person", "post").order_by("post__order", "since").first()
    return Person(str(row.person), f"{row.post}{body.name}") if row else NOBODY


def agenda_lines(actor: Actor, meeting: Meeting) -> tuple[AgendaLine, ...]:
    """The agenda as it is sent along, with what its items bring back."""
    items = list(items_of(actor, meeting))
    brought = brought_by(actor, items, meeting.on)
    return tuple(AgendaLine(item.number, _item_words(item), brought.get(item.pk)) for item in items)


def _item_words(item: AgendaItem) -> str:
    """What it is about, who presents it where it brings back nothing that says so, and its hour."""
    by = f"เสนอโดย {item.presenter}" if item.presenter and not item.carried_kind else ""
    hour = f"(เวลา {clock_words(item.starts_at)})" if item.starts_at else ""
    return " ".join(filter(None, (item.title, by, hour)))


def notice_facts(actor: Actor, meeting: Meeting) -> NoticeFacts:
    """หนังสือเชิญประชุม from the rows of a meeting. Its number and day must be written down."""
    body = meeting.organisation
    with override("th"):
        members = [Person(seat.name, seat.post) for seat in roll_of(meeting)]
        guests = [
            Person(
                row.name or row.of_whom,
                " ".join(filter(None, (row.post_words, row.of_whom if row.name else ""))),
            )
            for row in invitations_of(actor, meeting)
        ]
        return NoticeFacts(
            body=_with_place(body), meeting=meeting_facts(meeting), number=meeting.notice_number,
            sent_on=meeting.noticed_on or meeting.on, to="สมาชิกและผู้ได้รับเชิญทุกท่าน",
            agenda=agenda_lines(actor, meeting), signer=head_of(actor, body, meeting.noticed_on or meeting.on),
            invited=(*members, *guests), rule=_notice_rule(rules_of(actor, meeting).row("notice_days")),
            late_reason=meeting.late_reason, asked_of=_asked_of(actor, body, meeting.noticed_on or meeting.on),
        )  # fmt: skip


def _with_place(body: Organisation) -> BodyFacts:
    """The head of a letter; a body without an address says where it is."""
    facts = body_facts(body)
    if facts.address:
        return facts
    line = [body.area, *ancestors(Actor.public(), body.area)]
    words = " ".join(label(one, full=True) for one in line if one.kind != AreaKind.NATION)
    return replace(facts, address=(words,) if words else ())


def _asked_of(actor: Actor, body: Organisation, on: date) -> str:
    """The secretary with the body's telephone, as far as they are known; "" where neither is."""
    secretary = _holder(actor, body, on, (PostTitle.SECRETARY,))
    phone = f"โทร. {body.phone}" if body.phone else ""
    return " ".join(filter(None, (secretary.name, secretary.post, phone)))


def _notice_rule(row: RuleRow | None) -> NoticeRule | None:
    """The rule as a letter may cite it: its section only where somebody verified it at its source."""
    if row is None:
        return None
    section = citation(row)
    return NoticeRule(row.as_count, f"มาตรา {section} {row.source}" if section else "")
