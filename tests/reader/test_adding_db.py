"""What the rules missed, added by a person: with its words, kept when the text is read again, never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.reader.actions import drafts as deciding
from khabuan.reader.actions import texts
from khabuan.reader.actions.adding import add_draft
from khabuan.reader.models import Draft, Text
from khabuan.reader.queries.texts import accepted_of
from khabuan.reader.rules.adding import BY_HAND, place_among, spans_of
from khabuan.reader.rules.drafts import Drafted, Kind, State
from tests.reader.conftest import Desk, unlike_history

WORDS = "ตำบลปากเพรียวซ่อมบ้าน 9 หลัง\nแล้วซ่อมอีก 9\nหลัง และมี นางสาวทดสอบ ใจงาม ถูกกล่าวหาว่ายักยอกเงิน วันที่ 12 มิถุนายน"
NINE = {"what": "houses", "value": 9, "approx": False}


def take(desk: Desk) -> Text:
    return desk.take(words=WORDS, drafts=[])


def add(desk: Desk, text: Text, kind: Kind, quote: str, **typed: Any) -> Draft:
    made: Draft = add_draft(actor=desk.world.secretary, text=text, kind=kind, quote=quote, typed=typed)
    return made


def refused(desk: Desk, text: Text, kind: str, quote: str, **typed: Any) -> tuple[str, str | None]:
    with pytest.raises(Refused) as no:
        add_draft(actor=desk.world.secretary, text=text, kind=kind, quote=quote, typed=typed)
    return no.value.code, no.value.field


def test_words_are_found_letter_for_letter_with_other_blanks() -> None:
    assert spans_of("9 หลัง 9\n หลัง 9.หลัง", " 9\r\nหลัง ") == [(0, 6), (7, 14)]
    assert spans_of("ก", " ") == spans_of("ก", "ข") == []
    assert place_among([(0, 6), (7, 14)], [(0, 6)]) == (7, 14)
    assert place_among([(0, 6)], [(0, 9)]) == (0, 6)
    assert place_among([], []) is None


def test_it_stands_accepted_on_the_first_words_without_a_mark(desk: Desk) -> None:
    text = take(desk)
    first = add(desk, text, Kind.COUNT, "9 หลัง", **NINE)
    assert (first.state, first.decided_on, first.decided_by, first.why) == (
        State.ACCEPTED, date(2026, 11, 23), desk.world.secretary.title, BY_HAND,
    )  # fmt: skip
    assert (first.start, first.quote) == (WORDS.index("9 หลัง"), "9 หลัง")
    second = add(desk, text, Kind.COUNT, "9 หลัง", **{**NINE, "approx": True})
    assert second.quote == "9\nหลัง"
    assert unlike_history() == []


def test_what_cannot_be_added_is_refused(desk: Desk) -> None:
    text = take(desk)
    add(desk, text, Kind.COUNT, "9 หลัง", **NINE)
    assert refused(desk, text, Kind.COUNT, "8 หลัง", **NINE) == ("not_in_text", "quote")
    assert refused(desk, text, Kind.COUNT, "9 หลัง", **NINE) == ("known", None)
    assert refused(desk, text, Kind.COUNT, "9 หลัง", what="houses") == ("needed", "value")
    assert refused(desk, text, "wedding", "9 หลัง")[0] == "kind_unknown"
    texts.close_text(actor=desk.world.secretary, text=text)
    assert refused(desk, text, Kind.PLACE, "ปากเพรียว", level="tambon", name="ปากเพรียว")[0] == "closed"
    for actor, no in ((desk.world.neighbour, OutOfArea), (desk.world.auditor, NotAllowed)):
        with pytest.raises(no):
            add_draft(actor=actor, text=text, kind=Kind.COUNT, quote="9 หลัง", typed=NINE)


def test_reading_again_keeps_it_and_reads_no_second_one(desk: Desk) -> None:
    text = take(desk)
    made = add(desk, text, Kind.COUNT, "9 หลัง", **NINE)
    same = Drafted(kind=Kind.COUNT, says=NINE, quote=made.quote, start=made.start, end=made.end)
    actor = desk.world.secretary
    for drafts in ([], [same]):
        texts.read_again(actor=actor, text=text, drafts=drafts)
        assert [one.state for one in Draft.everywhere.filter(text=text)] == [State.ACCEPTED]
    deciding.decide(actor=actor, draft=made, how="undo")
    other = replace(same, says={**NINE, "value": 8})
    for drafts in ([], [same, other]):
        texts.read_again(actor=actor, text=text, drafts=drafts)
        made.refresh_from_db()
        assert (made.state, made.why) == (State.WAITING, BY_HAND), "added, so no reading takes it away"
    assert Draft.everywhere.filter(text=text).count() == 2


def test_a_name_beside_words_that_accuse_waits(desk: Desk) -> None:
    text = take(desk)
    made = add(desk, text, Kind.PERSON, "นางสาวทดสอบ ใจงาม", title="นางสาว", name="ทดสอบ ใจงาม")
    assert (made.state, made.is_accusation, made.decided_on) == (State.WAITING, True, None)


def test_a_sum_beside_words_that_accuse_goes_into_no_record(desk: Desk) -> None:
    text = desk.take(words="กล่าวหาว่ายักยอกเงิน ๙๐๐", drafts=[])
    made = add(desk, text, Kind.MONEY, "๙๐๐", baht=900)
    assert (made.state, made.says["alleged"]) == (State.ACCEPTED, True)
    assert accepted_of(desk.world.secretary, text) == []


def test_a_day_added_as_the_main_one_takes_that_from_others(desk: Desk) -> None:
    says = {"start": "2023-03-15", "end": None, "certain": True, "main": True}
    read = Drafted(kind=Kind.DATE, says=says, quote="ตำบล", start=0, end=4)
    text = desk.take(words=WORDS, drafts=[read])
    made = add(desk, text, Kind.DATE, "12 มิถุนายน", start=date(2023, 6, 12), end=None, main=True)
    assert made.says == {"start": "2023-06-12", "end": None, "certain": True, "main": True}
    assert Draft.everywhere.get(text=text, quote="ตำบล").says["main"] is False
