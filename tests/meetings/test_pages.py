"""Pages of the register of resolutions: found, recorded, corrected, withdrawn through the doors that people use."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import TestCase
from tests.cast import Cast
from tests.support import SYSTEM

from khabuan.core import offers, secrets
from khabuan.files.models import Attachment
from khabuan.meetings.actions.resolutions import record_resolution
from khabuan.meetings.models import Resolution
from khabuan.registry.models import Organisation

TYPED = {
    "meeting_number": "2", "year": "2568", "item": "ข้อ ๔.๑", "on_0": "17", "on_1": "3", "on_2": "2568",
    "words": "ให้เก็บเงินสมทบวันละ 1 บาท", "note": "",
}  # fmt: skip


class Pages(TestCase):
    """The cast is built once; each test writes into its own copy of it."""

    cast: Cast
    council: Organisation
    fund: Organisation

    @classmethod
    def setUpTestData(cls) -> None:
        if not Path(settings.IDENTITY_KEY_FILE).is_file():
            secrets.make_key_file(Path(settings.IDENTITY_KEY_FILE))
        cls.cast = Cast()
        bodies = Organisation.objects.visible_to(SYSTEM)
        cls.council = bodies.get(pk=cls.cast.ids["resolutions-of.pk"])
        cls.fund = bodies.get(pk=cls.cast.ids["organisation_id"])

    def get(self, persona: str, where: str, status: int = 200) -> str:
        answer = self.cast.client(persona).get(where)
        assert answer.status_code == status
        return answer.content.decode()

    def post(self, persona: str, where: str, **facts: Any) -> HttpResponse:
        answer: HttpResponse = self.cast.client(persona).post(where, facts)
        return answer

    def the_one(self, **wanted: Any) -> Resolution:
        found: Resolution = Resolution.objects.visible_to(SYSTEM).get(**wanted)
        return found

    def test_a_treasurer_comes_from_the_room_to_the_own_fund_s_form_and_records(self) -> None:
        assert "บันทึกมติ" in self.get("keeper_a", "/resolutions/")
        where = self.post("keeper_a", "/resolutions/choose/").headers["Location"]
        assert where == f"/resolutions/of/{self.fund.pk}/add/"
        scan = SimpleUploadedFile("รายงาน.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")
        answer = self.post("keeper_a", where, **TYPED, papers=scan)
        made = self.the_one(organisation=self.fund, item="4.1")
        assert answer.headers["Location"] == f"/resolutions/{made.pk}/"
        assert (made.year, made.item, made.on) == (2025, "4.1", date(2025, 3, 17))
        shown = self.get("keeper_a", f"/resolutions/{made.pk}/")
        for words in ("มติ 2/2568 ข้อ 4.1", "17 มีนาคม 2568", "รายงาน.pdf", "ยังไม่มีรายการใดอ้างมตินี้"):
            assert words in shown
        assert "มติ 2/2568 ข้อ 4.1" in self.get("keeper_a", f"/organisations/{self.fund.pk}/")
        self.get("keeper_b", f"/resolutions/{made.pk}/", 404)

    def test_a_form_that_waits_gets_the_key_of_the_new_one_and_strangers_addresses_do_not(self) -> None:
        where = f"/resolutions/of/{self.fund.pk}/add/"
        assert 'value="/funds/1/admit/"' in self.get("keeper_a", f"{where}?back=/funds/1/admit/")
        answer = self.post("keeper_a", where, **TYPED, back="/funds/1/admit/")
        made = self.the_one(organisation=self.fund, item="4.1")
        assert answer.headers["Location"] == f"/funds/1/admit/?resolution={made.pk}"
        answer = self.post("keeper_a", where, **{**TYPED, "item": "5"}, back="//example.org/")
        assert answer.headers["Location"].startswith("/resolutions/")

    def test_what_is_wrong_is_said_beside_its_box(self) -> None:
        where = f"/resolutions/of/{self.council.pk}/add/"
        taken = {**TYPED, "meeting_number": "1", "year": "2567", "item": "4.2", "on_2": "2567"}
        answer = self.post("chair_a", where, **taken)
        assert answer.status_code == 422
        assert "รับรองรายงานการประชุมทดสอบ" in answer.content.decode()
        empty = self.post("chair_a", where).content.decode()
        assert empty.count('aria-invalid="true"') >= 4

    def test_the_secretary_of_a_tambon_chooses_the_body_among_the_own(self) -> None:
        answer = self.post("chair_a", "/resolutions/choose/", body="สภาทดสอบ ก")
        assert answer.headers["Location"] == f"/resolutions/of/{self.council.pk}/add/"
        assert self.post("chair_a", "/resolutions/choose/", body="หน่วยงานทดสอบ").status_code == 422

    def test_the_register_is_narrowed_by_year_word_and_number(self) -> None:
        record_resolution(
            actor=SYSTEM, organisation=self.council, meeting_number=3, year=2025, on=date(2025, 7, 1),
            words="ส่งผู้แทนสองคน",
        )  # fmt: skip
        for where in ("/resolutions/", f"/resolutions/of/{self.council.pk}/"):
            both = self.get("province_staff", where)
            assert "มติ 1/2567 ข้อ 4.2" in both
            assert "มติ 3/2568" in both
            for narrowed in ("year=2025", "q=ผู้แทน", "q=3/2568"):
                page = self.get("province_staff", f"{where}?{narrowed}")
                assert "มติ 3/2568" in page, narrowed
                assert "มติ 1/2567" not in page, narrowed
            assert "ไม่มีมติแบบนี้ที่นี่" in self.get("province_staff", f"{where}?state=withdrawn")
        assert "ส่งผู้แทนสองคน" in self.get("province_staff", "/search/?q=ผู้แทนสองคน")

    def test_it_is_corrected_then_withdrawn_and_its_history_tells(self) -> None:
        row = self.the_one(organisation=self.council, year=2024)
        where = f"/resolutions/{row.pk}/"
        shown = self.get("chair_a", f"{where}correct/")
        assert 'value="2567"' in shown
        facts = {**TYPED, "reason": "คัดเลขผิด"}
        assert self.post("chair_a", f"{where}correct/", **facts).status_code == 302
        assert "มติ 2/2568 ข้อ 4.1" in self.get("chair_a", where)
        assert self.post("chair_a", f"{where}withdraw/", reason="ผิดเล่ม").status_code == 302
        assert "มตินี้ถอนแล้ว" in self.get("chair_a", where)
        told = self.get("chair_a", f"{where}history/")
        for words in ("คัดเลขผิด", "ผิดเล่ม", "มติว่าอย่างไร", "บันทึกมติขององค์กร"):
            assert words in told

    def test_what_stands_on_it_is_listed_and_forbids_withdrawing(self) -> None:
        row = self.the_one(organisation=self.council, year=2024)
        use = offers.Subject("rule", "1", "เงินสมทบวันละ 1 บาท", "/rules/", "ตั้งแต่ 1 เม.ย. 2567")
        offers.resolution_uses.add(
            offers.ResolutionUse("test", lambda one: [use] if one.pk == row.pk else [])
        )
        try:
            assert "เงินสมทบวันละ 1 บาท" in self.get("chair_a", f"/resolutions/{row.pk}/")
            page = self.get("chair_a", f"/resolutions/{row.pk}/withdraw/")
            assert "ถอนไม่ได้" in page
            assert 'name="reason"' not in page
            assert self.post("chair_a", f"/resolutions/{row.pk}/withdraw/", reason="ก").status_code == 422
        finally:
            offers.resolution_uses._offers.pop("test")

    def test_a_scan_is_attached_and_taken_back_on_the_resolution_s_own_pages(self) -> None:
        row = self.the_one(organisation=self.council, year=2024)
        sent = SimpleUploadedFile("หน้า 2.pdf", b"%PDF-1.5\n%%EOF\n", "application/pdf")
        answer = self.post("chair_a", f"/resolutions/{row.pk}/papers/add/", paper="minutes", file=sent)
        assert answer.headers["Location"] == f"/resolutions/{row.pk}/#papers"
        paper = Attachment.objects.visible_to(SYSTEM).get(name="หน้า 2.pdf")
        self.post("chair_a", f"/resolutions/papers/{paper.pk}/withdraw/", reason="ซ้ำ")
        assert "หน้า 2.pdf" not in self.get("chair_a", f"/resolutions/{row.pk}/")
        other = self.cast.ids["paper-withdraw.pk"]
        self.get("chair_a", f"/resolutions/papers/{other}/withdraw/", 404)

    def test_an_agency_sees_neither_room_nor_panel(self) -> None:
        page = self.get("agency", f"/organisations/{self.council.pk}/")
        assert "/resolutions/" not in page
        assert "/resolutions/" in self.get("auditor", f"/organisations/{self.council.pk}/")
