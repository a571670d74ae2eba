"""The way in: by name, by a card, with the second step; and a new book set up from an empty folder."""

from __future__ import annotations

import base64
import hmac
import re
import shutil
import socket
import struct
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from time import time

import pytest
from playwright.sync_api import Page, expect
from tests import kept
from tests.browser.conftest import Opening, copy_of, served

As = Callable[..., Page]
NEW_PASSWORD = "ตาลโตนด-เจ็ดต้น"


def test_in_by_name_and_password(page: Page, as_: As) -> None:
    as_(page, "treasurer")
    expect(page.get_by_role("heading", name="งานของฉัน", level=1)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("เหรัญญิกกองทุน ต.ดาวเรือง")


def test_a_wrong_password_says_so_beside_the_field_and_keeps_the_name(phone: Page) -> None:
    phone.goto("/enter/")
    phone.get_by_label("ชื่อเข้าระบบ หรือเบอร์โทรศัพท์").fill("treasurer")
    phone.get_by_label("รหัสผ่าน").fill("ไม่ใช่รหัสนี้")
    phone.get_by_role("button", name="เข้าระบบ").click()
    summary = phone.get_by_role("alert").filter(has_text="ยังไปต่อไม่ได้")
    expect(summary).to_be_focused()
    expect(phone.get_by_label("ชื่อเข้าระบบ หรือเบอร์โทรศัพท์")).to_have_value("treasurer")
    expect(phone.get_by_label("รหัสผ่าน")).to_have_value("")
    assert phone.url.endswith("/enter/")


def test_who_only_wants_to_look_sees_the_province_without_names(phone: Page) -> None:
    phone.goto("/enter/")
    phone.get_by_role("link", name="ดูข้อมูลพื้นที่โดยไม่เข้าระบบ").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("จังหวัดสระบุรี")
    expect(
        phone.get_by_role("main").locator('a[href*="/people/"], a[href*="/organisations/"]')
    ).to_have_count(0)


def test_browsers_left_open_do_not_keep_others_out(phone: Page, site: str) -> None:
    host, port = site.removeprefix("http://").split(":")
    with ExitStack() as stack:
        for _number in range(60):  # ten telephones with six connections each, their owners reading
            idle = stack.enter_context(socket.create_connection((host, int(port)), timeout=10))
            idle.sendall(f"GET /enter/card/ HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            assert idle.recv(200).startswith(b"HTTP/1.1 200")
        phone.goto("/enter/")
        expect(phone.get_by_role("heading", level=1)).to_have_text("เข้าระบบ")


def test_a_page_asked_for_before_the_door_opens_behind_it(desktop: Page) -> None:
    from khabuan.demo.world import PASSWORD

    desktop.goto("/terms/")
    desktop.get_by_label("ชื่อเข้าระบบ หรือเบอร์โทรศัพท์").fill("auditor")
    desktop.get_by_label("รหัสผ่าน").fill(PASSWORD)
    desktop.get_by_role("button", name="เข้าระบบ").click()
    expect(desktop).to_have_url(re.compile(r"/terms/$"))


def test_a_seat_is_given_its_card_printed_and_used_once(
    desktop: Page, site: str, as_: As, opened: Opening
) -> None:
    as_(desktop, "saraburi", "/seats/grant/")
    desktop.get_by_label("ชื่อพื้นที่หรือองค์กร").fill("สภาองค์กรชุมชนตำบลตะกุด")
    desktop.get_by_role("main").get_by_role("button", name="ค้นหา").click()
    desktop.get_by_role("link", name="สภาองค์กรชุมชนตำบลตะกุด").click()
    desktop.get_by_label("ชื่อบุคคล").fill("เลขานุการทดสอบ ตะกุด")
    desktop.get_by_label("เลขานุการสภา").check()
    desktop.get_by_label("ชื่อเข้าระบบ").fill("takut")
    desktop.get_by_role("button", name="ให้สิทธิ์นี้ แล้วไปพิมพ์บัตร").click()
    desktop.get_by_role("button", name="ออกบัตรและเปิดหน้าพิมพ์").click()
    code = desktop.get_by_role("heading", level=1).inner_text()
    assert sum(letter.isdigit() for letter in code) == 16
    guest = opened(site, "phone")
    for attempt in ("first", "again"):
        guest.goto("/enter/card/")
        guest.get_by_label("รหัสบนบัตร").fill(code)
        guest.get_by_role("button", name="ไปตั้งรหัสผ่าน").click()
        if attempt == "again":
            expect(guest.get_by_role("alert").filter(has_text="ยังไปต่อไม่ได้")).to_be_visible()
            return
        guest.get_by_label("รหัสผ่านใหม่", exact=True).fill(NEW_PASSWORD)
        guest.get_by_label("รหัสผ่านเดียวกันอีกครั้ง").fill(NEW_PASSWORD)
        guest.get_by_role("button", name="บันทึกรหัสผ่านและเข้าระบบ").click()
        expect(guest.get_by_role("heading", level=1)).to_have_text("งานของฉัน")
        guest.context.clear_cookies()


def test_a_province_seat_must_set_up_the_second_step_and_is_asked_for_it(
    built_cast: Path, tmp_path_factory: pytest.TempPathFactory, opened: Opening
) -> None:
    from khabuan.demo.world import PASSWORD

    with served(copy_of(built_cast, tmp_path_factory)) as guarded:  # real use: not the demo
        page = opened(guarded, "phone")
        page.goto("/enter/")
        page.get_by_label("ชื่อเข้าระบบ หรือเบอร์โทรศัพท์").fill("saraburi")
        page.get_by_label("รหัสผ่าน").fill(PASSWORD)
        page.get_by_role("button", name="เข้าระบบ").click()
        page.goto("/places/19/")  # no way around
        page.goto("/organisations/")
        expect(page.get_by_role("heading", level=1)).to_have_text("ตั้งการยืนยันขั้นที่สอง")
        page.get_by_role("button", name="แสดงภาพ").click()
        page.get_by_text("โทรศัพท์อ่านภาพไม่ได้หรือ").click()
        secret = page.locator(".plate").inner_text()
        page.get_by_label("รหัส 6 ตัว").fill("000000")
        page.get_by_role("button", name="เปิดการยืนยันขั้นที่สอง").click()
        expect(page.get_by_role("alert").filter(has_text="ยังไปต่อไม่ได้")).to_be_visible()
        page.get_by_label("รหัส 6 ตัว").fill(code_now(secret))
        page.get_by_role("button", name="เปิดการยืนยันขั้นที่สอง").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("องค์กร")  # where one was going


def test_a_new_book_from_an_empty_folder_to_the_province_page(
    tmp_path_factory: pytest.TempPathFactory, opened: Opening
) -> None:
    home = tmp_path_factory.mktemp("new") / "home"
    home.mkdir()
    shutil.copy(kept.migrated(), home / kept.STATE)
    kept.run_in(home, "-m", "khabuan.config.cli", "migrate")
    with served(home) as address:
        page = opened(address, "phone")
        page.goto("/setup/")
        page.get_by_label("รหัสตั้งสมุด").fill((home / "setup.code").read_text())
        page.get_by_label("จังหวัดของสมุดเล่มนี้").select_option("สระบุรี")
        page.get_by_label("ชื่อเข้าระบบของผู้ดูแลคนแรก").fill("first")
        page.get_by_label("ชื่อที่แสดง").fill("คณะทำงานจังหวัดทดสอบ")
        page.get_by_role("button", name="ตั้งสมุดแล้วเลือกรหัสผ่าน").click()
        page.get_by_label("รหัสผ่านใหม่", exact=True).fill(NEW_PASSWORD)
        page.get_by_label("รหัสผ่านเดียวกันอีกครั้ง").fill(NEW_PASSWORD)
        page.get_by_role("button", name="บันทึกรหัสผ่านและเข้าระบบ").click()
        page.get_by_role("button", name="แสดงภาพ").click()
        page.get_by_text("โทรศัพท์อ่านภาพไม่ได้หรือ").click()
        page.get_by_label("รหัส 6 ตัว").fill(code_now(page.locator(".plate").inner_text()))
        page.get_by_role("button", name="เปิดการยืนยันขั้นที่สอง").click()
        page.goto("/places/19/")
        expect(page.get_by_role("heading", level=1)).to_have_text("จังหวัดสระบุรี")
        assert page.goto("/setup/").status == 404  # type: ignore[union-attr]


def code_now(secret: str) -> str:
    """The six digits of a code program (RFC 6238, SHA-1, 30 s), written apart from the product's own."""
    key = base64.b32decode("".join(secret.split()).upper() + "=" * (-len("".join(secret.split())) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time()) // 30), "sha1")
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
