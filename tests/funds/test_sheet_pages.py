"""The pages of a sheet: one tap is one small request, and everything works without a script."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khabuan.access.actor import Role
from khabuan.core import clock
from khabuan.funds.models import CollectionSheet, DraftLine
from khabuan.funds.queries import roll
from khabuan.funds.queries.receipts import lines_of
from khabuan.ledger.models import Entry
from khabuan.papers.models import IssuedDocument
from khabuan.papers.receipts import ReceiptFacts
from khabuan.seats.actions import set_pin
from khabuan.seats.middleware import CODE
from khabuan.seats.models import Seat, User
from tests.cast import _giving_seats
from tests.funds.collecting_world import TODAY, Collecting, add_members
from tests.support import SYSTEM, policy_rows

HTMX = {"HTTP_HX_REQUEST": "true"}
UNDO = re.compile(r'name="back" value="(\d+)"')


class Pages(Collecting):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        area, body = cls.fund.organisation.area, cls.fund.organisation
        with clock.at(TODAY), _giving_seats() as give:
            cls.keeper = give(cls.user("keeper"), Role.TREASURER, area, body)
            cls.taker = give(cls.user("taker"), Role.COLLECTOR, area, cls.centre)

    @staticmethod
    def user(name: str) -> User:
        user = User(login=name, name=name, created_at=clock.now(), totp_sealed=b"set")
        user.save()
        return user

    def client_of(self, seat: Seat) -> Client:
        client = Client()
        client.force_login(seat.user)
        session = client.session
        session[CODE] = True
        session.save()
        return client

    def setUp(self) -> None:
        super().setUp()
        self.browser = self.client_of(self.taker)
        self.office = self.client_of(self.keeper)

    def begin(self, **facts: Any) -> CollectionSheet:
        told = {"on": "10/2/2569", "collector": "ผู้เก็บทดสอบ", "number_book": str(self.book.pk), **facts}
        answer = self.browser.post(f"/desks/{self.centre.pk}/begin/", told)
        assert answer.status_code == 302, answer.content.decode()[-3000:]
        sheet: CollectionSheet = CollectionSheet.everywhere.latest("pk")
        return sheet

    def buttons(self, sheet: CollectionSheet, member: Any) -> list[str]:
        """What the buttons of a member send."""
        page = self.browser.get(f"/sheets/{sheet.pk}/members/{member.pk}/").content.decode()
        return re.findall(rf'name="pay" value="({member.pk}\.[^"]*)"', page)

    def tap(self, sheet: CollectionSheet, value: str, **more: str) -> str:
        answer = self.browser.post(
            f"/sheets/{sheet.pk}/take/", {"pay": value, **more}, headers={"HX-Request": "true"}
        )
        assert answer.status_code in (200, 422), answer.status_code
        return str(answer.content.decode())


class SheetPageTests(Pages):
    def test_a_tap_answers_with_the_row_and_the_foot_only(self) -> None:
        sheet = self.begin()
        value = self.buttons(sheet, self.members[0])[0]
        told = self.tap(sheet, value)
        assert told.count("<li") == 1
        assert "12/001" in told
        assert len(told) < 3000
        back = UNDO.search(told)
        assert back
        answer = self.browser.post(
            f"/sheets/{sheet.pk}/take/", {"back": back[1]}, headers={"HX-Request": "true"}
        )
        assert "12/001" in answer.content.decode()
        assert DraftLine.objects.get().is_void

    def test_it_works_without_a_script(self) -> None:
        sheet = self.begin()
        value = self.buttons(sheet, self.members[0])[0]
        answer = self.browser.post(f"/sheets/{sheet.pk}/take/", {"pay": value}, follow=True)
        assert "12/001" in answer.content.decode()
        assert DraftLine.objects.count() == 1

    def test_another_sum_is_typed_and_a_wrong_one_is_told_in_place(self) -> None:
        sheet = self.begin()
        other = next(one for one in self.buttons(sheet, self.members[0]) if ".other." in one)
        for sum_typed in ("30.005", "-30", "มาก", "30.50", ""):
            assert 'role="alert"' in self.tap(sheet, other, other=sum_typed)
        assert not DraftLine.objects.exists()
        assert "12/001" in self.tap(sheet, other, other="45")

    def test_who_collects_is_known_by_the_seat(self) -> None:
        where = f"/desks/{self.centre.pk}/begin/"
        assert self.browser.get(where).context["form"].initial["collector"] == "taker"
        self.begin(collector="นางผู้เก็บ ทดสอบ")
        assert self.browser.get(where).context["form"].initial["collector"] == "นางผู้เก็บ ทดสอบ"
        assert self.office.get(where).context["form"].initial["collector"] == "keeper"

    def test_a_sheet_begun_twice_is_one_sheet(self) -> None:
        assert self.begin() == self.begin()
        assert CollectionSheet.everywhere.count() == 1

    def test_nonsense_for_a_button_is_refused(self) -> None:
        sheet = self.begin()
        for value in ("", "1.2.3", "x.3000.0.0.1", f"{self.members[0].pk}.3000.99999999999.0.1"):
            self.tap(sheet, value)
        far = self.browser.post(f"/sheets/{sheet.pk}/take/", {"pay": f"{self.stranger.pk}.3000.0.0.1"})
        assert far.status_code == 404
        assert not DraftLine.objects.exists()

    def test_the_page_costs_the_same_for_many_members(self) -> None:
        sheet = self.begin()
        costs = []
        for more in (0, 30):
            with policy_rows(names=("test.add_members",)):
                add_members(actor=SYSTEM, fund=self.fund, count=more, centre=self.centre, first=301)
            with CaptureQueriesContext(connection) as asked:
                self.browser.get(f"/sheets/{sheet.pk}/")
            costs.append(len(asked))
        assert costs[0] == costs[1] <= 33

    def test_a_list_that_is_cut_says_so(self) -> None:
        sheet = self.begin()
        where = f"/sheets/{sheet.pk}/"
        assert self.browser.get(where).context["left"] == 0
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(roll, "PAGE", 4)
            page = self.browser.get(where)
            assert page.context["left"] == 2
            assert "อีก 2 คน" in page.content.decode()
            assert self.browser.get(f"{where}?q=0006").context["left"] == 0

    def test_a_paper_sheet_is_typed_in_at_once_and_good_lines_are_kept(self) -> None:
        sheet = self.begin()
        typed = "1 30\n0002 60\n9999 30\n3 30.50\nสี่ 30\n1 30"
        answer = self.browser.post(f"/sheets/{sheet.pk}/many/", {"lines": typed})
        assert answer.status_code == 422
        assert DraftLine.objects.count() == 2
        page = answer.content.decode()
        assert "9999 30" in page
        assert "0002 60" not in page

    def test_numbers_are_typed_in_thai_digits_too(self) -> None:
        sheet = self.begin()
        answer = self.browser.post(f"/sheets/{sheet.pk}/many/", {"lines": "๐๐๐๑ ๓๐\n๒ 30"})
        assert answer.status_code == 302
        assert DraftLine.objects.count() == 2

    def test_a_sum_of_a_hundred_years_is_asked_about_before_it_is_taken(self) -> None:
        sheet = self.begin()
        other = next(one for one in self.buttons(sheet, self.members[0]) if ".other." in one)
        told = self.tap(sheet, other, other="36500")
        assert "7 ธ.ค. 2668" in told
        (yes,) = re.findall(r'name="pay" value="([^"]*\.yes)"', told)
        assert not DraftLine.objects.exists()
        page = self.browser.post(
            f"/sheets/{sheet.pk}/take/", {"pay": other, "other": "36500"}
        ).content.decode()
        assert yes in page
        assert "12/001" in self.tap(sheet, yes)
        where, typed = f"/sheets/{sheet.pk}/many/", {"lines": "2 36500"}
        assert 'name="is_meant"' not in self.browser.get(where).content.decode()
        assert 'name="is_meant"' in self.browser.post(where, typed).content.decode()
        assert DraftLine.objects.count() == 1
        assert self.browser.post(where, {**typed, "is_meant": "on"}).status_code == 302
        assert DraftLine.objects.count() == 2

    def test_a_paper_sheet_sent_twice_is_taken_once(self) -> None:
        sheet = self.begin()
        for status in (302, 422):
            answer = self.browser.post(f"/sheets/{sheet.pk}/many/", {"lines": "1 30\n2 60"})
            assert answer.status_code == status
        assert DraftLine.objects.count() == 2
        assert "1 30" in answer.content.decode()

    def test_what_was_typed_stays_when_the_sheet_takes_no_more(self) -> None:
        sheet = self.begin()
        self.browser.post(f"/sheets/{sheet.pk}/many/", {"lines": "1 30"})
        page = self.browser.get(f"/sheets/{sheet.pk}/many/")
        assert page.status_code == 200
        self.browser.post(f"/sheets/{sheet.pk}/count/", {"counted": "30"})
        answer = self.browser.post(f"/sheets/{sheet.pk}/many/", {"lines": "2 60\n3 30"})
        assert answer.status_code == 422
        assert "3 30" in answer.content.decode()

    def test_any_other_sum_is_a_tap_on_the_name_away(self) -> None:
        sheet = self.begin(on="31/12/2568")
        door = f"/sheets/{sheet.pk}/members/{self.members[0].pk}/"
        assert f'class="who" href="{door}"' in self.browser.get(f"/sheets/{sheet.pk}/").content.decode()
        year = next(one for one in self.buttons(sheet, self.members[0]) if ".36500." in one)
        assert "12/001" in self.tap(sheet, year)
        shut = self.browser.get(f"{door}?shut=1", headers={"HX-Request": "true"}).content.decode()
        assert 'name="other"' not in shut


class EndTests(Pages):
    def collected(self) -> CollectionSheet:
        sheet = self.begin()
        for member in self.members[:2]:
            self.tap(sheet, self.buttons(sheet, member)[0])
        return sheet

    def test_cash_is_counted_by_notes_and_a_difference_is_asked_for(self) -> None:
        sheet, at = self.collected(), "count/"
        total = sum(one.amount for one in DraftLine.objects.all())
        where = f"/sheets/{sheet.pk}/{at}"
        assert self.browser.get(where).status_code == 200
        assert self.browser.post(where, {"n20": "1"}).status_code == 422
        added = self.browser.post(where, {"n20": "1", "sum": "1"})
        assert added.status_code == 200
        assert "เงินที่นับไม่ตรงกับใบเก็บเงิน" in added.content.decode()
        assert (
            self.browser.post(where, {"n20": str(int(total // 20)), "counted": "", "sum": "1"}).status_code
            == 200
        )
        sheet.refresh_from_db()
        assert sheet.state == "open", "adding up closes nothing"
        assert self.browser.post(where, {}).status_code == 422
        closed = self.browser.post(where, {"counted": str(total)})
        assert closed.status_code == 302
        sheet.refresh_from_db()
        assert sheet.state == "posted"
        record = self.browser.get(f"/sheets/{sheet.pk}/", follow=True).content.decode()
        assert "12/002" in record
        late = self.browser.post(where, {"counted": "1"}, follow=True).content.decode()
        assert "จำนวนที่นับไม่ได้บันทึก" in late

    def test_a_void_receipt_is_not_corrected_again(self) -> None:
        sheet = self.collected()
        total = sum(one.amount for one in DraftLine.objects.all())
        self.browser.post(f"/sheets/{sheet.pk}/count/", {"counted": str(total)})
        where = f"/sheets/{sheet.pk}/lines/0/contribution/correct/"
        assert self.office.get(where).status_code == 200
        typed = {"what": "none", "cash": "moved", "reason": "ไม่ได้จ่ายจริง", "on": "10/2/2569"}
        assert self.office.post(where, typed).status_code == 302
        again = self.office.get(where, follow=True)
        assert (again.redirect_chain[0][0], "ใบเสร็จนี้ยกเลิกไปแล้ว" in again.content.decode()) == (
            f"/sheets/{sheet.pk}/record/",
            True,
        )

    def test_a_sheet_that_is_corrected_or_taken_back_says_so_and_what_to_do(self) -> None:
        corrected = self.collected()
        total = sum(one.amount for one in DraftLine.objects.all())
        self.browser.post(f"/sheets/{corrected.pk}/count/", {"counted": str(total)})
        typed = {"what": "none", "cash": "moved", "reason": "ไม่ได้จ่ายจริง", "on": "10/2/2569"}
        self.office.post(f"/sheets/{corrected.pk}/lines/0/contribution/correct/", typed)
        corrected.refresh_from_db()
        page = self.office.get(corrected.entry.get_absolute_url()).content.decode()
        assert "กลับทั้งรายการไม่ได้แล้ว" in page
        assert f'href="/sheets/{corrected.pk}/' in page
        whole = self.collected()
        total = sum(one.amount for one in DraftLine.objects.all())
        self.browser.post(f"/sheets/{whole.pk}/count/", {"counted": str(total)})
        whole.refresh_from_db()
        told = {"on": "10/2/2569", "reason": "ลงซ้ำทั้งใบ"}
        made = self.office.post(f"/books/entries/{whole.entry_id}/reverse/", told)
        page = self.office.get(f"/sheets/{whole.pk}/record/").content.decode()
        assert "ใบนี้กลับรายการแล้วเมื่อวันที่ 10 กุมภาพันธ์ 2569" in page
        assert "ลงซ้ำทั้งใบ" in page
        assert made["Location"] in page

    def test_receipts_and_papers_come_out(self) -> None:
        sheet = self.collected()
        assert self.browser.post(f"/sheets/{sheet.pk}/paper/").content[:4] == b"%PDF"
        total = sum(one.amount for one in DraftLine.objects.all())
        self.browser.post(f"/sheets/{sheet.pk}/count/", {"counted": str(total)})
        for path in ("receipts/0/a5/", "receipts/0/roll/", "receipts/"):
            assert self.browser.get(f"/sheets/{sheet.pk}/{path}").content[:4] == b"%PDF"
        assert self.browser.get(f"/sheets/{sheet.pk}/receipts/0/png/").content[1:4] == b"PNG"
        for path in ("receipts/9/", "receipts/0/svg/", "receipts/9/a5/"):
            assert self.browser.get(f"/sheets/{sheet.pk}/{path}").status_code == 404
        page = self.browser.get(f"/sheets/{sheet.pk}/receipts/0/")
        receipt: ReceiptFacts = page.context["receipt"]
        asked = self.browser.get(
            "/papers/check/receipt/", {"number": receipt.number_text, "code": receipt.code}
        )
        assert asked.status_code == 200

    def test_the_printed_sheet_is_known_by_its_code(self) -> None:
        sheet = self.collected()
        self.browser.post(f"/sheets/{sheet.pk}/paper/")
        total = sum(one.amount for one in DraftLine.objects.all())
        self.browser.post(f"/sheets/{sheet.pk}/count/", {"counted": str(total)})
        assert self.browser.get(f"/sheets/{sheet.pk}/paper/").status_code == 405
        self.browser.post(f"/sheets/{sheet.pk}/paper/")
        titles = list(IssuedDocument.everywhere.order_by("pk").values_list("title", flat=True))
        assert [one.split()[0] for one in titles] == ["รายชื่อเก็บเงิน", "ใบเก็บเงิน"]
        told = Client().get(f"/papers/check/{IssuedDocument.everywhere.latest('pk').code}/").content.decode()
        assert "บาท" in told

    def test_the_second_person_signs_with_a_pin_and_slips_are_counted(self) -> None:
        sheet = self.collected()
        total = sum(one.amount for one in DraftLine.objects.all())
        self.browser.post(f"/sheets/{sheet.pk}/count/", {"counted": str(total)})
        keeper = self.keeper.user
        set_pin(actor=self.treasurer_of(keeper), user=keeper.at(self.treasurer_of(keeper)), pin="2468")
        where, told = f"/sheets/{sheet.pk}/sign/", {"way": "pin", "user": str(keeper.pk)}
        assert self.browser.post(where, {**told, "pin": "1357"}).status_code == 422
        assert self.browser.post(where, {**told, "pin": "๒๔๖๘"}).status_code == 302
        sheet.refresh_from_db()
        assert (sheet.signature, sheet.signed_by) == ("pin", "keeper")

    def treasurer_of(self, user: User) -> Any:
        from khabuan.seats.queries import actor_of

        return actor_of(self.keeper)

    def test_the_treasurer_corrects_a_line_and_takes_the_cash_over(self) -> None:
        sheet = self.collected()
        total = sum(one.amount for one in DraftLine.objects.all())
        self.browser.post(f"/sheets/{sheet.pk}/count/", {"counted": str(total)})
        where = f"/sheets/{sheet.pk}/lines/0/contribution/correct/"
        told = {"what": "amount", "baht": "", "reason": "เขียนผิด", "on": "10/2/2569", "cash": "moved"}
        assert self.office.post(where, told).status_code == 422
        assert self.browser.get(where).status_code in (403, 404)
        assert self.office.post(where, {**told, "baht": "30"}).status_code == 302
        ((_shown, stands),) = self.office.get(f"/desks/{self.centre.pk}/").context["sheets"]
        assert (
            stands
            == sum(
                one.amount for one in lines_of(CollectionSheet.everywhere.get(pk=sheet.pk)) if not one.is_void
            )
            != total
        )
        held = self.office.get(f"/desks/{self.centre.pk}/").context["desks"][0].held
        where = f"/desks/{self.centre.pk}/hand-over/"
        told = {"on": "10/2/2569", "baht": "10", "giver": "ก", "taker": "ข", "why": "ที่เหลือส่งพรุ่งนี้"}
        offered = self.office.get(where).context
        assert offered["form"].initial["taker"] == "keeper", "a person gives and takes, not a seat"
        told["client_key"] = offered["client_key"]
        for _sent in range(2):
            assert self.office.post(where, told).status_code == 302
        rest = {"client_key": self.office.get(where).context["client_key"], "baht": str(held - 10)}
        assert self.office.post(where, told | rest).status_code == 302
        page = self.office.get(f"/desks/{self.fund.organisation_id}/")
        assert page.context["held"] == 0
        assert page.context["treasurer"] == held
        step, first = page.context["way"]
        assert (step.amount, first.amount) == (held - 10, 10)
        assert f'action="/hand-overs/{step.pk}/slip/"' in page.content.decode()
        for client in (self.office, self.browser):
            assert client.post(f"/hand-overs/{step.pk}/slip/").content[:4] == b"%PDF"
        assert "ใบนำส่งเงิน" in IssuedDocument.everywhere.latest("pk").title

    def test_a_difference_is_entered_on_its_own_day(self) -> None:
        sheet = self.collected()
        total = sum(one.amount for one in DraftLine.objects.all())
        self.browser.post(f"/sheets/{sheet.pk}/count/", {"counted": str(total)})
        where = f"/desks/{self.centre.pk}/settle/"
        typed = {"direction": "short", "baht": "4", "why": "ทอนผิด ตกลงแล้ว", "client_key": "k1"}
        assert self.office.post(where, {**typed, "on": "11/2/2569"}).status_code == 422
        assert self.office.post(where, {**typed, "on": "10/2/2569"}).status_code == 302
        assert Entry.everywhere.latest("pk").on == TODAY

    def test_desks_are_seen_by_their_own_people(self) -> None:
        assert self.browser.get(f"/desks/{self.centre.pk}/").status_code == 200
        assert self.browser.get(f"/desks/{self.other_centre.pk}/").status_code == 404
        assert self.browser.get(f"/desks/{self.fund.organisation_id}/").status_code == 404
        assert self.office.get(f"/desks/{self.other_centre.pk}/").status_code == 200
        assert settings.PUBLIC_ADDRESS == ""

    def test_a_centres_collector_has_what_the_work_needs_and_no_more(self) -> None:
        desk, fund = f"/desks/{self.centre.pk}/", f"/funds/{self.fund.pk}/"
        home = self.browser.get("/").content.decode()
        assert home.index(f'href="{desk}"') < home.index('id="main"') + 4000
        assert self.browser.get("/funds/").headers["Location"] == desk
        page = self.browser.get(desk).content.decode()
        for needed in (f"{desk}begin/", f"{desk}members/", f"{fund}arrears/"):
            assert f'href="{needed}"' in page
            assert self.browser.get(needed).status_code == 200
        shown = self.browser.get(f"{desk}members/").content.decode()
        assert "0001" in shown
        assert str(self.others[0].get_absolute_url()) not in shown
        assert f'href="{fund}"' not in shown
        for closed in (fund, f"{fund}members/apply/", f"{desk}hand-over/", f"{desk}pay-in/"):
            assert self.browser.get(closed).status_code in (403, 404)

    def test_the_funds_seats_find_their_work_on_the_first_page(self) -> None:
        page = self.office.get("/").content.decode()
        for url in (
            f"/desks/{self.fund.organisation_id}/",
            f"/funds/{self.fund.pk}/members/",
            f"/funds/{self.fund.pk}/money/",
        ):
            assert url in page

    def test_sheets_that_wait_for_a_name_are_listed(self) -> None:
        sheet = self.collected()
        total = sum(one.amount for one in DraftLine.objects.all())
        self.browser.post(f"/sheets/{sheet.pk}/count/", {"counted": str(total)})
        page = self.office.get(f"/desks/{self.fund.organisation_id}/?show=unsigned")
        assert page.context["unsigned"] == 1
        assert [one.pk for one in page.context["page"]] == [sheet.pk]
