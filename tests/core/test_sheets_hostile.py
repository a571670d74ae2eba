"""Files that are not what they say, or that were made to exhaust the machine: refused with a code, soon."""

from __future__ import annotations

import io
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from khabuan.core.sheets import REFUSALS, Limits, SheetRefused, read_sheet

from .sheet_files import HEADER, data, text_cell, workbook

ROW = f'<row r="2">{text_cell("A2", "ข้าว")}<c r="B2"><v>3</v></c></row>'


def refusal(content: bytes, filename: str = "รายชื่อ.xlsx", **kwargs: object) -> SheetRefused:
    with pytest.raises(SheetRefused) as caught:
        read_sheet(content, filename, **kwargs)  # type: ignore[arg-type]
    assert set(caught.value.values) == set(REFUSALS[caught.value.code])
    return caught.value


@pytest.fixture(autouse=True)
def soon():
    """No file of these takes long, whatever it claims (CPU time)."""
    start = time.process_time()
    yield
    assert time.process_time() - start < 10


def test_a_file_over_30_mb_is_refused_unread(tmp_path: Path) -> None:
    big = tmp_path / "big.xlsx"
    with big.open("wb") as file:
        file.truncate(300_000_000)
    with pytest.raises(SheetRefused) as caught:
        read_sheet(big, "big.xlsx")
    assert (caught.value.code, caught.value.values) == ("too_big", {"megabytes": 300, "most": 30})


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"%PDF-1.7\n", "pdf"),
        (b"<html><table>", "html"),
        (b"Rar!\x1a\x07", "archive"),
        (b"hello, world", "unknown"),
    ],
)
def test_another_kind_renamed_xlsx_is_named(start: bytes, kind: str) -> None:
    refused = refusal(start + b"\x00\x01\x02" * 50)
    assert (refused.code, refused.values["kind"]) == ("not_a_sheet", kind)


@pytest.mark.parametrize("filename", ["a.csv", "a.xlsx", "a"])
def test_a_picture_is_refused_by_any_name(filename: str) -> None:
    assert refusal(b"\x89PNG\r\n\x1a\n" + bytes(100), filename).code == "not_a_sheet"


def test_an_old_xls_and_a_locked_xlsx_are_told_apart() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert refusal(ole, "a.xls").code == "old_excel"
    assert refusal(ole, "a.xlsx").code == "old_excel"
    assert refusal(ole + "EncryptedPackage".encode("utf-16-le"), "a.xlsx").code == "encrypted"


def test_a_zip_with_a_password_is_refused() -> None:
    content = bytearray(workbook(data(HEADER + ROW)))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    assert refusal(bytes(content)).code == "encrypted"


def test_other_zips_are_named() -> None:
    def packed(*names: str) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in names:
                archive.writestr(name, "x")
        return out.getvalue()

    assert refusal(packed("word/document.xml")).values["kind"] == "document"
    assert refusal(packed("mimetype", "content.xml")).values["kind"] == "opendocument"
    assert refusal(packed("xl/workbook.bin")).values["kind"] == "xlsb"
    assert refusal(packed("photo.jpg")).values["kind"] == "archive"
    assert refusal(packed()).values["kind"] == "archive"


@pytest.mark.parametrize("kept", [10, 200, -30])
def test_a_cut_off_zip_is_damaged(kept: int) -> None:
    assert refusal(workbook(data(HEADER + ROW))[:kept]).code == "damaged"


def test_flipped_bytes_never_give_anything_but_a_refusal() -> None:
    whole = workbook(data(HEADER + ROW), shared="<si><t>ก</t></si>")
    for at in range(0, len(whole), 7):
        bent = bytearray(whole)
        bent[at] ^= 0xFF
        try:
            assert read_sheet(bytes(bent), "a.xlsx").rows
        except SheetRefused as refused:
            assert set(refused.values) == set(REFUSALS[refused.code])


def test_a_zip_bomb_is_refused_by_what_it_declares() -> None:
    bomb = workbook(data(HEADER + ROW + " " * 60_000_000))
    assert len(bomb) < 200_000
    assert refusal(bomb).code == "unpacks_too_big"


def test_a_zip_bomb_that_lies_about_its_size_is_refused() -> None:
    """The central directory and the local header both claim 100 bytes."""
    bomb = bytearray(workbook(data(HEADER + ROW + " " * 60_000_000)))
    lie = (100).to_bytes(4, "little")
    name = b"xl/worksheets/sheet1.xml"
    local, central = bomb.index(name) - 30, bomb.rindex(name) - 46
    bomb[local + 22 : local + 26] = lie
    bomb[central + 24 : central + 28] = lie
    assert refusal(bytes(bomb)).code == "damaged"


def test_what_truly_comes_out_is_counted_over_all_parts() -> None:
    content = workbook(data(HEADER + ROW), others={"ว่าง": " " * 5_000})
    assert refusal(content, limits=Limits(unpacked=4_000)).code == "unpacks_too_big"


def test_too_many_entries_are_refused() -> None:
    out = io.BytesIO(workbook(data(HEADER + ROW)))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(1_100):
            archive.writestr(f"x/{number}", "")
    assert refusal(out.getvalue()).code == "unpacks_too_big"


def test_a_name_twice_is_damaged() -> None:
    out = io.BytesIO(workbook(data(HEADER + ROW)))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/workbook.xml", "<x/>")
    assert refusal(out.getvalue()).code == "damaged"


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_cannot_be_bounded_is_refused(compression: int) -> None:
    assert refusal(workbook(data(HEADER + ROW), compression=compression)).code == "not_a_sheet"


def test_an_entity_bomb_is_refused() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><worksheet><sheetData>&e9;</sheetData></worksheet>'
    assert refusal(workbook(bomb.encode())).code == "damaged"
    assert refusal(workbook(bomb.encode("utf-16"))).code == "damaged"


def test_a_dimension_that_lies_costs_nothing() -> None:
    body = '<dimension ref="A1:XFD1048576"/>' + data(HEADER + ROW)
    assert read_sheet(workbook(body), "a.xlsx").rows[0].values == ("ข้าว", 3)


def test_a_million_declared_but_empty_rows_are_read_past() -> None:
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 1_000_001))
    read = read_sheet(workbook(data(HEADER + ROW + empty)), "a.xlsx")
    assert [row.number for row in read.rows] == [2]


@pytest.mark.parametrize(
    ("far", "code"),
    [
        ('<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "too_many_rows"),
        ('<row r="3"><c r="XFD3"><v>1</v></c></row>', "too_many_columns"),
        ("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>", "too_many_rows"),
        ('<row r="3"><c s="1" r="XFD3"><v>1</v></c></row>', "too_many_columns"),
        ('<row r="3"><c r = "XFD3"><v>1</v></c></row>', "too_many_columns"),
        ('<row r="3"><c r= "XFD3"><v>1</v></c></row>', "too_many_columns"),
        ('<row r="3"><c\tr="XFD3"><v>1</v></c></row>', "too_many_columns"),
        ('<row r="3"><c s="1"\nr="XFD3"><v>1</v></c></row>', "too_many_columns"),
        ("<row r=\"3\"><c r='XFD3'><v>1</v></c></row>", "too_many_columns"),
        ('<row\nr="900000"><c r="A900000"><v>1</v></c></row>', "too_many_rows"),
        ('<row r="3"><c x=">" r="XFD3"><v>1</v></c></row>', "too_many_columns"),
        ('<row r="3">' + "<c><v>1</v></c>" * 300 + "</row>", "too_many_columns"),
        ('<row r="900000"><c r="A1"/></row><row><c><v>1</v></c></row>', "too_many_rows"),
        ('<x:row xmlns:x="u" r="3"><x:c r="XFD3"><x:v>1</x:v></x:c></x:row>', "too_many_columns"),
    ],
)
def test_a_far_cell_is_refused_before_a_table_is_made_for_it(far: str, code: str) -> None:
    assert refusal(workbook(data(HEADER + ROW + far))).code == code


def test_too_many_cells_are_refused() -> None:
    far = '<row r="150000"><c r="CV150000"><v>1</v></c></row>'
    assert refusal(workbook(data(HEADER + ROW + far))).code == "too_many_cells"


def test_one_long_shared_text_used_everywhere_is_refused() -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 20_000))
    body = workbook(data(HEADER + cells), shared=f"<si><t>{'ก' * 10_000}</t></si>")
    assert refusal(body).code == "too_much_text"


def test_a_long_shared_text_used_once_is_no_trouble() -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>1</v></c></row>' for n in range(3, 20_000))
    once = '<row r="2"><c r="A2" t="s"><v>0</v></c></row>'
    shared = f"<si><t>{'ก' * 10_000}</t></si><si><t>ข</t></si>"
    assert len(read_sheet(workbook(data(HEADER + once + cells), shared=shared), "a.xlsx").rows) == 19_998


def test_a_shared_text_that_is_not_there_is_damaged() -> None:
    assert refusal(workbook(data(HEADER + '<row r="2"><c r="A2" t="s"><v>7</v></c></row>'))).code == "damaged"


def test_a_text_longer_than_a_cell_holds_is_refused_with_its_place() -> None:
    refused = refusal(workbook(data(HEADER + f'<row r="2">{text_cell("A2", "ก" * 40_000)}</row>')))
    assert (refused.code, refused.values["cell"]) == ("text_too_long", "A2")


def test_a_million_merged_areas_over_everything_are_bounded() -> None:
    merged = "<mergeCells>" + '<mergeCell ref="A2:XFD1048576"/>' * 20_000 + "</mergeCells>"
    notices = read_sheet(workbook(data(HEADER + ROW) + merged), "a.xlsx").notices
    assert len(notices) == Limits().notices + 1
    assert notices[-1].values == {"of": "merged_cells", "count": 20_000 - Limits().notices}


def test_nothing_in_it_is_empty_and_only_a_header_has_no_rows() -> None:
    assert refusal(b"").code == "empty_file"
    assert refusal(b" \n ", "a.csv").code == "empty_file"
    assert refusal(workbook(data(""))).code == "empty"
    assert refusal(workbook(data(HEADER))).values == {"header_row": 1}


def test_numbers_alone_have_no_header() -> None:
    assert (
        refusal(workbook(data('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'))).code
        == "no_header"
    )


def test_a_sheet_that_is_not_there_is_said() -> None:
    assert refusal(workbook(data(HEADER + ROW)), sheet="อื่น").values == {"sheet": "อื่น"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("ชื่อ,จำนวน\n".encode() + b"\xff\xfe\x81\n", "unknown_letters"),
        ("é,ü\nñ,ä\n".encode("latin-1"), "unknown_letters"),
        (b"a,b\n\x00\x01,2\n", "unknown_letters"),
        ('ชื่อ,จำนวน\n"ข้าว,3\nเกลือ,4\n'.encode(), "broken_quotes"),
        (b"a,b\n" + b"," * 1_000_000 + b"1\n", "too_many_columns"),
        (b"a,b\n" + b"1,2\n" * 300_000, "too_many_rows"),
        (b"a,b\n" + b"x" * 40_000 + b",1\n", "text_too_long"),
    ],
)
def test_a_bad_csv_is_refused(content: bytes, code: str) -> None:
    assert refusal(content, "a.csv").code == code


def test_limits_can_be_narrowed() -> None:
    assert refusal(b"a,b\n1,2\n", "a.csv", limits=replace(Limits(), columns=1)).code == "too_many_columns"
