"""A review of a structure: roles set up, enlarged and closed by the register's own acts, kept before and after."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.elections.conftest import SYSTEM, unlike_history
from tests.registry.conftest import World

from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.elections.actions.structure import NewRole, RoleWanted, review_structure, withdraw_review
from khabuan.elections.models import StructureReview
from khabuan.elections.queries.structure import (
    open_posts,
    reviews_of,
    role_lines,
    roles_of,
    structures,
    working_bodies,
)
from khabuan.elections.rules.structure import Role, RoleChange, changes
from khabuan.registry.actions.merging import undo_merge
from khabuan.registry.actions.merging_bodies import merge_organisations
from khabuan.registry.actions.organisations import end_organisation
from khabuan.registry.actions.posts import add_post, appoint
from khabuan.registry.models import Organisation

TODAY = date(2026, 11, 23)


@pytest.fixture
def group(world: World) -> Organisation:
    body = world.body("working_group", "คณะทำงานจังหวัด", "19.", own={"function": "acts"})
    add_post(actor=SYSTEM, organisation=body, title="chair", order=1)
    add_post(actor=SYSTEM, organisation=body, title="committee", holders=3, order=2)
    return body


def wanted(body: Organisation, **seats: Any) -> list[RoleWanted]:
    """The posts as they are, but for those named by title: other seats, or None to close them."""
    return [
        RoleWanted(
            f"seats_{post.pk}", post, seats.get(post.title, post.holders) or post.holders,
            is_closed=seats.get(post.title, 1) is None,
        )
        for post in open_posts(SYSTEM, body, TODAY)
    ]  # fmt: skip


def review(world: World, body: Organisation, **facts: Any) -> StructureReview:
    known = {"organisation": body, "on": date(2026, 11, 1), "roles": wanted(body)}
    return review_structure(actor=facts.pop("actor", world.province), **{**known, **facts})


def test_a_review_changes_the_posts_and_keeps_before_and_after(world: World, group: Organisation) -> None:
    made = review(
        world, group, roles=wanted(group, committee=5), new=[NewRole("new_0", "publicist", "ฝ่ายสื่อสาร", 2)],
        words="ขยายให้ครบทุกโซน", client_key="once",
    )  # fmt: skip
    told = changes(*([Role.of(one) for one in rows] for rows in (made.before, made.after)))
    assert [(one.what, one.words, one.before, one.after) for one in told] == [
        (RoleChange.SEATS, "กรรมการ", 3, 5),
        (RoleChange.ADDED, "ฝ่ายสื่อสาร", 0, 2),
    ]
    assert [(role.words, role.wanted) for role in roles_of(SYSTEM, group, TODAY)] == [
        ("ประธาน", 1), ("กรรมการ", 5), ("ฝ่ายสื่อสาร", 2),
    ]  # fmt: skip
    assert list(reviews_of(world.province, group)) == [made]
    assert unlike_history() == []


def test_a_review_that_leaves_all_as_it_is_counts_too(world: World, group: Organisation) -> None:
    made = review(world, group)
    assert made.before == made.after
    (body,) = working_bodies(SYSTEM, world.areas["19."], TODAY)
    (line,) = structures(SYSTEM, [body], TODAY)
    assert (line.wanted, line.held, line.lacking, line.reviewed_on) == (4, 0, 4, date(2026, 11, 1))
    withdraw_review(actor=world.province, review=made, reason="คัดผิดวัน")
    (body,) = working_bodies(SYSTEM, world.areas["19."], TODAY)
    assert body.reviewed_on is None  # type: ignore[attr-defined]
    with pytest.raises(Refused) as no:
        withdraw_review(actor=world.province, review=made, reason="อีก")
    assert no.value.code == "withdrawn_already"


def test_what_a_review_cannot_do_is_said_at_its_line(world: World, group: Organisation) -> None:
    chair, members = open_posts(SYSTEM, group, TODAY)
    for number in range(2):
        appoint(
            actor=SYSTEM,
            post=members,
            person=world.person(f"คนทดสอบ{number}", path="19."),
            since=date(2026, 1, 1),
        )
    appoint(actor=SYSTEM, post=chair, person=world.person("ประธานทดสอบ", path="19."), since=date(2026, 1, 1))
    for facts, code, field in (
        ({"on": date(2026, 11, 24)}, "to_come", "on"),
        ({"roles": wanted(group, committee=1)}, "held", f"seats_{members.pk}"),
        ({"roles": wanted(group, chair=None)}, "still_held", f"seats_{chair.pk}"),
        ({"roles": wanted(group)[:1]}, "changed", None),
        ({"new": [NewRole("new_0", "chair")]}, "known_role", "new_0"),
    ):
        with pytest.raises(Refused) as no:
            review(world, group, **facts)
        assert (no.value.code, no.value.field) == (code, field)
    assert not reviews_of(SYSTEM, group).exists()
    lines = role_lines(SYSTEM, group, TODAY)
    assert [(line.role.words, line.role.held, line.role.lacking) for line in lines] == [
        ("ประธาน", 1, 0), ("กรรมการ", 2, 1),
    ]  # fmt: skip


def test_others_review_nothing_there(world: World, group: Organisation) -> None:
    for actor in (world.stranger, world.secretary):
        with pytest.raises(OutOfArea):
            review(world, group, actor=actor)
    for actor in (world.auditor, world.agency):
        with pytest.raises(NotAllowed):
            review(world, group, actor=actor)
    end_organisation(actor=SYSTEM, organisation=group, on=date(2026, 11, 2), reason="เลิก")
    with pytest.raises(Refused) as no:
        review(world, group)
    assert no.value.code == "ended"


def test_reviews_follow_a_merge_of_two_records_and_back(world: World, group: Organisation) -> None:
    twin = world.body("working_group", "คณะทำงานจังหวัด", "19.", own={"function": "acts"})
    made = review(world, twin)
    merge = merge_organisations(actor=SYSTEM, stays=group, goes=twin)
    assert list(reviews_of(SYSTEM, group)) == [made]
    undo_merge(actor=SYSTEM, merge=merge, reason="คนละคณะ")
    assert list(reviews_of(SYSTEM, twin)) == [made]
