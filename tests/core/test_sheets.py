"""Sheets read and written: what goes out comes back the same, headings are found, the same file goes back."""

from __future__ import annotations

import io
import re
import time as clock
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from khabuan.core.sheets import (
    TO_FIX,
    CellFinding,
    ColumnSpec,
    SheetRefused,
    address,
    column_letter,
    column_position,
    match_columns,
    one_slip_apart,
    plain_key,
    read_sheet,
    safe_sheet_name,
    write_back,
    write_csv,
    write_rows,
    write_template,
)

from .sheet_files import HEADER, data, text_cell, workbook

FIX = "สิ่งที่ต้องแก้"
SPECS = (
    ColumnSpec("name", "ชื่อ", required=True, aliases=("ชื่อองค์กร",), help="ชื่อเต็ม"),
    ColumnSpec("row_key", "รหัสแถว", "key"),
    ColumnSpec("code", "รหัส", "code"),
    ColumnSpec("kind", "ประเภท", "choice", choices=("กองทุนสวัสดิการ", "สภาองค์กรชุมชน")),
    ColumnSpec("since", "วันที่ตั้ง", "date"),
    ColumnSpec("members", "จำนวนสมาชิก", "number", number_format="#,##0"),
)
ROWS = (
    ("6801", "=1+1", "0012", "กองทุนสวัสดิการ", date(2024, 2, 29), 120),
    ("6802", "http://example.org/ น้ำ", "190105", "สภาองค์กรชุมชน", date(1900, 1, 1), 0.5),
    ("6803", "'ก", None, None, datetime(2025, 1, 2, 3, 4, 5), -7),
)


def parts(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(part).decode() for part in archive.namelist() if re.search(name, part))


# Out and in again


def test_an_export_reads_back_the_same_with_the_key_first() -> None:
    read = read_sheet(write_rows(SPECS, ROWS, sheet_name="องค์กร"), "a.xlsx")
    assert (read.sheet_name, read.header_row, read.names_row) == ("องค์กร", 1, 2)
    assert [heading.name for heading in read.columns] == [
        "row_key",
        "name",
        "code",
        "kind",
        "since",
        "members",
    ]
    assert [heading.label for heading in read.columns][:2] == ["รหัสแถว", "ชื่อ"]
    assert tuple(row.values for row in read.rows) == ROWS
    assert [row.number for row in read.rows] == [3, 4, 5]
    assert read.notices == ()


def test_rows_may_be_mappings() -> None:
    read = read_sheet(write_rows(SPECS, [{"name": "ก", "members": 3}], sheet_name="ก"), "a.xlsx")
    assert read.rows[0].values == (None, "ก", None, None, None, 3)


CELLS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20),
    st.integers(-(10**11) + 1, 10**11 - 1),
    st.dates(date(1900, 3, 1)),
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_any_values_read_back_the_same(rows: list[tuple[object, object]]) -> None:
    specs = (ColumnSpec("first", "หนึ่ง"), ColumnSpec("second", "สอง"))
    marked = [("x", *row) for row in rows]
    content = write_rows((*specs, ColumnSpec("mark", "เครื่องหมาย", "key")), marked, sheet_name="ก")  # type: ignore[arg-type]
    wanted = [tuple(value if value != "" else None for value in row) for row in marked]
    read = read_sheet(content, "a.xlsx")
    assert [row.values for row in read.rows] == wanted
    assert [list(map(type, row.values)) for row in read.rows] == [list(map(type, row)) for row in wanted]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.text(st.sampled_from("=+-@\t\r\n',;\"กำ่ a1"), max_size=8)), min_size=1, max_size=5)
)
def test_any_text_goes_through_csv_and_back(rows: list[tuple[str]]) -> None:
    specs = (ColumnSpec("mark", "เครื่องหมาย", "key"), ColumnSpec("text", "ข้อความ"))
    read = read_sheet(write_csv(specs, [("x", *row) for row in rows]), "a.csv")
    assert [row.values for row in read.rows] == [("x", row[0] or None) for row in rows]


def test_csv_has_a_mark_english_headings_iso_dates_and_guards() -> None:
    content = write_csv(SPECS, [("1", "=cmd()", "-5", None, date(2024, 2, 29), -5)])
    assert content.startswith(b"\xef\xbb\xbfrow_key,name,code,kind,since,members\r\n")
    assert content.decode("utf-8-sig").splitlines()[1] == "1,'=cmd(),'-5,,2024-02-29,-5"


def test_text_never_becomes_a_formula_or_a_link() -> None:
    sheet = parts(write_rows(SPECS, ROWS, sheet_name="ก"), "worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_the_template_has_what_people_need() -> None:
    content = write_template(SPECS, sheet_name="องค์กร")
    sheet, book = parts(content, "worksheets/sheet1.xml$"), parts(content, "workbook.xml$")
    assert re.search(r'<col min="1" max="1"[^>]*hidden="1"', sheet), "the key column is hidden"
    assert re.search(r'<row r="2"[^>]*hidden="1"', sheet), "machine names are hidden"
    assert 'ySplit="2"' in sheet
    assert 'state="frozen"' in sheet
    assert re.search(
        r'<dataValidation type="list"[^>]*sqref="D3:D1002"[^>]*><formula1>lists!\$A\$2:\$A\$3<', sheet
    )
    assert 'prompt="ชื่อเต็ม"' in sheet
    assert re.search(r'<sheet name="lists"[^>]*state="hidden"', book)
    assert "[$-107041E]d mmmm yyyy" in parts(content, "styles.xml$")
    assert "สภาองค์กรชุมชน" in parts(content, "worksheets/sheet2.xml$")
    with pytest.raises(SheetRefused, match="no_rows"):
        read_sheet(content, "a.xlsx")


def test_two_keys_or_a_name_twice_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="key column"):
        write_template((ColumnSpec("a", "ก", "key"), ColumnSpec("b", "ข", "key")), sheet_name="ก")
    with pytest.raises(ValueError, match="name twice"):
        write_template((ColumnSpec("a", "ก"), ColumnSpec("a", "ข")), sheet_name="ก")


def test_a_text_that_does_not_fit_is_never_lost_silently() -> None:
    with pytest.raises(ValueError, match="A3"):
        write_rows((ColumnSpec("a", "ก"),), [("ก" * 32_768,)], sheet_name="ก")


# Reading what people made


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp874", "tis-620"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_understood_in_all_usual_forms(encoding: str, delimiter: str) -> None:
    lines = [["ชื่อ", "ที่อยู่", "จำนวน"], ["น้ำ", "บ้านเลขที่ 1/2", "0012"], ["", "", ""], ["ผึ้ง", "", "3"]]
    content = "\r\n".join(delimiter.join(line) for line in lines).encode(encoding)
    read = read_sheet(content, "สมาชิก.csv")
    assert read.sheet_name == "สมาชิก"
    assert [heading.label for heading in read.columns] == lines[0]
    assert [(row.number, row.values) for row in read.rows] == [
        (2, ("น้ำ", "บ้านเลขที่ 1/2", "0012")),
        (4, ("ผึ้ง", None, "3")),
    ]


def test_a_comma_inside_an_address_does_not_choose_the_delimiter() -> None:
    read = read_sheet("ชื่อ;ที่อยู่\nก;ม.1, ต.ข\nค;ง\n".encode(), "a.csv")
    assert read.rows[0].values == ("ก", "ม.1, ต.ข")


def test_text_full_of_another_delimiter_does_not_choose_it() -> None:
    specs = (ColumnSpec("mark", "เครื่องหมาย", "key"), ColumnSpec("text", "ข้อความ"))
    rows = [("x", ";\r;1"), ("x", ";\r;1"), ("x", "1;2")]
    assert [row.values for row in read_sheet(write_csv(specs, rows), "a.csv").rows] == rows


def test_excels_own_delimiter_line_is_no_row() -> None:
    read = read_sheet("sep=;\r\nชื่อ;จำนวน\r\nก;1\r\n".encode(), "a.csv")
    assert (read.header_row, read.rows[0].values) == (1, ("ก", "1"))


def test_an_xlsx_that_is_called_csv_is_read_by_its_content() -> None:
    assert read_sheet(write_rows(SPECS, ROWS, sheet_name="ก"), "a.csv").rows[0].values == ROWS[0]


def test_a_header_under_titles_is_found_and_the_rows_above_are_kept() -> None:
    content = "บัญชีรายชื่อองค์กร ปี 2569,,\n,,\n ชื่อองค์กร ,รหัส *,จำนวน สมาชิก\nก,01,3\n".encode()
    read = read_sheet(content, "a.csv", specs=SPECS)
    assert (read.header_row, read.names_row) == (3, None)
    assert [(row.number, row.values) for row in read.above] == [(1, ("บัญชีรายชื่อองค์กร ปี 2569",))]
    matching = match_columns(read.columns, SPECS)
    assert matching.positions == {"name": 1, "code": 2, "members": 3}
    assert [match.how for match in matching.found] == ["alias", "key", "key"]
    assert [spec.name for spec in matching.missing] == ["row_key", "kind", "since"]
    assert matching.missing_required == ()


def test_a_row_of_values_above_is_not_taken_for_the_header() -> None:
    body = data(
        f'<row r="1">{text_cell("A1", "ปี")}<c r="B1"><v>2569</v></c></row>'
        + HEADER.replace('1"', '2"')
        + f'<row r="3">{text_cell("A3", "ก")}</row>'
    )
    assert read_sheet(workbook(body), "a.xlsx").header_row == 2


def test_machine_names_alone_are_a_header() -> None:
    read = read_sheet(b"name,code\nx,01\ny,02\n", "a.csv", specs=SPECS)
    assert (read.header_row, read.names_row, len(read.rows)) == (1, None, 2)
    assert match_columns(read.columns, SPECS).positions == {"name": 1, "code": 2}


def test_a_first_row_of_latin_codes_is_no_row_of_machine_names() -> None:
    assert read_sheet("รหัส,ชื่อ\nabc,xyz\nก,ข\n".encode(), "a.csv", specs=SPECS).names_row is None
    assert read_sheet(b"code,name\nabc,xyz\n", "a.csv").names_row is None


def test_columns_in_any_order_unknown_doubled_and_slips_are_said() -> None:
    read = read_sheet("จำนวนสมาชิก,ชื่อ,หมายเหตุ,ชื่อองค์กร,ประเพท,สิ่งที่ต้องแก้\n1,ก,ข,ค,ง,จ\n".encode(), "a.csv")
    matching = match_columns(read.columns, SPECS, ignore=(FIX,))
    assert matching.positions == {"members": 1, "name": 2, "kind": 5}
    assert [(match.spec.name, match.how) for match in matching.found][-1] == ("kind", "guess")
    assert [heading.label for heading in matching.unknown] == ["หมายเหตุ"]
    assert [(match.spec.name, match.heading.letter) for match in matching.doubled] == [("name", "D")]


def test_the_callers_key_decides_what_is_alike() -> None:
    read = read_sheet("นํ้า,ก\n1,2\n".encode(), "a.csv")
    spec = ColumnSpec("water", "น้ำ")
    assert not match_columns(read.columns, [spec]).found
    assert match_columns(read.columns, [spec], lambda text: text.replace("นํ้า", "น้ำ")).positions == {
        "water": 1
    }


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("ประเภท", "ประเพท", True),
        ("จำนวนสมาชิก", "จำนวนสมาชก", True),
        ("จำนวนสมาชิกก", "จำนวนสมาชิก", True),
        ("ผู้สมัคร1", "ผู้สมัคร2", False),
        ("ผู้สมัคร", "ผู้สมัคร2", False),
        ("ตำบล", "ตำบน", False),
        ("จำนวนสมาชิก", "จำนวนกรรมการ", False),
        ("ประเภท", "ประเภท", False),
    ],
)
def test_one_slip_is_one_letter_and_never_a_digit(one: str, other: str, alike: bool) -> None:
    assert one_slip_apart(one, other) is alike
    assert one_slip_apart(other, one) is alike


def test_formulas_give_what_they_showed_and_those_without_are_named() -> None:
    rows = (
        f'<row r="2">{text_cell("A2", "ก")}<c r="B2"><f>1+1</f><v>2</v></c></row>'
        f'<row r="3">{text_cell("A3", "ข")}<c r="B3"><f>SUM(B2)</f></c></row>'
        f'<row r="4">{text_cell("A4", "ค")}<c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        f'<row r="5">{text_cell("A5", "ง")}<c r="B5" t="str"><f>""</f><v></v></c></row>'
    )
    read = read_sheet(workbook(data(HEADER + rows)), "a.xlsx")
    assert [row.values[1] for row in read.rows] == [2, None, None, None]
    assert [(notice.code, notice.cell) for notice in read.notices] == [
        ("formula_without_value", "B3"),
        ("formulas_read_as_values", "B2"),
        ("error_value", "B4"),
    ]
    assert read.notices[1].values == {"count": 3}


def test_merged_cells_say_which_cells_were_read_as_blank() -> None:
    rows = "".join(f'<row r="{n}"><c r="B{n}"><v>{n}</v></c></row>' for n in range(2, 6))
    merged = '<mergeCells><mergeCell ref="A2:A4"/><mergeCell ref="A1:B1"/></mergeCells>'
    notices = read_sheet(workbook(data(HEADER + rows) + merged), "a.xlsx").notices
    assert [(notice.code, notice.cell, dict(notice.values)) for notice in notices] == [
        ("merged_cells", "A2", {"range": "A2:A4", "blank": "A3, A4"}),
        ("merged_header", "A1", {"range": "A1:B1"}),
    ]


def test_a_merged_title_above_the_header_is_no_notice() -> None:
    rows = (
        f'<row r="1">{text_cell("A1", "บัญชี")}</row>'
        + HEADER.replace('1"', '2"')
        + '<row r="3"><c r="A3"><v>1</v></c></row>'
    )
    merged = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    assert read_sheet(workbook(data(rows) + merged), "a.xlsx").notices == ()


def test_digits_that_the_spreadsheet_lost_are_named() -> None:
    rows = f'<row r="2">{text_cell("A2", "ก")}<c r="B2"><v>9.1234567890123456E+15</v></c></row>'
    assert [(n.code, n.cell) for n in read_sheet(workbook(data(HEADER + rows)), "a.xlsx").notices] == [
        ("digits_lost", "B2")
    ]


def test_the_first_sheet_with_a_header_is_read_and_others_are_named() -> None:
    body = data(HEADER + '<row r="2"><c r="A2"><v>1</v></c></row>')
    content = workbook(data(""), others={"สมาชิก": body, "เก่า": body, "ว่าง": data("")})
    read = read_sheet(content, "a.xlsx")
    assert read.sheet_name == "สมาชิก"
    assert [dict(notice.values) for notice in read.notices] == [{"read": "สมาชิก", "names": "เก่า"}]
    assert read_sheet(content, "a.xlsx", sheet="เก่า").sheet_name == "เก่า"


def test_addresses_count_like_a_spreadsheet() -> None:
    assert address(48, 4) == "D48"
    assert [column_letter(n) for n in (1, 26, 27, 702, 703, 16_384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert all(column_position(column_letter(n)) == n for n in range(1, 2_000))
    with pytest.raises(ValueError, match="from 1"):
        column_letter(0)


def test_the_plain_key_drops_what_is_not_the_word() -> None:
    assert plain_key(" วันเกิด (พ.ศ.) * ") == "วันเกิด"
    assert plain_key("(ชื่อ)") == "ชื่อ"


@pytest.mark.parametrize(
    ("name", "safe"),
    [("a/b:c", "a b c"), ("'ก'", "ก"), ("", "Sheet1"), ("History", "Sheet1"), ("ก" * 40, "ก" * 31)],
)
def test_sheet_names_are_made_fit(name: str, safe: str) -> None:
    assert safe_sheet_name(name) == safe


# The same file back

FINDINGS = (
    CellFinding(3, 2, "ไม่พบชื่อนี้", "ตรวจตัวสะกด"),
    CellFinding(3, 6, "ต้องเป็นจำนวนเต็ม", "พิมพ์ตัวเลข"),
    CellFinding(4, None, "แถวนี้ซ้ำกับแถว 3", "ลบออกหนึ่งแถว"),
    CellFinding(5, 3, "ว่าง", "ใส่รหัส"),
)


def test_the_same_file_goes_back_with_one_more_column() -> None:
    first = read_sheet(write_rows(SPECS, ROWS, sheet_name="องค์กร"), "a.xlsx")
    content = write_back(first, FINDINGS, label=FIX, specs=SPECS)
    back = read_sheet(content, "a.xlsx")
    assert (back.sheet_name, back.header_row, back.names_row) == ("องค์กร", 1, 2)
    assert back.columns[:-1] == first.columns
    assert (back.columns[-1].label, back.columns[-1].name) == (FIX, TO_FIX)
    assert [(row.number, row.values[:-1]) for row in back.rows] == [tuple(row) for row in first.rows]
    assert back.rows[0].values[-1] == "ชื่อ: ไม่พบชื่อนี้ → ตรวจตัวสะกด\nจำนวนสมาชิก: ต้องเป็นจำนวนเต็ม → พิมพ์ตัวเลข"
    assert back.rows[1].values[-1] == "แถวนี้ซ้ำกับแถว 3 → ลบออกหนึ่งแถว"
    assert parts(content, "worksheets/sheet1.xml$").count("<dataValidation ") == 2


def test_wrong_cells_are_red_with_a_comment_and_others_are_not() -> None:
    first = read_sheet(write_rows(SPECS, ROWS, sheet_name="ก"), "a.xlsx")
    content = write_back(first, FINDINGS, label=FIX)
    comments = parts(content, r"xl/comments\d")
    assert set(re.findall(r'<comment ref="(\w+)"', comments)) == {"B3", "F3", "C5"}
    assert "ไม่พบชื่อนี้" in comments
    assert "ตรวจตัวสะกด" in comments
    assert red_cells(content) >= {"B3", "F3", "C5"}
    assert not red_cells(content) & {"A3", "B4", "F4", "B5"}


def red_cells(content: bytes) -> set[str]:
    """Cells whose format has the red fill, by the file's own style tables."""
    styles = parts(content, "styles.xml$")
    fills = re.findall(r"<fill>.*?</fill>", styles)
    formats = re.findall(r"<xf [^>]*>", styles.split("<cellXfs")[1].split("</cellXfs>")[0])
    red = {n for n, one in enumerate(formats) if "FFC7CE" in fills[int(re.search(r'fillId="(\d+)"', one)[1])]}  # type: ignore[index]
    cells = re.findall(r'<c r="(\w+)" s="(\d+)"', parts(content, "worksheets/sheet1.xml$"))
    return {place for place, style in cells if int(style) in red}


def test_a_second_round_has_one_column_to_fix_and_only_what_is_still_wrong() -> None:
    first = read_sheet(write_rows(SPECS, ROWS, sheet_name="ก"), "a.xlsx")
    second = read_sheet(write_back(first, FINDINGS, label=FIX), "a.xlsx")
    third = read_sheet(write_back(second, FINDINGS[2:3], label=FIX), "a.xlsx")
    assert third.columns == second.columns
    assert [row.values[-1] for row in third.rows] == [None, "แถวนี้ซ้ำกับแถว 3 → ลบออกหนึ่งแถว", None]
    assert not match_columns(third.columns, SPECS, ignore=(FIX,)).unknown


def test_a_file_without_machine_names_keeps_its_shape_too() -> None:
    content = "บัญชี,,\n,,\nชื่อ,,วันที่\nก,,15 มี.ค. 66\n,,\n0012,x,\n".encode()
    first = read_sheet(content, "บัญชี/1.csv")
    back = read_sheet(write_back(first, [CellFinding(6, 3, "ว่าง", "ใส่วันที่")], label=FIX), "a.xlsx")
    again = read_sheet(write_back(back, [], label=FIX), "a.xlsx")
    assert back.above == first.above
    assert [(row.number, row.values[:3]) for row in back.rows] == [tuple(row) for row in first.rows]
    assert [heading.label for heading in again.columns] == ["ชื่อ", "", "วันที่", FIX]
    assert [row.values[3] for row in again.rows] == [None, None]


def test_dates_stay_dates_numbers_numbers_and_long_codes_become_text() -> None:
    values = (
        date(2566, 3, 15),
        12.5,
        99_999_999_999,
        9_101_700_203_451,
        True,
        time(9, 30),
        timedelta(hours=30),
    )
    specs = tuple(ColumnSpec(f"c{n}", f"คอลัมน์ {n}") for n in range(len(values)))
    first = read_sheet(write_rows(specs, [values], sheet_name="ก"), "a.xlsx")
    back = read_sheet(write_back(first, [], label=FIX), "a.xlsx")
    assert back.rows[0].values[:-1] == first.rows[0].values
    assert back.rows[0].values[:4] == (date(2566, 3, 15), 12.5, 99_999_999_999, "9101700203451")


def test_findings_on_the_header_mark_the_heading() -> None:
    first = read_sheet("ชื่อ,แปลก\nก,1\n".encode(), "a.csv")
    content = write_back(first, [CellFinding(1, 2, "ไม่รู้จักคอลัมน์นี้", "ลบหรือเปลี่ยนชื่อ")], label=FIX)
    assert "B1" in red_cells(content)
    assert re.findall(r'<comment ref="(\w+)"', parts(content, r"xl/comments\d")) == ["B1"]
    assert read_sheet(content, "a.xlsx").columns[1].label == "แปลก"


def test_ten_thousand_rows_of_twenty_columns_take_a_few_seconds() -> None:
    specs = tuple(ColumnSpec(f"c{n}", f"คอลัมน์ {n}") for n in range(20))
    rows = [tuple(f"ค่า {n} {m}" if m % 3 else n for m in range(20)) for n in range(10_000)]
    start = clock.process_time()
    read = read_sheet(write_rows(specs, rows, sheet_name="ก"), "a.xlsx", specs=specs)
    write_back(
        read, [CellFinding(row.number, 3, "ผิด", "แก้") for row in read.rows[::10]], label=FIX, specs=specs
    )
    assert len(read.rows) == 10_000
    assert clock.process_time() - start < 15


def test_a_plain_sheet_is_not_parsed_twice() -> None:
    """Reading costs a small multiple of the native reader's own time (CPU; the best of three)."""
    specs = tuple(ColumnSpec(f"c{n}", f"คอลัมน์ {n}") for n in range(15))
    content = write_rows(specs, [("ค่า",) * 15] * 10_000, sheet_name="ก")

    def cost(act: Callable[[], object]) -> float:
        times = []
        for _ in range(3):
            start = clock.process_time()
            act()
            times.append(clock.process_time() - start)
        return min(times)

    def bare() -> object:
        return CalamineWorkbook.from_object(io.BytesIO(content)).get_sheet_by_index(0).to_python()

    assert cost(lambda: read_sheet(content, "a.xlsx", specs=specs)) < 7 * cost(bare)
