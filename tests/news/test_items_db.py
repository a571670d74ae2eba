"""News written, published, changed and withdrawn: who may, who reads it, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.news.conftest import HAPPENED_ON, SYSTEM, TAMBON, Newsroom, unlike_history

from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.files.actions import attach
from khabuan.files.models import Attachment
from khabuan.news import queries
from khabuan.news.actions import items
from khabuan.news.actions.carrying import copy_of_person
from khabuan.news.models import NewsItem
from khabuan.news.queries import Wanted
from khabuan.places.actions import changes
from khabuan.registry.actions.merging_bodies import merge_organisations
from khabuan.registry.actions.rights import erase_person, open_request

PUBLIC = Actor.public()


def sees(actor: Actor, item: NewsItem) -> bool:
    return bool(NewsItem.objects.visible_to(actor).filter(pk=item.pk).exists())


def refused(act: Any, **facts: Any) -> Refused:
    with pytest.raises(Refused) as no:
        act(**facts)
    return no.value


def test_nobody_outside_reads_a_draft_before_somebody_publishes_it(room: Newsroom) -> None:
    item, world = room.of_place(), room.world
    outside = (PUBLIC, world.neighbour, world.stranger, world.agency)
    assert not any(sees(actor, item) for actor in outside)
    assert all(sees(actor, item) for actor in (world.secretary, world.province, world.auditor))
    done = items.publish_item(actor=world.secretary, item=item)
    assert (done.state, done.published_by) == ("published", world.secretary.title)
    assert done.published_at == clock.now()
    assert all(sees(actor, item) for actor in outside)
    items.withdraw_item(actor=world.secretary, item=item, reason="ลงวันที่ผิด")
    assert not any(sees(actor, item) for actor in outside)
    assert sees(world.secretary, item)
    assert (item.withdrawn_on, item.withdrawn_reason) == (clock.today(), "ลงวันที่ผิด")
    assert unlike_history() == []


def test_a_fund_writes_its_own_news_and_no_other(room: Newsroom) -> None:
    world, item = room.world, room.of_body()
    assert item.node == room.fund.node
    assert items.publish_item(actor=room.treasurer, item=item).is_published
    with pytest.raises(OutOfArea):
        room.of_place(room.treasurer)
    with pytest.raises(OutOfArea):
        room.of_body(organisation=room.council)
    for actor in (world.neighbour, world.stranger):
        with pytest.raises(OutOfArea):
            room.of_body(actor, title="อื่น")
    for actor in (room.collector, world.auditor, world.agency):
        with pytest.raises(NotAllowed):
            room.of_body(actor, title="อื่น")
        with pytest.raises(NotAllowed):
            items.withdraw_item(actor=actor, item=item, reason="ไม่ใช่")
    with pytest.raises(OutOfArea):
        items.publish_item(actor=world.neighbour, item=room.of_place())


@pytest.mark.parametrize("field", ["title", "words", "outlet"])
def test_what_accuses_somebody_stays_a_draft(room: Newsroom, field: str) -> None:
    item = room.of_place(**{field: "ชาวบ้านร้องเรียนว่ามีการยักยอกเงิน"})
    no = refused(items.publish_item, actor=room.world.secretary, item=item)
    assert (no.code, no.field) == ("accuses", field)
    assert "ยักยอก" in str(no.message)
    assert "เก็บไว้เป็นร่าง" in str(no.message)
    assert not sees(PUBLIC, item)
    assert items.publish_item(actor=room.world.secretary, item=room.changed(item)).is_published


@pytest.mark.parametrize(
    ("words", "code"), [("เลข 9-0000-00000-00-1", "citizen"), ("โทร ๐๙๙-๙๙๙๙๙๙๙", "phone")]
)
def test_numbers_of_people_are_not_even_kept_in_a_draft(room: Newsroom, words: str, code: str) -> None:
    no = refused(room.of_place, words=words)
    assert (no.code, no.field) == (code, "words")
    assert "ลบ" in str(no.message)
    assert words.split()[1] not in str(no.message)
    assert not NewsItem.everywhere.exists()
    assert refused(room.changed, item=room.of_place(), title=words).code == code


def test_published_news_is_changed_with_a_reason_and_accuses_nobody_then_either(room: Newsroom) -> None:
    item = room.published()
    assert refused(room.changed, item=item).field == "reason"
    assert refused(room.changed, item=item, reason="เพิ่มเติม", words="มีผู้ถูกจับกุม").code == "accuses"
    room.changed(item, reason="สะกดผิด", title="ตลาดชุมชนปากเพรียว")
    assert (item.title, item.is_published) == ("ตลาดชุมชนปากเพรียว", True)
    items.withdraw_item(actor=room.world.secretary, item=item, reason="ผิดเรื่อง")
    for act in (room.changed, lambda item: items.publish_item(actor=SYSTEM, item=item)):
        assert refused(act, item=item).code == "withdrawn"


def test_it_is_published_and_withdrawn_once_and_with_a_reason(room: Newsroom) -> None:
    item, who = room.published(), room.world.secretary
    assert refused(items.publish_item, actor=who, item=item).code == "published"
    assert refused(items.withdraw_item, actor=who, item=item, reason=" ").field == "reason"
    items.withdraw_item(actor=who, item=item, reason="ซ้ำ")
    assert refused(items.withdraw_item, actor=who, item=item, reason="ซ้ำ").code == "withdrawn"


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"title": " "}, "title"), ({"words": "\n"}, "words"), ({"address": "javascript:alert(1)"}, "address"),
     ({"issues": ["nothing"]}, "issue")],
)  # fmt: skip
def test_what_cannot_be_is_refused(room: Newsroom, facts: dict, field: str) -> None:
    assert refused(room.of_place, **facts).field == field


def test_the_second_to_write_the_same_news_is_told(room: Newsroom) -> None:
    item = room.of_place()
    assert refused(room.of_place).code == "here_already"
    assert room.of_body().pk != item.pk
    assert refused(room.changed, item=room.of_place(on=date(2026, 11, 6))).code == "here_already"
    items.withdraw_item(actor=room.world.secretary, item=item, reason="เขียนใหม่")
    assert room.of_place().pk != item.pk


def test_news_of_a_place_goes_only_where_the_seat_reaches_and_its_pictures_with_it(room: Newsroom) -> None:
    item, world = room.of_place(), room.world
    photo = attach(
        actor=world.secretary, record=item, content=b"%PDF-1.4\n%%EOF\n", name="a.pdf", paper="photo"
    )
    with pytest.raises(OutOfArea):
        room.changed(item, area=world.areas["19.01.02."])
    room.changed(item, world.province, area=world.areas["19.01.02."])
    assert item.node == "19.01.02."
    assert Attachment.everywhere.get(pk=photo.pk).place == "19.01.02."
    away = room.of_body()
    room.changed(away, room.treasurer, area=world.areas["33."])
    assert away.node == room.fund.node


# ---------------------------------------------------------------- reads


def test_lists_are_of_a_place_and_of_its_bodies_narrowed_as_one_asks(room: Newsroom) -> None:
    world = room.world
    told, draft = (
        room.published(),
        room.of_body(title="ร่างของกองทุน", area=world.areas["33."], issues=["land"], words="ที่ดิน"),
    )
    at = {path: world.areas[path] for path in (TAMBON, "19.", "33.", "19.01.02.")}

    def titles(path: str, actor: Actor = world.province, **wanted: Any) -> set[str]:
        return {one.title for one in queries.news_in(actor, at[path], Wanted(**wanted))}

    both = {told.title, draft.title}
    assert titles("19.") == titles(TAMBON) == both
    assert titles("19.01.02.") == set()
    assert titles("33.") == {draft.title}
    assert titles("33.", world.stranger) == set()
    assert titles("19.", PUBLIC) == {told.title}
    assert titles("19.", state="draft") == titles("19.", issue="land") == {draft.title}
    assert titles("19.", issue="welfare") == titles("19.", words="เปิดตลาดชุมชน ปากเพรียว") == {told.title}
    items.withdraw_item(actor=world.secretary, item=told, reason="ซ้ำ")
    assert titles("19.") == {draft.title}
    assert titles("19.", state="withdrawn") == {told.title}
    assert [one.pk for one in queries.last_of_body(room.treasurer, room.fund, 5)] == [draft.pk]


def test_it_is_found_by_words_in_reach_and_by_the_public_when_published(room: Newsroom) -> None:
    item = room.of_place()

    def found(actor: Actor, words: str = "ตลาด") -> list[str]:
        return [one.title for one in queries.find_news(actor, words, 5)]

    assert found(room.world.secretary) == [item.title]
    assert found(PUBLIC) == found(room.world.neighbour) == []
    items.publish_item(actor=room.world.secretary, item=item)
    assert found(PUBLIC) == [item.title]
    assert found(room.world.stranger) == []
    assert found(PUBLIC, "ตล") == []
    assert list(queries.named_news(PUBLIC, [item.pk])) == [item.pk]


# ---------------------------------------------------------------- how it follows


def test_news_goes_with_a_body_that_becomes_one_with_another(room: Newsroom) -> None:
    item, other = room.of_body(), room.world.body("fund", "กองทุนสวัสดิการปากเพรียว")
    merge_organisations(actor=room.world.province, stays=other, goes=room.fund)
    assert NewsItem.everywhere.get(pk=item.pk).organisation == other
    assert unlike_history() == []


def test_an_erased_person_is_named_in_no_news_and_the_trail_forgets_the_name_too(room: Newsroom) -> None:
    item = room.published(title="สมมติ ใจงาม เปิดตลาด", words="นายสมมติ ใจงาม เปิดตลาด")
    person = room.world.person("สมมติ", "ใจงาม")
    assert [[fact.value for fact in row][1] for row in copy_of_person([person])[0].rows] == [item.title]
    asked = open_request(actor=SYSTEM, person=person, kind="erase", asked_on=date(2026, 11, 1))
    erase_person(actor=SYSTEM, person=person, asked=asked)
    item.refresh_from_db()
    assert (item.title, item.words) == ("– เปิดตลาด", "นาย– เปิดตลาด")
    assert "ใจงาม" not in item.search_key
    assert unlike_history() == []


def test_news_of_an_area_that_ends_stands_at_its_successor_and_a_body_s_stays_told_as_it_was(
    room: Newsroom,
) -> None:
    of_place, of_body = room.of_place(), room.of_body(organisation=room.fund)
    changes.merge_areas(
        actor=SYSTEM, areas=[room.world.areas[TAMBON]], into=room.world.areas["19.01.02."], on=date(2026, 11, 1),
        reason="รวมตำบล",
    )  # fmt: skip
    assert NewsItem.everywhere.get(pk=of_place.pk).area.path == "19.01.02."
    assert NewsItem.everywhere.get(pk=of_body.pk).on == HAPPENED_ON
