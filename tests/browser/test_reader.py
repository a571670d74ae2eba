"""A text and its drafts: keys, mouse and thumb, marks and drafts that lead to each other, no script."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect
from tests.browser.conftest import Opening

As = Callable[..., Page]
REPORT = """ข่าวทดสอบในเบราว์เซอร์ {number}

วันที่ 15 มีนาคม 2566 จังหวัดสระบุรีจัดเวทีสวัสดิการชุมชน มีผู้ร่วม 146 คน ใช้งบ 25,000 บาท โดยนายสมมติ ตัวอย่างดี เปิดงาน

นายสมมุติ ไม่มีจริง ถูกกล่าวหาว่ายักยอกเงิน 900 บาท
"""


def pasted(page: Page, as_: As, number: int) -> Page:
    """A new report, read."""
    as_(page, "saraburi", "/reader/paste/")
    page.get_by_label("ข้อความทั้งฉบับ").fill(REPORT.format(number=number))
    page.get_by_role("button", name="อ่านข้อความนี้").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"ข่าวทดสอบในเบราว์เซอร์ {number}")
    return page


def press(page: Page, letter: str) -> None:
    """As a Thai keyboard sends it."""
    page.evaluate(
        "letter => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: letter, bubbles: true}))",
        letter,
    )


def decided(page: Page, count: int) -> None:
    expect(page.locator("#decided")).to_contain_text(f"ตัดสินแล้ว {count} จาก")


def test_a_report_is_decided_with_the_keyboard_alone(desktop: Page, as_: As) -> None:
    page = pasted(desktop, as_, 1)
    page.keyboard.press("a")  # nothing is looked at yet
    decided(page, 0)
    page.keyboard.press("ArrowDown")
    first = page.locator(".draft").first
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    decided(page, 1)
    expect(first).to_have_attribute("data-state", "accepted")
    expect(page.locator(".draft").nth(1)).to_be_focused()
    press(page, "ม")
    decided(page, 2)
    expect(page.locator(".draft").nth(1)).to_have_attribute("data-state", "rejected")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".draft").last).to_be_focused()  # round: what is decided is passed by
    page.keyboard.press("ArrowDown")
    expect(page.locator(".draft").nth(2)).to_be_focused()
    press(page, "ย")
    decided(page, 3)
    expect(page.locator("#left")).to_contain_text(f"ยังไม่ได้ตัดสิน {page.locator('.draft').count() - 3} ข้อ")
    money = page.locator(".draft.u-money").first
    money.focus()
    press(page, "ก")
    box = money.get_by_label("บาท")
    expect(box).to_be_focused()
    box.fill("26,000")
    box.press("Enter")
    decided(page, 4)
    expect(money).to_contain_text("26,000 บาท")
    expect(money).to_contain_text("อ่านได้ว่า: 25,000 บาท")
    page.reload()
    decided(page, 4)


def test_a_mark_and_its_draft_point_to_each_other(page: Page, as_: As) -> None:
    pasted(page, as_, 2 if page.viewport_size["width"] > 700 else 3)
    mark = page.locator(".evidence .mark.k-count").first
    mark.click()
    draft = page.locator(".draft.u-count").first
    expect(draft).to_be_focused()
    expect(mark).to_have_class(re.compile(r"\bnow\b"))
    draft.get_by_role("button", name="ยอมรับ").click()
    decided(page, 1)
    expect(page.locator(".evidence .mark.k-count").first).to_have_class(re.compile(r"\baccepted\b"))
    draft.get_by_role("button", name="ตัดสินใหม่").click()
    decided(page, 0)
    expect(draft).to_be_focused()


def test_on_a_phone_the_text_stays_above_its_drafts(phone: Page, as_: As) -> None:
    page = pasted(phone, as_, 4)
    page.locator(".draft").last.scroll_into_view_if_needed()
    box = page.locator(".evidence").bounding_box()
    assert box
    assert 0 <= box["y"] < 200
    page.locator(".evidence .mark.k-money").first.tap()
    draft = page.locator(".draft.now").bounding_box()
    assert draft
    assert draft["y"] >= box["y"] + box["height"] - 1, "the draft is not hidden behind the text"


def test_an_accusation_is_kept_as_such_first(desktop: Page, as_: As) -> None:
    page = pasted(desktop, as_, 5)
    accused = page.locator(".draft.u-person").filter(has_text="สมมุติ ไม่มีจริง")
    expect(accused.get_by_role("button").first).to_contain_text("เก็บเป็นข้อกล่าวหา")
    accused.focus()
    press(page, "ข")
    decided(page, 1)
    expect(accused).to_have_attribute("data-state", "claim")
    expect(accused.get_by_role("link", name="บอกว่าหมายถึงใคร")).to_have_count(0)


def test_it_all_works_without_a_script(site: str, opened: Opening, as_: As) -> None:
    page = pasted(opened(site, "phone", java_script_enabled=False), as_, 6)
    draft = page.locator(".draft.u-date").first
    draft.get_by_role("button", name="ยอมรับ").click()
    decided(page, 1)
    page.locator(".draft.u-money").first.get_by_role("link", name="แก้ไข").click()
    page.get_by_label("บาท").fill("30000")
    page.get_by_role("button", name="เก็บตามนี้").click()
    decided(page, 2)
    page.get_by_role("link", name="บันทึกเป็นเวที").click()
    page.get_by_label("บันทึกในสมุดขององค์กรใด").fill("สภาองค์กรชุมชนจังหวัดสระบุรี (คณะทำงานจังหวัด)")
    page.get_by_role("button", name="ทำต่อ").click()
    expect(page.get_by_label("พ.ศ.").first).to_have_value("2566")
    page.get_by_role("button", name="บันทึกงานนี้").click()
    expect(page.get_by_role("region", name="มาจากข้อความ")).to_contain_text("ข่าวทดสอบในเบราว์เซอร์ 6")
