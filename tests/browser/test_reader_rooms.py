"""The reader's other rooms: many at once, the timeline, one event in two texts, whom a name means."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import copy_of, served
from tests.browser.test_every_page import AXE, sideways
from tests.kept import surroundings

from khabuan.config import serve

As = Callable[..., Page]
PROVINCE = {"KHABUAN_DEMO": "1", "KHABUAN_PROVINCE": "19"}
HERE = "ตำบลดาวเรือง อำเภอเมืองสระบุรี จังหวัดสระบุรี"
REPORT = """{title}

วันที่ {day} ที่{where} ขบวนจัดเวทีสวัสดิการชุมชน มีผู้ร่วม {count} คน{more}
"""


@pytest.fixture(scope="module")
def site(built_cast: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """As elsewhere, with the worker that reads piles."""
    home = copy_of(built_cast, tmp_path_factory)
    with served(home, **PROVINCE) as address:
        worker = subprocess.Popen(
            serve.tasks_command(), env={**surroundings(home), **PROVINCE}, start_new_session=True
        )
        try:
            yield address
        finally:
            serve.end([worker])


def fine(page: Page) -> None:
    """Nothing scrolls sideways, and axe finds nothing."""
    assert sideways(page) == 0, page.url
    if not page.evaluate("'axe' in window"):
        page.context.add_init_script(AXE)
        page.reload()
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert not [(page.url, one["id"], one["nodes"][0]["target"]) for one in found]


def width(page: Page) -> str:
    """The site is one for both widths, so each has texts of its own."""
    return str(page.viewport_size["width"])  # type: ignore[index]


def pasted(page: Page, title: str, day: str, more: str = "", where: str = HERE) -> None:
    page.goto("/reader/paste/?place=19")
    words = REPORT.format(title=title, day=day, count=width(page), more=more, where=where)
    page.get_by_label("ข้อความทั้งฉบับ").fill(words)
    page.get_by_role("button", name="อ่านข้อความนี้").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_many_files_are_chosen_at_once_and_read_to_the_end(page: Page, as_: As) -> None:
    as_(page, "saraburi", "/reader/many/?place=19")
    fine(page)
    texts = {
        f"{n}.txt": REPORT.format(
            title=f"กอง {width(page)} เรื่อง {n}", day="3 มีนาคม 2565", count=n, more="", where=HERE
        )
        for n in range(1, 8)
    }
    texts |= {"ซ้ำ.txt": texts["1.txt"], "ว่าง.txt": " "}
    page.get_by_label("ไฟล์ที่มีข้อความ").set_input_files(
        [
            {"name": name, "mimeType": "text/plain", "buffer": words.encode("cp874")}
            for name, words in texts.items()
        ]
    )
    expect(page.get_by_text("1.txt, 2.txt, 3.txt … (9)")).to_be_visible()
    page.get_by_role("button", name="อ่านข้อความเหล่านี้").click()
    expect(page.get_by_text("อ่านแล้ว 9 จาก 9 เรื่อง")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("รับแล้ว 7 เรื่อง")).to_be_visible()
    left = page.get_by_role("region", name="ไม่ได้รับ")
    expect(left.get_by_role("row").filter(has_text="ว่าง.txt")).to_contain_text("ไม่มีข้อความ")
    same = left.get_by_role("row").filter(has_text="ซ้ำ.txt")
    expect(same).to_contain_text("เรื่อง 1”")
    fine(page)
    same.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"กอง {width(page)} เรื่อง 1")
    page.get_by_role("link", name="ประวัติ").click()
    expect(page.get_by_text("รับเรื่องหนึ่งจากหลายเรื่องที่ส่งเข้ามา")).to_be_visible()
    fine(page)


def test_a_timeline_by_year_and_as_a_file(page: Page, as_: As) -> None:
    as_(page, "saraburi")
    title = f"เวทีของปี {width(page)}"
    pasted(page, title, "15 มีนาคม 2563")
    page.get_by_role("button", name=re.compile("แน่")).click()
    page.goto("/reader/timeline/?place=19")
    line = page.get_by_role("row").filter(has_text=title)
    expect(line).to_contain_text("15 มีนาคม 2563")
    expect(line).to_contain_text(f"{width(page)} คน" if width(page) == "360" else "1,280 คน")
    fine(page)
    page.get_by_role("combobox", name="ปี", exact=True).select_option("2563")
    page.get_by_role("button", name=re.compile("^แสดง")).click()
    expect(page).to_have_url(re.compile("of=2020"))
    expect(page.get_by_role("rowheader", name=re.compile("2563")).first).to_be_visible()
    expect(line).to_be_visible()
    with page.expect_download() as coming:
        page.get_by_role("link", name="XLSX").click()
    assert Path(coming.value.path()).read_bytes().startswith(b"PK")
    page.get_by_role("combobox", name="ปี", exact=True).select_option("ทุกปี")
    page.get_by_role("button", name=re.compile("^แสดง")).click()
    expect(page).not_to_have_url(re.compile("of=2020"))


def test_two_texts_of_one_event_are_said_to_be_so_and_taken_back(page: Page, as_: As) -> None:
    as_(page, "saraburi")
    day = "7 มิถุนายน 2561" if width(page) == "360" else "7 มิถุนายน 2562"
    first, second = (f"ข่าวที่ {n} ของเวทีเดียว {width(page)}" for n in (1, 2))
    pasted(page, first, day)
    pasted(page, second, day, " และมีพิธีเปิด")
    page.get_by_role("link", name="เรื่องเดียวกันในอีกข้อความ").click()
    line = page.get_by_role("row").filter(has_text=first)
    expect(line).to_contain_text("ต.ดาวเรือง")
    fine(page)
    line.get_by_role("button", name="เรื่องเดียวกัน").click()
    expect(page.get_by_text("บันทึกไว้กับทั้งสองเรื่องแล้ว")).to_be_visible()
    expect(line.get_by_role("button", name="เรื่องเดียวกัน")).to_have_count(0)
    line.get_by_role("link", name=first).click()
    page.get_by_role("link", name="เรื่องเดียวกันในอีกข้อความ").click()
    line = page.get_by_role("row").filter(has_text=second)
    expect(line).to_contain_text("เรื่องเดียวกัน")
    line.get_by_role("button", name="ตัดสินใหม่").click()
    expect(line.get_by_role("button", name="คนละเรื่อง")).to_be_visible()


def test_whom_a_name_means_is_offered_by_a_key_looked_up_and_entered(page: Page, as_: As) -> None:
    as_(page, "saraburi", "/people/?place=190105")
    known = page.get_by_role("rowheader").first.get_by_role("link").inner_text()
    new = "ทดสอบ ไม่เคยมี" if width(page) == "360" else "จำลอง สมมุติแท้"
    pasted(
        page,
        f"คนในข่าว {width(page)}",
        "8 มีนาคม 2565",
        f" โดย{known} กล่าวต้อนรับ และนางสาว{new} กล่าวปิด",
        "จังหวัดศรีสะเกษ",
    )

    card = page.locator(".draft.u-person").filter(has_text=known.split()[-1]).first
    expect(card).to_contain_text("อาจหมายถึง")
    expect(card).to_contain_text(re.compile(r"\d+ จาก 100: ชื่อและนามสกุลตรงกัน"))
    fine(page)
    card.focus()
    page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'ห', bubbles: true}))"
    )
    expect(card.get_by_role("button", name="ใช่รายการนี้")).to_have_count(0)
    expect(card.get_by_role("link", name=re.compile("^หมายถึง"))).to_be_visible()

    card.get_by_role("link", name="รายการอื่น").click()
    expect(page.get_by_role("region", name="พบในทะเบียน")).to_contain_text(known.split()[-1])
    fine(page)
    page.get_by_role("button", name="ไม่ใช่รายการใดเลย").click()
    expect(card).to_contain_text("ไม่ได้หมายถึงใครหรืออะไรในทะเบียน")

    other = page.locator(".draft.u-person").filter(has_text=new).first
    other.get_by_role("link", name="บอกว่าหมายถึงใครหรืออะไร").click()
    page.get_by_role("link", name="เพิ่มคนนี้ในทะเบียนก่อน").click()
    expect(page.locator("[name=given]")).to_have_value(new.partition(" ")[0])
    fine(page)
    page.get_by_role("button", name="บันทึกคนนี้").click()
    expect(page).to_have_url(re.compile(r"/reader/drafts/\d+/link/"))
    page.get_by_role("listitem").filter(has_text=new).get_by_role("button", name="ใช่รายการนี้").click()
    expect(other.get_by_role("link", name=f"หมายถึง นางสาว{new}")).to_be_visible()


def test_what_the_text_has_for_a_box_is_put_in_with_one_tap(page: Page, as_: As) -> None:
    as_(page, "saraburi", "/reader/")
    pasted(
        page, f"ครัวชุมชน {width(page)}", "5 มีนาคม 2569",
        " รหัสโครงการ สบ.69-01 เสนอขอ 90,000 บาท ได้รับงบสนับสนุน 80,000 บาท จ่ายแล้ว 30,000 บาท ที่ตำบลหนองโนและตำบลตลิ่งชัน",
    )  # fmt: skip
    page.get_by_role("button", name=re.compile("ข้อที่แน่ชัด")).click()
    page.get_by_role("link", name="บันทึกเป็นโครงการ").click()
    page.get_by_label("บันทึกในสมุดขององค์กรใด").fill("สภาองค์กรชุมชนจังหวัดสระบุรี (คณะทำงานจังหวัด)")
    page.get_by_role("button", name="ทำต่อ").click()
    granted = page.get_by_label("งบที่อนุมัติ").first
    expect(granted).to_have_value("80,000.00")
    fine(page)
    into = page.locator("[data-into=id_approved]")
    expect(into.locator("[aria-pressed=true]")).to_have_text("80,000 บาท")
    into.get_by_role("button", name="30,000 บาท").click()
    expect(granted).to_have_value("30,000.00")
    expect(into.locator("[aria-pressed=true]")).to_have_text("30,000 บาท")
    page.locator("[data-into=id_ends_on]").get_by_role("button", name="5 มีนาคม 2569").click()
    expect(page.locator("[name=ends_on_1]")).to_have_value("3")
    page.locator("[data-into=id_area] button").last.click()
    expect(page.locator("#id_area_found")).to_contain_text("ตลิ่งชัน")
