"""Councils, people and proposals, kept by who has the office: added, appointed, ended, refused, merged, undone."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import Opening

As = Callable[..., Page]


def write_date(page: Page, label: str, day: int, month: str, year: int) -> None:
    """A Thai date in its three boxes, พ.ศ."""
    box = page.get_by_role("group", name=re.compile(f"{label}( ถ้ามี)?$"))
    box.get_by_label("วันที่", exact=True).fill(str(day))
    box.get_by_label("เดือน").select_option(month)
    box.get_by_label("พ.ศ.").fill(str(year))


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def open_council(page: Page, tambon: str) -> None:
    page.goto("/organisations/?place=1901&kind=council")
    page.get_by_role("link", name=f"สภาองค์กรชุมชนตำบล{tambon}", exact=True).click()
    expect(heading(page)).to_have_text(f"สภาองค์กรชุมชนตำบล{tambon}")


def said_wrong(page: Page) -> Locator:
    """The summary of what is wrong; it must have taken focus."""
    summary = page.get_by_role("alert").filter(has_text="ยังไปต่อไม่ได้")
    expect(summary).to_be_focused()
    return summary


def test_an_organisation_is_added_after_its_errors_are_put_right(page: Page, as_: As) -> None:
    as_(page, "saraburi", "/organisations/add/?place=190109")
    page.get_by_label("กลุ่มออมทรัพย์", exact=True).check()
    page.get_by_role("button", name="ไปต่อ: ข้อมูลองค์กร").click()
    page.get_by_role("button", name="เพิ่มในทะเบียน").click()
    name = page.get_by_role("textbox", name=re.compile("ช่องที่ 1 "))
    said_wrong(page).get_by_role("link").first.click()
    expect(name).to_be_focused()
    expect(name).to_have_attribute("aria-invalid", "true")
    title = f"กลุ่มออมทรัพย์ทดสอบ {page.viewport_size['width']}"  # type: ignore[index]
    name.fill(title)
    write_date(page, "วันก่อตั้ง", 31, "กุมภาพันธ์", 2560)
    page.get_by_role("button", name="เพิ่มในทะเบียน").click()
    expect(said_wrong(page)).to_contain_text("วันก่อตั้ง")
    expect(name).to_have_value(title)
    write_date(page, "วันก่อตั้ง", 28, "กุมภาพันธ์", 2560)
    page.get_by_role("button", name="เพิ่มในทะเบียน").click()
    expect(heading(page)).to_have_text(title)
    expect(page.get_by_role("main")).to_contain_text("28 ก.พ. 2560")


def test_a_step_of_registration_is_recorded(phone: Page, as_: As) -> None:
    as_(phone, "daorueang")
    open_council(phone, "ดาวเรือง")
    registration = phone.get_by_role("region", name="การจดแจ้งตามพระราชบัญญัติ")
    before = registration.get_by_role("listitem").count()
    registration.get_by_role("link", name="บันทึกขั้นตอน").click()
    phone.get_by_role("listitem").filter(has_text="ส่งสำเนาให้ พอช.").get_by_role("link").first.click()
    write_date(phone, "วันที่", 20, "พฤศจิกายน", 2569)
    phone.get_by_role("button", name="บันทึกขั้นตอนนี้").click()
    expect(registration.get_by_role("listitem")).to_have_count(before + 1)
    expect(registration).to_contain_text("20 พ.ย. 2569")


def test_a_new_post_a_new_person_a_second_chair_and_the_end_of_a_term(desktop: Page, as_: As) -> None:
    as_(desktop, "saraburi")
    open_council(desktop, "นาโฉง")
    council = desktop.url
    desktop.get_by_role("link", name="เพิ่มตำแหน่ง").click()
    desktop.get_by_label("ตำแหน่ง", exact=True).select_option("ประชาสัมพันธ์")
    desktop.get_by_label(re.compile("จำนวนที่นั่ง")).fill("1")
    desktop.get_by_role("button", name="ตั้งตำแหน่ง").click()
    seat = desktop.get_by_role("row").filter(has_text="ประชาสัมพันธ์")
    expect(seat).to_contain_text("ว่าง")
    seat.get_by_role("link", name=re.compile("บันทึกผู้ดำรง|แต่งตั้ง")).click()
    appointed(desktop, "ทดสอบเจ็ดสี", "นามสกุลทดสอบ", 1)
    seat = desktop.get_by_role("row").filter(has_text="ทดสอบเจ็ดสี นามสกุลทดสอบ")
    expect(seat).to_contain_text("ประชาสัมพันธ์")

    # a second holder of the one seat is refused, and nothing of the person stays behind
    desktop.get_by_text("แก้ไข ยุบ หรือเพิ่มผู้ดำรงตำแหน่ง").click()
    posts = desktop.get_by_role("region", name="ตำแหน่งและผู้ดำรงตำแหน่ง")
    posts.get_by_role("listitem").filter(has_text="ประชาสัมพันธ์").get_by_role(
        "link", name="บันทึกผู้ดำรงตำแหน่ง"
    ).click()
    appointed(desktop, "ทดสอบแปดทิศ", "นามสกุลทดสอบ", 2)
    expect(said_wrong(desktop)).to_contain_text("ทดสอบเจ็ดสี")
    desktop.goto("/search/?q=ทดสอบแปดทิศ")
    expect(desktop.get_by_role("link", name=re.compile("ทดสอบแปดทิศ"))).to_have_count(0)

    desktop.goto(council)
    seat.get_by_role("link", name="พ้นตำแหน่ง").click()
    desktop.get_by_label(re.compile("เหตุผล|เพราะ")).fill("ลาออก")
    desktop.get_by_role("button", name="บันทึกพ้นตำแหน่ง").click()
    expect(posts.get_by_role("row").filter(has_text="ทดสอบเจ็ดสี")).to_have_count(0)


def appointed(page: Page, given: str, surname: str, day: int) -> None:
    """Through the search for who is known, to a new person in the seat."""
    page.get_by_role("searchbox", name="ชื่อบุคคล").fill(f"{given} {surname}")
    page.get_by_role("main").get_by_role("button", name="ค้นหา").click()
    page.get_by_role("link", name="ไม่ใช่คนเหล่านี้ เพิ่มคนใหม่").click()
    page.get_by_label("ชื่อ", exact=True).fill(given)
    page.get_by_label(re.compile("^นามสกุล")).fill(surname)
    write_date(page, "^ตั้งแต่", day, "พฤศจิกายน", 2569)
    page.get_by_role("button", name="บันทึกคนและตำแหน่ง").click()


def test_a_sealed_number_is_shown_once_for_a_reason_and_that_is_written_down(phone: Page, as_: As) -> None:
    as_(phone, "saraburi", "/people/?place=190101")
    phone.goto(sealed_person(phone))
    expect(phone.get_by_role("main")).not_to_contain_text(
        re.compile(r"9[- ]?\d{4}[- ]?\d{5}[- ]?\d{2}[- ]?\d")
    )
    phone.get_by_role("link", name="ขอดูเลขเต็ม").click()
    phone.get_by_role("button", name="แสดงเลขครั้งเดียว").click()
    said_wrong(phone)
    phone.get_by_label("ขอดูเพราะอะไร").fill("ตรวจแบบจดแจ้งทดสอบ")
    phone.get_by_role("button", name="แสดงเลขครั้งเดียว").click()
    expect(phone.locator(".plate")).to_have_text(re.compile(r"^9[\d ‑-]{12,}$"))
    phone.get_by_role("link", name="ดูแล้ว ปิดเลข").click()
    expect(phone.locator(".plate")).to_have_count(0)
    reads = phone.get_by_role("region", name="ใครเปิดดูเลขเต็มของคนนี้")
    expect(reads).to_contain_text("ตรวจแบบจดแจ้งทดสอบ")


def sealed_person(page: Page) -> str:
    """The address of the chair of ต.ปากเพรียว, whose number the demo seals."""
    open_council(page, "ปากเพรียว")
    return (
        page.get_by_role("row")
        .filter(has_text="ประธาน")
        .first.get_by_role("link")
        .first.get_attribute("href")
        or ""
    )


def test_doubles_are_compared_merged_and_undone(desktop: Page, as_: As) -> None:
    as_(desktop, "saraburi", "/people/duplicates/?place=1901")
    row = desktop.get_by_role("row").filter(has_text="74").first
    row.get_by_role("link", name="เทียบกัน").click()
    expect(heading(desktop)).to_have_text("คนเดียวกันหรือคนละคน")
    desktop.get_by_role("button", name="รวมสองรายการ").click()
    stays = heading(desktop).inner_text()
    desktop.goto("/people/merges/?place=1901")
    merged = desktop.get_by_role("row").filter(has_text=stays)
    merged.get_by_role("link", name="เลิกทำ").click()
    desktop.get_by_label(re.compile("เหตุผล|เพราะ")).fill("ทดสอบการเลิกทำ")
    desktop.get_by_role("button", name="ย้อนการรวมนี้").click()
    desktop.goto("/people/merges/?place=1901")
    expect(merged).to_contain_text("ย้อนแล้ว")


def test_what_the_treasurer_proposes_the_secretary_accepts(site: str, opened: Opening, as_: As) -> None:
    treasurer, secretary = opened(site, "phone"), opened(site, "desktop")
    as_(treasurer, "treasurer")
    open_council(treasurer, "ดาวเรือง")
    treasurer.get_by_role("link", name="เสนอแก้ไข").click()
    treasurer.get_by_label("โทรศัพท์").fill("036-000-777")
    treasurer.get_by_label("เพราะอะไร รู้ได้อย่างไร").fill("เบอร์ใหม่ของสำนักงาน")
    treasurer.get_by_role("button", name="ส่งข้อเสนอ").click()
    as_(secretary, "daorueang", "/proposals/")
    secretary.get_by_role("link", name=re.compile("สภาองค์กรชุมชนตำบลดาวเรือง")).first.click()
    expect(secretary.get_by_role("main")).to_contain_text("036-000-777")
    secretary.get_by_label("รับ แก้ข้อมูลทันที").check()
    secretary.get_by_role("button", name="บันทึกคำตัดสิน").click()
    open_council(secretary, "ดาวเรือง")
    expect(secretary.get_by_role("main")).to_contain_text("036-000-777")
