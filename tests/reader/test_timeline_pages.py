"""The pages of the timeline and of texts that tell of one event."""

from __future__ import annotations

import csv
import io
from datetime import date

from khabuan.reader.actions import drafts as acts
from khabuan.reader.actions.starting import start_promise
from khabuan.reader.models import Text, Use
from khabuan.reader.rules.drafts import Kind
from tests import cast_reader
from tests.reader.conftest import SYSTEM
from tests.reader.test_pages import HTMX, Pages

WHERE = "/reader/timeline/?place=190101"


class TimelinePages(Pages):
    def confirm(self, *kinds: Kind) -> None:
        for kind in kinds:
            acts.decide(actor=SYSTEM, draft=self.draft(kind), how="accept")

    def test_a_line_tells_what_was_confirmed_and_leads_to_text_and_records(self) -> None:
        page = self.get(WHERE)
        assert "ยังไม่ยืนยันวัน" in page
        assert "มีนาคม 2566" in page
        assert "เวทีจากข่าวทดสอบ" in page, "the cast's own text has a gathering"
        before = page.index("ยังไม่ยืนยันวัน")
        assert page.index("ข่าวของหน้า") > before
        self.confirm(Kind.DATE, Kind.COUNT, Kind.MONEY, Kind.PLACE, Kind.ORGANISATION, Kind.PERSON)
        page = self.get(WHERE)
        assert page.index("ข่าวของหน้า") < page.find("ยังไม่ยืนยันวัน") or "ยังไม่ยืนยันวัน" not in page
        for told in (
            "15 มีนาคม 2566",
            "146 คน · 5,000 บาท",
            "ต.ทดสอบ · กองทุนทดสอบ ก",
            self.text.get_absolute_url(),
        ):
            assert told in page
        assert "กรรมการทดสอบ หนึ่ง" not in page

    def test_a_promise_that_names_somebody_is_told_by_its_agency_alone(self) -> None:
        self.confirm(Kind.DATE)
        facts = {"actor": SYSTEM, "organisation": self.cast.council, "text": self.text, "drafts": []}
        told = {
            "given_on": date(2023, 3, 15),
            "agency_words": "อบต.ทดสอบ",
            "giver_name": "นายกรรมการทดสอบ หนึ่ง",
        }
        start_promise(facts={**told, "words": "กรรมการทดสอบ หนึ่ง รับปากจะซ่อมถนน"}, **facts)
        start_promise(facts={**told, "words": "จะส่งช่างมา"}, **facts)
        page = self.get(WHERE)
        assert "ข้อรับปาก: อบต.ทดสอบ" in page
        assert "จะส่งช่างมา" in page
        assert "กรรมการทดสอบ" not in page
        sheet = self.cast.client("chair_a").get(f"{WHERE}&format=csv").content.decode("utf-8-sig")
        assert "กรรมการทดสอบ" not in sheet

    def test_a_year_is_chosen_and_the_fragment_comes_alone(self) -> None:
        assert '<option value="2023">2566</option>' in self.get(WHERE)
        assert "ไม่มีเรื่องของปีนี้ที่นี่" in self.get(f"{WHERE}&of=2020")
        assert "เวทีจากข่าวทดสอบ" in self.get(f"{WHERE}&of=2023")
        self.get(f"{WHERE}&of=ก")
        assert "<html" not in self.get(WHERE, **HTMX)

    def test_it_goes_out_as_a_table(self) -> None:
        self.confirm(Kind.DATE, Kind.COUNT)
        answer = self.cast.client("chair_a").get(f"{WHERE}&format=csv")
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        (row,) = [row for row in rows if row["หัวข้อ"] == "ข่าวของหน้า"] if "หัวข้อ" in rows[0] else rows[:1]
        assert "146 คน" in row.values()
        assert row["วันที่ (พ.ศ.)"] == "15 มีนาคม 2566"
        assert row["วันแรก (ค.ศ. ปี-เดือน-วัน)"] == "2023-03-15"
        assert self.cast.client("chair_a").get(f"{WHERE}&format=xlsx").content.startswith(b"PK")

    def test_who_reads_no_persons_reads_none(self) -> None:
        self.get(WHERE, "agency", 403)
        assert "ข่าวของหน้า" not in self.get(WHERE, "elsewhere_staff")
        self.get(WHERE, "auditor")


class SamePages(Pages):
    def test_the_list_tells_it_the_page_asks_and_the_answer_links_both(self) -> None:
        other = Text.everywhere.get(title="ข่าวทดสอบ")
        where = f"/reader/{self.text.pk}/same/"
        assert "อาจเป็นเรื่องเดียวกัน" in self.get("/reader/?place=190101")
        page = self.get(where)
        assert f'href="{other.get_absolute_url()}"' in page
        assert (
            "15 มีนาคม 2566 · 100 จาก 100: วันเดียวกัน, ที่เดียวกัน (ต.ทดสอบ), องค์กรเดียวกัน (กองทุนทดสอบ ก), " in page
        )
        assert self.post(where, other=other.pk, verdict="same").headers["Location"] == where
        listed = self.get("/reader/?place=190101")
        assert "อาจเป็นเรื่องเดียวกัน" not in listed
        assert "เรื่องเดียวกันกับอีกข้อความ" in listed
        acts.decide(actor=SYSTEM, draft=self.draft(Kind.DATE), how="accept")
        page = self.get(WHERE)
        assert page.count(f'href="{other.get_absolute_url()}"') == 1, "one row with its sources"
        assert f'<a href="{self.text.get_absolute_url()}">' in page.partition("เรื่องเดียวกับ")[2]
        self.post(f"/reader/{other.pk}/same/", other=self.text.pk, verdict="open")
        assert "อาจเป็นเรื่องเดียวกัน" in self.get("/reader/?place=190101")

    def test_any_text_is_looked_for_by_its_title(self) -> None:
        other = Text.everywhere.get(title="ข่าวทดสอบ")
        where = f"/reader/{self.text.pk}/same/"
        found = self.get(f"{where}?q=ข่าวทดสอบ").partition('id="others"')[2]
        assert other.get_absolute_url() in found
        assert 'value="same"' in found
        assert "ไม่พบข้อความอื่น" in self.get(f"{where}?q=ไม่มีชื่อนี้แน่")
        self.post(where, other=other.pk, verdict="same")
        assert 'value="same"' not in self.get(f"{where}?q=ข่าวทดสอบ").partition('id="others"')[2]

    def test_another_text_out_of_sight_is_not_found(self) -> None:
        hidden = cast_reader.take(self.cast.country.tambon_b, title="ของตำบลอื่น")
        where = f"/reader/{self.text.pk}/same/"
        for other in (str(hidden.pk), "x", "", "9" * 30):
            assert self.post(where, other=other, verdict="same").status_code == 404
        assert self.post(where, other=str(self.text.pk), verdict="same").status_code == 422
        self.get(where, "elsewhere_staff", 404)

    def test_who_only_reads_sees_no_buttons(self) -> None:
        assert 'name="verdict"' in self.get(f"/reader/{self.text.pk}/same/")
        assert 'name="verdict"' not in self.get(f"/reader/{self.text.pk}/same/", "auditor")


class CitePages(Pages):
    def test_a_record_of_a_text_that_is_the_same_is_told_offered_linked_and_taken_back(self) -> None:
        other = Text.everywhere.get(title="ข่าวทดสอบ")
        begin, where = f"/reader/{self.text.pk}/start/meeting/", f"/reader/{self.text.pk}/cite/"
        self.post(f"/reader/{self.text.pk}/same/", other=other.pk, verdict="same")
        begin = self.cast.client("chair_a").get(begin, follow=True).content.decode()
        assert "เรื่องนี้มีบันทึกแล้ว" in begin
        assert "เวทีจากข่าวทดสอบ" in begin, "a gathering stands for a meeting of that day too"
        assert "เวทีจากข่าวทดสอบ" in self.get(where)
        made = Use.everywhere.get(text=other, draft__isnull=True)
        value = f"{made.subject_kind}:{made.subject_id}"
        assert f'value="{value}"' in self.get(where)
        assert 'name="record"' not in self.get(where, "auditor")
        assert self.post(where, record=value).headers["Location"] == where
        assert self.post(where, record=value).status_code == 404, "it is offered no longer"
        assert "เวทีจากข่าวทดสอบ" in self.get(self.text.get_absolute_url())
        assert self.text.get_absolute_url() in self.get(f"/gatherings/{made.subject_id}/")
        cited = Use.everywhere.get(text=self.text)
        assert cited.is_cited
        assert self.post(where, use=cited.pk).headers["Location"] == where
        assert self.post(where, use=cited.pk).status_code == 404
        assert "เวทีจากข่าวทดสอบ" not in self.get(self.text.get_absolute_url())
        assert self.post(f"/reader/{other.pk}/cite/", use=made.pk).status_code == 422
        assert "เวทีจากข่าวทดสอบ" in self.get(f"/reader/{self.text.pk}/history/")

    def test_no_other_record_is_linked(self) -> None:
        where = f"/reader/{self.text.pk}/cite/"
        for record in ("", "x", "places.area:1", "gatherings.gathering:1", "registry.person:1"):
            assert self.post(where, record=record).status_code == 404
        self.get(where, "elsewhere_staff", 404)
        self.get(where, "agency", 403)

    def test_the_next_text_to_be_decided_is_one_click_away(self) -> None:
        other = Text.everywhere.get(title="ข่าวทดสอบ")
        page = self.get(self.text.get_absolute_url())
        assert "ข้อความถัดไปที่รอตัดสิน" in page
        assert f'href="{other.get_absolute_url()}"' in page
        assert "ข้อความที่รอตัดสิน 2" in self.get("/reader/?place=190101")
        self.post(f"/reader/{self.text.pk}/close/")
        assert f'href="{other.get_absolute_url()}"' in self.get(self.text.get_absolute_url())
        self.post(f"/reader/{other.pk}/close/")
        assert "ข้อความถัดไป" not in self.get(self.text.get_absolute_url())
        assert "ข้อความที่รอตัดสิน" not in self.get("/reader/?place=190101")
