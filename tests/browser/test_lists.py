"""Lists come in through the browser: rehearsed, settled, saved; the file with red cells comes back; figures change."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import copy_of
from tests.kept import run_in

from khabuan.core.sheets import read_sheet

As = Callable[..., Page]


def csv_file(rows: Sequence[Mapping[str, str]]) -> bytes:
    text = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def send(page: Page, sheet: str, name: str, content: bytes) -> None:
    """From งานของฉัน to the result of the rehearsal."""
    page.get_by_role("navigation", name="งานหลัก").get_by_role("link", name=re.compile("^นำเข้ารายชื่อ")).click()
    page.get_by_role("link", name="นำเข้ารายชื่อ", exact=True).click()
    page.get_by_role("radio", name=re.compile(f"^{sheet}")).check()
    page.get_by_label("ไฟล์", exact=True).set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="ซ้อมก่อน ยังไม่บันทึก").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ผลการซ้อมนำเข้า")


def count_of(page: Page, label: str) -> Locator:
    """The figure under a label of the result."""
    return page.locator(".stat").filter(has_text=label).get_by_role("link")


def test_villages_of_a_tambon_come_in_and_the_province_counts_them(page: Page, as_: As) -> None:
    tambon = {360: "190107", 1280: "190113"}[page.viewport_size["width"]]  # type: ignore[index]
    as_(page, "saraburi", "/places/19/")
    lead = page.get_by_role("main").get_by_text(re.compile(r"\d+ หมู่บ้านและชุมชน"))
    before = int(re.findall(r"(\d+) หมู่บ้าน", lead.inner_text())[0])
    page.goto("/")
    rows = [
        {
            "village_code": f"{tambon}0{moo}",
            "subdistrict_code": tambon,
            "moo": str(moo),
            "name_th": f"บ้านทดสอบ{letter}",
        }
        for moo, letter in enumerate("กขค", 1)
    ]
    elsewhere = {
        "village_code": "33010101",
        "subdistrict_code": "330101",
        "moo": "1",
        "name_th": "บ้านต่างจังหวัด",
    }
    send(page, "หมู่บ้าน", "หมู่บ้าน.csv", csv_file([*rows, elsewhere]))
    expect(page.get_by_role("main")).to_contain_text("ยังไม่มีอะไรถูกบันทึก")
    expect(page.get_by_role("region", name="แก้ในไฟล์ 1 แถว")).to_contain_text("รหัส 330101 เป็นของจังหวัดอื่น")
    page.get_by_role("button", name="บันทึก 3 แถว").click()
    expect(page.get_by_role("main")).to_contain_text("บันทึกแล้ว 3 แถว")
    page.goto("/places/19/")
    expect(lead).to_contain_text(f"{before + 3} หมู่บ้านและชุมชน")


def test_people_with_mistakes_are_settled_saved_and_the_rest_comes_back_in_red(
    desktop: Page, as_: As, tmp_path: Path
) -> None:
    as_(desktop, "saraburi", "/people/?place=190101")
    known = desktop.get_by_role("rowheader").get_by_role("link").first.inner_text()
    title, given, surname = re.findall(r"^(นางสาว|นาย|นาง)(\S+) (\S+)$", known)[0]
    at = {"place": "ต.ตลิ่งชัน อ.เมืองสระบุรี", "body": "สภาองค์กรชุมชนตำบลตลิ่งชัน"}
    rows = [
        {
            "title": "นาย",
            "given": "สมมุติกอ",
            "surname": "ทดลองดอ",
            "post": "ประธาน",
            "since": "15 พ.ย. 69",
            **at,
        },
        {
            "title": "นาง",
            "given": "สมมุติขอ",
            "surname": "ทดลองดอ",
            "post": "สมาชิกสภา",
            "since": "31/2/2566",
            **at,
        },
        {
            "title": "นาย",
            "given": "สมมุติคอ",
            "surname": "ทดลองดอ",
            "post": "ประธาน",
            "since": "16/11/2569",
            **at,
        },
        {
            "title": title,
            "given": given,
            "surname": surname,
            "post": "สมาชิกสภา",
            "since": "๑๕ พฤศจิกายน ๒๕๖๙",
            **at,
        },
    ]
    desktop.goto("/places/1901/")
    expect(desktop.get_by_role("region", name=re.compile("^ต้องมีคนจัดการ"))).to_contain_text("ยังไม่มีรายชื่อสมาชิก")
    desktop.goto("/?place=19")
    send(desktop, "รายชื่อคนและตำแหน่ง", "กรรมการ.csv", csv_file(rows))
    expect(count_of(desktop, "แก้ในไฟล์")).to_have_text("2")
    expect(count_of(desktop, "ต้องเลือก")).to_have_text("1")

    desktop.get_by_role("link", name="เลือกทีละแถว").click()
    expect(desktop.get_by_role("main")).to_contain_text(f"{given} {surname}")
    desktop.get_by_role("radio", name=re.compile("^ไม่ใช่รายเดียวกัน")).check()
    desktop.get_by_role("button", name="เลือกตามนี้ แล้วดูแถวถัดไป").click()

    with desktop.expect_download() as waiting:
        desktop.get_by_role("link", name="ไฟล์ที่ระบายสีแล้ว").click()
    red = tmp_path / "red.xlsx"
    waiting.value.save_as(red)
    back = read_sheet(red.read_bytes(), "red.xlsx", specs=())
    assert len(back.rows) == 4
    remarks = [row.values[-1] for row in back.rows]
    assert [bool(text) for text in remarks] == [False, True, True, False]
    assert "31/2/2566" in [str(value) for value in back.rows[1].values]

    desktop.get_by_role("button", name="บันทึก 2 แถว").click()
    expect(desktop.get_by_role("main")).to_contain_text("บันทึกแล้ว 2 แถว")
    desktop.goto("/places/1901/")
    row = desktop.get_by_role("row").filter(has_text="สภาองค์กรชุมชนตำบลตลิ่งชัน").first
    expect(row).not_to_contain_text("ไม่มีรายชื่อ")


def test_a_file_that_is_no_list_is_told_in_a_sentence(phone: Page, as_: As) -> None:
    as_(phone, "saraburi", "/imports/new/?place=19")
    phone.get_by_role("radio", name=re.compile("^หมู่บ้าน")).check()
    picture = {"name": "รายชื่อ.xlsx", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(400)}
    phone.get_by_label("ไฟล์", exact=True).set_input_files(picture)
    phone.get_by_role("button", name="ซ้อมก่อน ยังไม่บันทึก").click()
    expect(phone.get_by_role("main").locator(".note.wrong").first).to_contain_text(re.compile("[ก-๙]{8}"))


def test_every_list_of_the_demo_goes_out_and_comes_in_unchanged(
    built_cast: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run_in(copy_of(built_cast, tmp_path_factory), "-m", "tests.out_and_in")
