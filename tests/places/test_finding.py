import time
from dataclasses import replace

import pytest

from khabuan.places.finding import Candidate, Why, clear_answer, find
from khabuan.places.gazetteer import reference_gazetteer
from khabuan.places.names import LONGEST, _distance, _least_distance, fold, likeness, skeleton
from khabuan.places.rules import AreaKind
from khabuan.places.typed import read_asked

PLACES = reference_gazetteer()


def ask(text, near=""):
    return find(text, PLACES.candidates(text, near=near), near=near)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ต.ดาวเรือง สระบุรี", "190105"),
        ("ดาวเรือง", "190105"),
        ("ดาวเรืองสระบุรี", "190105"),
        ("สระบุรี ดาวเรือง", "190105"),
        ("ต.ดาวเรืองอ.เมืองจ.สระบุรี", "190105"),
        ("ตำบลดาวเรืองอำเภอเมืองสระบุรีจังหวัดสระบุรี", "190105"),
        ("ดาวเรีอง", "190105"),
        ("Dao Rueang", "190105"),
        ("Daoruang", "190105"),
        ("อบต.ดาวเรือง", "190105"),
        ("อ.เมือง สระบุรี", "1901"),
        ("Muang Saraburi", "1901"),
        ("สระบุลี", "19"),
        ("กทม", "10"),
        ("๑๙๐๑๐๕", "190105"),
        ("ขุขัน", "3305"),
        ("กันทรลักษณ์", "3304"),
        ("nakhon ratchasima", "30"),
    ],
)
def test_what_people_type_has_one_clear_answer(typed, code):
    answer = clear_answer(ask(typed))
    assert answer is not None
    assert answer.code == code


def test_amphoe_mueang_alone_is_many_and_home_comes_first_without_being_surer():
    found = ask("อำเภอเมือง", near="19")
    assert found[0].code == "1901"
    assert found[0].score == found[1].score
    assert len(found) == 20
    assert clear_answer(found) is None


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("แก่งคอย", {"1902", "190201"}),
        ("โคราช", {"30", "301803"}),
        ("korat", {"30", "301803"}),
        ("ศรีษะเกษ", {"33", "550403"}),
        ("sisaket", {"33", "550403"}),
        ("บ้านหมอ", {"1906", "190601"}),
    ],
)
def test_equally_good_answers_are_left_to_the_person(typed, codes):
    found = ask(typed)
    assert clear_answer(found) is None
    assert {f.code for f in found[:2]} == codes


@pytest.mark.parametrize(("typed", "code"), [("โคราช", "30"), ("ศรีษะเกษ", "33"), ("ปากน้ำ", "11")])
def test_the_name_that_people_say_for_a_province_comes_before_a_tambon_of_that_name(typed, code):
    assert ask(typed)[0].code == code
    assert clear_answer(ask(typed)) is None


def test_a_tambon_called_by_its_kind_comes_before_the_province():
    assert clear_answer(ask("ต.ศรีษะเกษ")).code == "550403"


def test_a_word_for_the_kind_decides_between_amphoe_and_tambon():
    assert clear_answer(ask("ต.แก่งคอย")).code == "190201"
    assert clear_answer(ask("อ.แก่งคอย")).code == "1902"


def test_the_tone_typed_comes_before_the_tone_not_typed():
    codes = [f.code for f in ask("ต.บ้านหมอ") if f.score > 0.9]
    assert codes.index("190601") < codes.index("170404")


def test_an_abolished_code_is_answered_by_what_took_its_place():
    found = ask("190103")
    assert [(f.code, f.why, f.via) for f in found] == [("191304", (Why.OLD_CODE,), "190103")]


def test_an_old_place_of_a_name_is_answered_by_the_new_one():
    answer = clear_answer(ask("ต.พุแค อ.เมืองสระบุรี"))
    assert (answer.code, answer.via) == ("191304", "190103")


def test_a_name_that_was_split_gives_all_its_successors():
    found = ask("แขวงบางนา กทม")
    assert {f.code for f in found[:2]} == {"104702", "104703"}


def test_a_postal_code_gives_the_tambons_that_use_it():
    found = ask("18000")
    assert "190105" in {f.code for f in found}
    assert {f.why for f in found} == {(Why.POSTAL_CODE,)}


@pytest.mark.parametrize("typed", ["", " ", "ก", "zzzz", "...", "๑", "ต.", "\u200b", "%_'\"", "(((("])
def test_what_names_nothing_finds_nothing(typed):
    assert ask(typed) == []


SUBDISTRICT = PLACES.by_code["190105"]
VILLAGES = [
    Candidate(
        code=f"190105{moo:02d}",
        kind=AreaKind.VILLAGE,
        name=f"บ้านทดสอบ{word}",
        moo=moo,
        line=(SUBDISTRICT, *SUBDISTRICT.line),
    )
    for moo, word in ((2, "เหนือ"), (3, "ใต้"), (4, "กลาง"))
]


def test_a_moo_with_its_tambon_is_a_village():
    found = find("ม.3 ต.ดาวเรือง", [SUBDISTRICT, *VILLAGES])
    assert (found[0].code, found[0].why) == ("19010503", (Why.MOO,))
    assert clear_answer(found).code == "19010503"


def test_a_moo_not_on_record_falls_back_to_the_tambon():
    found = find("หมู่ 9 ต.ดาวเรือง", [SUBDISTRICT, *VILLAGES])
    assert [f.code for f in found] == ["190105"]
    assert Why.PARTLY in found[0].why


@pytest.mark.parametrize("typed", ["บ้านทดสอบใต้", "ทดสอบใต้", "บ้านทดสอบไต้ ต.ดาวเรือง", "หมู่บ้านทดสอบใต้"])
def test_a_village_is_found_with_and_without_its_ban(typed):
    assert find(typed, [SUBDISTRICT, *VILLAGES])[0].code == "19010503"


def test_a_former_name_finds_the_area_and_says_so():
    renamed = replace(SUBDISTRICT, name="ชื่อใหม่", name_en="", old=("ดาวเรือง",))
    assert find("ดาวเรือง", [renamed])[0].why == (Why.OLD_NAME,)


def test_a_slip_costs_less_than_another_name():
    assert likeness(fold("ศรีสะเกษ"), fold("ศรีษะเกศ")) > likeness(fold("ศรีสะเกษ"), fold("ศรีสะอาด"))
    assert likeness(fold("สระบุรี"), fold("เชียงราย")) == 0.0


def test_the_floor_from_the_letters_is_never_above_the_distance():
    names = [fold(c.name) for c in list(PLACES.by_code.values())[::97]] + ["ศรีสะเกด", "สระบรุี", "nongkae"]
    for one in names[::3]:
        for other in names:
            assert _least_distance(one, other, 1000.0) <= _distance(one, other, 1000.0) + 1e-9


@pytest.mark.parametrize(
    ("one", "other"),
    [("ศรีสะเกษ", "ศรีษะเกศ"), ("ดาวเรือง", "ดาวเรีอง"), ("Dao Rueang", "daoruang"), ("ขุขันธ์", "ขุขัน")],
)
def test_slips_share_a_skeleton(one, other):
    assert skeleton(one) == skeleton(other)


def test_tambon_names_with_a_letter_lost_are_still_found():
    """Every fiftieth tambon of six letters or more, its third-last letter lost, among the first five."""
    tried = [c for c in PLACES.by_code.values() if len(c.code) == 6 and len(fold(c.name)) >= 8][::50]
    typed = {c.code: f"ต.{c.name[:-3]}{c.name[-2:]} {c.line[-1].name}" for c in tried if not c.is_abolished}
    found = [code for code, text in typed.items() if code in {f.code for f in ask(text)[:5]}]
    assert len(found) >= 0.95 * len(typed)


@pytest.mark.parametrize("trap", ["ต." * 50_000, "ก " * 50_000, "a" * 100_000, "หมู่ " * 20_000, "เ" * 100_000])
def test_time_is_bounded_whatever_is_typed(trap):
    before = time.process_time()
    ask(trap)
    assert time.process_time() - before < 1.0
    assert len(fold(trap)) <= LONGEST
    assert len(read_asked(trap).words) <= 10


def test_the_mark_before_a_name_that_begins_with_ban_says_which_kind() -> None:
    assert read_asked("อ.บ้านหมอ").words[0].kind == AreaKind.DISTRICT
    assert read_asked("ต.บ้านหมอ").words[0].kind == AreaKind.SUBDISTRICT
    assert read_asked("บ้านหมอ").words[0].kind is None
