"""Files that are not lists: each is one clear Thai sentence, nothing is written, nothing breaks."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from khabuan.core.uploads import was_too_big
from khabuan.exchange import sentences
from khabuan.exchange.models import ImportBatch, ImportRow
from khabuan.registry.models import Person
from tests.exchange.conftest import World, xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 600


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return packed.getvalue()


def sheet(*rows: list[Any], formulas: dict[str, str] | None = None, merged: str = "") -> bytes:
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed)
    page = book.add_worksheet()
    for at, row in enumerate(rows):
        page.write_row(at, 0, row)
    for cell, formula in (formulas or {}).items():
        page.write_formula(cell, formula, value="กรรมการ")
    if merged:
        page.merge_range(merged, "ผสาน")
    book.close()
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "code", "word"),
    [
        (OLE, "เก่า.xls", "sheet.old_excel", ".xls"),
        (PNG, "รูป.xlsx", "sheet.not_a_sheet", "ไม่ใช่ตารางคำนวณ"),
        (bomb(), "ระเบิด.xlsx", "sheet.unpacks_too_big", "MB"),
        (b"PK\x03\x04" + b"\0" * 99, "เสีย.xlsx", "sheet.damaged", "เสีย"),
        (sheet(["ชื่อเล่น", "สี"], ["ก", "แดง"]), "อื่น.xlsx", "sheet.no_header", "หัวคอลัมน์"),
        (sheet(["รหัสหมู่บ้าน", "หมู่"], ["19010601", 1]), "ขาด.xlsx", "columns_missing", "ชื่อหมู่บ้าน"),
        (sheet(["ตำบล", "ชื่อหมู่บ้าน"]), "ว่าง.xlsx", "sheet.no_rows", "แถว 1"),
        (sheet(["ตำบล", "ตำบล", "ชื่อหมู่บ้าน"], ["ก", "ข", "ค"]), "ซ้ำ.xlsx", "column_twice", "ซ้ำ"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_thai(
    world: World, content: bytes, name: str, code: str, word: str
) -> None:
    batch = world.take_in("villages", content, name=name)
    assert batch.state == ImportBatch.State.REFUSED
    assert batch.refusal[0] == code
    assert word in sentences.file_refusal(*batch.refusal)
    assert not ImportRow.everywhere.exists()


def test_formulas_and_merged_cells_are_told(world: World) -> None:
    head = ["ชื่อ-สกุล", "ตำบล", "องค์กร", "ตำแหน่ง"]
    body = "สภาองค์กรชุมชนตำบลดาวเรือง"
    rows = [["นายสมมุติ ทดลองก", "ต.นาโฉง", body, ""], ["นายสมมุติ ทดลองข", "ต.นาโฉง", body, "กรรมการ"]]
    batch = world.take_in("people", sheet(head, *rows, formulas={"D2": "=A9"}, merged="E2:E3"))
    assert world.verdicts(batch) == {"new": 2}
    assert {code for code, _ in batch.notices} >= {"sheet.formulas_read_as_values", "sheet.merged_cells"}


def test_every_finding_that_a_row_can_have_has_its_sentence(world: World) -> None:
    """A hostile row: everything wrong at once, and still one remark after another."""
    row = {
        "given": "ก" * 300, "citizen": "เลข", "born_on": "32/13/2566", "sex": "?", "place": "ต.ไม่มีจริง",
        "body": "ไม่มี", "post": "ประธาน", "since": "วันหนึ่ง", "until": "1/1/2500",
    }  # fmt: skip
    batch = world.take_in("people", [row])
    assert world.verdicts(batch) == {"wrong": 1}
    cells = world.wrong(batch)
    assert len(cells) >= 5
    assert all(cell.what for cell in cells)
    assert not Person.everywhere.exists()


def test_each_refusal_of_the_sheet_reader_has_a_sentence() -> None:
    from khabuan.core.sheets import NOTICES, REFUSALS

    assert {f"sheet.{code}" for code in REFUSALS} <= sentences.FILE.keys()
    assert {f"sheet.{code}" for code in NOTICES} <= sentences.FILE_NOTICES.keys()


def test_a_huge_upload_is_read_past_and_told(settings: Any) -> None:
    settings.LARGEST_UPLOAD = 100_000
    file = SimpleUploadedFile("ใหญ่.xlsx", b"x" * 300_000)
    request = RequestFactory().post("/imports/new/", {"sheet": "people", "file": file})
    assert was_too_big(request)
    assert "file" not in request.FILES
    assert request.POST["sheet"] == "people"


def test_many_uploads_that_are_huge_together_are_read_past_and_told(settings: Any) -> None:
    settings.LARGEST_REQUEST = 250_000
    files = [SimpleUploadedFile(f"{at}.txt", b"x" * 100_000) for at in range(4)]
    request = RequestFactory().post("/reader/many/", {"file": files})
    assert was_too_big(request)
    assert len(request.FILES.getlist("file")) == 2


def test_a_small_upload_comes_through() -> None:
    request = RequestFactory().post("/imports/new/", {"file": SimpleUploadedFile("เล็ก.csv", b"a,b")})
    assert not was_too_big(request)
    assert request.FILES["file"].read() == b"a,b"


def test_a_copied_hidden_key_counts_once(world: World) -> None:
    one = {"row_key": "a7", "name": "ชุมชนหนึ่ง", "tambon": "ต.นาโฉง"}
    two = {"row_key": "a7", "name": "ชุมชนสอง", "tambon": "ต.นาโฉง"}
    batch = world.take_in("urban_communities", xlsx("urban_communities", [one, two]))
    assert world.verdicts(batch) == {"new": 2}
