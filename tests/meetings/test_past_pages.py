"""Pages of a meeting that was held before it came into the book, through the doors that people use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import TestCase
from tests.cast import Cast
from tests.support import SYSTEM

from khabuan.core import secrets
from khabuan.meetings.models import Meeting, Resolution
from khabuan.registry.models import Organisation

TYPED = {
    "kind": "ordinary", "number": "7", "year": "2566", "on_0": "15", "on_1": "3", "on_2": "2566", "starts_at": "๐๙.๓๐",
    "ends_at": "", "place": "ศาลาทดสอบ", "chair_words": "นายสมมติ ใจดี", "present": "17", "entitled": "24",
    "title": "", "told_by": "รายงานการประชุมฉบับกระดาษ", "note": "",
}  # fmt: skip


class Pages(TestCase):
    """The cast is built once; each test writes into its own copy of it."""

    cast: Cast
    council: Organisation

    @classmethod
    def setUpTestData(cls) -> None:
        if not Path(settings.IDENTITY_KEY_FILE).is_file():
            secrets.make_key_file(Path(settings.IDENTITY_KEY_FILE))
        cls.cast = Cast()
        cls.council = Organisation.objects.visible_to(SYSTEM).get(pk=cls.cast.ids["meeting-held.pk"])

    def get(self, where: str, status: int = 200, persona: str = "chair_a") -> str:
        answer = self.cast.client(persona).get(where)
        assert answer.status_code == status
        return answer.content.decode()

    def post(self, where: str, **facts: Any) -> HttpResponse:
        answer: HttpResponse = self.cast.client("chair_a").post(where, facts)
        return answer

    def made(self) -> Meeting:
        answer = self.post(f"/meetings/of/{self.council.pk}/held/", **TYPED)
        found: Meeting = Meeting.objects.visible_to(SYSTEM).get(organisation=self.council, number=7)
        assert answer.headers["Location"] == found.get_absolute_url()
        return found

    def test_the_list_and_the_call_lead_to_the_form_and_its_page_tells_what_is_told(self) -> None:
        where = f"/meetings/of/{self.council.pk}/held/"
        for page in (f"/meetings/of/{self.council.pk}/", f"/meetings/of/{self.council.pk}/call/"):
            assert f'href="{where}"' in self.get(page)
        assert "จดการประชุมที่ผ่านมาแล้ว" in self.get(where)
        row = self.made()
        page = self.get(row.get_absolute_url())
        for words in (
            "จดย้อนหลังจาก รายงานการประชุมฉบับกระดาษ",
            "นายสมมติ ใจดี",
            "ครบองค์ประชุม · มา 17 จาก 24 คน",
            "09.30",
        ):
            assert words in page, words
        for words in ("/agenda/", "/minutes/", "/attendance/", "/reopen/", "/notice/", "/invite/", "/pay/"):
            assert words not in page, words
        assert f"{row.get_absolute_url()}papers/add/" in page
        assert "จดการประชุมที่จัดไปแล้วก่อนหน้านี้" in self.get(f"{row.get_absolute_url()}history/")
        self.get(f"{row.get_absolute_url()}minutes/", 422)
        self.get(f"{row.get_absolute_url()}reopen/", 422)
        self.get(f"{row.get_absolute_url()}attendance/")
        self.get(f"{row.get_absolute_url()}quorum/")

    def test_what_nobody_told_is_said_so(self) -> None:
        facts = {
            **TYPED,
            "starts_at": "",
            "place": "",
            "chair_words": "",
            "present": "",
            "entitled": "",
            "year": "",
        }
        answer = self.post(f"/meetings/of/{self.council.pk}/held/", **facts)
        page = self.get(answer.headers["Location"])
        assert page.count("> ไม่มีบอกไว้<") == 3
        assert "องค์ประชุม ·" not in page

    def test_what_is_wrong_is_said_beside_its_box(self) -> None:
        where = f"/meetings/of/{self.council.pk}/held/"
        answer = self.post(where, **{**TYPED, "present": "30", "told_by": ""})
        assert answer.status_code == 422
        answer = self.post(where, **{**TYPED, "on_2": "2599", "year": "2599"})
        assert "วันนี้ยังมาไม่ถึง" in answer.content.decode()

    def test_it_is_corrected_then_taken_back(self) -> None:
        row = self.made()
        where = row.get_absolute_url()
        form = self.get(f"{where}held/")
        for value in ('value="17"', 'value="2566"', 'value="09.30"'):
            assert value in form
        assert self.post(f"{where}held/", **{**TYPED, "present": "8", "reason": "คัดผิด"}).status_code == 302
        assert "ไม่ครบองค์ประชุม · มา 8 จาก 24 คน ต้องมา 12 คน" in self.get(where)
        assert self.post(f"{where}held/take-back/", reason="จดซ้ำ").status_code == 302
        page = self.get(where)
        assert "ถอนการประชุมนี้แล้ว" in page
        assert f'href="{where}held/"' not in page
        assert "ถอนแล้ว" in self.get(f"/meetings/of/{self.council.pk}/")

    def test_a_meeting_of_this_book_is_not_corrected_there(self) -> None:
        row = Meeting.objects.visible_to(SYSTEM).get(pk=self.cast.ids["meeting.pk"])
        where = f"{row.get_absolute_url()}held/"
        assert self.post(where, **TYPED, reason="ก").status_code == 422
        assert f'href="{where}"' not in self.get(row.get_absolute_url())

    def test_what_it_decided_is_written_down_under_its_number_and_stands_on_its_page(self) -> None:
        row = self.made()
        where = f"{row.get_absolute_url()}held/resolution/"
        assert "ยังไม่ได้จดมติของการประชุมนี้" in self.get(row.get_absolute_url())
        assert f'href="{where}"' in self.get(row.get_absolute_url())
        assert 'name="meeting_number"' not in self.get(where)
        self.get(where, 404, "elsewhere_staff")
        answer = self.post(where, words="ให้ซ่อมศาลาทดสอบ", item="3.1")
        assert answer.headers["Location"] == f"{row.get_absolute_url()}#resolutions"
        found = Resolution.objects.visible_to(SYSTEM).get(words="ให้ซ่อมศาลาทดสอบ")
        assert (found.organisation, found.meeting_number, found.year, found.on) == (
            self.council,
            7,
            2023,
            row.on,
        )
        page = self.get(row.get_absolute_url())
        assert f'href="{found.get_absolute_url()}">ให้ซ่อมศาลาทดสอบ</a>' in page
        assert "ยังไม่ได้จดมติของการประชุมนี้" not in page
        assert "ใช้อยู่แล้ว" not in self.post(where, words="เรื่องอื่น", item="3.2").content.decode()
        refused = self.post(where, words="เรื่องที่สาม", item="3.1")
        assert refused.status_code == 422
        assert "3.1" in refused.content.decode()

    def test_a_special_meeting_has_its_own_numbers(self) -> None:
        self.post(f"/meetings/of/{self.council.pk}/held/", **{**TYPED, "kind": "special", "number": "8"})
        row = Meeting.objects.visible_to(SYSTEM).get(organisation=self.council, number=8)
        self.post(f"{row.get_absolute_url()}held/resolution/", words="เรื่องด่วนทดสอบ")
        assert Resolution.objects.visible_to(SYSTEM).get(words="เรื่องด่วนทดสอบ").is_special
        assert "เรื่องด่วนทดสอบ" in self.get(row.get_absolute_url())
