"""Writes of a gathering's programme: bodies, parts, and who did what in which post."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.parts.words import thai_date
from khabuan.core.thai import tidy
from khabuan.followup.actions.parts import check_words
from khabuan.gatherings.actions.parts import check_day, check_line, check_named, check_on
from khabuan.gatherings.models import Gathering, GatheringBody, GatheringPart, ProgrammeAct
from khabuan.gatherings.rules.kinds import Doing, Part
from khabuan.gatherings.sentences.programme import post_words
from khabuan.meetings.models import Meeting
from khabuan.registry.models import Appointment, Organisation, Person
from khabuan.registry.queries.councils import held_on
from khabuan.registry.rules.kinds import is_public_office

PARTS, DOINGS = frozenset(Part), frozenset(Doing)


@action("gatherings.add_body", on="gathering", seen=("organisation",))
def add_body(
    *,
    actor: Actor,
    gathering: Gathering,
    part: str,
    organisation: Organisation | None = None,
    words: str = "",
) -> GatheringBody:
    """Say which body hosts it too, supports it, was called on or took part; in words where the register lacks it.

    Refused: nobody named, called off, the body in whose book it stands, one that stands in the list already.
    """
    check_on(gathering)
    if part not in PARTS:
        raise Refused("no_such_part", _("Choose what the organisation had to do with it."), field="part")
    words = check_named(organisation, words)
    if organisation is not None and organisation.pk == gathering.organisation_id:
        message = _("It stands in the book of this organisation: it is the host already.")
        raise Refused("is_host", message, field="organisation")
    made: GatheringBody = add(
        GatheringBody, gathering=gathering, part=part, organisation=organisation, words=words
    )
    return made


@action("gatherings.add_part", on="gathering", seen=("meeting",))
def add_part(
    *,
    actor: Actor,
    gathering: Gathering,
    title: str = "",
    on: date | None = None,
    starts_at: time | None = None,
    ends_at: time | None = None,
    room: str = "",
    meeting: Meeting | None = None,
) -> GatheringPart:
    """Add a day, room or session. One that is a statutory meeting has its day, and its name where none is given.

    Refused: no name, a day that is none of the gathering's, hours that run backwards, called off.
    """
    check_on(gathering)
    made: GatheringPart = add(
        GatheringPart, gathering=gathering, **_part(gathering, title, on, starts_at, ends_at, room, meeting)
    )
    return made


@action("gatherings.change_part", on="gathering", seen=("meeting",))
def change_part(
    *,
    actor: Actor,
    gathering: Gathering,
    part: GatheringPart,
    title: str = "",
    on: date | None = None,
    starts_at: time | None = None,
    ends_at: time | None = None,
    room: str = "",
    meeting: Meeting | None = None,
) -> GatheringPart:
    """Correct a part: all facts as they are to be. Refused: one taken off, and as in `add_part`."""
    check_line(gathering, part)
    change(part, **_part(gathering, title, on, starts_at, ends_at, room, meeting))
    return part


@action("gatherings.add_act", on="gathering", seen=("person", "appointment"))
def add_act(
    *,
    actor: Actor,
    gathering: Gathering,
    doing: str,
    on: date | None = None,
    at: time | None = None,
    topic: str = "",
    part: GatheringPart | None = None,
    person: Person | None = None,
    appointment: Appointment | None = None,
    name: str = "",
    post: str = "",
) -> ProgrammeAct:
    """Write down who did what: a person of the register in the post held that day, or somebody in words.

    A person who held no post of the register that day is kept so, and pages say it. Refused: nobody named, a
    post that the person did not hold that day, a day that is none of the gathering's, called off.
    """
    check_on(gathering)
    facts = _act(gathering, doing, on, at, topic, part)
    facts |= _who(facts["on"], person, appointment, name, post)
    last = ProgrammeAct.everywhere.filter(gathering=gathering).aggregate(last=Max("order"))["last"]
    made: ProgrammeAct = add(ProgrammeAct, gathering=gathering, order=(last or 0) + 1, **facts)
    return made


@action("gatherings.change_act", on="gathering", seen=("appointment",))
def change_act(
    *,
    actor: Actor,
    gathering: Gathering,
    act: ProgrammeAct,
    doing: str,
    on: date | None = None,
    at: time | None = None,
    topic: str = "",
    part: GatheringPart | None = None,
    appointment: Appointment | None = None,
    name: str = "",
    post: str = "",
) -> ProgrammeAct:
    """Correct what was done, when, in which post; who it was stays: another person is another line.

    Refused: one taken off, and as in `add_act`.
    """
    check_line(gathering, act)
    facts = _act(gathering, doing, on, at, topic, part)
    change(act, **facts, **_who(facts["on"], act.person, appointment, name, post))
    return act


def _part(  # noqa: PLR0917 - the boxes of the form
    gathering: Gathering,
    title: str,
    on: date | None,
    starts_at: time | None,
    ends_at: time | None,
    room: str,
    meeting: Meeting | None,
) -> dict[str, Any]:
    if meeting is not None:
        on = meeting.on
        starts_at, ends_at = starts_at or meeting.starts_at, ends_at or meeting.ends_at
        title = title or f"{meeting} · {meeting.organisation.name}"
    on = on or gathering.starts_on
    check_day(gathering, on, starts_at, ends_at)
    title = check_words(" ".join(title.split()), _("Write what this part is called."), field="title")
    return {
        "title": title, "on": on, "starts_at": starts_at, "ends_at": ends_at, "room": tidy(room),
        "meeting": meeting,
    }  # fmt: skip


def _act(  # noqa: PLR0917 - the boxes of the form
    gathering: Gathering, doing: str, on: date | None, at: time | None, topic: str, part: GatheringPart | None
) -> dict[str, Any]:
    if doing not in DOINGS:
        raise Refused("no_such_doing", _("Choose what was done."), field="doing")
    if part is not None and (part.gathering_id != gathering.pk or part.removed_on):
        raise OutOfArea(f"gatheringpart {part.pk}")
    on = part.on if part is not None else on or gathering.starts_on
    check_day(gathering, on)
    return {"doing": doing, "on": on, "at": at, "topic": tidy(topic), "part": part}


def _who(
    on: date, person: Person | None, appointment: Appointment | None, name: str, post: str
) -> dict[str, Any]:
    """Who it was, frozen in the words of that day."""
    if person is None:
        name, post = tidy(name), tidy(post)
        if not name and not post:
            raise Refused("nobody", _("Write who it was: the name, the post, or both."), field="name")
        return {"person": None, "appointment": None, "name": name, "post": post, "is_public": bool(post)}
    facts = {
        "person": person,
        "name": str(person),
        "appointment": None,
        "post": tidy(post),
        "is_public": False,
    }
    if appointment is None:
        return facts
    if appointment.person_id != person.pk:
        raise OutOfArea(f"appointment {appointment.pk}")
    if not Appointment.everywhere.filter(held_on(on), pk=appointment.pk).exists():
        message = _(
            "This person did not hold this post on %(day)s. Choose another post, or write it in words."
        )
        raise Refused("not_held", message % {"day": thai_date(on)}, field="appointment")
    held = appointment.post
    return facts | {
        "appointment": appointment,
        "post": post_words(appointment),
        "is_public": is_public_office(held.organisation.kind, held.title),
    }
