"""The roll of a meeting: who has a seat in the body as the meeting begins, one seat for each person.

A council's or fund's roll are those in its own posts; to a province's or the nation's meeting the bodies below
send their delegates: whom a body names in its own posts, and beside them those seated above on its behalf as far as
the rule leaves room. The count of a meeting does not hang on who looks at it: the meeting came from `visible_to`, and
its roll is read by its body.

What changes on the meeting's own day changes after it: who is elected in a meeting did not sit in it, and whose term
ends there did. A body whose first list begins that day is founded by the meeting, and that list is its roll.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext as _

from khabuan.access.actor import Actor
from khabuan.core.periods import in_force
from khabuan.meetings.models import Meeting
from khabuan.meetings.rules.roll import HOW_MANY, SENT_TO, Group, Seat, sent_by, without_seat
from khabuan.places.labels import label
from khabuan.places.models import Area, AreaKind
from khabuan.registry.models import Appointment
from khabuan.registry.queries.councils import held_on
from khabuan.registry.queries.stood import stood_in
from khabuan.registry.rules.kinds import HEADS, OrganisationKind, SeatOrigin
from khabuan.rules.queries import count_for

AT_HOME = ("person__area", "post__organisation", "post__origin_organisation__area", "on_behalf_of__area")
SENT = ("person", "post__organisation", "on_behalf_of")
"""What a row of the roll is joined with: for a body's own members also where they come from."""
VILLAGES = (AreaKind.VILLAGE, AreaKind.COMMUNITY)
PLACE, POST = 1, 2  # ranks of groups: the villages first, then who sits for no place


def seat_rows(meeting: Meeting) -> QuerySet[Appointment]:
    """The appointments that give a seat in a meeting as its day begins; a person may have several."""
    on, giving = meeting.on, _giving(meeting)
    alive = Q(person__died_on__isnull=True) | Q(person__died_on__gte=on)
    before: QuerySet[Appointment] = Appointment.everywhere.filter(giving, alive, _held_before(on))
    founded = _held(on) & ~Exists(before.order_by())
    rows: QuerySet[Appointment] = Appointment.everywhere.filter(giving, alive, _held_before(on) | founded)
    return rows


def beginning_rows(meeting: Meeting) -> QuerySet[Appointment]:
    """The appointments that would give a seat and begin on the meeting's day: their holders join the roll after it."""
    on = meeting.on
    rows: QuerySet[Appointment] = Appointment.everywhere.filter(_giving(meeting), _held(on), since=on)
    return rows.exclude(person__in=seat_rows(meeting).values("person"))


def _giving(meeting: Meeting) -> Q:
    """Posts that give a seat in the meetings of this body."""
    body = meeting.organisation
    kind = OrganisationKind(body.kind)
    giving = Q(post__organisation=body) & ~Q(post__title__in=without_seat(kind))
    if kind not in SENT_TO:
        return giving
    sent = Q(post__title=SENT_TO[kind]) & stood_in(
        Actor.system(), (body.area.path,), meeting.on, "post__organisation__"
    )
    if kind == OrganisationKind.PROVINCE_MEETING:
        sent &= Q(post__organisation__kind=OrganisationKind.COUNCIL)
    return giving & ~Q(pk__in=_followed(meeting, sent)) | sent


def _followed(meeting: Meeting, sent: Q) -> list[int]:
    """Terms on behalf of a body below that has named others since, as many as its rule lets it send. Two queries."""
    body, on = meeting.organisation, meeting.on
    kind, named = OrganisationKind(body.kind), defaultdict(set)
    for sender, person in Appointment.everywhere.filter(_held_before(on), sent).values_list(
        "post__organisation", "person"
    ):
        named[sender].add(person)
    rows = Appointment.everywhere.filter(
        _held_before(on), post__organisation=body, post__title=SENT_TO[kind], on_behalf_of__in=list(named)
    )
    above: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for sender, person, key in rows.order_by("-since", "-pk").values_list("on_behalf_of", "person", "pk"):
        above[sender].append((person, key))
    if not above:
        return []
    most = count_for(Actor.system(), HOW_MANY[kind], node=body.node, on=on)
    return [
        key
        for sender, found in above.items()
        for person, key in found
        if person not in sent_by(named[sender], [person for person, _key in found], most)
    ]


def _held(on: date) -> Q:
    return held_on(on) & in_force(on, "post__")


def _held_before(on: date) -> Q:
    """Held on the eve. A term known to begin in that month or year only is none of the day's changes."""
    return _held(on - timedelta(days=1)) | _held(on) & Q(since=on) & ~Q(since_precision="day")


def office_rows(meeting: Meeting) -> QuerySet[Appointment]:
    """Who held a post of the body itself before the meeting or by its decision, with or without a seat, the first
    first: they preside and record. Who is elected in a meeting may take the chair of it."""
    on = meeting.on
    rows: QuerySet[Appointment] = Appointment.everywhere.filter(
        _held_before(on) | _held(on), post__organisation=meeting.organisation_id
    )
    return rows


def seated(meeting: Meeting) -> frozenset[int]:
    """The keys of the persons who have a seat. One query."""
    return frozenset(seat_rows(meeting).values_list("person_id", flat=True))


def roll_of(meeting: Meeting) -> tuple[Seat, ...]:
    """The roll in the order of its groups, officers first within each. One query; two where areas are named."""
    joined = SENT if OrganisationKind(meeting.organisation.kind) in SENT_TO else AT_HOME
    rows = list(seat_rows(meeting).select_related(*joined).order_by("post__order", "since", "pk"))
    districts = _districts(meeting, rows)
    by_person: dict[int, list[Appointment]] = {}
    for row in rows:
        by_person.setdefault(row.person_id, []).append(row)
    seats = [_seat(meeting, held, districts) for held in by_person.values()]
    return tuple(sorted(seats, key=lambda seat: seat.group))


@dataclass(frozen=True)
class Known:
    """Somebody who may preside, record or move: of the roll or in an office of the body. `heads`: who heads it."""

    person: int
    name: str
    post: str
    heads: bool = False

    @property
    def words(self) -> str:
        return f"{self.name} · {self.post}"


def people_of(meeting: Meeting) -> tuple[Known, ...]:
    """The offices of the body first, then the rest of the roll; nobody twice. Three queries at most."""
    rows = office_rows(meeting).select_related("person", "post").order_by("post__order", "since", "pk")
    found: dict[int, Known] = {}
    for row in rows:
        known = Known(row.person_id, str(row.person), str(row.post), row.post.title in HEADS)
        found.setdefault(row.person_id, known)
    for seat in roll_of(meeting):
        found.setdefault(seat.person, Known(seat.person, seat.name, seat.post))
    return tuple(found.values())


def _seat(meeting: Meeting, held: list[Appointment], districts: dict[str, Area]) -> Seat:
    """One person's seat: in the first post by order, under the best group that any of the posts gives."""
    groups = [_group(meeting, row, districts) for row in held]
    first = held[0]
    return Seat(first.person_id, str(first.person), _post_words(meeting, first), min(groups), first.pk)


def _post_words(meeting: Meeting, row: Appointment) -> str:
    """The post; with the body that sends, where it is another one."""
    sender = row.on_behalf_of or (
        row.post.organisation if row.post.organisation_id != meeting.organisation_id else None
    )
    words = str(row.post)
    if row.is_acting:
        words = _("acting %(post)s") % {"post": words}
    return _("%(post)s · %(body)s") % {"post": words, "body": sender.name} if sender else words


def _group(meeting: Meeting, row: Appointment, districts: dict[str, Area]) -> Group:
    if OrganisationKind(meeting.organisation.kind) in SENT_TO:
        return _sender_group(meeting, row, districts)
    if row.post.origin != SeatOrigin.EXPERT:
        for area in _homes(row):
            if area.kind in VILLAGES and area.path.startswith(meeting.organisation.area.path):
                return Group(PLACE, area.path, label(area))
        return Group(POST, f"{row.post.order:05}", str(row.post))
    return Group(POST, "~", _(SeatOrigin.EXPERT.label))


def _homes(row: Appointment) -> list[Area]:
    """Where the seat comes from: the community that sends, else the village where the person lives."""
    senders = (row.on_behalf_of, row.post.origin_organisation)
    return [*(one.area for one in senders if one is not None), row.person.area]


def _sender_group(meeting: Meeting, row: Appointment, districts: dict[str, Area]) -> Group:
    """By the amphoe (province's meeting) or the province (nation's) of the body that sends; own posts apart."""
    sender = row.on_behalf_of or row.post.organisation
    if sender.pk == meeting.organisation_id:
        return Group(POST, f"{row.post.order:05}", str(row.post))
    path = _step_below(meeting, sender.node)
    return Group(PLACE, path, label(districts[path]) if path in districts else sender.name)


def _step_below(meeting: Meeting, node: str) -> str:
    """The path one step below the meeting's place in which a node lies."""
    depth = meeting.organisation.area.path.count(".") + 1
    return "".join(f"{step}." for step in node.split(".")[:depth])


def _districts(meeting: Meeting, rows: list[Appointment]) -> dict[str, Area]:
    """The areas one step below a meeting to which others send, by path."""
    if OrganisationKind(meeting.organisation.kind) not in SENT_TO:
        return {}
    senders = {(row.on_behalf_of or row.post.organisation).node for row in rows}
    paths = {_step_below(meeting, node) for node in senders}
    return {area.path: area for area in Area.objects.visible_to(Actor.system()).filter(path__in=paths)}
