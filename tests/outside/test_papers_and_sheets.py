"""What leaves the program is read by programs of others: PDF by poppler, sheets by LibreOffice, and sent in again."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.outside.test_sheets_libreoffice import converted

As = Callable[..., Page]


def downloaded(page: Page, link: str, to: Path) -> bytes:
    """The file behind a link or button."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link).or_(page.get_by_role("button", name=link)).first.click()
    waiting.value.save_as(to)
    return to.read_bytes()


def test_the_briefing_of_a_new_officer_is_two_pages_of_exact_thai(
    desktop: Page, as_: As, tmp_path: Path
) -> None:
    as_(desktop, "saraburi", "/agencies/?place=19")
    name = "สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดสระบุรี"
    desktop.get_by_role("link", name=name, exact=True).click()
    holder = desktop.get_by_role("row").filter(has_text="พมจ.").get_by_role("link").first.inner_text()
    paper = desktop.get_by_role("link", name="เอกสารสรุปสำหรับผู้มารับตำแหน่ง").first.get_attribute("href") or ""
    desktop.goto(paper)
    token = desktop.locator("main input[name=csrfmiddlewaretoken]").first.input_value()
    facts, headers = {"csrfmiddlewaretoken": token}, {"Referer": desktop.url}
    answer = desktop.request.post(paper, form=facts, headers=headers)
    assert answer.headers["content-type"] == "application/pdf"
    file = tmp_path / "briefing.pdf"
    file.write_bytes(answer.body())
    text = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True
    ).stdout.decode()
    first, second, rest = text.split("\f")
    assert not rest
    for words in (name, holder, "111", "หน้า 1 จาก 2"):
        assert words in first, words
    assert "หน้า 2 จาก 2" in second
    assert "\ufffd" not in text
    assert not re.search("[\ue000-\uf8ff]", text), "letters that only the font knows"


def test_a_list_taken_out_opens_in_libreoffice_and_comes_in_again_unchanged(
    desktop: Page, as_: As, tmp_path: Path
) -> None:
    as_(desktop, "saraburi", "/exports/?place=1901")
    desktop.get_by_role("radio", name=re.compile("^สภาองค์กรชุมชน")).check()
    taken = downloaded(desktop, "ดาวน์โหลดไฟล์", tmp_path / "councils.xlsx")
    shown = converted(
        taken, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true", tmp_path, "councils.xlsx"
    )
    assert shown.decode().count("สภาองค์กรชุมชนตำบล") >= 11
    assert "15 กุมภาพันธ์ 2552" in shown.decode()
    saved = converted(taken, "xlsx:Calc MS Excel 2007 XML", tmp_path, "councils.xlsx")
    desktop.goto("/imports/new/")
    desktop.get_by_role("radio", name=re.compile("^สภาองค์กรชุมชน")).check()
    desktop.get_by_label("ไฟล์", exact=True).set_input_files(
        {"name": "สภา.xlsx", "mimeType": "application/octet-stream", "buffer": saved}
    )
    desktop.get_by_role("button", name="ซ้อมก่อน ยังไม่บันทึก").click()
    expect(desktop.get_by_role("main")).to_contain_text("ไม่มีอะไรต้องบันทึก")
