"""Many texts at once: each is taken once, what cannot be is told, a stop half-way goes on where it was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from khabuan.access.actor import Actor
from khabuan.core import clock, offers
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.core.held import STILL
from khabuan.files import blobs
from khabuan.reader import piling, tasks
from khabuan.reader.actions import carrying
from khabuan.reader.actions import piles as actions
from khabuan.reader.models import Draft, LeftOut, Pile, Text
from khabuan.reader.pile_words import LEFT_OUT, left_out
from khabuan.reader.piled import piled
from khabuan.reader.rules.piles import PileState, Unread
from khabuan.reader.rules.texts import Doubt
from khabuan.registry.actions.people import add_person
from tests.reader.conftest import SYSTEM, TAMBON, Desk, unlike_history

KNOWN = "ข่าวที่มีอยู่แล้ว วันที่ 1 มีนาคม 2566"
NEWS = [f"ข่าวทดสอบ {n} วันที่ {n} มีนาคม 2566 มีผู้ร่วม {n + 10} คน" for n in range(1, 8)]


def table(*rows: tuple[str, str, str]) -> bytes:
    return "\n".join(["ข้อความ,หัวข้อ,วันที่", *(",".join(row) for row in rows)]).encode()


GOOD = table(*((words, f"หัวข้อ {at}", "15/3/2566") for at, words in enumerate(NEWS, start=1)))


def bring(desk: Desk, content: bytes = GOOD, actor: Actor | None = None, path: str = TAMBON) -> Pile:
    return piling.take_in(
        actor=actor or desk.world.secretary, area=desk.world.areas[path], file_name="ข่าวปีก่อน.csv", content=content
    )  # fmt: skip


def go_on(desk: Desk, pile: Pile) -> Pile:
    """As the worker does it, with the row as it is by now."""
    return piling.read_on(
        desk.world.secretary, Pile.everywhere.select_related("area", "blob").get(pk=pile.pk)
    )


def left(pile: Pile) -> list[tuple[int, str, str]]:
    rows = LeftOut.everywhere.filter(pile=pile).order_by("number")
    return [(row.number, row.name, left_out(row)) for row in rows.select_related("known")]


def test_each_text_goes_in_by_the_ordinary_act_with_what_the_row_says(desk: Desk) -> None:
    pile = bring(desk)
    assert (pile.state, pile.total, pile.done) == (PileState.WAITING, 7, 0), "the worker has it"
    pile = go_on(desk, pile)
    assert (pile.state, pile.done, pile.taken, pile.left_out) == (PileState.DONE, 7, 7, 0)
    first = Text.everywhere.get(title="หัวข้อ 1")
    assert (first.words, first.published_on, first.area) == (NEWS[0], date(2023, 3, 15), pile.area)
    assert first.by_seat == desk.world.secretary.seat_id
    assert Draft.everywhere.filter(text=first, kind="date").exists()
    assert unlike_history() == []


def test_a_text_is_of_the_sort_that_its_row_says_else_of_that_of_the_file(desk: Desk) -> None:
    content = f"ข้อความ,หัวข้อ,ประเภท\n{NEWS[0]},หนึ่ง,รายงานการประชุม\n{NEWS[1]},สอง,เพลง".encode()
    facts = {"area": desk.world.areas[TAMBON], "file_name": "ข่าว.csv", "content": content, "kind": "other"}
    pile = piling.take_in(actor=desk.world.secretary, **facts)
    assert dict(Text.everywhere.filter(area=pile.area).values_list("title", "kind")) == {
        "หนึ่ง": "minutes", "สอง": "other",
    }  # fmt: skip


def test_what_cannot_be_taken_is_told_by_name_and_the_rest_goes_in(desk: Desk) -> None:
    known = desk.take(words=KNOWN, title="เรื่องเดิม")
    pile = bring(
        desk,
        table(
            (KNOWN, "ซ้ำ", ""), ("", "ว่าง", ""), ("ÊÀÒÍ§¤ì¡ÃªØÁª¹", "เพี้ยน", ""), (NEWS[0], "ดี", ""),
            (NEWS[1], "วันหน้า", "15/3/2599"),
        ),
    )  # fmt: skip
    assert (pile.state, pile.done, pile.taken) == (PileState.DONE, 5, 1), "few are read at once"
    told = {name: why for _number, name, why in left(pile)}
    assert told.keys() == {"ซ้ำ", "ว่าง", "เพี้ยน", "วันหน้า"}
    assert "เรื่องเดิม" in told["ซ้ำ"]
    assert "เพี้ยน" in told["เพี้ยน"]
    assert LeftOut.everywhere.get(name="ซ้ำ").known == known
    with translation.override("en"):
        assert {name: why for _number, name, why in left(pile)}["เพี้ยน"].startswith(
            "The letters came out garbled"
        )
    assert Text.everywhere.filter(title="ดี").count() == 1
    assert unlike_history() == []


def test_what_was_left_out_before_there_were_codes_is_read_as_it_was_written() -> None:
    assert left_out(LeftOut(why="ไม่มีข้อความในนี้")) == "ไม่มีข้อความในนี้"


def test_each_refusal_of_a_text_has_its_sentence() -> None:
    assert {*Unread, *Doubt, "to_come", "text_known"} == LEFT_OUT.keys()


def test_the_same_text_twice_in_a_file_is_one_text(desk: Desk) -> None:
    pile = bring(desk, table((NEWS[0], "ก", ""), (NEWS[0], "ข", "")))
    assert (pile.taken, [row[1] for row in left(pile)]) == (1, ["ข"])


def test_a_stop_half_way_goes_on_where_it_was_and_takes_each_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    pile, take = bring(desk), actions.take_from_pile

    def stopping(**facts: Any) -> bool:
        if facts["number"] == 3:
            raise KeyboardInterrupt
        return take(**facts)

    monkeypatch.setattr(actions, "take_from_pile", stopping)
    with pytest.raises(KeyboardInterrupt):
        go_on(desk, pile)
    monkeypatch.undo()
    pile.refresh_from_db()
    assert (pile.state, pile.done, pile.taken) == (PileState.READING, 3, 3)
    assert go_on(desk, pile).done == 3, "the worker may be alive"
    tasks.take_up_again()
    pile = go_on(desk, pile)
    assert (pile.state, pile.done, pile.taken) == (PileState.DONE, 7, 7)
    assert Text.everywhere.filter(title__startswith="หัวข้อ").count() == 7
    assert go_on(desk, pile).taken == 7


def test_the_worker_acts_from_the_seat_that_brought_it_in(desk: Desk) -> None:
    mine = bring(desk, actor=SYSTEM)
    tasks.read_pile.func(str(mine.pk))
    mine.refresh_from_db()
    assert mine.state == PileState.DONE


def stopped(desk: Desk) -> Pile:
    """A pile of which three texts were read before its seat ended (this world has no seat of its number)."""
    pile = bring(desk)
    assert actions.take_over(actor=desk.world.secretary, pile=pile)
    for number, one in enumerate(piled(GOOD, "ข่าว.csv", today=clock.today())[:3]):
        facts: dict[str, Any] = {"number": number, "one": one, "words": one.words, "drafts": []}
        actions.take_from_pile(actor=desk.world.secretary, pile=pile, **facts)
    tasks.read_pile.func(str(pile.pk))
    pile.refresh_from_db()
    return pile


def test_a_pile_whose_seat_has_ended_stops_and_is_work_for_who_may_take_it_over(desk: Desk) -> None:
    pile, world = stopped(desk), desk.world
    assert (pile.state, pile.done) == (PileState.STOPPED, 3)
    assert not actions.take_over(actor=SYSTEM, pile=pile), "no worker takes it by itself"
    tasks.take_up_again()
    pile.refresh_from_db()
    assert pile.state == PileState.STOPPED
    source = offers.duty_sources["reader.pile"]
    for actor, count in ((world.secretary, 1), (world.province, 1), (world.stranger, 0), (world.auditor, 0)):
        due = source.due(actor, clock.today(), 5)
        assert (source.count(actor, clock.today()), [one.path for one in due]) == (
            count, [pile.get_absolute_url()] * count,
        )  # fmt: skip
    assert unlike_history() == []


def test_who_takes_it_over_goes_on_where_it_was_in_their_own_name(desk: Desk) -> None:
    pile, world = stopped(desk), desk.world
    for actor, no in ((world.stranger, OutOfArea), (world.auditor, NotAllowed)):
        with pytest.raises(no):
            actions.go_on(actor=actor, pile=pile)
    pile = actions.go_on(actor=world.province, pile=pile)
    assert (pile.state, pile.by_seat, pile.by_title) == (
        PileState.WAITING, world.province.seat_id, world.province.title,
    )  # fmt: skip
    pile = piling.read_on(world.province, pile)
    assert (pile.state, pile.done, pile.taken) == (PileState.DONE, 7, 7)
    by = Text.everywhere.filter(title__startswith="หัวข้อ").order_by("pk").values_list("by_seat", flat=True)
    assert list(by) == [world.secretary.seat_id] * 3 + [world.province.seat_id] * 4
    assert offers.duty_sources["reader.pile"].count(world.province, clock.today()) == 0
    assert unlike_history() == []


def test_two_workers_pass_no_text_twice(desk: Desk) -> None:
    pile = bring(desk)
    assert actions.take_over(actor=SYSTEM, pile=pile)
    one = piled(GOOD, "ข่าว.csv", today=clock.today())[0]
    facts: dict[str, Any] = {"actor": SYSTEM, "number": 0, "one": one, "words": one.words, "drafts": []}
    assert actions.take_from_pile(pile=Pile.everywhere.get(pk=pile.pk), **facts)
    assert not actions.take_from_pile(pile=pile, **facts)
    assert Text.everywhere.filter(title="หัวข้อ 1").count() == 1


def test_the_file_is_sealed_and_gone_when_it_is_read(desk: Desk) -> None:
    pile = bring(desk)
    path = blobs.path_of(pile.blob.sha256)
    assert NEWS[0].encode() not in path.read_bytes()
    go_on(desk, pile)
    assert not path.exists()


def test_who_may_bring_in_and_see(desk: Desk) -> None:
    world = desk.world
    with pytest.raises(OutOfArea):
        bring(desk, actor=world.stranger)
    with pytest.raises(NotAllowed):
        bring(desk, actor=world.auditor)
    pile = bring(desk)
    for actor, seen in (
        (world.secretary, True),
        (world.province, True),
        (world.stranger, False),
        (world.auditor, False),
    ):
        assert Pile.objects.visible_to(actor).filter(pk=pile.pk).exists() is seen


def test_a_file_that_is_no_pile_is_refused_beside_its_box(desk: Desk) -> None:
    for content in (b"PK\x03\x04x", "ชื่อ,อายุ\nก,2".encode()):
        with pytest.raises(Refused) as no:
            bring(desk, content)
        assert no.value.field == "file"
    assert not Pile.everywhere.exists()


def test_who_brought_it_in_may_have_it_go_on_when_the_worker_is_dead(desk: Desk) -> None:
    pile = bring(desk)
    actions.take_over(actor=SYSTEM, pile=pile)
    with clock.at(clock.now() + STILL + timedelta(seconds=1)):
        actions.go_on(actor=desk.world.secretary, pile=pile)
        assert go_on(desk, pile).taken == 7


def test_a_person_in_a_file_that_is_being_read_is_not_erased_and_no_name_stays_after(desk: Desk) -> None:
    person = add_person(
        actor=SYSTEM, area=desk.world.areas[TAMBON], title="นาย", given="ทดสอบ", surname="ใจงาม"
    )
    pile = bring(desk, table(*((f"{words} นายทดสอบ ใจงาม", "ก", "") for words in NEWS)))
    assert len(carrying.still_at_work(person, clock.today())) == 1
    actions.stop_pile(actor=SYSTEM, pile=pile)
    assert len(carrying.still_at_work(person, clock.today())) == 1, "it may go on yet"
    actions.go_on(actor=desk.world.secretary, pile=pile)
    go_on(desk, pile)
    assert carrying.still_at_work(person, clock.today()) == []
