"""The history of a text: who said what of which draft, what came out of it, and nobody's name who is only accused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from khabuan.core.errors import NotAllowed, OutOfArea
from khabuan.reader.actions import drafts as deciding
from khabuan.reader.actions.same import judge_same
from khabuan.reader.actions.starting import start_gathering
from khabuan.reader.actions.texts import read_again
from khabuan.reader.models import Draft, Text
from khabuan.reader.queries.history import inside_of
from khabuan.reader.rules.drafts import Kind
from khabuan.registry.queries.history import HistoryLine, history_of
from tests.cast_reader import drafted
from tests.reader.conftest import Desk


def told(desk: Desk, text: Text, **facts: Any) -> list[HistoryLine]:
    """The newest first."""
    reader = desk.world.secretary
    return history_of(reader, text, inside=inside_of(reader, text), **facts)


def fields(line: HistoryLine) -> list[tuple[str, str, str, str]]:
    return [(title, one.field, str(one.old), str(one.new)) for title, diffs in line.diffs for one in diffs]


def test_each_decision_stands_with_its_draft_and_who_made_it(desk: Desk) -> None:
    text = desk.take()
    desk.decide(text, Kind.DATE, "accept")
    desk.decide(text, Kind.MONEY, "change", typed={"baht": 6000, "approx": False}, source="ใบเสร็จ")
    money, day, _born = told(desk, text)
    assert (day.who, fields(day)) == (
        desk.world.secretary.title, [("วัน: 15 มีนาคม 2566", "state", "รอตัดสิน", "ยอมรับแล้ว")],
    )  # fmt: skip
    assert fields(money) == [
        ("เงิน: 5,000 บาท", "state", "รอตัดสิน", "แก้แล้ว"),
        ("เงิน: 5,000 บาท", "says", "5,000 บาท", "6,000 บาท"),
        ("เงิน: 5,000 บาท", "source", "", "ใบเสร็จ"),
    ]


def test_whom_it_means_is_told_by_title(desk: Desk) -> None:
    text, areas = desk.take(), desk.world.areas
    draft = desk.draft(text, Kind.PLACE)
    deciding.link(actor=desk.world.secretary, draft=draft, area=areas["19.01.02."])
    assert [one[1:] for one in fields(told(desk, text)[0])] == [
        ("state", "รอตัดสิน", "ยอมรับแล้ว"), ("subject", "ต.ปากเพรียว", "ต.ดาวเรือง"),
    ]  # fmt: skip
    deciding.link(actor=desk.world.secretary, draft=desk.draft(text, Kind.PERSON))
    assert fields(told(desk, text)[0])[0][1:] == ("subject", "", "ไม่ได้หมายถึงใครหรืออะไรในทะเบียน")


def test_many_at_once_are_told_in_one_line_and_reading_again_repeats_none(desk: Desk) -> None:
    text = desk.take()
    deciding.accept_certain(actor=desk.world.secretary, text=text)
    read_again(actor=desk.world.secretary, text=text, drafts=drafted()[:2])
    again, at_once, _born = told(desk, text)
    ((_title, field, _old, new),) = fields(at_once)
    assert field == "accepted"
    assert "15 มีนาคม 2566 · " in new
    assert {name for _title, name, _old, _new in fields(again)} <= {"read_at"}


def test_records_out_of_it_are_told_with_the_words_that_gave_them_values(desk: Desk) -> None:
    text = desk.take()
    day = desk.decide(text, Kind.DATE, "accept")
    start_gathering(
        actor=desk.world.secretary, organisation=desk.council, text=text, drafts=[Draft.everywhere.get(pk=day.pk)],
        facts={"kind": "forum", "title": "เวทีจากข่าว", "starts_on": date(2023, 3, 15), "area": text.area},
    )  # fmt: skip
    ((_, _, _, record), (_, _, _, words)) = fields(told(desk, text)[0])
    assert "เวทีจากข่าว" in record
    assert words == "15 มีนาคม 2566"


def test_a_verdict_about_two_texts_stands_in_the_history_of_both(desk: Desk) -> None:
    text, other = desk.take(), desk.take(words="ข่าวอื่น", title="ข่าวอื่น")
    judge_same(actor=desk.world.secretary, text=text, other=other, verdict="same")
    assert fields(told(desk, text)[0]) == [("ข่าวอื่น", "verdict", "", "เรื่องเดียวกัน")]
    assert fields(told(desk, other)[0]) == [(text.title, "verdict", "", "เรื่องเดียวกัน")]


def test_who_is_only_accused_is_not_named(desk: Desk) -> None:
    text = desk.take()
    name = desk.draft(text, Kind.PERSON).says["name"]
    deciding.accept_certain(actor=desk.world.secretary, text=text)
    assert name in str(told(desk, text)), "accepted by then"
    desk.decide(text, Kind.PERSON, "claim")
    line = told(desk, text)[0]
    assert name not in str(told(desk, text))
    assert fields(line)[0][3] == "เก็บเป็นข้อกล่าวหา"


def test_a_page_goes_on_where_the_one_before_ended(desk: Desk) -> None:
    text = desk.take()
    for how in ("accept", "undo", "reject"):
        desk.decide(text, Kind.COUNT, how)
    whole = told(desk, text)
    assert [one.key for one in told(desk, text, limit=2, before=whole[1].key)] == [
        one.key for one in whole[2:]
    ]


def test_the_history_is_for_who_reads_the_text(desk: Desk) -> None:
    text = desk.take()
    for actor, no in ((desk.world.stranger, OutOfArea), (desk.world.agency, (OutOfArea, NotAllowed))):
        with pytest.raises(no):
            history_of(actor, text, inside=inside_of(actor, text))
