"""Pages of duties and promises: given, followed and settled through the doors that people use."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import TestCase
from tests.cast import Cast, _giving_seats
from tests.support import SYSTEM

from khabuan.access.actor import Role
from khabuan.core import clock, secrets
from khabuan.files.models import Attachment
from khabuan.followup.actions.promises import record_promise
from khabuan.followup.models import Duty, DutyReport, Promise, PromiseAnswer
from khabuan.meetings.actions.resolutions import record_resolution
from khabuan.registry.models import Organisation

GIVEN = {"given_on_0": "1", "given_on_1": "10", "given_on_2": "2569"}
SOON = clock.today() + timedelta(days=7)
DUE = {"due_on": f"{SOON.day}/{SOON.month}/{SOON.year + 543}"}
ON = {"on_0": "5", "on_1": "11", "on_2": "2569"}


def pdf(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.4\n%%EOF\n", "application/pdf")


class Pages(TestCase):
    """The cast is built once; each test writes into its own copy of it."""

    cast: Cast
    council: Organisation
    agency: Organisation

    @classmethod
    def setUpTestData(cls) -> None:
        if not Path(settings.IDENTITY_KEY_FILE).is_file():
            secrets.make_key_file(Path(settings.IDENTITY_KEY_FILE))
        cls.cast = Cast()
        bodies = Organisation.objects.visible_to(SYSTEM).select_related("area")
        cls.council = bodies.get(pk=cls.cast.ids["follow-duty-add.pk"])
        cls.agency = bodies.get(pk=cls.cast.ids["follow-promises-by.pk"])
        with _giving_seats() as give:
            give(cls.cast._user("officer"), Role.AGENCY, cls.agency.area, cls.agency)

    def get(self, persona: str, where: str, status: int = 200) -> str:
        answer = self.cast.client(persona).get(where)
        assert answer.status_code == status
        return answer.content.decode()

    def post(self, persona: str, where: str, **facts: Any) -> HttpResponse:
        answer: HttpResponse = self.cast.client(persona).post(where, facts)
        return answer

    def done(self, persona: str, where: str, **facts: Any) -> str:
        """Where an act leads to; it must have been taken."""
        answer = self.post(persona, where, **facts)
        assert answer.status_code == 302, answer.content.decode()
        return answer.headers["Location"]


class DutyPages(Pages):
    def duty(self, **wanted: Any) -> Duty:
        found: Duty = Duty.objects.visible_to(SYSTEM).get(**wanted)
        return found

    def give(self, query: str = "", **facts: Any) -> Duty:
        where = f"/follow/duties/of/{self.council.pk}/add/{query}"
        known = {"what": "ส่งรายชื่อผู้เดือดร้อน", "owner_words": "กรรมการหมู่ 3", **GIVEN, **DUE}
        self.done("chair_a", where, **{**known, **facts})
        found: Duty = Duty.objects.visible_to(SYSTEM).latest("pk")
        return found

    def test_a_duty_comes_from_a_resolution_and_is_shown_there(self) -> None:
        decided = record_resolution(
            actor=SYSTEM, organisation=self.council, meeting_number=4, year=2026, item="4.1", on=date(2026, 10, 5),
            words="ให้สำรวจบ้าน", issue="housing",
        )  # fmt: skip
        page = self.get("chair_a", f"/resolutions/{decided.pk}/")
        link = f"/follow/duties/of/{self.council.pk}/add/?origin=meetings.resolution%3A{decided.pk}"
        assert link in page
        query = f"?origin=meetings.resolution:{decided.pk}&on=2026-10-05&issue=housing"
        form = self.get("chair_a", f"/follow/duties/of/{self.council.pk}/add/{query}")
        for words in ("มติ 4/2569 ข้อ 4.1", 'value="5"', '<option value="housing" selected>'):
            assert words in form
        made = self.give(query)
        assert (made.origin_kind, made.origin_id) == ("meetings.resolution", decided.pk)
        assert made.what in self.get("chair_a", f"/resolutions/{decided.pk}/")
        assert f'href="/resolutions/{decided.pk}/"' in self.get("chair_a", made.get_absolute_url())
        assert made.what in self.get("chair_a", f"/resolutions/{decided.pk}/withdraw/")

    def test_an_origin_out_of_sight_is_not_found(self) -> None:
        where = f"/follow/duties/of/{self.council.pk}/add/"
        for origin in ("meetings.resolution:1", "no.such:1", "meetings.resolution:x"):
            self.get("chair_a", f"{where}?origin={origin}", 404)

    def test_a_form_leads_back_to_the_page_that_waits_and_to_no_stranger(self) -> None:
        where = f"/follow/duties/of/{self.council.pk}/add/"
        facts = {"what": "งาน", "owner_words": "ก", **GIVEN}
        assert self.done("chair_a", where, **facts, back="/resolutions/1/#uses") == "/resolutions/1/#uses"
        assert self.done("chair_a", where, **facts, back="//example.org/").startswith("/follow/duties/")

    def test_who_holds_a_post_is_offered_and_an_organisation_may_do_it(self) -> None:
        page = self.get("chair_a", f"/follow/duties/of/{self.council.pk}/add/")
        assert "กรรมการทดสอบ หนึ่ง · ประธาน" in page
        person = self.cast.ids["person.pk"]
        made = self.give(owner_person=str(person), owner_organisation="กองทุนทดสอบ ก", owner_words="")
        assert made.owner_person_id == person
        assert made.owner_organisation_id == self.cast.fund.pk
        shown = self.get("keeper_a", made.get_absolute_url())
        assert "กรรมการทดสอบ หนึ่ง · กองทุนทดสอบ ก" in shown
        self.get("keeper_b", made.get_absolute_url(), 404)

    def test_what_is_wrong_is_said_beside_its_box(self) -> None:
        where = f"/follow/duties/of/{self.council.pk}/add/"
        answer = self.post("chair_a", where, what="งาน", **GIVEN)
        assert answer.status_code == 422
        assert "เลือกหรือเขียนชื่อผู้รับผิดชอบ" in answer.content.decode()
        early = self.post("chair_a", where, what="งาน", owner_words="ก", **GIVEN, due_on="1/9/2569")
        assert "วันครบกำหนดอยู่ก่อนวันที่มอบ" in early.content.decode()

    def test_who_is_to_do_it_reports_with_a_photo_and_the_body_closes_it(self) -> None:
        made = self.give(owner_organisation="กองทุนทดสอบ ก")
        where = made.get_absolute_url()
        page = self.get("keeper_a", where)
        assert "บันทึกความคืบหน้า" in page
        assert f"{where}close/" not in page
        self.get("keeper_a", f"{where}close/", 404)
        self.done(
            "keeper_a", f"{where}report/", words="ทำแล้วครึ่งหนึ่ง", by_words="เหรัญญิก", papers=pdf("ภาพ.pdf"), **ON
        )
        told = self.get("chair_a", where)
        for words in ("ทำแล้วครึ่งหนึ่ง", "เหรัญญิก", "ภาพ.pdf", "5 พ.ย. 2569"):
            assert words in told
        self.done("chair_a", f"{where}close/", words="เสร็จหมดแล้ว", **ON)
        closed = self.get("chair_a", where)
        assert "เปิดอีกครั้ง" in closed
        assert f"{where}report/" not in closed
        self.done("chair_a", f"{where}reopen/", reason="ยังขาดหมู่ 5")
        self.done("chair_a", f"{where}drop/", reason="เทศบาลทำแทน", **ON)
        told = self.get("chair_a", where)
        for words in ("ยังขาดหมู่ 5", "เทศบาลทำแทน", "เลิกทำ 5 พ.ย. 2569"):
            assert words in told
        history = self.get("chair_a", f"{where}history/")
        for words in ("ยังขาดหมู่ 5", "เทศบาลทำแทน", "ต้องทำอะไร"):
            assert words in history

    def test_it_is_corrected_and_handed_on_with_the_reason(self) -> None:
        made = self.give()
        where = made.get_absolute_url()
        form = self.get("chair_a", f"{where}correct/")
        assert "ส่งรายชื่อผู้เดือดร้อน" in form
        facts = {"what": "ส่งบัญชีผู้เดือดร้อน", "owner_words": "กรรมการหมู่ 3", **GIVEN, **DUE}
        assert self.post("chair_a", f"{where}correct/", **facts).status_code == 422
        self.done("chair_a", f"{where}correct/", **facts, reason="จดผิด")
        later = {"due_on": "30/11/2570"}
        self.done("chair_a", f"{where}hand-on/", owner_words="กรรมการหมู่ 5", **later, reason="คนเดิมย้าย")
        made.refresh_from_db()
        assert (made.what, made.owner_words, made.due_on) == (
            "ส่งบัญชีผู้เดือดร้อน", "กรรมการหมู่ 5", date(2027, 11, 30),
        )  # fmt: skip

    def test_a_line_is_taken_back_and_stays_to_be_read(self) -> None:
        line = DutyReport.objects.visible_to(SYSTEM).get(pk=self.cast.ids["follow-report-back.pk"])
        self.done("chair_a", f"/follow/duties/reports/{line.pk}/take-back/", reason="ของเรื่องอื่น")
        page = self.get("chair_a", f"/follow/duties/{line.duty_id}/")
        assert "บันทึกทดสอบ" in page
        assert "ของเรื่องอื่น" in page
        assert f"/follow/duties/reports/{line.pk}/take-back/" not in page

    def test_a_paper_is_attached_and_taken_back_here_and_another_record_s_is_not_found(self) -> None:
        made = self.give()
        self.done("chair_a", f"{made.get_absolute_url()}papers/add/", paper="photo", file=pdf("ป้าย.pdf"))
        paper = Attachment.objects.visible_to(SYSTEM).get(name="ป้าย.pdf")
        assert "ป้าย.pdf" in self.get("chair_a", made.get_absolute_url())
        self.done("chair_a", f"/follow/papers/{paper.pk}/withdraw/", reason="ซ้ำ")
        assert "ป้าย.pdf" not in self.get("chair_a", made.get_absolute_url())
        self.get("chair_a", f"/follow/papers/{self.cast.ids['paper-withdraw.pk']}/withdraw/", 404)

    def test_lists_are_narrowed_by_state_issue_word_and_name(self) -> None:
        soon = self.give(
            what="ทาสีศาลา", issue="culture", owner_organisation="กองทุนทดสอบ ก", owner_words="ช่างทองดี"
        )
        late = self.duty(what="งานค้างทดสอบ")
        for where in ("/follow/duties/", f"/follow/duties/of/{self.council.pk}/"):
            page = self.get("province_staff", where)
            assert soon.what in page
            assert late.what in page
            for narrowed in ("state=soon", "issue=culture", "q=ทาสี", "q=ทองดี"):
                page = self.get("province_staff", f"{where}?{narrowed}")
                assert soon.what in page, narrowed
                assert late.what not in page, narrowed
            page = self.get("province_staff", f"{where}?state=late")
            assert late.what in page
            assert soon.what not in page
            assert "ไม่มีงานแบบนี้ที่นี่" in self.get("province_staff", f"{where}?state=done")
        assert soon.what in self.get("keeper_a", f"/follow/duties/of/{self.cast.fund.pk}/")
        assert soon.what in self.get("province_staff", "/search/?q=ทาสีศาลา")

    def test_it_stands_among_one_s_work_and_on_the_body_s_page(self) -> None:
        assert "งานค้างทดสอบ" in self.get("chair_a", "/")
        page = self.get("chair_a", f"/organisations/{self.council.pk}/")
        for words in ("งานค้างทดสอบ", "รับปากทดสอบ", "มอบงาน", "บันทึกข้อรับปาก"):
            assert words in page
        assert "งานค้างทดสอบ" not in self.get("agency", f"/organisations/{self.council.pk}/")

    def test_a_secretary_chooses_the_book_and_a_treasurer_comes_to_the_own_one(self) -> None:
        where = self.done("chair_a", "/follow/duties/choose/", body="สภาทดสอบ ก")
        assert where == f"/follow/duties/of/{self.council.pk}/add/"
        assert self.post("chair_a", "/follow/duties/choose/", body="หน่วยงานทดสอบ").status_code == 422
        where = self.cast.client("keeper_a").get("/follow/duties/choose/").headers["Location"]
        assert where == f"/follow/duties/of/{self.cast.fund.pk}/add/"

    def test_sent_twice_it_counts_once(self) -> None:
        where = f"/follow/duties/of/{self.council.pk}/add/"
        facts = {"what": "งานเดียว", "owner_words": "ก", **GIVEN, "client_key": "k"}
        assert self.done("chair_a", where, **facts) == self.done("chair_a", where, **facts)
        self.duty(what="งานเดียว")


class PromisePages(Pages):
    def promise(self, **wanted: Any) -> Promise:
        found: Promise = Promise.objects.visible_to(SYSTEM).get(**wanted)
        return found

    def record(self, **facts: Any) -> Promise:
        known = {
            "words": "จะให้งบซ่อมบ้าน 20 หลัง", "agency": "หน่วยงานทดสอบ", "giver_name": "ผู้ให้ทดสอบ",
            "giver_post": "หัวหน้าสำนักงาน", **GIVEN, **DUE,
        }  # fmt: skip
        self.done("chair_a", f"/follow/promises/of/{self.council.pk}/add/", **{**known, **facts})
        found: Promise = Promise.objects.visible_to(SYSTEM).latest("pk")
        return found

    def test_a_promise_is_followed_to_its_end(self) -> None:
        made = self.record(papers=pdf("บันทึก.pdf"))
        where = made.get_absolute_url()
        assert made.agency_id == self.agency.pk
        for words in ("จะให้งบซ่อมบ้าน", "ผู้ให้ทดสอบ หัวหน้าสำนักงาน", "บันทึก.pdf", "สภาทดสอบ ก"):
            assert words in self.get("chair_a", where)
        self.done("officer", f"{where}answer/", words="ได้งบแล้ว 10 หลัง", papers=pdf("หนังสือตอบ.pdf"), **ON)
        told = self.get("chair_a", where)
        for words in ("ได้งบแล้ว 10 หลัง", "หน่วยงานบันทึกเอง", "หนังสือตอบ.pdf"):
            assert words in told
        self.done("chair_a", f"{where}settle/", outcome="partly", words="ซ่อมได้ 10 หลัง", **ON)
        assert "ทำตามบางส่วน 5 พ.ย. 2569" in self.get("officer", where)
        page = self.get("chair_a", f"/organisations/{self.agency.pk}/")
        assert f"/follow/promises/by/{self.agency.pk}/?state=partly" in page
        assert made.words in self.get("chair_a", f"/follow/promises/by/{self.agency.pk}/?state=partly")
        self.done("chair_a", f"{where}reopen/", reason="ยังซ่อมต่อ")
        assert "ยังซ่อมต่อ" in self.get("chair_a", where)

    def test_the_agency_s_own_seat_reads_its_own_and_does_nothing_but_answer(self) -> None:
        made = self.record()
        where = made.get_absolute_url()
        page = self.get("officer", where)
        assert f"{where}answer/" in page
        for act in ("settle", "correct", "withdraw"):
            assert f"{where}{act}/" not in page
            self.get("officer", f"{where}{act}/", 403)
        assert made.words in self.get("officer", "/follow/promises/")
        assert made.words in self.get("officer", "/")
        self.get("officer", "/follow/duties/", 403)
        self.get("agency", where, 404)
        assert "ยังไม่ได้ผูกกับหน่วยงาน" in self.get("agency", "/follow/promises/")
        assert made.words not in self.get("agency", "/follow/promises/")

    def test_an_agency_that_is_not_in_the_register_is_said_and_matched_later(self) -> None:
        where = f"/follow/promises/of/{self.council.pk}/add/"
        unknown = self.post("chair_a", where, words="จะช่วย", agency="กรมที่ไม่มี", **GIVEN)
        assert "ไม่พบหน่วยงานนี้ในทะเบียน" in unknown.content.decode()
        made = self.record(agency="", agency_words="พัฒนาสังคมจังหวัด")
        page = self.get("chair_a", made.get_absolute_url())
        assert "หน่วยงานนี้ยังไม่อยู่ในทะเบียน" in page
        assert "ยังไม่อยู่ในทะเบียน" in self.get("chair_a", "/follow/promises/?state=unmatched")
        match = f"{made.get_absolute_url()}match/"
        (add,) = re.findall(r'href="(/organisations/add/[^"]+)"', self.get("province_staff", match))
        assert f'value="{made.agency_words}"' in self.get("province_staff", unescape(add))
        facts = {"name": "หน่วยงานที่เพิ่มทดสอบ", "agency_kind": "ministry", "area": "19"}
        assert self.done("province_staff", unescape(add), **facts) == match
        assert self.post("chair_a", match, agency="สภาทดสอบ ก").status_code == 422
        self.done("chair_a", match, agency="หน่วยงานทดสอบ")
        page = self.get("chair_a", made.get_absolute_url())
        assert "หน่วยงานนี้ยังไม่อยู่ในทะเบียน" not in page
        assert "พัฒนาสังคมจังหวัด" in page

    def test_no_agency_at_all_and_one_of_the_movement_are_refused(self) -> None:
        where = f"/follow/promises/of/{self.council.pk}/add/"
        for agency, words in (("", "เลือกหน่วยงาน"), ("กองทุนทดสอบ ก", "นี่ไม่ใช่หน่วยงาน")):
            answer = self.post("chair_a", where, words="จะช่วย", agency=agency, **GIVEN)
            assert answer.status_code == 422
            assert words in answer.content.decode()

    def test_it_is_corrected_and_keeps_who_gave_it(self) -> None:
        person = self.cast.ids["person.pk"]
        made = record_promise(
            actor=SYSTEM, organisation=self.council, words="จะช่วย", given_on=date(2026, 10, 1), agency=self.agency,
            giver_person=_person(person),
        )  # fmt: skip
        where = f"{made.get_absolute_url()}correct/"
        assert f'<option value="{person}" selected>' in self.get("chair_a", where)
        facts = {"words": "จะช่วย 5 หลัง", "agency": "หน่วยงานทดสอบ", "giver_person": str(person), **GIVEN}
        self.done("chair_a", where, **facts, reason="ฟังผิด")
        made.refresh_from_db()
        assert (made.words, made.giver_person_id) == ("จะช่วย 5 หลัง", person)

    def test_one_entered_in_error_is_withdrawn_and_an_answer_taken_back(self) -> None:
        line = PromiseAnswer.objects.visible_to(SYSTEM).get(pk=self.cast.ids["follow-answer-back.pk"])
        self.done("chair_a", f"/follow/promises/answers/{line.pk}/take-back/", reason="ผิดเรื่อง")
        where = f"/follow/promises/{line.promise_id}/"
        assert "ผิดเรื่อง" in self.get("chair_a", where)
        self.done("chair_a", f"{where}withdraw/", reason="บันทึกซ้ำ")
        assert "ถอน (บันทึกผิด)" in self.get("chair_a", where)
        assert "บันทึกซ้ำ" in self.get("chair_a", f"{where}history/")

    def test_lists_are_narrowed_by_state_agency_issue_and_word(self) -> None:
        made = self.record(issue="housing", due_on="")
        late = self.promise(words="รับปากทดสอบ")
        for where in ("/follow/promises/", f"/follow/promises/of/{self.council.pk}/"):
            for narrowed in ("issue=housing", "q=ซ่อมบ้าน", "state=no_answer", "q=ผู้ให้ทดสอบ"):
                page = self.get("province_staff", f"{where}?{narrowed}")
                assert made.words in page, narrowed
                assert late.words not in page, narrowed
            both = self.get("province_staff", f"{where}?agency={self.agency.pk}")
            assert made.words in both
            assert late.words in both
            assert "ไม่มีข้อรับปากแบบนี้ที่นี่" in self.get("province_staff", f"{where}?state=kept")
        assert late.words in self.get("province_staff", f"/follow/promises/by/{self.agency.pk}/?state=late")

    def test_from_the_agency_s_page_the_agency_is_known_already(self) -> None:
        link = f"/follow/promises/choose/?agency={self.agency.pk}"
        assert link in self.get("chair_a", f"/organisations/{self.agency.pk}/")
        where = self.done("chair_a", link, body="สภาทดสอบ ก")
        assert where == f"/follow/promises/of/{self.council.pk}/add/?agency={self.agency.pk}"
        assert 'value="หน่วยงานทดสอบ"' in self.get("province_staff", where)


def _person(key: int) -> Any:
    from khabuan.registry.models import Person

    return Person.objects.visible_to(SYSTEM).get(pk=key)


class MetPages(Pages):
    def test_the_year_is_counted_opened_and_taken_out(self) -> None:
        page = self.get("province_staff", "/follow/duties/met/")
        assert "สภาทดสอบ ก" in page
        where = f"/follow/duties/met/{self.council.pk}/"
        assert f'href="{where}?met=overdue"' in page
        assert "งานค้างทดสอบ" in self.get("province_staff", where)
        assert "งานค้างทดสอบ" in self.get("province_staff", f"{where}?met=overdue")
        assert "ไม่มีงานแบบนี้ในปีนี้" in self.get("province_staff", f"{where}?met=in_time")
        assert "ไม่มีงานของปีนี้" in self.get("province_staff", "/follow/duties/met/?kind=network")
        nation = self.get("nation", "/follow/duties/met/?place=th")
        assert "?place=19" in nation
        for address in ("/follow/duties/met/", where):
            answer = self.cast.client("province_staff").get(f"{address}?format=csv")
            assert answer.headers["Content-Type"].startswith("text/csv")
            assert "ทดสอบ" in answer.content.decode()
            answer = self.cast.client("province_staff").get(f"{address}?format=xlsx")
            assert answer.content.startswith(b"PK")
