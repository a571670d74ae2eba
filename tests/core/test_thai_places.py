"""What people type for a place, in words with hints."""

import json
from importlib.resources import files

import pytest

from khabuan.core.thai import PlaceWord, split_place_words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("ต.ดาวเรือง สระบุรี", [("subdistrict", "ดาวเรือง"), (None, "สระบุรี")]),
        ("อำเภอเมือง", [("district", "เมือง")]),
        (
            "ตำบลดาวเรืองอำเภอเมืองสระบุรีจังหวัดสระบุรี",
            [("subdistrict", "ดาวเรือง"), ("district", "เมืองสระบุรี"), ("province", "สระบุรี")],
        ),
        ("ดาวเรืองอ.เมืองจ.สระบุรี", [(None, "ดาวเรือง"), ("district", "เมือง"), ("province", "สระบุรี")]),
        (
            "123/4 หมู่ ๕ บ้านดอน ต.ดาวเรือง อ.เมืองสระบุรี จ.สระบุรี 18000",
            [
                ("house", "123/4"),
                ("moo", "5"),
                ("village", "บ้านดอน"),
                ("subdistrict", "ดาวเรือง"),
                ("district", "เมืองสระบุรี"),
                ("province", "สระบุรี"),
                ("postcode", "18000"),
            ],
        ),
        ("ต. บ้านใหม่ อ.บ้านหมอ", [("subdistrict", "บ้านใหม่"), ("district", "บ้านหมอ")]),
        (
            "แขวงบางรักเขตบางรัก กทม.",
            [("subdistrict", "บางรัก"), ("district", "บางรัก"), ("province", "กรุงเทพมหานคร")],
        ),
        ("กรุงเทพฯ", [("province", "กรุงเทพมหานคร")]),
        ("กทม 10110", [("province", "กรุงเทพมหานคร"), ("postcode", "10110")]),
        ("ม.5 ต.หมูสี", [("moo", "5"), ("subdistrict", "หมูสี")]),
        ("หมู่ที่ ๐๕", [("moo", "5")]),
        ("ทต.ดาวเรือง", [("local_government", "เทศบาลตำบลดาวเรือง")]),
        ("อบต. ดาวเรือง", [("local_government", "องค์การบริหารส่วนตำบลดาวเรือง")]),
        ("ชุมชนวัดใหม่ เทศบาลเมืองสระบุรี", [("community", "วัดใหม่"), ("local_government", "เทศบาลเมืองสระบุรี")]),
        ("สภาองค์กรชุมชนตำบลดาวเรือง", [(None, "สภาองค์กรชุมชน"), ("subdistrict", "ดาวเรือง")]),
        ("รพ.สต.ดาวเรือง", [(None, "รพ.สต.ดาวเรือง")]),
        ("ต.เขตแดน", [("subdistrict", "เขตแดน")]),
        ("กม.5", [(None, "กม.5")]),
        ("Tambon Dao Rueang, Saraburi", [("subdistrict", "Dao Rueang"), (None, "Saraburi")]),
        ("Bang Rak, Bangkok", [(None, "Bang Rak"), (None, "Bangkok")]),
        ("ต. ตรอกนอง", [("subdistrict", "ตรอกนอง")]),
        ("ต.สามตำบล", [("subdistrict", "สามตำบล")]),
        ("ตำบลจ.ป.ร.", [("subdistrict", "จ.ป.ร.")]),
        ("บ้านใหม่ 2", [("village", "บ้านใหม่"), (None, "2")]),
        ("เลขที่ 12 ถ.ทดสอบ", [("house", "12"), ("road", "ทดสอบ")]),
        ("ต. อ. จ.", []),
        ("", []),
        (None, []),
    ],
)
def test_a_place_is_cut_into_words_with_hints(typed: str | None, words: list[tuple[str | None, str]]) -> None:
    assert [(word.kind, word.text) for word in split_place_words(typed)] == words


def test_zero_width_and_doubled_vowels_do_not_hide_a_word() -> None:
    assert split_place_words("ต.\u200bเเม่ นํ้า") == (PlaceWord("subdistrict", "แม่"), PlaceWord(None, "น้ำ"))


def test_every_name_of_the_country_keeps_its_hint() -> None:
    """Over all subdistricts and provinces that geothai knows, with each way of writing the hint."""
    data = files("geothai") / "_data"
    for file, kind, hints in (
        ("subdistricts.json", "subdistrict", ("ต.", "ต. ", "ตำบล")),
        ("provinces.json", "province", ("จ.", "จังหวัด")),
    ):
        names = {row[1] for row in json.loads((data / file).read_text(encoding="utf-8")) if "(" not in row[1]}
        wrong = {
            hint + name
            for name in names
            for hint in hints
            if split_place_words(hint + name) != (PlaceWord(kind, name),)
        }
        assert not wrong
        assert len(names) > 70
