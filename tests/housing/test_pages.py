"""A house through its pages, from the survey to its handing over; lists, files, panels and the API beside it."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import TestCase
from tests.cast import Cast
from tests.support import SYSTEM

from khabuan.core import clock, secrets
from khabuan.housing.models import Householder, HousingCase, HousingMoney, HousingStep
from khabuan.registry.models import Organisation, Person
from khabuan.rules.actions import load_rules


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_0": str(on.day), f"{name}_1": str(on.month), f"{name}_2": str(on.year + 543)}


class Pages(TestCase):
    """The cast is built once; each test writes into its own copy of it."""

    cast: Cast

    @classmethod
    def setUpTestData(cls) -> None:
        if not Path(settings.IDENTITY_KEY_FILE).is_file():
            secrets.make_key_file(Path(settings.IDENTITY_KEY_FILE))
        cls.cast = Cast()
        load_rules(actor=SYSTEM)
        cls.council = Organisation.objects.visible_to(SYSTEM).get(kind="council")
        cls.row = HousingCase.everywhere.get()

    def get(self, where: str, persona: str = "chair_a", status: int = 200) -> str:
        answer = self.cast.client(persona).get(where)
        assert answer.status_code == status, where
        return answer.content.decode()

    def post(self, where: str, persona: str = "chair_a", **facts: Any) -> HttpResponse:
        answer: HttpResponse = self.cast.client(persona).post(where, facts)
        return answer

    def sent(self, where: str, **facts: Any) -> str:
        """A form that is taken: where it leads."""
        answer = self.post(where, **facts)
        assert answer.status_code == 302, answer.content.decode()[:4000]
        return answer.headers["Location"]

    def facts(self, **more: Any) -> dict[str, Any]:
        today = clock.today()
        return {
            "fiscal_year": str(today.year + 543), "area": "190101", "name": "นางหน้า ทดสอบ", "house_no": "๑/๒",
            "programme": "decent", "kind": "repair", "state": "surveyed", **day("on", today), **more,
        }  # fmt: skip

    def test_a_house_from_its_survey_to_its_handing_over(self) -> None:
        today = clock.today()
        chosen = self.post("/housing/choose/", body=self.council.name)
        where = self.sent(
            chosen.headers["Location"],
            **self.facts(
                fiscal_year="2564",
                amount="15,000",
                item="materials",
                agency="หน่วยงานทดสอบ",
                is_programme="on",
            ),
        )
        shown = self.get(where)
        for words in (
            "ครัวเรือนที่ 2",
            "นางหน้า ทดสอบ",
            "ค่าวัสดุ: 15,000 บาท",
            "หน่วยงานทดสอบ",
            "สำรวจแล้ว",
            "20,000 บาท",
        ):
            assert words in shown, words
        assert re.search(r"<dt>ปีงบประมาณ</dt>\s*<dd[^>]*>2564<", shown)
        money = {"item": "labour", "agency_words": "อบต.ทดสอบ", "is_programme": "on", "amount": "6000"}
        answer = self.post(f"{where}money/", **money)
        assert answer.status_code == 422
        assert "เกินเพดานของโครงการต่อหนึ่งครัวเรือน" in answer.content.decode()
        self.sent(f"{where}money/", **money, reason="มติตำบล")
        shown = self.get(where)
        for words in ("เกินเพดานของโครงการ", "มติตำบล", "21,000 บาท"):
            assert words in shown, words
        line = HousingMoney.everywhere.get(reason="มติตำบล")
        self.sent(f"/housing/money/{line.pk}/back/", reason="กดผิดยอด")
        assert "กดผิดยอด" in self.get(where)
        self.sent(f"{where}step/", state="reserve", words="รองบ", **day("on", today))
        step = HousingStep.everywhere.get(words="รองบ")
        self.sent(f"/housing/steps/{step.pk}/back/", reason="กดผิดขั้น")
        self.sent(f"{where}step/", state="handed_over", **day("on", today))
        shown = self.get(where)
        for words in ("กดผิดขั้น", "มอบบ้านแล้ว"):
            assert words in shown, words
        self.sent(f"{where}change/", **self.facts(house_no="7/7", reason="เลขที่ผิด"))
        assert "7/7" in self.get(where)
        told = self.get(f"{where}history/")
        for words in ("เลขที่ผิด", str(today.year + 543)):
            assert words in told, words
        self.sent(f"{where}withdraw/", reason="บันทึกผิด")
        assert "บ้านหลังนี้ถอนแล้ว" in self.get(where)
        assert "ครัวเรือนที่ 2" not in self.get("/housing/?when=all")

    def test_the_next_house_of_a_row_begins_with_what_both_have_in_common(self) -> None:
        where = f"/housing/of/{self.council.pk}/add/"
        row = self.facts(
            fiscal_year="2569", state="handed_over", amount="33,000", item="materials", agency="กองทุนทดสอบ ก", next="1",
            is_programme="on",
        )  # fmt: skip
        after = self.sent(where, **row)
        made = HousingCase.everywhere.order_by("-pk")[0]
        assert after == f"{where}?after={made.pk}"
        form = self.get(after)
        for value in ("33,000.00", "กองทุนทดสอบ ก", "2569"):
            assert f'value="{value}"' in form, value
        for chosen in ('value="decent" selected', 'value="handed_over" selected', f"คัดสิ่งที่เหมือนกันมาจาก{made}"):
            assert chosen in form, chosen
        for own in ("นางหน้า ทดสอบ", 'value="1/2"'):
            assert own not in form
        assert "20,000 บาท (ใช้ตัวเลขปี 2564 ต่อ" in form, "the ceiling is told before the house is saved"
        assert "ยังไม่มีใครตรวจ" in form
        assert "คัดสิ่งที่เหมือนกัน" not in self.get(f"{where}?after=x")
        other = Organisation.objects.visible_to(SYSTEM).filter(kind="working_group").first()
        if other:
            assert str(made) not in self.get(f"/housing/of/{other.pk}/add/?after={made.pk}", "province_staff")
        self.get(f"{where}?after={made.pk + 1}", status=404)
        self.get(f"{where}?after={made.pk}", "keeper_b", 404)

    def test_a_person_of_the_register_is_offered_by_the_name(self) -> None:
        who = Householder.everywhere.get(case=self.row)
        person = (
            Person.objects.visible_to(SYSTEM)
            .filter(area__code="190101", stays__isnull=True)
            .order_by("pk")[0]
        )
        where = f"/housing/{self.row.pk}/change/"
        assert "คนเดียวกันในทะเบียน" not in self.get(where)
        answer = self.post(where, **self.facts(name=str(person)))  # no reason: it comes back with the list
        assert answer.status_code == 422
        assert f'value="{person.pk}"' in answer.content.decode()
        self.sent(where, **self.facts(name=str(person), person=str(person.pk), reason="พบในทะเบียน"))
        who.refresh_from_db()
        assert (who.person, who.name) == (person, str(person))
        assert f"/people/{person.pk}/" in self.get(f"/housing/{self.row.pk}/")

    def test_what_is_typed_wrongly_is_told_beside_its_box(self) -> None:
        where = f"/housing/of/{self.council.pk}/add/"
        for facts, words in (
            ({"programme": ""}, "aria-invalid"),
            ({"amount": "100"}, "บอกว่าใครให้"),
            ({"state": "declined"}, "บอกเหตุผลเป็นคำ"),
        ):
            answer = self.post(where, **self.facts(**facts), item="materials")
            assert answer.status_code == 422, facts
            assert words in answer.content.decode(), words
        assert HousingCase.everywhere.count() == 1
        answer = self.post(f"/housing/{self.row.pk}/step/", state="surveyed", **day("on", clock.today()))
        assert answer.status_code == 422

    def test_the_list_is_told_in_its_head_and_narrowed(self) -> None:
        page = self.get("/housing/?year=2570")
        for words in ("ครัวเรือนที่ 1", "นางทดสอบ ผู้อยู่บ้าน", "เงินจากทุกผู้ให้", "15,000", "ผ่านประชาคมแล้ว"):
            assert words in page, words
        other = self.get("/housing/?year=2569&programme=decent")
        assert "ปีงบประมาณอื่นมีอีก 1 รายการ" in other
        assert "programme=decent&amp;when=all" in other, "the link keeps what was chosen"
        assert "ปีงบประมาณอื่น" not in self.get("/housing/?year=2570")
        assert "ปีงบประมาณอื่น" not in self.get("/housing/?year=2569&programme=secure")
        assert "ยังไม่มีบ้านของปีนี้" in self.get("/housing/?year=2569")
        assert "ครัวเรือนที่ 1" in self.get("/housing/?when=all&state=passed&programme=decent&q=9/9")
        assert "ไม่มีบ้านแบบนี้" in self.get("/housing/?when=all&programme=secure")
        assert "ครัวเรือนที่ 1" in self.get(f"/housing/of/{self.council.pk}/?when=all")
        assert "ครัวเรือนที่ 1" in self.get(f"/housing/project/{self.row.project_id}/?when=all", "province_staff")
        part = self.cast.client("chair_a").get("/housing/?when=all", headers={"HX-Request": "true"}).content
        assert part.decode().lstrip().startswith('<div id="rows">')

    def test_who_holds_the_project_sees_a_number_and_nobody_s_name(self) -> None:
        where = f"/housing/{self.row.pk}/"
        for page in (
            self.get(where, "keeper_a"),
            self.get(f"/housing/project/{self.row.project_id}/", "keeper_a"),
        ):
            assert "ครัวเรือนที่ 1" in page
            assert "ผู้อยู่บ้าน" not in page
            assert "9/9" not in page
        assert "แสดงเฉพาะผู้ที่ดูรายชื่อคนในพื้นที่ได้" in self.get(where, "keeper_a")
        self.get(f"{where}history/", "keeper_a", 404)
        assert self.post(f"{where}step/", "keeper_a", state="approved").status_code in {403, 404}
        answer = self.cast.client("keeper_a").get(
            f"/housing/project/{self.row.project_id}/?when=all&format=csv"
        )
        assert "ผู้อยู่บ้าน" not in answer.content.decode("utf-8-sig")

    def test_the_list_goes_out_as_files(self) -> None:
        answer = self.cast.client("chair_a").get("/housing/?when=all&format=csv")
        (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
        assert (row["เจ้าบ้าน"], row["ปีงบประมาณ"], row["เพดานต่อครัวเรือน"]) == (
            "นางทดสอบ ผู้อยู่บ้าน",
            "2570",
            "",
        ), "a ceiling that nobody checked is none"
        answer = self.cast.client("chair_a").get("/housing/?when=all&format=xlsx")
        assert answer.content[:2] == b"PK"

    def test_panels_of_the_body_the_project_and_the_place_lead_to_it(self) -> None:
        link = f'href="/housing/{self.row.pk}/"'
        for where in (
            self.council.get_absolute_url(), f"/projects/{self.row.project_id}/", "/places/190101/?year=2570",
        ):  # fmt: skip
            assert link in self.get(where, "province_staff"), where
        for persona in ("public", "elsewhere_staff", "agency"):
            assert link not in self.get("/places/190101/?year=2570", persona)
        assert link in self.get("/search/?q=ผู้อยู่บ้าน")
        assert link not in self.get("/search/?q=ผู้อยู่บ้าน", "keeper_a")

    def test_neither_agencies_nor_the_public_read_houses(self) -> None:
        where = f"/housing/{self.row.pk}/"
        self.get(where, "agency", 403)
        self.get(where, "elsewhere_staff", 404)
        self.get(where, "keeper_b", 404)
        assert self.cast.client("public").get(where).status_code == 302

    def test_the_api_gives_lists_and_one_with_its_trail_and_names_nobody(self) -> None:
        client = self.cast.client("chair_a")
        found = client.get("/api/v1/housing?year=2027").json()
        assert [one["number"] for one in found["items"]] == [1]
        assert client.get("/api/v1/housing?year=2020").json()["count"] == 0
        answer = client.get(f"/api/v1/housing/{self.row.pk}")
        one = answer.json()
        assert (one["total"], one["ceiling"], one["is_over"]) == ("15000.00", None, False)
        assert [step["state"] for step in one["trail"]] == ["surveyed", "passed"]
        assert "ผู้อยู่บ้าน" not in answer.content.decode()
        for persona, status in (("elsewhere_staff", 404), ("agency", 403), ("public", 401)):
            assert self.cast.client(persona).get(f"/api/v1/housing/{self.row.pk}").status_code == status
