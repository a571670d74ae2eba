"""Records out of a text: written by the ordinary actions, with the text and the drafts beside them; nothing before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from khabuan.access.actor import Actor
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.followup.models import Promise
from khabuan.gatherings.models import Gathering
from khabuan.meetings.models import Meeting
from khabuan.reader.actions import starting as acts
from khabuan.reader.actions.citing import cite_record, take_back_citation
from khabuan.reader.actions.withdrawing import withdraw_text
from khabuan.reader.models import Draft, Text, Use
from khabuan.reader.queries import texts as queries
from khabuan.reader.queries.promised import offered_in, officers_among
from khabuan.reader.rules.drafts import Kind
from khabuan.reader.rules.promises import promises_in
from khabuan.registry.actions.merging_bodies import merge_organisations
from khabuan.registry.actions.posts import add_post, appoint
from khabuan.registry.models import Person
from tests.reader.conftest import SYSTEM, Desk, unlike_history

HELD_ON = date(2023, 3, 15)


def gathering_of(
    desk: Desk, text: Text, drafts: list[Draft], actor: Actor | None = None, **facts: Any
) -> Gathering:
    told = {
        "kind": "forum",
        "title": "เวทีจากข่าว",
        "starts_on": HELD_ON,
        "area": desk.world.areas["19."],
        **facts,
    }
    return acts.start_gathering(
        actor=actor or desk.world.secretary, organisation=desk.council, text=text, drafts=drafts, facts=told
    )


def test_taking_and_deciding_write_nothing_anywhere_else(desk: Desk) -> None:
    text = desk.take()
    for kind in Kind:
        if kind is not Kind.MISSING:
            desk.decide(text, kind, "accept")
    for model in (Gathering, Meeting, Promise, Person, Use):
        assert not model.everywhere.exists()


def test_a_gathering_has_the_text_and_the_drafts_that_gave_it_values(desk: Desk) -> None:
    text = desk.take()
    day = desk.decide(text, Kind.DATE, "accept")
    row = gathering_of(desk, text, [day])
    assert (row.starts_on, row.organisation) == (HELD_ON, desk.council)
    uses = list(Use.everywhere.order_by("pk"))
    assert [(use.draft_id, use.subject_kind, use.subject_id) for use in uses] == [
        (None, "gatherings.gathering", row.pk), (day.pk, "gatherings.gathering", row.pk),
    ]  # fmt: skip
    (source,) = queries.sources_of(desk.world.secretary, "gatherings.gathering", row.pk)
    assert (source.text, [quote for quote, _url in source.quotes]) == (text, [day.quote])
    assert queries.sources_of(Actor.public(), "gatherings.gathering", row.pk) == []
    assert queries.sources_of(desk.world.agency, "gatherings.gathering", row.pk) == []
    assert [one.title for one in queries.records_of(desk.world.secretary, uses)] == [str(row)]
    assert unlike_history() == []


def test_a_meeting_and_a_promise_come_out_of_it_too(desk: Desk) -> None:
    text = desk.take()
    facts = {"actor": desk.world.secretary, "organisation": desk.council, "text": text}
    number = desk.decide(text, Kind.MEETING, "accept")
    meeting = acts.start_meeting(drafts=[number], facts={"on": HELD_ON, "number": 1, "year": 2023}, **facts)
    told = {"words": "จะซ่อมถนน", "given_on": HELD_ON, "agency_words": "อบต.ทดสอบ"}
    promise = acts.start_promise(drafts=[], facts=told, **facts)
    assert (meeting.number, meeting.year) == (1, 2023)
    assert (promise.origin_kind, promise.origin_id) == ("meetings.meeting", meeting.pk)
    assert Use.everywhere.filter(draft__isnull=True).count() == 2


def test_a_meeting_that_was_held_is_written_down_as_its_text_tells_it(desk: Desk) -> None:
    text = desk.take()
    count = desk.decide(text, Kind.COUNT, "accept")
    told = {"on": HELD_ON, "number": 1, "present": 146, "told_by": "ข่าวทดสอบ"}
    known = {"organisation": desk.council, "text": text, "drafts": [count], "facts": told, "is_held": True}
    for actor, no in ((desk.world.neighbour, OutOfArea), (desk.world.auditor, NotAllowed)):
        with pytest.raises(no):
            acts.start_meeting(actor=actor, **known)
    row = acts.start_meeting(actor=desk.world.secretary, **known)
    assert (row.state, row.most_present, row.told_by) == ("closed", 146, "ข่าวทดสอบ")
    uses = Use.everywhere.order_by("pk").values_list("draft", "subject_kind", "subject_id")
    assert list(uses) == [(None, "meetings.meeting", row.pk), (count.pk, "meetings.meeting", row.pk)]
    with pytest.raises(Refused) as no:
        acts.start_meeting(
            actor=desk.world.secretary, **{**known, "facts": {**told, "number": 2, "told_by": ""}}
        )
    assert no.value.field == "told_by"


def test_a_project_comes_out_of_it_with_its_text(desk: Desk) -> None:
    text = desk.take()
    money = desk.decide(text, Kind.MONEY, "accept")
    facts = {
        "title": "โครงการจากข่าว", "fiscal_year": 2026, "area": desk.world.areas["19.01.01."], "state": "running",
        "on": HELD_ON, "approved": Decimal(5000), "places": [desk.world.areas["19.01.02."]],
    }  # fmt: skip
    known = {"organisation": desk.council, "text": text, "drafts": [money], "facts": facts}
    for actor, no in ((desk.world.neighbour, OutOfArea), (desk.world.auditor, NotAllowed)):
        with pytest.raises(no):
            acts.start_project(actor=actor, **known)
    row = acts.start_project(actor=desk.world.secretary, **known)
    assert (row.approved, row.organisation) == (Decimal(5000), desk.council)
    assert list(Use.everywhere.order_by("pk").values_list("draft", "subject_kind", "subject_id")) == [
        (None, "grants.project", row.pk), (money.pk, "grants.project", row.pk),
    ]  # fmt: skip
    (source,) = queries.sources_of(desk.world.secretary, "grants.project", row.pk)
    assert source.text == text
    uses = queries.uses_of(desk.world.secretary, text)
    assert [one.title for one in queries.records_of(desk.world.secretary, uses)] == ["โครงการจากข่าว"]


def test_a_house_comes_out_of_it_with_its_text_and_without_a_name_in_its_title(desk: Desk) -> None:
    text = desk.take()
    money = desk.decide(text, Kind.MONEY, "accept")
    facts = {
        "programme": "decent", "kind": "repair", "fiscal_year": 2026, "area": desk.world.areas["19.01.01."],
        "state": "handed_over", "on": HELD_ON, "name": "นางสมมติ ตัวอย่าง", "amount": Decimal(5000),
        "agency_words": "ผู้ให้",
    }  # fmt: skip
    known = {"organisation": desk.council, "text": text, "drafts": [money], "facts": facts}
    for actor, no in ((desk.world.neighbour, OutOfArea), (desk.world.auditor, NotAllowed)):
        with pytest.raises(no):
            acts.start_house(actor=actor, **known)
    row = acts.start_house(actor=desk.world.secretary, **known)
    assert list(
        Use.everywhere.order_by("pk").values_list("draft", "subject_kind", "subject_id", "title")
    ) == [
        (None, "housing.housingcase", row.pk, "ครัวเรือนที่ 1"),
        (money.pk, "housing.housingcase", row.pk, "ครัวเรือนที่ 1"),
    ]
    uses = queries.uses_of(desk.world.secretary, text)
    assert [one.title for one in queries.records_of(desk.world.secretary, uses)] == ["ครัวเรือนที่ 1"]


def test_a_promise_was_heard_where_its_text_tells_of_one_occasion(desk: Desk) -> None:
    text = desk.take()
    facts = {"actor": desk.world.secretary, "organisation": desk.council, "text": text, "drafts": []}
    told = {"words": "จะซ่อมถนน", "given_on": HELD_ON, "agency_words": "อบต.ทดสอบ"}
    alone = acts.start_promise(facts=told, **facts)
    assert (alone.origin_kind, alone.origin_id) == ("reader.text", text.pk)
    gathering = gathering_of(desk, text, [])
    heard = acts.start_promise(facts={**told, "words": "จะส่งช่าง"}, **facts)
    assert (heard.origin_kind, heard.origin_id) == ("gatherings.gathering", gathering.pk)
    gathering_of(desk, text, [], title="อีกเวทีหนึ่ง")
    unsure = acts.start_promise(facts={**told, "words": "จะส่งทราย"}, **facts)
    assert (unsure.origin_kind, unsure.origin_id) == ("reader.text", text.pk)
    (source,) = queries.sources_of(desk.world.secretary, "followup.promise", heard.pk)
    assert source.text == text


def test_officers_of_one_agency_are_known_by_their_post_of_that_day_and_only_in_sight(desk: Desk) -> None:
    world = desk.world
    office = world.body("agency", "สำนักงานทดสอบจังหวัด", "19.")
    head = add_post(actor=SYSTEM, organisation=office, title="head_of_office")
    officer, member = world.person("นายทดสอบ", path="19."), world.person("สมาชิกทดสอบ")
    appoint(actor=SYSTEM, post=head, person=officer, since=date(2020, 1, 1))
    chair = add_post(actor=SYSTEM, organisation=desk.council, title="chair")
    appoint(actor=SYSTEM, post=chair, person=member, since=date(2020, 1, 1))
    keys = [officer.pk, member.pk]
    assert [(one.person, one.agency) for one in officers_among(world.province, keys, HELD_ON)] == [
        (officer, office.pk)
    ]
    assert officers_among(world.province, keys, date(2019, 1, 1)) == []
    assert officers_among(world.stranger, keys, HELD_ON) == []


def test_what_was_not_accepted_goes_into_no_record(desk: Desk) -> None:
    text = desk.take()
    other = desk.take(desk.world.secretary, words=text.words + "อื่น", title="อื่น")
    for how in ("", "reject"):
        if how:
            desk.decide(text, Kind.DATE, how)
        with pytest.raises(Refused) as no:
            gathering_of(desk, text, [desk.draft(text, Kind.DATE)])
        assert no.value.code == "not_accepted"
    claim = desk.decide(text, Kind.PERSON, "claim")
    with pytest.raises(Refused):
        gathering_of(desk, text, [claim])
    with pytest.raises(OutOfArea):
        gathering_of(desk, text, [desk.decide(other, Kind.DATE, "accept")])
    assert not Gathering.everywhere.exists()
    assert not Use.everywhere.exists()


def test_what_the_room_refuses_is_refused(desk: Desk) -> None:
    text = desk.take()
    with pytest.raises(Refused) as no:
        gathering_of(desk, text, [], title=" ")
    assert no.value.field == "title"
    assert not Use.everywhere.exists()


def test_only_in_one_s_own_books_out_of_one_s_own_texts(desk: Desk) -> None:
    text, world = desk.take(), desk.world
    for actor in (world.neighbour, world.stranger):
        with pytest.raises(OutOfArea):
            gathering_of(desk, text, [], actor)
    for actor in (world.auditor, world.agency, world.collector):
        with pytest.raises(NotAllowed):
            gathering_of(desk, text, [], actor)
    far = desk.take(world.province, path="19.01.02.", title="ข่าวข้างบ้าน")
    with pytest.raises(OutOfArea):
        gathering_of(desk, far, [])


def test_sent_twice_it_is_written_once(desk: Desk) -> None:
    text = desk.take()
    told = {"kind": "forum", "title": "เวทีจากข่าว", "starts_on": HELD_ON, "area": desk.world.areas["19."]}
    facts = {
        "actor": desk.world.secretary,
        "organisation": desk.council,
        "text": text,
        "drafts": [],
        "facts": told,
    }
    first = acts.start_gathering(client_key="k", **facts)
    assert acts.start_gathering(client_key="k", **facts) == first
    assert Use.everywhere.count() == 1


def test_a_fund_out_of_a_text_is_still_its_record_when_two_records_of_it_become_one(desk: Desk) -> None:
    text = desk.take()
    name = desk.decide(text, Kind.ORGANISATION, "accept")
    area = desk.world.areas["19.01.01."]
    made = acts.start_fund(
        actor=desk.world.secretary, area=area, text=text, drafts=[name], facts={"name": "กองทุนทดสอบ"}
    )
    assert (made.kind, made.node.startswith(area.path)) == ("fund", True)
    with pytest.raises(OutOfArea):
        acts.start_fund(actor=desk.world.neighbour, area=area, text=text, drafts=[], facts={"name": "อื่น"})
    with pytest.raises(NotAllowed):
        acts.start_fund(actor=desk.world.collector, area=area, text=text, drafts=[], facts={"name": "อื่น"})
    other = desk.world.body("fund", "กองทุนสวัสดิการชุมชนตำบลปากเพรียว")
    merge_organisations(actor=desk.world.province, stays=other, goes=made)
    assert set(Use.everywhere.values_list("subject_id", flat=True)) == {other.pk}
    assert unlike_history() == []


def test_news_out_of_a_text_is_a_draft_with_its_sources_and_refuses_what_the_room_refuses(desk: Desk) -> None:
    text = desk.take()
    day = desk.decide(text, Kind.DATE, "accept")
    facts = {"title": "เวทีจากข่าว", "words": "คำของเรา", "on": HELD_ON, "area": desk.world.areas["19."]}
    known = {"actor": desk.world.secretary, "organisation": desk.council, "text": text, "drafts": [day]}
    row = acts.start_news(facts=facts, **known)
    assert row.is_draft
    assert {use.draft_id for use in Use.everywhere.all()} == {None, day.pk}
    with pytest.raises(Refused) as no:
        acts.start_news(facts={**facts, "title": "อื่น", "words": "โทร 099-999-9999"}, **known)
    assert no.value.code == "phone"
    assert Use.everywhere.count() == 2


def test_a_link_that_was_taken_back_is_no_occasion_no_written_promise_and_holds_no_text(desk: Desk) -> None:
    first, text = desk.take(), desk.take(words="รับปากว่าจะซ่อมถนน วันที่ 15 มีนาคม 2566", drafts=[])
    gathering = gathering_of(desk, first, [])
    facts = {"actor": desk.world.secretary, "organisation": desk.council, "text": first, "drafts": []}
    told = {"words": "รับปากว่าจะซ่อมถนน", "given_on": HELD_ON, "agency_words": "อบต.ทดสอบ"}
    promise = acts.start_promise(facts=told, **facts)
    for record in (gathering, promise):
        use = cite_record(actor=desk.world.secretary, text=text, record=record)
        take_back_citation(actor=desk.world.secretary, use=use)
    heard = acts.start_promise(facts={**told, "words": "จะส่งช่าง"}, **{**facts, "text": text})
    assert (heard.origin_kind, heard.origin_id) == ("reader.text", text.pk)
    (said,) = offered_in(desk.world.secretary, text, promises_in(text.words, HELD_ON))
    assert said.record is None


def test_a_text_whose_only_link_was_taken_back_may_be_withdrawn(desk: Desk) -> None:
    gathering, text = gathering_of(desk, desk.take(), []), desk.take(words="ข้อความอื่น", drafts=[])
    use = cite_record(actor=desk.world.secretary, text=text, record=gathering)
    with pytest.raises(Refused):
        withdraw_text(actor=desk.world.secretary, text=text, reason="วางผิดเรื่อง")
    take_back_citation(actor=desk.world.secretary, use=use)
    assert withdraw_text(actor=desk.world.secretary, text=text, reason="วางผิดเรื่อง").is_withdrawn
    with pytest.raises(Refused) as no:
        cite_record(actor=desk.world.secretary, text=text, record=gathering)
    assert no.value.code == "withdrawn"
