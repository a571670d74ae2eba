"""The timeline of a place out of what was confirmed, and texts that tell of one event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.reader.actions import drafts as acts
from khabuan.reader.actions.same import judge_same
from khabuan.reader.models import SameEvent, Text
from khabuan.reader.queries.same import likenesses
from khabuan.reader.queries.timeline import timeline_of, told_of
from khabuan.reader.rules.alike import Sign
from khabuan.reader.rules.drafts import Kind
from khabuan.reader.rules.timeline import Verdict
from tests.cast_reader import WORDS, drafted
from tests.reader.conftest import SYSTEM, Desk, unlike_history


def told_on(start: str, words: str = WORDS) -> list[Any]:
    """The drafts of the usual text, its day another one."""

    made = drafted(words)
    return [replace(one, says={**one.says, "start": start}) if one.kind is Kind.DATE else one for one in made]


def again(desk: Desk, number: int, start: str = "2023-03-15", **facts: Any) -> Text:
    words = f"{WORDS}{number}"
    return desk.take(
        actor=SYSTEM, words=words, drafts=told_on(start, words), title=f"เรื่องที่ {number}", **facts
    )


def test_only_what_was_confirmed_stands_on_it(desk: Desk) -> None:
    text, area = desk.take(), desk.world.areas["19."]
    found = timeline_of(desk.world.province, area)
    assert (found.dated, found.undated, found.years) == ([], [text.pk], [])
    desk.decide(text, Kind.DATE, "accept")
    desk.decide(text, Kind.COUNT, "accept")
    desk.decide(text, Kind.MONEY, "reject")
    found = timeline_of(desk.world.province, area)
    assert [(key, day.start) for key, day in found.dated] == [(text.pk, date(2023, 3, 15))]
    assert found.years == [2023]
    (told,) = told_of(desk.world.province, found.dated)
    assert {kind: [one.quote for one in rows] for kind, rows in told.drafts.items()} == {"count": ["146 คน"]}


def test_a_day_that_was_corrected_counts_as_corrected(desk: Desk) -> None:
    text = desk.take()
    desk.decide(text, Kind.DATE, "change", typed={"start": date(2024, 5, 1)})
    found = timeline_of(desk.world.province, desk.world.areas["19."])
    assert [day.start for _key, day in found.dated] == [date(2024, 5, 1)]
    assert timeline_of(desk.world.province, desk.world.areas["19."], 2023).dated == []
    assert timeline_of(desk.world.province, desk.world.areas["19."], 2024).years == [2024]


def test_the_newest_day_is_first(desk: Desk) -> None:
    first, second = again(desk, 1), again(desk, 2, "2024-01-05")
    for text in (second, first):
        desk.decide(text, Kind.DATE, "accept")
    found = timeline_of(desk.world.province, desk.world.areas["19."])
    assert [key for key, _day in found.dated] == [second.pk, first.pk]


def test_who_is_accused_is_named_nowhere_on_it(desk: Desk) -> None:
    text = desk.take(title="นายกรรมการทดสอบ หนึ่ง ถูกร้องเรียน")
    desk.decide(text, Kind.DATE, "accept")
    desk.decide(text, Kind.PERSON, "claim")
    found = timeline_of(desk.world.province, desk.world.areas["19."])
    (told,) = told_of(desk.world.province, found.dated)
    assert told.title == "ข้อความที่มีข้อกล่าวหา"
    assert Kind.PERSON not in told.drafts


def test_a_text_whose_title_accuses_tells_no_figures_on_it(desk: Desk) -> None:
    for title, shown in (("ร้องตรวจสอบกลุ่ม อ้างเงินหาย", False), ("ประชุมกลุ่ม", True)):
        text = desk.take(title=title, words=f"{title}\n{WORDS}", drafts=drafted(WORDS))
        for kind in (Kind.DATE, Kind.COUNT):
            desk.decide(text, kind, "accept")
        found = timeline_of(desk.world.province, desk.world.areas["19."])
        told = {one.text.pk: one for one in told_of(desk.world.province, found.dated)}
        assert (Kind.COUNT in told[text.pk].drafts) is shown


def test_who_is_only_accused_is_left_out_of_a_title_that_accuses_nobody(desk: Desk) -> None:
    text = desk.take(title="นายกรรมการทดสอบ หนึ่ง พบสมาชิก")
    desk.decide(text, Kind.DATE, "accept")
    desk.decide(text, Kind.PERSON, "claim")
    (told,) = told_of(desk.world.province, timeline_of(desk.world.province, desk.world.areas["19."]).dated)
    assert told.title == "– พบสมาชิก"


def test_a_text_in_the_province_s_book_stands_on_the_timeline_of_the_tambon_that_was_confirmed(
    desk: Desk,
) -> None:
    text = desk.take(actor=SYSTEM, path="19.")
    tambon = desk.world.areas["19.01.02."]
    desk.decide(text, Kind.DATE, "accept", SYSTEM)
    assert timeline_of(desk.world.province, tambon).dated == []
    acts.link(actor=SYSTEM, draft=desk.draft(text, Kind.PLACE), area=tambon)
    assert len(timeline_of(desk.world.province, tambon).dated) == 1
    assert timeline_of(desk.world.neighbour, tambon).dated == [], (
        "the province's book is not the tambon's to read"
    )
    assert timeline_of(desk.world.stranger, tambon).dated == []


def alike(actor: Any, text: Text) -> list[tuple[int, list[str], str]]:
    found = likenesses(actor, [text]).get(text.pk, [])
    return [(one.text.pk, [why.words for why in one.reasons if why.words], one.verdict) for one in found]


def test_near_days_and_a_shared_place_or_body_make_texts_alike_both_ways(desk: Desk) -> None:
    first, second, later = again(desk, 1), again(desk, 2, "2023-03-16"), again(desk, 3, "2023-03-18")
    told = alike(desk.world.secretary, first)
    assert [key for key, _shared, _verdict in told] == [second.pk]
    assert told[0][1][:2] == ["ต.ทดสอบ", "กองทุนทดสอบ ก"]
    assert {"146 คน", "5,000 บาท"} < set(told[0][1])
    assert [key for key, *_rest in alike(desk.world.secretary, second)] == [first.pk]
    assert alike(desk.world.secretary, later) == []


def test_what_was_said_not_to_be_so_makes_nothing_alike(desk: Desk) -> None:
    first, second = again(desk, 1), again(desk, 2)
    desk.decide(second, Kind.PLACE, "reject")
    assert alike(desk.world.secretary, first)[0][1][0] == "กองทุนทดสอบ ก"
    desk.decide(second, Kind.ORGANISATION, "reject")
    assert "146 คน" in alike(desk.world.secretary, first)[0][1], "two exact things are left"
    for kind in (Kind.COUNT, Kind.MONEY, Kind.MEETING):
        desk.decide(second, kind, "reject")
    desk.decide(second, Kind.PERSON, "claim")
    assert alike(desk.world.secretary, first) == []


def test_a_text_without_a_day_is_compared_by_the_day_of_its_publishing(desk: Desk) -> None:
    first = again(desk, 1)
    second = again(desk, 2, "--03-15", published_on=date(2023, 3, 16))
    later = again(desk, 3, "--03-15", published_on=date(2023, 3, 20))
    assert [key for key, *_rest in alike(desk.world.secretary, first)] == [second.pk]
    assert [key for key, *_rest in alike(desk.world.secretary, second)] == [first.pk]
    assert alike(desk.world.secretary, later) == []


def test_the_likest_stands_first_with_its_reasons_and_points(desk: Desk) -> None:
    first, less, most = again(desk, 1), again(desk, 2), again(desk, 3)
    for kind in (Kind.MONEY, Kind.COUNT, Kind.MEETING, Kind.ORGANISATION):
        desk.decide(less, kind, "reject")
    found = likenesses(desk.world.secretary, [first])[first.pk]
    assert [one.text.pk for one in found] == [most.pk, less.pk]
    assert [(one.sign, one.points) for one in found[1].reasons] == [
        (Sign.DAY, 30), (Sign.PLACE, 25), (Sign.PERSON, 15), (Sign.PROGRAMME, 5),
    ]  # fmt: skip
    assert (found[0].points, found[1].points) == (100, 75)


def test_a_place_that_a_person_put_right_counts_as_put_right(desk: Desk) -> None:
    first, second = again(desk, 1), again(desk, 2)
    acts.link(actor=SYSTEM, draft=desk.draft(second, Kind.PLACE), area=desk.world.areas["19.01."])
    (found,) = likenesses(desk.world.secretary, [first])[first.pk]
    assert found.reasons[1].sign == Sign.WITHIN
    acts.link(actor=SYSTEM, draft=desk.draft(second, Kind.PLACE), area=desk.world.areas["19.01.02."])
    (found,) = likenesses(desk.world.secretary, [first])[first.pk]
    assert found.reasons[1].sign == Sign.OTHER_PLACE


def test_another_meeting_of_one_day_is_another_event(desk: Desk) -> None:
    first, second = again(desk, 1), again(desk, 2)
    desk.decide(second, Kind.MEETING, "change", typed={"number": 2, "be": 2566})
    assert alike(desk.world.secretary, first) == []


def test_any_two_texts_are_the_same_when_a_person_says_so(desk: Desk) -> None:
    first, far = again(desk, 1), again(desk, 2, "2020-01-01")
    assert alike(desk.world.secretary, first) == []
    judge_same(actor=desk.world.secretary, text=first, other=far, verdict=Verdict.SAME)
    assert alike(desk.world.secretary, first) == [(far.pk, [], Verdict.SAME)]
    assert alike(desk.world.secretary, far) == [(first.pk, [], Verdict.SAME)]


def test_nothing_out_of_sight_or_of_another_province_is_alike(desk: Desk) -> None:
    first, below = again(desk, 1), again(desk, 2, path="19.01.02.")
    again(desk, 3, path="33.01.01." if "33.01.01." in desk.world.areas else "33.")
    assert alike(desk.world.secretary, first) == []
    assert [key for key, *_rest in alike(desk.world.province, first)] == [below.pk]
    assert [key for key, *_rest in alike(desk.world.nation, first)] == [below.pk]


def test_a_person_says_which_it_is_and_takes_it_back(desk: Desk) -> None:
    first, second = again(desk, 1), again(desk, 2)
    for verdict in (Verdict.SAME, Verdict.OTHER, Verdict.OPEN, Verdict.SAME):
        judge_same(actor=desk.world.secretary, text=second, other=first, verdict=verdict)
        assert [one[2] for one in alike(desk.world.secretary, first)] == [verdict]
        assert [one[2] for one in alike(desk.world.secretary, second)] == [verdict]
    row = SameEvent.everywhere.get()
    assert (row.text, row.other) == (first, second)
    assert unlike_history() == []


def test_who_may_say_so(desk: Desk) -> None:
    first, second = again(desk, 1), again(desk, 2)
    beyond = again(desk, 3, path="19.01.02.")
    for actor, no in (
        (desk.world.auditor, NotAllowed),
        (desk.world.stranger, OutOfArea),
        (desk.world.neighbour, OutOfArea),
    ):
        with pytest.raises(no):
            judge_same(actor=actor, text=first, other=second, verdict="same")
    with pytest.raises(OutOfArea):
        judge_same(actor=desk.world.secretary, text=first, other=beyond, verdict="same")
    for other, verdict in ((first, "same"), (second, "maybe")):
        with pytest.raises(Refused):
            judge_same(actor=desk.world.secretary, text=first, other=other, verdict=verdict)
    assert not SameEvent.everywhere.exists()


def test_the_number_of_queries_does_not_grow(desk: Desk, django_assert_max_num_queries: Any) -> None:
    texts = [again(desk, number) for number in range(6)]

    with django_assert_max_num_queries(8):
        found = likenesses(desk.world.secretary, texts)
    assert {len(some) for some in found.values()} == {5}
