"""Two records of one organisation become one: what must be settled first, what moves, and the merge itself.

The way back is that of every merge (`merging.undo_merge`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, F, Value
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action
from khabuan.access.actor import Actor
from khabuan.core import clock, offers
from khabuan.core.errors import Refused
from khabuan.files.models import Attachment
from khabuan.registry.actions.likeness import keep_likeness, number_key
from khabuan.registry.actions.merging import Moves, check_pair, field_value, kept, move_references, won
from khabuan.registry.actions.organisations import OWN_PARTS, level_of, name_keys
from khabuan.registry.models import (
    Appointment,
    Merge,
    Organisation,
    Post,
    Proposal,
    Registration,
    Support,
)
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.registry.rules.merging import MergePlan, Record, merge_plan
from khabuan.registry.rules.registration import Step

FIELDS = (
    "name", "name_en", "short_name", "parent", "council_area", "group", "phone", "address", "founded_on", "note",
)  # fmt: skip
NAMED: tuple[tuple[Any, Any, str], ...] = (
    (_("Registration steps"), Registration, "organisation"),
    (_("Issues that it supports"), Support, "organisation"),
    (_("Bodies that belong to it"), Organisation, "parent"),
    (_("Records merged into it earlier"), Organisation, "stays"),
    (_("Posts that it sends people to"), Post, "origin_organisation"),
    (_("Terms on its behalf"), Appointment, "on_behalf_of"),
)
"""Tables of the register that name an organisation, beside its posts: what they hold, and by which column."""
COUNTED = (
    (_("Posts"), Post, "organisation"),
    (_("Terms, now and before"), Appointment, "post__organisation"),
    *NAMED,
)


def own_part(body: Organisation) -> Any:
    """The row of the kind's own table, or None."""
    if body.kind not in OWN_PARTS:
        return None
    return OWN_PARTS[body.kind][0].everywhere.filter(organisation=body).first()


def own_fields(body: Organisation) -> tuple[str, ...]:
    """Fields of the kind's own table, in its order."""
    if body.kind not in OWN_PARTS:
        return ()
    model, names = OWN_PARTS[body.kind]
    return tuple(column.name for column in model._meta.concrete_fields if column.name in names)


def body_plan(stays: Organisation, goes: Organisation, chosen: Mapping[str, int] | None = None) -> MergePlan:
    """What merging would do, to be shown before. `chosen`: field → key of the record that wins."""
    return merge_plan(_record(stays), _record(goes), chosen)


def _record(body: Organisation) -> Record:
    fields = {name: field_value(body, name) for name in FIELDS}
    if (part := own_part(body)) is not None:
        fields |= {name: field_value(part, name) for name in own_fields(body)}
    return Record(body.pk, fields)


def why_not(stays: Organisation, goes: Organisation) -> list[Refused]:
    """What must be settled before the two can become one, each with what to do; none: they can."""
    if stays.kind != goes.kind:
        words = _("These are two kinds of organisation. Only one kind can be merged.")
        return [Refused("two_kinds", words, field="goes")]
    found = []
    if stays.pk == goes.parent_id or goes.pk == stays.parent_id:
        words = _("One belongs to the other. Correct first which organisation it belongs to, then merge.")
        found.append(Refused("one_in_the_other", words))
    if stays.ended_on and not goes.ended_on:
        words = _("The record that stays has ended, the other one has not. Choose the other one to stay.")
        found.append(Refused("stays_ended", words, field="stays"))
    one, other = (in_force(body) for body in (stays, goes))
    if one and other and not {number_key(number) for number in one} & {number_key(n) for n in other}:
        words = _(
            "Both are registered and in force, under No. %(one)s and No. %(other)s. Look at both papers first:"
            " take back the step of registration that was entered in error, or record that one was dissolved."
            " Then merge."
        )
        found.append(Refused("two_registrations", words % {"one": one[0], "other": other[0]}))
    return found


def in_force(body: Organisation) -> list[str]:
    """The numbers under which a body is registered and not dissolved, the last first."""
    rows = Registration.everywhere.filter(organisation=body, withdrawn_on__isnull=True)
    steps = list(rows.order_by("-on", "-pk").values_list("step", "number"))
    if body.ended_on or Step.DISSOLVED in {step for step, _number in steps}:
        return []
    return [number for step, number in steps if step == Step.REGISTERED and number]


@action("registry.merge_organisations", on="stays")
def merge_organisations(
    *,
    actor: Actor,
    stays: Organisation,
    goes: Organisation,
    chosen: Mapping[str, int] | None = None,
    reasons: Sequence[Any] = (),
) -> Merge:
    """`goes` becomes an alias of `stays`: posts, registrations, parts, supports, files and seats move along.

    Without a choice the better value of each field wins (`rules.merging`). Refused: one record twice, one
    merged already, a council area of another place, and what `why_not` names. OutOfArea as for people.
    """
    check_pair(stays, goes, "registry.merge_organisations")
    for no in why_not(stays, goes):
        raise no
    moves, changes = Moves(stays, goes), body_plan(stays, goes, chosen).changes
    facts = won(stays, {name: value for name, value in changes.items() if name in FIELDS})
    _check_council_area(stays, facts)
    if "group" in facts:
        facts["level"] = level_of(stays.area, facts["group"])
    facts |= name_keys(facts.get("name", stays.name), facts.get("short_name", stays.short_name))
    moves.change(goes, stays=stays)  # first: a council area has one council
    moves.change(stays, **facts)
    _merge_own_part(moves, changes)
    for offer in offers.organisation_merges:
        offer.move(moves)
    keep_likeness(goes)
    keep_likeness(stays)
    return kept("organisation", moves, reasons)


def _check_council_area(stays: Organisation, facts: Mapping[str, Any]) -> None:
    area = facts.get("council_area")
    if stays.kind == OrganisationKind.COUNCIL and area is not None and area.area_id != stays.area_id:
        words = _(
            "The council area lies elsewhere than the record that stays. Choose the other record to stay,"
            " or keep its own council area."
        )
        raise Refused("other_area", words, field="f-council_area")


def _merge_own_part(moves: Moves, changes: Mapping[str, Any]) -> None:
    mine, other = own_part(moves.stays), own_part(moves.goes)
    if mine is None and other is not None:
        moves.change(other, organisation=moves.stays)
    elif mine is not None:
        names = own_fields(moves.stays)
        moves.change(mine, **won(mine, {name: value for name, value in changes.items() if name in names}))


# What of the register moves


def move_of_organisation(moves: Any) -> None:
    """Everything of the register that names an organisation."""
    _move_posts(moves)
    for _words, table, column in NAMED:
        move_references(moves, table, column)
    _move_papers(moves)


def tell_of_organisations(bodies: Sequence[Organisation]) -> list[tuple[Any, dict[int, int]]]:
    """How many rows of each kind stand at these records, by record. Three queries."""
    nodes = {body.node: body.pk for body in bodies}
    papers = Attachment.everywhere.filter(place__in=nodes, withdrawn_on__isnull=True)
    proposals = _proposals([body.pk for body in bodies])
    return [
        *count_kinds(COUNTED, bodies),
        (_("Papers and pictures"), Counter(nodes[place] for place in papers.values_list("place", flat=True))),
        (_("Proposals that wait"), Counter(proposals.values_list("subject_id", flat=True))),
    ]


def count_by(table: Any, column: str, records: Sequence[Any]) -> dict[int, int]:
    """How many rows of a table name each of these records."""
    rows = table.everywhere.filter(**{f"{column}__in": [record.pk for record in records]})
    return dict(rows.order_by().values_list(column).annotate(Count("pk")))


def count_kinds(
    tables: Sequence[tuple[Any, Any, str]], records: Sequence[Any]
) -> list[tuple[Any, dict[int, int]]]:
    """The same for several tables, each with its words: one query for all."""
    keys = [record.pk for record in records]
    parts = [
        table.everywhere.filter(**{f"{column}__in": keys})
        .order_by()
        .values(which=Value(place), at=F(f"{column}_id"))
        .annotate(number=Count("pk"))
        .values_list("which", "at", "number")
        for place, (_words, table, column) in enumerate(tables)
    ]
    told: list[tuple[Any, dict[int, int]]] = [(words, {}) for words, _table, _column in tables]
    for which, at, number in parts[0].union(*parts[1:], all=True):
        told[which][1][at] = number
    return told


def _move_posts(moves: Any) -> None:
    """A post that both have is one: its holders move. Other posts move whole."""
    mine = {
        (post.title, post.label): post
        for post in Post.everywhere.filter(organisation=moves.stays, until=None)
    }
    for post in Post.everywhere.filter(organisation=moves.goes).order_by("pk"):
        same = mine.get((post.title, post.label)) if post.until is None else None
        if same is None:
            moves.change(post, organisation=moves.stays)
            continue
        _move_holders(moves, post, same)
        moves.change(post, until=max(clock.today(), post.since or clock.today()))


def _move_holders(moves: Any, post: Post, same: Post) -> None:
    """Whoever holds the post in both records holds it once: the second entry is closed, not thrown away."""
    holding = set(
        Appointment.everywhere.filter(post=same, ended_on__isnull=True).values_list("person_id", flat=True)
    )
    for row in Appointment.everywhere.filter(post=post).order_by("pk"):
        closed: dict[str, Any] = {}
        if row.person_id in holding and row.ended_on is None:
            day = max(clock.today(), row.since or clock.today())
            closed = {
                "ended_on": day,
                "ended_reason": str(_("Entered twice: the term goes on in one entry.")),
            }
        moves.change(row, post=same, **closed)


def _proposals(keys: Sequence[int]) -> Any:
    label = Organisation._meta.label_lower
    return Proposal.everywhere.filter(kind=label, subject_id__in=keys, state=Proposal.State.OPEN)


def _move_papers(moves: Any) -> None:
    """Files of the body and of its steps, posts and terms, all of which stand at its node; open proposals."""
    label, node = moves.stays._meta.label_lower, moves.stays.node
    for file in Attachment.everywhere.filter(place=moves.goes.node).order_by("pk"):
        is_own = file.kind == label and file.subject_id == moves.goes.pk
        moves.change(file, place=node, **({"subject_id": moves.stays.pk} if is_own else {}))
    for proposal in _proposals([moves.goes.pk]).order_by("pk"):
        moves.change(proposal, subject_id=moves.stays.pk, place=node)
