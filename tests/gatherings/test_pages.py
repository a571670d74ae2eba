"""The provincial forum run through the pages from recording to the promise's answer, and the other pages by hand."""

from __future__ import annotations

import io
import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import TestCase
from docx import Document
from tests.cast import Cast
from tests.registry.conftest import by_hand
from tests.support import SYSTEM

from khabuan.core import clock, secrets
from khabuan.files.models import Attachment
from khabuan.followup.models import Promise
from khabuan.gatherings.models import Agreement, Cooperation, Gathering, ProgrammeAct
from khabuan.papers.models import IssuedDocument
from khabuan.places.models import Placement
from khabuan.registry.actions import organisations, people, posts
from khabuan.registry.models import Organisation

PDF = b"%PDF-1.4\n%%EOF\n"


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_0": str(on.day), f"{name}_1": str(on.month), f"{name}_2": str(on.year + 543)}


class Pages(TestCase):
    """The cast is built once; each test writes into its own copy of it."""

    cast: Cast
    group: Organisation
    agency: Organisation

    @classmethod
    def setUpTestData(cls) -> None:
        if not Path(settings.IDENTITY_KEY_FILE).is_file():
            secrets.make_key_file(Path(settings.IDENTITY_KEY_FILE))
        cls.cast = Cast()
        cls.group = organisations.add_organisation(
            actor=SYSTEM, area=cls.cast.country.province, kind="working_group", name="คณะทำงานจังหวัดทดสอบ",
            own={"function": "acts"},
        )  # fmt: skip
        cls.agency = Organisation.objects.visible_to(SYSTEM).get(kind="agency")
        chair = people.add_person(
            actor=SYSTEM, area=cls.cast.country.tambon_a, given="ประธานขบวน", surname="ทดสอบ"
        )
        seat = posts.add_post(actor=SYSTEM, organisation=cls.group, title="chair")
        cls.term = posts.appoint(actor=SYSTEM, post=seat, person=chair, since=date(2024, 1, 1))

    def get(self, persona: str, where: str, status: int = 200) -> str:
        answer = self.cast.client(persona).get(where)
        assert answer.status_code == status, where
        return answer.content.decode()

    def post(self, persona: str, where: str, **facts: Any) -> HttpResponse:
        answer: HttpResponse = self.cast.client(persona).post(where, facts)
        return answer

    def sent(self, where: str, persona: str = "province_staff", **facts: Any) -> str:
        """A form that is taken: where it leads."""
        answer = self.post(persona, where, **facts)
        assert answer.status_code == 302, answer.content.decode()[:3000]
        return answer.headers["Location"]

    def _link(self, page: str, begins: str) -> str:
        """The address on a page that begins so."""
        found = re.search(rf'href="({re.escape(begins)}[^"]*)"', self.get("province_staff", page))
        assert found is not None, begins
        return unescape(found[1])

    @property
    def base(self) -> str:
        return f"/gatherings/{self.cast.gathering.pk}/"

    def test_a_forum_from_its_invitation_to_the_answer_of_an_agency(self) -> None:
        on = clock.today()
        # recorded by the province before its day
        assert 'value="คณะทำงานจังหวัดทดสอบ"' in self.get(
            "province_staff", "/gatherings/choose/"
        )  # its own group
        found = self.post("province_staff", "/gatherings/choose/", body="คณะทำงานจังหวัดทดสอบ")
        assert found.headers["Location"] == f"/gatherings/of/{self.group.pk}/add/"
        base = self.sent(
            found.headers["Location"], kind="forum", title="เวทีบูรณาการทดสอบ", number="2", series="เวทีบูรณาการ",
            **day("starts_on", on), starts_at="09.00", ends_at="16:30 น.", area="1901",
            place="ศาลากลาง", objectives="เพื่อทำแผนร่วม", issue="governance",
        )  # fmt: skip
        shown = self.get("public", base)
        for words in ("เวทีบูรณาการทดสอบ ครั้งที่ 2/", "เพื่อทำแผนร่วม", "09.00–16.30 น.", "คณะทำงานจังหวัดทดสอบ"):
            assert words in shown
        assert "เพิ่มในกำหนดการ" not in shown
        # hosts, rooms, and who did what
        self.sent(f"{base}bodies/add/", part="co_host", organisation="หน่วยงานทดสอบ")
        self.sent(f"{base}bodies/add/", part="supporter", words="มูลนิธิทดสอบ")
        self.sent(f"{base}parts/add/", title="ห้องย่อย 1", starts_at="13.00", room="ห้องดาวเรือง")
        assert "ประธานขบวน" in self.get("province_staff", f"{base}acts/add/?q=ประธานขบวน")
        acting = f"{base}acts/add/?person={self.term.person_id}"
        form = self.get("province_staff", acting)
        assert "ประธาน คณะทำงานจังหวัดทดสอบ" in form
        self.sent(acting, appointment=str(self.term.pk), doing="reports", topic="ผลงานทั้งปี", at="10.00")
        self.sent(
            f"{base}acts/add/?words=1", name="นายผู้ว่า ทดสอบ", post="ผู้ว่าราชการจังหวัด", doing="opens", at="9.30"
        )
        # how many came: what disagrees is said
        self.sent(
            f"{base}heads/", total="60", **{"s-state": "5", "s-movement": "60", "s-movement-rough": "on"}
        )
        shown = self.get("province_staff", base)
        for words in ("มากกว่ายอดรวมที่บอกไว้ 5 คน", "ประมาณ 60", "มูลนิธิทดสอบ", "ไม่อยู่ในทะเบียน", "ห้องดาวเรือง"):
            assert words in shown, words
        assert shown.index("นายผู้ว่า ทดสอบ") < shown.index("ประธานขบวน ทดสอบ"), "by the hour"
        self._promised_and_held(base, on)
        self._followed(base, on)
        self._printed(base)

    def _promised_and_held(self, base: str, on: date) -> None:
        """What was agreed, promised, and came of it."""
        self.sent(f"{base}agreements/add/", words="ใช้แผนเดียวกัน")
        heard = self._link(base, "/follow/promises/of/")
        back = self.sent(
            heard, agency="หน่วยงานทดสอบ", giver_name="หัวหน้า", giver_post="หัวหน้าสำนักงาน", words="จะจัดอบรมบัญชีกองทุน",
            **day("given_on", on), **day("due_on", on), back=f"{base}#promises",
            papers=SimpleUploadedFile("หนังสือ.pdf", PDF, "application/pdf"),
        )  # fmt: skip
        assert back == f"{base}#promises"
        self.sent(heard, agency_words="สตง. ทดสอบ", words="จะส่งวิทยากร", **day("given_on", on))
        shown = self.get("province_staff", base)
        assert "สตง. ทดสอบ" in shown
        assert "หน่วยงานยังไม่อยู่ในทะเบียน" in shown
        self.sent(f"{base}hold/", came_of_it="ทำแผนร่วมเสร็จ")

    def _followed(self, base: str, on: date) -> None:
        """The promise to its answer and its end."""
        heard = Promise.objects.visible_to(SYSTEM).filter(origin_kind="gatherings.gathering")
        promise = heard.get(agency=self.agency)
        where = promise.get_absolute_url()
        assert base in self.get("province_staff", where), "the promise leads back to the forum"
        self.sent(f"{where}answer/", words="ได้งบแล้ว อบรมเดือนหน้า", by_words="หัวหน้า", **day("on", on))
        shown = self.get("province_staff", base)
        for words in ("จะจัดอบรมบัญชีกองทุน", where, "ได้งบแล้ว อบรมเดือนหน้า", "ทำแผนร่วมเสร็จ"):
            assert words in shown
        self.sent(f"{where}settle/", outcome="kept", words="อบรมครบ", **day("on", on))
        assert "อบรมครบ" in self.get("province_staff", base)
        assert "จะจัดอบรมบัญชีกองทุน" not in self.get("public", base), "promises have their own sight"

    def _printed(self, base: str) -> None:
        printed = self.cast.client("province_staff").post(f"{base}report/")
        assert printed.headers["Content-Type"] == "application/pdf"
        assert printed.content.startswith(b"%PDF")
        assert IssuedDocument.objects.visible_to(SYSTEM).filter(kind="gathering").count() == 1
        word = self.cast.client("province_staff").get(f"{base}report/?digits=arabic")
        paper = Document(io.BytesIO(word.content))
        told = "\n".join(one.text for one in paper.paragraphs)
        told += "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
        for words in (
            "รายงานผลเวที",
            "นายผู้ว่า ทดสอบ ผู้ว่าราชการจังหวัด",
            "ใช้แผนเดียวกัน",
            "อบรมครบ",
            "(ยังไม่อยู่ในทะเบียน)",
        ):
            assert words in told, words

    def test_a_treasurer_comes_straight_to_the_own_fund_s_form_and_wrong_boxes_are_said(self) -> None:
        where = self.post("keeper_a", "/gatherings/choose/").headers["Location"]
        assert where == f"/gatherings/of/{self.cast.fund.pk}/add/"
        empty = self.post("keeper_a", where)
        assert empty.status_code == 422
        assert empty.content.decode().count('aria-invalid="true"') >= 2
        wrong = {"kind": "forum", "title": "เวที", "area": "190101", "starts_at": "25.00"}
        said = self.post("keeper_a", where, **wrong, **day("starts_on", date(2026, 3, 1))).content.decode()
        assert "อ่านเวลาไม่ได้" in said
        late = {
            **wrong,
            "starts_at": "",
            **day("starts_on", date(2026, 3, 2)),
            **day("ends_on", date(2026, 3, 1)),
        }
        assert "วันสิ้นสุดอยู่ก่อนวันเริ่ม" in self.post("keeper_a", where, **late).content.decode()

    def test_the_list_is_narrowed_and_the_bar_s_year_counts(self) -> None:
        page = self.get("chair_a", "/gatherings/?place=190101&year=2570")
        assert "ลงพื้นที่ทดสอบ" in page
        for narrowed in ("kind=visit", "state=held", "q=ลงพื้นที่", "when=all"):
            assert "ลงพื้นที่ทดสอบ" in self.get("chair_a", f"/gatherings/?place=190101&year=2570&{narrowed}")
        for narrowed in ("kind=forum", "state=planned", "issue=land", "q=ไม่มีคำนี้"):
            page = self.get("chair_a", f"/gatherings/?place=190101&year=2570&{narrowed}")
            assert "ไม่มีเวทีแบบนี้ที่นี่" in page, narrowed
        other = self.get("chair_a", "/gatherings/?place=190101&year=2569")
        assert "ลงพื้นที่ทดสอบ" not in other
        assert "ปีงบประมาณอื่นมีอีก" in other
        assert "ลงพื้นที่ทดสอบ" in self.get("chair_a", "/search/?q=ลงพื้นที่ทดสอบ")
        assert "ลงพื้นที่ทดสอบ" in self.get("keeper_a", f"/organisations/{self.cast.fund.pk}/")

    def test_put_off_called_off_brought_back_and_the_history_tells(self) -> None:
        row = self.cast.gathering
        typed = {"kind": "visit", "title": row.title, "area": "190101", "reason": "เลื่อนหนึ่งวัน"}
        self.sent(f"{self.base}correct/", "chair_a", **typed, **day("starts_on", date(2026, 11, 6)))
        said = self.post("chair_a", f"{self.base}cancel/", reason="น้ำท่วม").content.decode()
        assert "งานนี้บันทึกผลแล้ว" in said, "what was held cannot be called off"
        told = self.get("chair_a", f"{self.base}history/")
        for words in ("เลื่อนหนึ่งวัน", "วันแรก", "แก้ข้อมูลของเวที หรือเลื่อนวัน", "บันทึกผลของเวที"):
            assert words in told, words
        self.get("public", f"{self.base}history/", 302)
        self.get("elsewhere_staff", f"{self.base}history/", 404)

    def test_lines_are_corrected_and_taken_off(self) -> None:
        act = ProgrammeAct.objects.visible_to(SYSTEM).get(gathering=self.cast.gathering)
        self.sent(
            f"/gatherings/acts/{act.pk}/change/", doing="closes", name="ผู้ว่าทดสอบ", post="รองผู้ว่าราชการจังหวัด"
        )
        assert "รองผู้ว่าราชการจังหวัด" in self.get("public", self.base)
        line = Agreement.objects.visible_to(SYSTEM).get(gathering=self.cast.gathering)
        self.sent(f"/gatherings/agreements/{line.pk}/correct/", words="ตกลงใหม่", reason="คัดผิด")
        assert "ตกลงใหม่" in self.get("public", self.base)
        self.sent(f"/gatherings/agreements/{line.pk}/remove/", reason="ไม่ได้ตกลง")
        assert "ตกลงใหม่" not in self.get("public", self.base)
        for noun in ("agreements", "acts", "parties", "x"):
            self.get("chair_a", f"/gatherings/{noun}/{line.pk}/remove/", 404)

    def test_photos_are_attached_and_taken_back_on_its_own_pages(self) -> None:
        sent = SimpleUploadedFile("ลงชื่อ.pdf", PDF + b"2", "application/pdf")
        assert (
            self.sent(f"{self.base}papers/add/", "chair_a", paper="evidence", file=sent)
            == f"{self.base}#papers"
        )
        paper = Attachment.objects.visible_to(SYSTEM).get(name="ลงชื่อ.pdf")
        assert "ลงชื่อ.pdf" in self.get("chair_a", self.base)
        assert "ลงชื่อ.pdf" not in self.get("public", self.base)
        self.sent(f"/gatherings/papers/{paper.pk}/withdraw/", "chair_a", reason="ซ้ำ")
        assert "ลงชื่อ.pdf" not in self.get("chair_a", self.base)
        self.get("chair_a", f"/gatherings/papers/{self.cast.ids['paper-withdraw.pk']}/withdraw/", 404)

    def test_areas_that_nobody_reached_are_counted_and_listed(self) -> None:
        country = self.cast.country
        with by_hand():
            Placement.new.bulk(
                Placement(area=area, parent=area.parent, path=area.path)
                for area in (country.province, country.district, country.tambon_a, country.tambon_b)
            )
        page = self.get("province_staff", "/gatherings/unreached/?place=19&year=2570")
        assert "1 จาก 2 ตำบล" in page
        assert "/places/190102/" in page
        assert "/places/190101/" not in page.split('id="list"')[1].split("</section>")[0]
        for where in ("190101", "1901"):  # from within the province it is the same page
            assert "1 จาก 2 ตำบล" in self.get("chair_a", f"/gatherings/unreached/?place={where}&year=2570")
        assert "เลือกจังหวัดก่อน" in self.get("nation", "/gatherings/unreached/?place=th")
        self.get("public", "/gatherings/unreached/", 302)

    def test_a_signed_agreement_is_recorded_at_its_gathering_renewed_and_ended(self) -> None:
        base = f"/cooperations/of/{self.cast.fund.pk}/add/?gathering={self.cast.gathering.pk}"
        typed = {
            "title": "ร่วมอบรมบัญชี",
            **day("signed_on", date(2026, 11, 5)),
            **day("until", date(2026, 12, 31)),
        }
        nobody = self.post("chair_a", base, **typed)
        assert nobody.status_code == 422
        assert "อย่างน้อยสองฝ่าย" in nobody.content.decode()
        where = self.sent(
            base, "chair_a", **typed, party="หน่วยงานทดสอบ", signer="หัวหน้าสำนักงาน",
            gathering=str(self.cast.gathering.pk), papers=SimpleUploadedFile("mou.pdf", PDF, "application/pdf"),
        )  # fmt: skip
        shown = self.get("chair_a", where)
        for words in ("หน่วยงานทดสอบ", "หัวหน้าสำนักงาน", "mou.pdf", "ลงพื้นที่ทดสอบ", "ใกล้สิ้นสุดแล้ว"):
            assert words in shown, words
        assert "mou.pdf" not in self.get("public", where)
        assert "ร่วมอบรมบัญชี" in self.get("chair_a", "/duties/?kind=gatherings.cooperations")
        assert "ร่วมอบรมบัญชี" in self.get("public", "/cooperations/?place=190101&state=ending")
        assert "ร่วมอบรมบัญชี" in self.get("public", self.base)
        assert "ร่วมอบรมบัญชี" in self.get("agency", f"/organisations/{self.agency.pk}/")
        new = self.sent(
            f"{where}renew/", "chair_a", title="ร่วมอบรมบัญชี ระยะสอง", **day("signed_on", date(2026, 11, 20))
        )
        assert "หน่วยงานทดสอบ" in self.get("chair_a", new), "the parties go on"
        assert "มีฉบับใหม่ต่ออายุแล้ว" in self.get("chair_a", where)
        self.sent(f"{new}parties/add/", "chair_a", words="มูลนิธิทดสอบ")
        self.sent(f"{new}end/", "chair_a", reason="เลิกโครงการ", **day("on", date(2026, 11, 21)))
        assert "เลิกโครงการ" in self.get("public", new)
        assert "เลิกโครงการ" in self.get("chair_a", f"{new}history/")
        row = Cooperation.objects.visible_to(SYSTEM).get(title="ร่วมอบรมบัญชี ระยะสอง")
        assert row.renews is not None

    def test_what_nobody_told_after_its_day_is_work(self) -> None:
        row = Gathering.objects.visible_to(SYSTEM).get(pk=self.cast.gathering.pk)
        assert "ลงพื้นที่ทดสอบ" not in self.get("chair_a", "/")
        where = self.post(
            "chair_a", f"/gatherings/of/{row.organisation_id}/add/", kind="call", title="เข้าพบทดสอบ",
            area="190101", **day("starts_on", date(2026, 11, 2)),
        ).headers["Location"]  # fmt: skip
        assert f"{where}hold/" in self.get("chair_a", "/")
        assert "ผ่านวันงานแล้ว" in self.get("chair_a", where)
        self.sent(f"{where}hold/", "chair_a", came_of_it="รับทราบ")
        assert f"{where}hold/" not in self.get("chair_a", "/")
