"""Search over organisations and people: pieces, sounds, slips, titles; and nobody finds across the border."""

from __future__ import annotations

from dataclasses import replace

import pytest

from khabuan.core import offers, searching
from khabuan.registry.actions.merging import merge_people
from khabuan.registry.actions.people import change_person
from khabuan.registry.queries.finding import own_group


def found(kind, actor, words, limit=10):
    return [subject.title for subject in offers.search_sources[kind].find(actor, words, limit)]


@pytest.fixture
def somchai(world):
    world.person("ประนอม", "แสงทดสอบ")
    world.person("สมศักดิ์", "ใจงามสมมุติ", path="19.01.02.")
    return world.person("สมชาย", "ใจดีสมมุติ", title="นาย")


@pytest.mark.parametrize(
    "words",
    [
        "สมชาย ใจดีสมมุติ",
        "นายสมชาย",
        "ใจดีสมมุติ สมชาย",
        "ดีสมมุ",
        "สมชาย  ใจดี",
        "สํมชาย".replace("ํ", ""),
        "สมชายใจดีสมมุติ",
        "สมชัยใจดีสมมุติ",
        "สมชาย ใจดสมมุติ",
        "สมชาย ใจดีสมมุตื",
        "ส่มชาย",
    ],
)
def test_what_people_type_finds_the_person(world, somchai, words):
    assert found("person", world.province, words)[0] == "นายสมชาย ใจดีสมมุติ"


def test_fewer_than_three_letters_are_a_beginning(world, somchai):
    assert found("person", world.province, "สม") == ["นายสมชาย ใจดีสมมุติ", "สมศักดิ์ ใจงามสมมุติ"]
    assert found("person", world.province, "ดี") == []


@pytest.mark.parametrize(
    "words", ["", " ", "\"'*", "%", "_", "' OR 1=1 --", "AND", "NEAR(", "ใ" * 5000, "\0"]
)
def test_hostile_words_find_nothing_and_break_nothing(world, somchai, words):
    assert found("person", world.province, words) == []


def test_names_are_found_by_whom_they_are_in_sight_of(world, somchai):
    assert found("person", world.secretary, "สมมุติ") == ["นายสมชาย ใจดีสมมุติ"]
    assert found("person", world.stranger, "สมมุติ") == []
    assert found("person", world.stranger, "สมชัยใจดีสมมุติ") == []
    assert found("person", world.agency, "สมมุติ") == []
    assert len(found("person", world.nation, "สมมุติ")) == 2


def test_a_changed_name_is_found_by_the_new_one_only(world, somchai):
    change_person(actor=world.province, person=somchai, surname="เปลี่ยนใหม่")
    assert found("person", world.province, "เปลี่ยนใหม่") == ["นายสมชาย เปลี่ยนใหม่"]
    assert found("person", world.province, "ใจดีสมมุติ") == []


def test_an_alias_is_not_found(world, somchai):
    other = world.person("สมชาย", "ใจดีสมมุติ")
    merge_people(actor=world.province, stays=somchai, goes=other)
    assert found("person", world.province, "สมชาย") == ["นายสมชาย ใจดีสมมุติ"]


def test_the_exact_name_comes_first(world):
    for name in ("กองทุนบ้านสวนเหนือ", "กองทุนบ้านสวน", "ชมรมกองทุนบ้านสวน"):
        world.body("fund", name)
    assert found("organisation", world.province, "กองทุนบ้านสวน")[:2] == ["กองทุนบ้านสวน", "กองทุนบ้านสวนเหนือ"]
    assert found("organisation", world.province, "กองทุนบานสวย")[0] == "กองทุนบ้านสวน"
    assert found("organisation", world.stranger, "กองทุนบ้านสวน") == []


@pytest.fixture
def bodies_of_two_tambons(world):
    for path, name in (("19.01.01.", "ปากเพรียว"), ("19.01.02.", "ดาวเรือง"), ("33.01.01.", "ดาวเรือง")):
        world.body("council", f"สภาองค์กรชุมชนตำบล{name}", path)
        world.body("fund", f"กองทุนสวัสดิการชุมชนตำบล{name}", path)
    world.body("community", "กลุ่มแม่บ้านแปดริ้ว หมู่ 4", "19.01.02.")


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("กองทุนสวัสดิการชุมชนตำบลดาวเรือง", "กองทุนสวัสดิการชุมชนตำบลดาวเรือง"),
        ("กองทุนดาวเรือง", "กองทุนสวัสดิการชุมชนตำบลดาวเรือง"),
        ("กองทุน ต.ดาวเรือง สระบุรี", "กองทุนสวัสดิการชุมชนตำบลดาวเรือง"),
        ("สภาดาวรือง", "สภาองค์กรชุมชนตำบลดาวเรือง"),
        ("สภาฯ ดวาเรือง", "สภาองค์กรชุมชนตำบลดาวเรือง"),
        ("สภา ดาวเรืง สระบุรี", "สภาองค์กรชุมชนตำบลดาวเรือง"),
        ("กองทุน ด่าวเรื่อง", "กองทุนสวัสดิการชุมชนตำบลดาวเรือง"),
        ("กองทุนสวัสดกิารชุมชน ดาวเรือง", "กองทุนสวัสดิการชุมชนตำบลดาวเรือง"),
        ("กองทุนสวสัดิการชุมชนตำบลปากเพรียว", "กองทุนสวัสดิการชุมชนตำบลปากเพรียว"),
        ("สภา ปากเเพรียว", "สภาองค์กรชุมชนตำบลปากเพรียว"),
        ("แม่บ้านแปดริ้ว", "กลุ่มแม่บ้านแปดริ้ว หมู่ 4"),
        ("กลุ่มเเม่บานแปดริว หมู่ ๔", "กลุ่มแม่บ้านแปดริ้ว หมู่ 4"),
    ],
)
def test_what_people_type_finds_the_body(world, bodies_of_two_tambons, words, title):
    assert found("organisation", world.province, words)[0] == title


def test_the_place_that_was_said_tells_two_of_one_name_apart(world, bodies_of_two_tambons):
    for place in ("เมืองศรีสะเกษ", "จ.ศรีสะเกษ", "อ.เมืองศรีสะเกษ จังหวัดศรีสะเกษ"):
        hits = offers.search_sources["organisation"].find(world.nation, f"กองทุนดาวเรือง {place}", 9)
        assert hits[0].title.startswith("กองทุน")
        assert {one.more.partition(" · ")[2] for one in hits} == {"ต.เมืองเหนือ"}


def test_slips_do_not_reach_across_the_border(world, bodies_of_two_tambons):
    assert len(found("organisation", world.stranger, "ดาวรือง")) == 2
    assert "สภาองค์กรชุมชนตำบลปากเพรียว" not in found("organisation", world.stranger, "ปากเพียว")


@pytest.mark.parametrize(
    "words", ["", "กองทุน", "สภา" * 200, "^^", "$$", "%", "ตำบล", "ต.", "\0", "ก" * 5000, "AND OR"]
)
def test_hostile_words_break_no_search_of_bodies(world, bodies_of_two_tambons, words):
    found("organisation", world.province, words)


def test_a_search_costs_at_most_five_queries(world, somchai, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        found("person", world.province, "ไม่มีใครชื่อนี้เลย")


def test_pieces_are_words_without_tones():
    assert searching.pieces("น้ำพุ  ๒ น้ำพุ") == ["นำพุ", "2"]


def test_one_s_own_group_is_the_standing_body_then_the_general_group(world):
    province = replace(world.province, base="19.")
    assert own_group(province) is None
    world.body("working_group", "คณะทำงานประเด็นทดสอบ", "19.", own={"function": "acts", "issue": "welfare"})
    assert own_group(province) is None
    general = world.body("working_group", "คณะทำงานทดสอบ", "19.", own={"function": "acts"})
    assert own_group(province) == general
    standing = world.body("standing_body", "ขบวนองค์กรชุมชนทดสอบ", "19.")
    assert own_group(province) == standing
    assert own_group(replace(world.secretary, base="19.01.01.")) is None
