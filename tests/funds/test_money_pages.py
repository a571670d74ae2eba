"""Money on pages: shown what it will do, then done; the paper; the book kept, the bank beside it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from khabuan.core import clock
from khabuan.funds.models import Voucher
from khabuan.ledger.actions import reopen_period
from khabuan.ledger.models import BankLine, Countersign, Entry, Period
from khabuan.ledger.queries import accounts_of
from tests.cast import Cast
from tests.support import SYSTEM


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


def test_a_payment_is_shown_before_it_is_done_and_printed_after(cast: Cast) -> None:
    client, fund = cast.client("keeper_a"), cast.fund_a
    where = f"/funds/{fund.pk}/money/pay/"
    account = {one.code: one.pk for one in accounts_of(fund.book)}
    typed = {
        "account": account["5230"], "amount": "๑๕๐.๕๐", "out_of": account["1110"], "source": "donors", "on": "6/10/2569",
        "who": "ร้านทดสอบ", "what": "กระดาษ",
    }  # fmt: skip
    before = Voucher.everywhere.count()
    asked = client.post(where, typed)
    assert "หนึ่งร้อยห้าสิบบาทห้าสิบสตางค์" in asked.content.decode()
    assert Voucher.everywhere.count() == before
    again = client.post(where, {**typed, "sure": "1", "again": "1", "client_key": "a"})
    assert (again.status_code, Voucher.everywhere.count()) == (200, before)
    done = [client.post(where, {**typed, "sure": "1", "client_key": "a"}) for _ in range(2)]
    assert {one.status_code for one in done} == {302}
    assert Voucher.everywhere.count() == before + 1, "sent twice, done once"
    page = client.get(done[0]["Location"]).content.decode()
    assert "ยังไม่มีคนที่สองลงชื่อ" in page
    paper = client.post(done[0]["Location"])
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    no = client.post(where, {**typed, "amount": "900", "sure": "1", "client_key": "b"})
    assert (no.status_code, "ร้อยละ 20" in no.content.decode()) == (422, True)
    assert client.post(where, {**typed, "amount": "0.001"}).status_code == 422
    no = client.post(where, {**typed, "amount": "900"})
    assert (no.status_code, "ร้อยละ 20" in no.content.decode()) == (422, True), "told before it is agreed to"
    by = {**typed, "amount": "900", "resolution": cast.resolution.pk}
    assert "เกินที่ระเบียบกำหนด ตาม" in client.post(where, by).content.decode(), "it is chosen"


def test_a_source_that_is_short_is_told_before_anything_is_agreed_to(cast: Cast) -> None:
    """5,000 baht of donors on 5 October, of which 10 were paid that day and 150 are paid a month later."""
    client, fund = cast.client("keeper_a"), cast.fund_a
    where = f"/funds/{fund.pk}/money/pay/"
    account = {one.code: one.pk for one in accounts_of(fund.book)}
    typed = {
        "account": account["5410"], "amount": "5,000", "out_of": account["1210"], "source": "donors", "on": "6/10/2569",
        "who": "ร้านทดสอบ", "what": "คืนเงิน",
    }  # fmt: skip
    before = Voucher.everywhere.count()
    no = client.post(where, typed)
    assert no.status_code == 422
    assert "มี 4,990.00 บาท ในวันที่ 6 ตุลาคม 2569 ยังขาด 10.00 บาท" in no.content.decode()
    assert client.post(where, {**typed, "amount": "150", "on": "6/11/2569"}).status_code == 200
    later = {**typed, "amount": "150", "on": "6/11/2569", "sure": "1", "client_key": "later"}
    assert client.post(where, later).status_code == 302
    no = client.post(where, {**typed, "amount": "4,900"}).content.decode()
    assert "มี 4,990.00 บาท ในวันที่ 6 ตุลาคม 2569 แต่หักรายการที่ลงไว้หลังจากนั้นแล้วเหลือ 4,840.00 บาท" in no
    assert "ยังขาด 60.00 บาท" in no
    assert Voucher.everywhere.count() == before + 1


def test_the_book_is_kept_on_pages(cast: Cast) -> None:
    client, book = cast.client("keeper_a"), cast.fund_a.book
    paid = Entry.everywhere.get(pk=cast.ids["entry-reverse.pk"])
    shown = client.get(f"/books/entries/{paid.pk}/reverse/").content.decode()
    assert "+10.00" in shown
    taken = client.post(f"/books/entries/{paid.pk}/reverse/", {"on": "6/10/2569", "reason": "จ่ายผิดร้าน"})
    assert (taken.status_code, Entry.everywhere.filter(reverses=paid).exists()) == (302, True)
    again = client.get(f"/books/entries/{paid.pk}/reverse/")
    assert (again.status_code, again["Location"]) == (302, paid.get_absolute_url())
    no = client.post(f"/books/entries/{paid.pk}/reverse/", {"on": "6/10/2569", "reason": "จ่ายผิดร้าน"})
    assert (no.status_code, "ให้ลงเป็นรายการใหม่" in no.content.decode()) == (422, True)
    month = f"/books/{book.pk}/months/2026-10/"
    assert client.post(month, {"state": "closed"}).status_code == 302
    assert Period.everywhere.get(book=book).state == "closed"
    assert client.post(month, {"reason": "ขอแก้รายการ"}).status_code == 403, "the treasurer does not reopen"
    reopen_period(actor=SYSTEM, book=book, month=date(2026, 10, 1), reason="พบใบตกหล่น")
    page = client.get(month).content.decode()
    assert ('value="closed"' in page, 'value="open"' in page) == (True, False), "corrections only"
    assert client.post(f"/books/{book.pk}/years/2026/close/").status_code == 422
    added = client.post(
        f"/books/{book.pk}/chart/add/",
        {"code": "5250", "name": "ค่าน้ำค่าไฟ", "kind": "expense", "use": "management"},
    )
    assert added.status_code == 302


def test_the_bank_is_settled_on_pages(cast: Cast) -> None:
    client, account = cast.client("keeper_a"), cast.ids["bank-state.pk"]
    deposit, interest = BankLine.everywhere.filter(account=account).order_by("seq")
    assert client.post(f"/books/bank/{account}/", {"line": deposit.pk}).status_code == 302
    assert (
        client.post(f"/books/bank-lines/{interest.pk}/", {"act": "enter", "what": "interest"}).status_code
        == 302
    )
    page = client.get(f"/books/bank/{account}/").content.decode()
    assert "มีในธนาคาร ไม่มีในสมุด" not in page
    other = "วันที่,ชื่อ\n1/10/2569,ก\n".encode()
    no = client.post(f"/books/bank/{account}/bring/", {"file": SimpleUploadedFile("ก.csv", other)})
    asked_of = no.content.decode()
    assert (no.status_code, "คอลัมน์คืออะไร" in asked_of, "เงินเข้า" in asked_of) == (422, True, True)
    assert [asked_of.count(one) for one in ('name="packed"', 'name="file_name"')] == [1, 1]
    asked = Countersign.everywhere.get(pk=cast.ids["countersign.pk"])
    assert client.post(f"/books/signatures/{asked.pk}/", {"act": "sign"}).status_code == 302
    asked.refresh_from_db()
    assert asked.state == "signed"
    where, typed = f"/books/cash/{cast.ids['cash-count.pk']}/count/", {"on": "6/10/2569", "piece_0": "1"}
    counted = client.post(where, {**typed, "counted_by": "ก"})
    assert counted.status_code == 422
    assert "นับได้ 1,000.00 บาท สมุดมี" in counted.content.decode()
    for header in ({}, {"HX-Request": "true"}):
        added = client.post(where, {**typed, "sum": "1"}, headers=header)
        page = added.content.decode()
        assert (added.status_code, "1,000.00" in page, "เงินที่ต่างกัน" in page) == (200, True, True)
        assert ("<html" in page, "บันทึกว่าใครนับเงิน" in page) == (not header, False)
    assert "ธนบัตร 1,000 บาท" in client.get(where).content.decode()


def test_dues_of_the_dead_go_back_from_the_member_s_page(cast: Cast) -> None:
    client, member = cast.client("keeper_a"), cast.members[1]
    cast.collect(1)
    died = client.post(f"/members/{member.pk}/died/", {"on": "5/11/2569", "reason": "ญาติแจ้ง"})
    assert died.status_code == 302
    page = client.get(member.get_absolute_url()).content.decode()
    assert f"/members/{member.pk}/give-back/" in page
    typed = {
        "out_of": cast.ids["cash-count.pk"], "on": "20/11/2569", "who": "ทายาททดสอบ", "reason": "เก็บหลังเสียชีวิต",
        "sure": "1", "client_key": "g",
    }  # fmt: skip
    assert client.post(f"/members/{member.pk}/give-back/", typed).status_code == 302
    page = client.get(member.get_absolute_url()).content.decode()
    assert f"/members/{member.pk}/give-back/" not in page
    again = client.get(f"/members/{member.pk}/give-back/")
    assert (again.status_code, again["Location"]) == (302, member.get_absolute_url()), "nothing is left"


def test_an_account_number_that_is_taken_is_refused_where_it_is_typed(cast: Cast) -> None:
    client, book = cast.client("keeper_a"), cast.fund_a.book
    typed = {"code": "5220", "name": "ค่าน้ำมัน", "kind": "expense", "use": "management"}
    no = client.post(f"/books/{book.pk}/chart/add/", typed)
    assert no.status_code == 422
    assert "สมุดนี้มีบัญชีเลขนี้แล้ว ให้ใช้เลขอื่น" in no.content.decode()


def test_the_chart_offers_to_close_what_can_be_closed(cast: Cast) -> None:
    page = cast.client("keeper_a").get(f"/books/{cast.fund_a.book_id}/chart/").content.decode()
    offered = {one.code for one in accounts_of(cast.fund_a.book) if f"/books/chart/{one.pk}/close/" in page}
    assert offered.isdisjoint({"1110", "1120", "3110", "3210", "4110", "4120"})
    assert {"1210", "5230"} <= offered


def test_missing_cash_over_the_limit_is_asked_about_before_it_is_entered(cast: Cast) -> None:
    """Nothing may go to management, and a collector's cash is missing."""
    client, fund = cast.client("keeper_a"), cast.fund_a
    cast.collect(1)
    facts = {"value": "0", "since_0": "1", "since_1": "10", "since_2": "2569", "source": "ระเบียบ 2569 ข้อ 9"}
    assert client.post(f"{fund.get_absolute_url()}rules/management_limit/", facts).status_code == 302
    where = reverse("desk-settle", args=[fund.organisation_id])
    typed = {"direction": "short", "baht": "5", "why": "หาไม่พบ", "client_key": "gone", "on": "20/11/2569"}
    before = Entry.everywhere.count()
    asked = client.post(where, typed)
    page = asked.content.decode()
    assert ("เกินที่ระเบียบกำหนดรวม" in page, page.count('name="client_key"')) == (True, 1)
    assert Entry.everywhere.count() == before
    answer = {**typed, "confirm": asked.context["question"].mark}
    assert [client.post(where, answer).status_code for _ in range(2)] == [302, 302]
    assert Entry.everywhere.count() == before + 1, "sent twice, done once"
    page = client.get(f"{fund.get_absolute_url()}money/").content.decode()
    assert "ไม่มีมติรองรับ" in page
    found = {**typed, "direction": "over", "client_key": "found"}
    assert client.post(where, found).status_code == 302, "only missing cash goes over"


def test_the_oldest_month_and_year_that_wait_are_offered_first(cast: Cast) -> None:
    """The cast's book begins in October 2569; the bar looks at the year 2571."""
    client, book = cast.client("keeper_a"), cast.fund_a.book
    with clock.at(datetime(2027, 11, 20, 3, tzinfo=UTC)):
        page = client.get(f"/books/{book.pk}/keeping/").content.decode()
        assert "เดือนเก่าสุดที่ยังไม่ปิด: ตุลาคม 2569" in page
        assert f"/books/{book.pk}/years/2027/close/" in page
        draft = client.get(f"/books/{book.pk}/years/2027/close/").content.decode()
        assert "ผู้บริจาค" in draft, "of each source"
        assert "เดือนของสมุดที่ยังไม่ปิด" in client.get("/duties/").content.decode()


def test_what_a_rule_asks_for_is_not_called_optional(cast: Cast) -> None:
    client, fund = cast.client("keeper_a"), cast.fund_a
    for act, needed in (("benefit", "approved"), ("pay", "")):
        page = client.get(f"/funds/{fund.pk}/money/{act}/").content.decode()
        label = page.split('for="id_approved"')[1].split("</label>")[0]
        assert ("ถ้ามี" in label) != bool(needed), act
