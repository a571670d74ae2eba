"""A project through its pages, from the form to its end; lists, files, panels and the API beside it."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import TestCase
from tests.cast import Cast
from tests.support import SYSTEM

from khabuan.core import clock, secrets
from khabuan.grants.models import Project, ProjectStep
from khabuan.registry.models import Organisation


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
        cls.council = Organisation.objects.visible_to(SYSTEM).get(kind="council")
        cls.row = Project.everywhere.get(title="โครงการทดสอบ")

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
            "title": "ซ่อมบ้านของหน้า", "fiscal_year": str(today.year + 543), "area": "190101", "houses": "๑๒",
            "asked": "240,000", "agency": "หน่วยงานทดสอบ", "state": "proposed", **day("on", today), **more,
        }  # fmt: skip

    def test_a_project_from_its_proposal_to_its_end(self) -> None:
        today = clock.today()
        chosen = self.post("/projects/choose/", body=self.council.name)
        where = self.sent(chosen.headers["Location"], **self.facts(places="190102\n"))
        shown = self.get(where)
        for words in ("ซ่อมบ้านของหน้า", "240,000 บาท", "หน่วยงานทดสอบ", "เสนอแล้ว", "พื้นที่อื่นอีก 1 แห่ง"):
            assert words in shown, words
        self.sent(
            f"{where}step/", state="approved", approved="200,000", words="อนุกรรมการภาค", **day("on", today)
        )
        self.sent(f"{where}reached/", what="houses", value="5", source="รายงานงวดแรก", **day("on", today))
        shown = self.get(where)
        for words in ("200,000 บาท", "อนุมัติแล้ว", "อนุกรรมการภาค", "5 หลัง", "รายงานงวดแรก"):
            assert words in shown, words
        step = ProjectStep.everywhere.get(words="อนุกรรมการภาค")
        self.sent(f"/projects/steps/{step.pk}/back/", reason="กดผิด")
        shown = self.get(where)
        assert "ถอนเมื่อ" in shown
        assert "กดผิด" in shown
        form = self.get(f"{where}change/")
        assert "240,000.00" in form
        assert 'value="12"' in form
        line = form.split('name="places"')[1].split(">", 1)[1].split("<")[0].strip()
        assert line.startswith("ต.")
        self.sent(f"{where}change/", **self.facts(title="ซ่อมบ้านชื่อใหม่", places=line, reason="เปลี่ยนชื่อ"))
        assert "ซ่อมบ้านชื่อใหม่" in self.get(where)
        told = self.get(f"{where}history/")
        for words in ("เปลี่ยนชื่อ", str(clock.today().year + 543)):
            assert words in told, words
        self.sent(f"{where}withdraw/", reason="บันทึกผิด")
        assert "โครงการนี้ถอนแล้ว" in self.get(where)
        assert "ซ่อมบ้านชื่อใหม่" not in self.get("/projects/")

    def test_what_is_typed_wrongly_is_told_beside_its_box(self) -> None:
        where = f"/projects/of/{self.council.pk}/add/"
        for facts, words in (
            ({"places": "ไม่มีที่นี่เลย"}, "หา “ไม่มีที่นี่เลย” ไม่พบ"),
            ({"agency": "กองทุนทดสอบ ก"}, "นี่ไม่ใช่หน่วยงานในทะเบียน"),
            ({"title": ""}, "aria-invalid"),
            ({"other": "5"}, "เขียนว่านับอะไร"),
            ({"state": ""}, "aria-invalid"),
        ):
            answer = self.post(where, **self.facts(**facts))
            assert answer.status_code == 422, facts
            assert words in answer.content.decode(), words
        assert not Project.everywhere.filter(title="ซ่อมบ้านของหน้า").exists()
        base = f"/projects/{self.row.pk}/"
        today = clock.today()
        assert self.post(f"{base}step/", state="proposed", **day("on", today)).status_code == 422
        assert (
            self.post(f"{base}reached/", what="houses", value="1", source="", **day("on", today)).status_code
            == 422
        )

    def test_the_list_is_told_in_its_head_and_narrowed(self) -> None:
        page = self.get("/projects/?year=2570")
        for words in ("โครงการทดสอบ", "งบที่อนุมัติ", "100,000", "3 จาก 12 หลัง"):
            assert words in page, words
        other = self.get("/projects/?year=2569")
        assert "ยังไม่มีโครงการของปีนี้" in other
        assert "ปีงบประมาณอื่นมีอีก" in other
        assert "โครงการทดสอบ" in self.get("/projects/?when=all&state=approved")
        assert "ไม่มีโครงการแบบนี้" in self.get("/projects/?when=all&state=closed")
        assert "โครงการทดสอบ" in self.get(f"/projects/of/{self.cast.fund.pk}/?when=all")
        agency = Organisation.objects.visible_to(SYSTEM).get(kind="agency")
        assert "โครงการทดสอบ" in self.get(f"/projects/of/{agency.pk}/?when=all", "province_staff")
        part = self.cast.client("chair_a").get("/projects/?when=all", headers={"HX-Request": "true"}).content
        assert part.decode().lstrip().startswith('<div id="rows">')

    def test_the_list_goes_out_as_files(self) -> None:
        answer = self.cast.client("chair_a").get("/projects/?when=all&format=csv")
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [row["ชื่อโครงการ"] for row in rows] == ["โครงการทดสอบ"]
        assert (rows[0]["ปีงบประมาณ"], rows[0]["เป้าหมาย: บ้าน"], rows[0]["ทำได้: บ้าน"]) == ("2570", "12", "3")
        answer = self.cast.client("chair_a").get("/projects/?when=all&format=xlsx")
        assert answer.status_code == 200
        assert answer.content[:2] == b"PK"

    def test_panels_of_the_body_the_agency_and_the_place_lead_to_it(self) -> None:
        agency = Organisation.objects.visible_to(SYSTEM).get(kind="agency")
        link = f'href="/projects/{self.row.pk}/"'
        for where in (
            self.cast.fund.get_absolute_url(),
            agency.get_absolute_url(),
            "/places/190101/?year=2570",
        ):
            assert link in self.get(where, "province_staff"), where
        for persona in ("public", "elsewhere_staff", "agency"):
            assert link not in self.get("/places/190101/?year=2570", persona)
        assert link in self.get("/search/?q=โครงการทดสอบ")

    def test_neither_agencies_nor_the_public_read_projects(self) -> None:
        where = f"/projects/{self.row.pk}/"
        self.get(where, "agency", 403)
        self.get(where, "elsewhere_staff", 404)
        self.get(where, "keeper_b", 404)
        assert self.cast.client("public").get(where).status_code == 302

    def test_the_api_gives_lists_and_one_with_its_trail(self) -> None:
        client = self.cast.client("chair_a")
        found = client.get("/api/v1/projects?year=2027").json()
        assert [one["title"] for one in found["items"]] == ["โครงการทดสอบ"]
        assert client.get("/api/v1/projects?year=2020").json()["count"] == 0
        assert client.get("/api/v1/projects?year=2570").status_code == 422  # the Common Era is meant
        one = client.get(f"/api/v1/projects/{self.row.pk}").json()
        assert (one["approved"], one["state"], one["area"]["code"]) == ("100000.00", "approved", "190101")
        assert [step["state"] for step in one["trail"]] == ["proposed", "approved"]
        assert {target["what"]: len(target["results"]) for target in one["targets"]} == {
            "people": 0,
            "houses": 1,
        }
        for persona, status in (("elsewhere_staff", 404), ("agency", 403), ("public", 401)):
            assert self.cast.client(persona).get(f"/api/v1/projects/{self.row.pk}").status_code == status
