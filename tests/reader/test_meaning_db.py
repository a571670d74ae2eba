"""Whom the register knows of those whom a text names: meant, likely meant, or asked; never against what a person said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khabuan.core.errors import Refused
from khabuan.news.actions import items as news
from khabuan.reader.actions import drafts as acts
from khabuan.reader.models import Draft, Text
from khabuan.reader.queries.accused import accused_among
from khabuan.reader.queries.linking import candidates, likely_of
from khabuan.reader.queries.texts import drafts_of
from khabuan.reader.rules.drafts import Drafted, Kind
from khabuan.reader.rules.meaning import Because
from khabuan.registry.actions.posts import add_post, appoint
from khabuan.registry.models import Person
from tests.cast_reader import WORDS, drafted
from tests.reader.conftest import SYSTEM, Desk, unlike_history
from tests.reader.test_taking_db import work_again


def test_who_is_meant_beyond_doubt_is_written_down_with_points_and_reasons(desk: Desk) -> None:
    person, body = desk.world.person("กรรมการทดสอบ", "หนึ่ง"), desk.world.body("fund", "กองทุนทดสอบ ก")
    text = desk.take()
    said, named = desk.draft(text, Kind.PERSON), desk.draft(text, Kind.ORGANISATION)
    assert (said.subject_id, said.points) == (person.pk, 95)
    assert said.reasons == [Because.FULL_NAME, Because.PLACE]
    assert (named.subject_id, named.reasons) == (body.pk, [Because.NAME, Because.PLACE])
    assert desk.draft(text, Kind.PLACE).reasons == [Because.ONLY]
    assert unlike_history() == []


def test_who_is_likely_meant_is_offered_and_not_written_down(desk: Desk) -> None:
    far = desk.world.person("กรรมการทดสอบ", "หนึ่ง", "19.01.02.")
    text = desk.take()
    draft = desk.draft(text, Kind.PERSON)
    assert draft.subject_id is None
    offered = likely_of(desk.world.secretary, text, drafts_of(SYSTEM, text))
    # The secretary of a tambon does not see who lives elsewhere; who sees the province does.
    assert draft.pk not in offered
    found = likely_of(SYSTEM, text, drafts_of(SYSTEM, text))[draft.pk]
    assert (found.subject.id, found.score.reasons) == (str(far.pk), (Because.FULL_NAME, Because.PROVINCE))


def test_of_two_of_one_name_neither_is_meant_and_the_nearer_is_offered_first(desk: Desk) -> None:
    for _ in range(2):
        desk.world.person("กรรมการทดสอบ", "หนึ่ง")
    text = desk.take()
    draft = desk.draft(text, Kind.PERSON)
    assert draft.subject_id is None
    assert len(candidates(SYSTEM, draft)) == 2


def test_a_namesake_is_told_from_another_by_post_and_body(desk: Desk) -> None:
    chair, other = (desk.world.person("กรรมการทดสอบ", "หนึ่ง") for _ in range(2))
    post = add_post(actor=SYSTEM, organisation=desk.council, title="chair", since=date(2020, 1, 1))
    appoint(actor=SYSTEM, post=post, person=chair, since=date(2025, 1, 1))
    text = desk.take()
    told = {one.key: one.more for one in candidates(SYSTEM, desk.draft(text, Kind.PERSON))}
    assert told[chair.pk] == f"{told[other.pk]} · ประธาน {desk.council.name}"


def test_an_office_without_its_place_is_that_of_the_province_of_the_text(desk: Desk) -> None:
    office = desk.world.body("agency", "สำนักงานพัฒนาชุมชนจังหวัดทดสอบ", "19.")
    desk.world.body("agency", "สำนักงานพัฒนาชุมชนจังหวัดอื่น", "33.")
    named = [
        replace(one, says={"name": "พช."}) if one.kind is Kind.ORGANISATION else one for one in drafted()
    ]
    draft = desk.draft(desk.take(actor=SYSTEM, drafts=named), Kind.ORGANISATION)
    assert (draft.subject_id, draft.reasons) == (office.pk, [Because.HERE, Because.PROVINCE])


def test_a_body_of_a_place_out_of_sight_offers_none_of_other_places(desk: Desk) -> None:
    says = {"name": "สภาองค์กรชุมชนตำบลไกลโพ้น"}
    named = [replace(one, says=says) if one.kind is Kind.ORGANISATION else one for one in drafted()]
    draft = desk.draft(desk.take(drafts=named), Kind.ORGANISATION)
    assert candidates(SYSTEM, draft) == []
    assert [one.key for one in candidates(SYSTEM, draft, "สภาองค์กรชุมชน")] == [desk.council.pk]


def test_what_a_person_said_is_neither_asked_again_nor_changed_by_reading_again(desk: Desk) -> None:
    known = desk.world.person("กรรมการทดสอบ", "หนึ่ง")
    text = desk.take()
    acts.link(actor=desk.world.secretary, draft=desk.draft(text, Kind.PERSON))
    assert likely_of(SYSTEM, text, drafts_of(SYSTEM, text)) == {}
    work_again(text, [replace(one, why="a better rule") for one in drafted()])
    draft = desk.draft(text, Kind.PERSON)
    assert (draft.subject_id, draft.meant_by) == (None, desk.world.secretary.title)
    acts.link(actor=desk.world.secretary, draft=draft, person=known)
    work_again(text, drafted())
    draft = desk.draft(text, Kind.PERSON)
    assert (draft.subject_id, draft.points, draft.meant_by) == (known.pk, None, desk.world.secretary.title)


def test_who_is_entered_meanwhile_is_found_when_the_text_is_read_again(desk: Desk) -> None:
    text = desk.take()
    known = desk.world.person("กรรมการทดสอบ", "หนึ่ง")
    assert desk.draft(text, Kind.PERSON).subject_id is None
    work_again(text, drafted())
    assert desk.draft(text, Kind.PERSON).subject_id == known.pk


def test_a_name_beside_an_accusation_means_nobody_and_nobody_is_offered(desk: Desk) -> None:
    desk.world.person("กรรมการทดสอบ", "หนึ่ง")
    accused = [replace(one, is_accusation=one.kind is Kind.PERSON) for one in drafted()]
    text = desk.take(drafts=accused)
    draft = desk.draft(text, Kind.PERSON)
    assert (draft.subject_id, draft.points, draft.reasons) == (None, None, [])
    assert draft.pk not in likely_of(SYSTEM, text, [draft])


def with_village(name: str, **facts: Any) -> list[Drafted]:
    """The usual drafts, and one of a village on the same words as the tambon."""
    tambon = next(one for one in drafted() if one.kind is Kind.PLACE)
    says = {"level": "village", "name": name, "province": None, "main": False, "codes": [], **facts}
    return [*drafted(), replace(tambon, says=says, start=tambon.start + 1, is_certain=False)]


def village_of(text: Text) -> Draft:
    found: Draft = Draft.everywhere.filter(text=text, facts__level="village").get()
    return found


def test_a_village_is_meant_in_the_tambon_of_the_text_and_only_there(desk: Desk) -> None:
    here, there = desk.world.areas["19.01.01.01."], desk.world.areas["19.01.02."]
    meant = village_of(desk.take(drafts=with_village("หนึ่ง")))
    assert (meant.subject_id, meant.reasons) == (here.pk, [Because.NAME, Because.PLACE])
    elsewhere = desk.take(words=WORDS + "2", drafts=with_village("หนึ่ง", within=[there.code]))
    assert village_of(elsewhere).subject_id is None
    assert likely_of(SYSTEM, elsewhere, [village_of(elsewhere)]) == {}
    assert unlike_history() == []


def test_a_village_with_a_slip_is_offered_with_its_tambon_and_not_written_down(desk: Desk) -> None:
    text = desk.take(drafts=with_village("หนิ่ง"))
    draft = village_of(text)
    assert draft.subject_id is None
    offered = likely_of(desk.world.secretary, text, [draft])[draft.pk]
    assert offered.subject.title == "บ้านหนึ่ง ต.ปากเพรียว"
    assert offered.score.reasons == (Because.SLIP, Because.PLACE)
    assert [one.key for one in candidates(SYSTEM, draft)] == [desk.world.areas["19.01.01.01."].pk]


def test_a_body_with_a_slip_is_offered_and_not_written_down(desk: Desk) -> None:
    body = desk.world.body("fund", "กองทุนสวัสดิการชุมชนตำบลปากเพรียว")
    for number, (name, reason) in enumerate(
        {"กองทุนสวัสดิการชุมชนตำบลปากเพียว": Because.SLIP, "กองทุนสวัสดิการชุมชนตำบลปากเพรี่ยว": Because.MARKS}.items()
    ):
        named = [
            replace(one, says={"name": name}) if one.kind is Kind.ORGANISATION else one for one in drafted()
        ]
        text = desk.take(words=f"{WORDS}{number}", drafts=named)
        draft = desk.draft(text, Kind.ORGANISATION)
        assert (draft.subject_id, draft.is_certain) == (None, True)
        found = likely_of(SYSTEM, text, [draft])[draft.pk]
        assert (found.subject.id, found.score.reasons[0]) == (str(body.pk), reason)


def test_the_only_one_of_a_given_name_in_the_place_is_offered(desk: Desk) -> None:
    known = desk.world.person("กรรมการทดสอบ", "หนึ่ง")
    desk.world.person("กรรมการทดสอบ", "สาม", "19.01.02.")
    named = [
        replace(one, says={"name": "กรรมการทดสอบ", "title": None, "role": ""})
        if one.kind is Kind.PERSON
        else one
        for one in drafted()
    ]
    text = desk.take(drafts=named)
    draft = desk.draft(text, Kind.PERSON)
    assert draft.subject_id is None
    assert likely_of(SYSTEM, text, [draft])[draft.pk].subject.id == str(known.pk)
    desk.world.person("กรรมการทดสอบ", "สี่")
    assert likely_of(SYSTEM, text, [draft]) == {}


def test_how_many_names_a_text_has_costs_no_query_more(desk: Desk) -> None:
    text = desk.take(drafts=with_village("หนิ่ง"))
    for number in range(8):
        desk.world.person("กรรมการทดสอบ", f"หนึ่ง{number}", "19.01.02.")
    rows = drafts_of(SYSTEM, text)
    many = [row for row in rows if row.kind in (Kind.PERSON, Kind.ORGANISATION)] * 8
    counted = []
    for some in (rows, [*rows, *many]):
        with CaptureQueriesContext(connection) as asked:
            likely_of(SYSTEM, text, some)
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 8
    assert Person.everywhere.count() == 8


def test_a_body_that_the_register_knows_beyond_doubt_is_accepted_with_the_certain_ones(desk: Desk) -> None:
    desk.world.body("fund", "กองทุนทดสอบ ก")
    unsure = [
        replace(one, is_certain=one.is_certain and one.kind is not Kind.ORGANISATION) for one in drafted()
    ]
    text = desk.take(drafts=unsure)
    assert desk.draft(text, Kind.ORGANISATION).is_certain
    acts.accept_certain(actor=desk.world.secretary, text=text)
    assert desk.draft(text, Kind.ORGANISATION).state == "accepted"


def test_a_name_that_is_accused_somewhere_in_the_province_is_barred_from_public_words(desk: Desk) -> None:
    desk.take(drafts=[replace(one, is_accusation=one.kind is Kind.PERSON) for one in drafted()])
    words = "สมาชิกขอให้นายกรรมการทดสอบ  หนึ่ง ชี้แจงเรื่องเงิน"
    assert accused_among(words, "19.02.") == ["กรรมการทดสอบ หนึ่ง"]
    assert accused_among(words, "33.01.") == []
    assert accused_among("สมาชิกประชุมกัน", "19.02.") == []
    item = news.write_of_place(
        actor=SYSTEM, area=desk.world.areas["19.01.02."], title="ข่าวทดสอบ", words=words, on=date(2026, 11, 1)
    )
    with pytest.raises(Refused) as no:
        news.publish_item(actor=SYSTEM, item=item)
    assert (no.value.code, no.value.field) == ("name_barred", "words")
