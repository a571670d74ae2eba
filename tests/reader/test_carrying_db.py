"""Texts follow areas that end and people who become one; a person's name goes out of them at the person's wish."""

from __future__ import annotations

from datetime import date

from khabuan.places.actions import changes
from khabuan.reader.actions import drafts as acts
from khabuan.reader.models import Draft, LeftOut, Pile, Text
from khabuan.reader.piling import take_in
from khabuan.reader.rules.drafts import Kind
from khabuan.registry.actions.merging import merge_people, undo_merge
from khabuan.registry.actions.rights import erase_person, open_request
from khabuan.registry.models import Merge
from tests.reader.conftest import SYSTEM, Desk, unlike_history


def test_who_becomes_one_with_another_is_meant_no_more_and_again_after_undoing(desk: Desk) -> None:
    text = desk.take()
    stays, goes = (desk.world.person("กรรมการทดสอบ", "หนึ่ง") for _ in range(2))
    draft = desk.draft(text, Kind.PERSON)
    acts.link(actor=SYSTEM, draft=draft, person=goes)
    merge = merge_people(actor=SYSTEM, stays=stays, goes=goes)
    draft.refresh_from_db()
    assert draft.subject_id == stays.pk
    undo_merge(actor=SYSTEM, merge=Merge.everywhere.get(pk=merge.pk), reason="ผิดคน")
    draft.refresh_from_db()
    assert draft.subject_id == goes.pk


def test_an_erased_person_is_named_in_no_text_and_all_else_stands_where_it_stood(desk: Desk) -> None:
    words = "นายกรรมการทดสอบ หนึ่ง และ 146 คน โดย กรรมการทดสอบ หนึ่ง "
    text = desk.take(words=words, drafts=[], title="ข่าวของ กรรมการทดสอบ หนึ่ง")
    known = desk.take()
    person = desk.world.person("กรรมการทดสอบ", "หนึ่ง")
    acts.link(actor=SYSTEM, draft=desk.draft(known, Kind.PERSON), person=person)
    table = "ข้อความ,หัวข้อ\n,ข่าวของ กรรมการทดสอบ หนึ่ง"
    take_in(actor=SYSTEM, area=text.area, file_name="ข่าว.csv", content=table.encode())
    asked = open_request(actor=SYSTEM, person=person, kind="erase", asked_on=date(2026, 11, 1))
    erase_person(actor=SYSTEM, person=person, asked=asked)
    text.refresh_from_db()
    known.refresh_from_db()
    for one in (text, known):
        assert "กรรมการทดสอบ" not in one.words + one.title + one.search_key
    assert len(text.words) == len(words)
    for draft in Draft.everywhere.filter(text=known):
        assert known.words[draft.start : draft.end] == draft.quote
        assert "กรรมการทดสอบ" not in f"{draft.facts} {draft.changed}"
    assert desk.draft(known, Kind.COUNT).quote == "146 คน"
    assert LeftOut.everywhere.get().name == "ข่าวของ –"
    assert unlike_history() == []


def test_a_person_s_copy_tells_which_texts_name_them(desk: Desk) -> None:
    text = desk.take()
    person = desk.world.person("กรรมการทดสอบ", "หนึ่ง")
    acts.link(actor=SYSTEM, draft=desk.draft(text, Kind.PERSON), person=person)
    from khabuan.reader.actions.carrying import copy_of_person

    (kept,) = copy_of_person([person])
    assert kept.rows[0][0].value == "ข่าวทดสอบ"


def test_texts_of_an_area_that_ends_go_to_its_successor(desk: Desk) -> None:
    text = desk.take()
    pile = take_in(actor=SYSTEM, area=text.area, file_name="ข่าว.csv", content="ข้อความ\nข่าว".encode())
    changes.merge_areas(
        actor=SYSTEM, areas=[desk.world.areas["19.01.01."]], into=desk.world.areas["19.01.02."], on=date(2026, 11, 1),
        reason="รวมตำบล",
    )  # fmt: skip
    assert Text.everywhere.get(pk=text.pk).area.path == "19.01.02."
    assert Pile.everywhere.get(pk=pile.pk).area.path == "19.01.02."
