"""Who may sign a body's papers on a day, and the section of the Act that a letter may cite."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from khabuan.access.actor import Actor
from khabuan.elections.models import Election
from khabuan.elections.queries.delegates import DELEGATES_DUTY, TO_NATION
from khabuan.meetings.models import Meeting
from khabuan.meetings.printing.facts import NOBODY, Person
from khabuan.meetings.queries.roll import office_rows
from khabuan.registry.models import Appointment, Organisation
from khabuan.registry.queries.councils import held_on
from khabuan.registry.rules.kinds import HEADS, PostTitle
from khabuan.rules.queries import rule_for
from khabuan.rules.rules import citation


def signers_of(actor: Actor, body: Organisation, on: date) -> tuple[Person, Person]:
    """The chair and the secretary of a day, as far as the register knows them. One query."""
    rows = Appointment.objects.visible_to(actor).filter(
        held_on(on), post__organisation=body, post__title__in=(*HEADS, PostTitle.SECRETARY)
    )
    found: dict[bool, Person] = {}
    for row in rows.select_related("person", "post").order_by("since", "pk"):
        found[row.post.title == PostTitle.SECRETARY] = Person(str(row.person), f"{row.post}{body.name}")
    return found.get(False, NOBODY), found.get(True, NOBODY)


def signers_of_result(actor: Actor, election: Election) -> tuple[Person, Person]:
    """Who presided and who recorded as it was held: of its meeting, else in office before that day, else on it."""
    body, meeting = election.organisation, election.meeting
    before = signers_of(actor, body, election.on - timedelta(days=1))
    chair, recorder = before if NOBODY not in before else _each(before, signers_of(actor, body, election.on))
    if meeting is None or not (meeting.chair_id or meeting.chair_words):
        return chair, recorder
    posts = {
        row.person_id: str(row.post) for row in office_rows(meeting).select_related("post").order_by("-pk")
    }
    return _presided(meeting, posts), _recorded(meeting, posts) or recorder


def _each(first: tuple[Person, Person], then: tuple[Person, Person]) -> tuple[Person, Person]:
    return first[0] if first[0] != NOBODY else then[0], first[1] if first[1] != NOBODY else then[1]


def _presided(meeting: Meeting, posts: Mapping[int, str]) -> Person:
    """By the register with the post in which he or she presided; who is not in it stands in words."""
    words, chair = meeting.chair_words, meeting.chair
    if chair is None:
        return Person(words)
    is_post = words == posts.get(chair.pk)
    return Person(str(chair), f"{words}{meeting.organisation.name}" if is_post else words)


def _recorded(meeting: Meeting, posts: Mapping[int, str]) -> Person | None:
    recorder = meeting.recorder
    if recorder is None:
        return None
    post = posts.get(recorder.pk)
    return Person(str(recorder), f"{post}{meeting.organisation.name}" if post else "")


def section_of_delegates(actor: Actor, election: Election) -> str:
    """มาตรา 21 (12) for a council's, the section of a province's two: from a verified row only, since a printed paper
    cites no law that nobody has read.
    """
    is_national = election.post.title == PostTitle.NATIONAL_DELEGATE
    key = TO_NATION if is_national else DELEGATES_DUTY
    rule = rule_for(actor, key, node=election.organisation.node, on=election.on)
    section = citation(rule) if rule else None
    if rule is None or not section:
        return ""
    return f"มาตรา {section}" if is_national else f"มาตรา {section} ({rule.as_count})"
