"""Texts are brought in, seen by who reads persons at their place, and read again without touching what was decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from khabuan.access.actor import Actor
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.reader import work
from khabuan.reader.actions import texts
from khabuan.reader.models import Draft, Text
from khabuan.reader.queries import texts as queries
from khabuan.reader.rules.drafts import Kind, State
from tests.cast_reader import WORDS, drafted
from tests.reader.conftest import SYSTEM, Desk, unlike_history


def refused(act: Any, /, **facts: Any) -> tuple[str, str | None]:
    with pytest.raises(Refused) as no:
        act(**facts)
    return no.value.code, no.value.field


def test_it_is_read_by_who_reads_persons_there_and_by_nobody_else(desk: Desk) -> None:
    text, world = desk.take(), desk.world
    for actor in (world.secretary, world.province, world.nation, world.auditor, world.collector):
        assert list(Text.objects.visible_to(actor)) == [text]
        assert Draft.objects.visible_to(actor).count() == 10
    for actor in (Actor.public(), world.agency, world.neighbour, world.stranger):
        assert not Text.objects.visible_to(actor).exists()
        assert not Draft.objects.visible_to(actor).exists()
    assert unlike_history() == []


def test_offices_of_the_place_bring_in_and_others_do_not(desk: Desk) -> None:
    world = desk.world
    desk.take(world.province)
    for actor in (world.neighbour, world.stranger):
        with pytest.raises(OutOfArea):
            desk.take(actor, words=WORDS + "อื่น")
    for actor in (world.auditor, world.agency, world.collector):
        with pytest.raises(NotAllowed):
            desk.take(actor, words=WORDS + "อื่น")


def test_the_same_text_is_taken_once_in_a_place_and_in_another_place_too(desk: Desk) -> None:
    desk.take()
    assert refused(desk.take) == ("text_known", "words")
    assert desk.take(desk.world.province, path="19.01.02.").area.path == "19.01.02."
    assert Text.everywhere.count() == 2


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"words": "  "}, "empty", "words"),
        ({"words": "ก" * 200_001}, "too_long", "words"),
        ({"words": "ก\0ข"}, "binary", "words"),
        ({"kind": "poem"}, "kind_unknown", "kind"),
        ({"published_on": date(2027, 1, 1)}, "to_come", "published_on"),
    ],
)
def test_what_cannot_be_taken_says_why(desk: Desk, facts: dict[str, Any], code: str, field: str) -> None:
    facts = {**facts, "drafts": []}
    assert refused(desk.take, **facts) == (code, field)
    assert not Text.everywhere.exists()


def test_it_is_read_by_the_rules_before_it_is_written(desk: Desk) -> None:
    words = "ที่ศาลาวัด ตำบลปากเพรียว อำเภอเมืองสระบุรี จังหวัดสระบุรี วันที่ 15 มีนาคม 2566 มีผู้ร่วม 146 คน ใช้เงิน 5,000 บาท"
    text = work.take_in(actor=desk.world.secretary, area=desk.world.areas["19.01.01."], words=words + "\r\n")
    assert text.title.startswith("ที่ศาลาวัด")
    said = {one.kind: one for one in Draft.everywhere.filter(text=text)}
    assert said["date"].facts["start"] == "2023-03-15"
    assert said["money"].facts["baht"] == 5000
    assert all(text.words[one.start : one.end] == one.quote for one in said.values())
    tambon = next(
        one for one in Draft.everywhere.filter(text=text, kind="place") if one.facts["level"] == "tambon"
    )
    assert (tambon.subject_kind, tambon.subject_id) == ("places.area", desk.world.areas["19.01.01."].pk)


def test_the_day_of_publishing_gives_the_year_that_a_text_leaves_out(desk: Desk) -> None:
    words = "เช้าวันที่ 12 มิถุนายน ส่งมอบบ้าน 3 หลัง ที่ตำบลปากเพรียว"
    facts = {"actor": desk.world.secretary, "area": desk.world.areas["19.01.01."]}
    for published_on, start in ((date(2026, 6, 13), "2026-06-12"), (None, "--06-12")):
        text = work.take_in(words=words, published_on=published_on, **facts)
        (day,) = Draft.everywhere.filter(text=text, kind="date")
        assert (day.facts["start"], day.is_certain) == (start, False)
        words += " จบ"


def test_reading_again_leaves_what_was_decided_renews_what_waits_and_adds_what_is_new(desk: Desk) -> None:
    text = desk.take()
    desk.decide(text, Kind.DATE, "accept")
    desk.decide(text, Kind.COUNT, "change", typed={"what": "people", "value": 150})
    desk.decide(text, Kind.MONEY, "reject")
    before = {one.pk: (one.state, one.changed) for one in Draft.everywhere.filter(text=text)}
    person, gone = desk.draft(text, Kind.PERSON), desk.draft(text, Kind.YEAR)
    now = [replace(one, why="a better rule") for one in drafted() if one.kind is not Kind.YEAR]
    now.append(replace(now[0], says={**now[0].says, "end": "2023-03-16"}))
    work_again(text, now)
    after = {one.pk: (one.state, one.changed) for one in Draft.everywhere.filter(text=text)}
    assert {key: after[key] for key in before if key not in {person.pk, gone.pk}} == {
        key: said for key, said in before.items() if key not in {person.pk, gone.pk}
    }
    person.refresh_from_db()
    gone.refresh_from_db()
    assert (person.state, person.why) == (State.WAITING, "a better rule")
    assert gone.state == State.GONE
    assert len(after) == len(before) + 1
    assert gone not in queries.drafts_of(SYSTEM, text)
    work_again(text, drafted())
    gone.refresh_from_db()
    assert gone.state == State.WAITING
    assert unlike_history() == []


def work_again(text: Text, now: list[Any]) -> None:
    texts.read_again(actor=SYSTEM, text=text, drafts=now)


def test_reading_the_same_again_changes_no_draft(desk: Desk) -> None:
    text = desk.take()
    desk.decide(text, Kind.PERSON, "claim")
    before = list(Draft.everywhere.filter(text=text).order_by("pk").values())
    work_again(text, drafted())
    assert list(Draft.everywhere.filter(text=text).order_by("pk").values()) == before


def test_a_closed_text_is_neither_read_again_nor_decided_until_it_is_opened(desk: Desk) -> None:
    text = desk.take()
    texts.close_text(actor=desk.world.secretary, text=text)
    assert refused(texts.read_again, actor=SYSTEM, text=text, drafts=[])[0] == "closed"
    assert refused(desk.decide, text=text, kind=Kind.DATE, how="accept")[0] == "closed"
    texts.reopen_text(actor=desk.world.secretary, text=text)
    assert desk.decide(text, Kind.DATE, "accept").state == State.ACCEPTED


def test_lists_are_narrowed_by_state_sort_and_words(desk: Desk) -> None:
    text, area = desk.take(), desk.world.areas["19."]
    done = desk.take(words="ไม่มีอะไร", drafts=[], title="รายงานประชุมทดสอบ", kind="minutes")

    def listed(**wanted: str) -> list[Text]:
        return list(queries.texts_in(desk.world.province, area, queries.Wanted(**wanted)))

    assert listed() == [done, text]
    assert listed(state="open") == [text]
    assert listed(state="done") == [done]
    assert listed(kind="minutes") == [done]
    assert listed(words="ข่าวทดส") == [text]
    assert listed(words="ไม่มีคำนี้") == []
    told = queries.progress_of(SYSTEM, [text, done])
    assert (told[text.pk].total, told[text.pk].waiting, done.pk in told) == (10, 10, False)


def test_a_sum_that_was_accepted_is_alleged_when_reading_again_sees_words_that_accuse(desk: Desk) -> None:
    text = desk.take()
    desk.decide(text, Kind.MONEY, "accept")
    desk.decide(text, Kind.COUNT, "accept")
    alleged = [
        replace(one, says={**one.says, "alleged": True}) if one.kind is Kind.MONEY else one
        for one in drafted()
    ]
    for _again in range(2):
        texts.read_again(actor=desk.world.secretary, text=text, drafts=alleged)
    money = desk.draft(text, Kind.MONEY)
    assert (money.state, money.says["baht"], money.says["alleged"]) == (State.ACCEPTED, 5000, True)
    assert [one.kind for one in queries.accepted_of(SYSTEM, text)] == [Kind.COUNT]
    assert unlike_history() == []
