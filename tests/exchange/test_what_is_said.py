"""What is said about cells: where they stand, in the page and in the file that goes back, and what to do."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from khabuan.access.actor import Actor
from khabuan.exchange import outgoing, presenting, queries, sentences
from khabuan.exchange.models import ImportBatch, ImportRow
from khabuan.registry.actions.organisations import record_registration
from khabuan.registry.actions.people import add_person
from khabuan.registry.models import Organisation
from khabuan.rules.actions import load_rules
from tests.exchange.conftest import World, csv_of
from tests.exchange.test_people_list import BODY, row

PAPER = {"number": "3/2566", "receiver": "กำนัน"}
HEAD = ["ลำดับ", "ชื่อ", "สกุล", "วันเกิด", "ตำบล", "องค์กร", "ตำแหน่ง", "ตั้งแต่วันที่"]


def sheet(*rows: list[Any], head: list[str] = HEAD, merged: str = "", more: str = "") -> bytes:
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed)
    page = book.add_worksheet("รายชื่อ")
    for at, cells in enumerate([head, *rows]):
        page.write_row(at, 0, cells)
    if merged:
        page.merge_range(merged, "ผสาน")
    if more:
        book.add_worksheet(more).write(0, 0, "คำอธิบาย")
    book.close()
    return packed.getvalue()


@dataclass(frozen=True)
class Back:
    """The file that goes back: the colour of each filled cell, its comment, the merged areas."""

    colours: dict[str, str]
    comments: dict[str, str]
    merged: list[str]


def back(world: World, batch: ImportBatch) -> Back:
    content = outgoing.returned(world.actor("province"), batch).content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        texts = {name: packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml")}
    styles, page = texts["xl/styles.xml"], texts["xl/worksheets/sheet1.xml"]
    fills = re.findall(r"<fill>.*?</fill>", styles, re.S)
    formats = re.findall(r"<xf [^>]*>", styles[styles.index("<cellXfs") :])
    colour_of = [
        (re.findall(r'fgColor rgb="FF(\w+)"', fills[int(re.search(r'fillId="(\d+)"', one)[1])]) or [""])[0]  # type: ignore[index]
        for one in formats
    ]  # fmt: skip
    colours = {at: colour_of[int(style)] for at, style in re.findall(r'<c r="(\w+)" s="(\d+)"', page)}
    said = re.findall(r'<comment ref="(\w+)".*?<t[^>]*>(.*?)</t>', texts.get("xl/comments1.xml", ""), re.S)
    return Back(colours, dict(said), re.findall(r'<mergeCell ref="([\w:]+)"', page))


def notices(world: World, batch: ImportBatch) -> list[str]:
    return queries.notices_of(world.actor("province"), batch)


def test_a_missing_name_is_a_red_cell_in_the_column_that_the_file_has(world: World) -> None:
    batch = world.take_in("people", sheet([1, "", "ทดลองด", "", "ต.นาโฉง", "", "", ""]))
    assert world.wrong(batch)[0].at == "B2"
    page = back(world, batch)
    assert page.colours["B2"] == "FFC7CE"
    assert "ไม่มีชื่อ" in page.comments["B2"]


def test_merged_cells_stay_merged_in_the_file_back(world: World) -> None:
    head = ["แบบฟอร์ม"]
    rows = [
        HEAD,
        [1, "สมมุติ", "ทดลองด", "31/2/2506", "ต.นาโฉง", "", "", ""],
        [2, "สมมุติ", "ทดลองต", "", "ต.นาโฉง", "", "", ""],
    ]
    batch = world.take_in("people", sheet(*rows, head=head, merged="J3:K4"))
    page = back(world, batch)
    assert page.merged == ["J3:K4"]
    assert "D3" in page.comments


def test_notices_name_their_cells_in_the_page_and_mark_them_in_the_file(world: World) -> None:
    born = (date(2506, 3, 15), date(2507, 3, 15), "31/2/2506")
    rows = [[at, f"สมมุติ{'กขค'[at]}", "ทดลองด", on, "ต.นาโฉง", "", "", ""] for at, on in enumerate(born)]
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed)
    page = book.add_worksheet("รายชื่อ")
    shown = book.add_format({"num_format": "yyyy-mm-dd"})
    for at, cells in enumerate([HEAD, *rows]):
        for column, value in enumerate(cells):
            if isinstance(value, date):
                page.write_datetime(at, column, value, shown)
            else:
                page.write(at, column, value)
    book.close()
    batch = world.take_in("people", packed.getvalue())
    assert any("(2 ช่อง: D2, D3)" in words for words in notices(world, batch))
    page = back(world, batch)
    assert (page.colours["D2"], page.colours["D4"]) == ("FFF2CC", "FFC7CE")
    assert {"D2", "D4"} <= page.comments.keys()


@pytest.mark.parametrize("typed", ["ไม่ทราบ", "ไม่ระบุ", "-", "–"])
def test_an_unknown_birth_date_is_a_blank_one(world: World, typed: str) -> None:
    assert world.verdicts(world.take_in("people", [row(1, born_on=typed)])) == {"new": 1}


def test_the_number_of_a_day_is_told_as_one(world: World) -> None:
    batch = world.take_in("people", sheet([1, "สมมุติ", "ทดลองด", 23085, "ต.นาโฉง", "", "", ""]))
    (cell,) = world.wrong(batch)
    assert "เลขวันที่ของโปรแกรมตาราง" in cell.what
    assert "รูปแบบช่องเป็นวันที่" in cell.do


def test_the_sheet_that_was_read_is_named(world: World) -> None:
    content = sheet([1, "สมมุติก", "ทดลองด", "", "ต.นาโฉง", "", "", ""], more="คำอธิบาย")
    assert any(
        "แผ่น “รายชื่อ” ไม่ได้อ่าน: คำอธิบาย" in words for words in notices(world, world.take_in("people", content))
    )


def test_an_end_before_the_start_is_told_though_the_start_has_not_come(world: World) -> None:
    batch = world.take_in("people", [row(1, since="1/1/2572", until="1/1/2568")])
    whats = " ".join(cell.what for cell in world.wrong(batch))
    assert "ยังมาไม่ถึง" in whats
    assert "ก่อน" in whats


def test_wrong_columns_say_what_was_found_and_what_is_needed(world: World) -> None:
    batch = world.take_in("people", sheet([1, 2, 3], head=["สี", "ขนาด", "ราคา"]))
    words = sentences.file_refusal(*batch.refusal)
    assert "สี, ขนาด, ราคา" in words
    assert "ที่ต้องมี เช่น “" in words


def test_two_chairs_against_the_book_are_told_with_dates(world: World) -> None:
    world.save(world.take_in("people", [row(1, post="ประธาน", since="15/3/2566")]))
    batch = world.take_in("people", [row(2, post="ประธาน", since="1/4/2566")])
    assert "15 มี.ค. 2566" in world.wrong(batch)[0].what


def test_figures_have_separators_everywhere(world: World) -> None:
    batch = world.take_in("people", [row(1)])
    counts = queries.counts_of(world.actor("province"), batch)
    assert "2,633" in presenting.will_of(batch, replace(counts, by=Counter(new=2633)))[0]


# ---------------------------------------------------------------- what was taken without a word


def test_a_sex_that_does_not_fit_the_title_is_told(world: World) -> None:
    batch = world.take_in("people", [row(1, sex="หญิง"), row(2, sex="ชาย")])
    (words,) = notices(world, batch)
    assert words == "เพศไม่ตรงกับคำนำหน้า เช่น “นาย” โปรดตรวจ (G3)"


@pytest.mark.parametrize("given", ["<script>alert(1)</script>", "a=b"])
def test_a_name_with_signs_of_a_program_is_refused(world: World, given: str) -> None:
    batch = world.take_in("people", [row(1, given=given)])
    assert "ไม่มีในชื่อคน" in world.wrong(batch)[0].what


@pytest.mark.parametrize("given", ["ว่าที่ ร.ต.หญิง ทดลอง", "ม.ร.ว.ทดลอง", "O'Neil-Thai"])
def test_names_with_dots_and_dashes_are_names(world: World, given: str) -> None:
    assert world.verdicts(world.take_in("people", [row(1, title="", given=given)])) == {"new": 1}


def test_a_holder_of_a_post_who_is_a_child_is_told(world: World) -> None:
    batch = world.take_in(
        "people", [row(1, born_on="15 มี.ค. 66"), row(2, born_on="15 มี.ค. 66", post="", body="", since="")]
    )
    (words,) = [words for words in notices(world, batch) if "15 ปี" in words]
    assert "15 มี.ค. 2566" in words


def test_a_term_beyond_the_council_s_is_told(world: World) -> None:
    load_rules(actor=Actor.system())
    council = Organisation.everywhere.get(name=BODY)
    record_registration(
        actor=Actor.system(), organisation=council, step="registered", on=date(2023, 3, 15), **PAPER
    )
    batch = world.take_in(
        "people",
        [
            row(1, until="30 ก.ย. 2572"),
            row(2, until="14 มี.ค. 2570"),
            row(3, since="1/1/2569", until="31/12/2571"),
        ],
    )
    (words,) = [words for words in notices(world, batch) if "วาระ" in words]
    assert "15 มี.ค. 2566" in words
    assert words.endswith("(2 ช่อง: T3, T5)")
    assert world.verdicts(batch) == {"new": 3}


def test_a_term_longer_than_a_council_s_is_told_and_one_that_fits_is_not(world: World) -> None:
    load_rules(actor=Actor.system())
    council = Organisation.everywhere.get(name=BODY)
    record_registration(
        actor=Actor.system(), organisation=council, step="registered", on=date(2010, 3, 15), **PAPER
    )
    fits, long = row(1, since="1/10/2568", until="30/9/2572"), row(2, since="1/10/2568", until="30/9/2573")
    (words,) = [words for words in notices(world, world.take_in("people", [fits, long])) if "วาระ" in words]
    assert "1 ต.ค. 2568 – 30 ก.ย. 2573" in words


def test_a_question_says_what_its_facts_are(world: World) -> None:
    add_person(
        actor=Actor.system(), area=world.areas["190106"], given="สมมุติข", surname="ทดลองด", born_on=date(1998, 1, 1),
        born_precision="year",
    )  # fmt: skip
    batch = world.take_in("people", [row(1, born_on="")])
    waiting = ImportRow.everywhere.get(batch=batch)
    lines = queries.question_of(batch, waiting).choices[0].lines
    assert lines[:2] == ("วันเกิด 2541", "อยู่ที่ ต.นาโฉง")


def test_a_file_with_the_machine_s_names_is_spoken_of_in_words(world: World) -> None:
    batch = world.take_in("people", csv_of("people", [row(1, since="31/2/2566")]), name="x.csv")
    assert world.wrong(batch)[0].heading == "ดำรงตำแหน่งตั้งแต่วันที่"


def test_long_cells_are_cut_on_the_page(world: World) -> None:
    batch = world.take_in("people", [row(1, given="ก" * 300)])
    assert len(world.wrong(batch)[0].typed) <= 41
