"""News through its pages, from a draft to what the public reads, and the feed as a reader of feeds takes it."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any
from xml.etree import ElementTree

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import TestCase
from PIL import Image
from tests.cast import Cast
from tests.databases import make_identity_key
from tests.support import SYSTEM

from khabuan.core import clock
from khabuan.files.models import Attachment
from khabuan.news.actions import items
from khabuan.news.models import NewsItem

ATOM = "{http://www.w3.org/2005/Atom}"
TYPED = {
    "title": "เปิดตลาดชุมชน", "words": "วรรคแรก\n\nวรรค <b>สอง</b>", "on_0": "5", "on_1": "11", "on_2": "2569",
    "area": "190101", "issues": ["economy", "food"], "outlet": "เพจตัวอย่าง", "address": "https://example.org/ข่าว",
}  # fmt: skip


def photo() -> SimpleUploadedFile:
    made = io.BytesIO()
    Image.new("RGB", (16, 16), "green").save(made, "PNG")
    return SimpleUploadedFile("ตลาด.png", made.getvalue())


class Pages(TestCase):
    """The cast is built once; each test writes into its own copy of it."""

    cast: Cast

    @classmethod
    def setUpTestData(cls) -> None:
        make_identity_key()
        cls.cast = Cast()

    def ask(self, persona: str, where: str, status: int = 200) -> HttpResponse:
        answer: HttpResponse = self.cast.client(persona).get(where)
        assert answer.status_code == status, (where, answer.status_code)
        return answer

    def get(self, persona: str, where: str, status: int = 200) -> str:
        return self.ask(persona, where, status).content.decode()

    def post(self, persona: str, where: str, **facts: Any) -> HttpResponse:
        answer: HttpResponse = self.cast.client(persona).post(where, facts)
        return answer

    def written(self, persona: str = "chair_a", where: str = "/news/add/", **facts: Any) -> NewsItem:
        answer = self.post(persona, where, **{**TYPED, **facts})
        assert answer.status_code == 302, answer.content.decode()[:2000]
        return NewsItem.everywhere.get(pk=int(answer.headers["Location"].split("/")[2]))

    def published(self, **facts: Any) -> NewsItem:
        row = self.written(**facts)
        assert self.post("chair_a", f"/news/{row.pk}/publish/").status_code == 302
        return NewsItem.everywhere.get(pk=row.pk)


class Writing(Pages):
    def test_a_draft_is_written_pictured_published_and_withdrawn(self) -> None:
        row = self.written()
        where, public = row.get_absolute_url(), f"/open/19/news/{row.pk}/"
        assert (row.on, row.issues, row.state) == (date(2026, 11, 5), " economy food ", "draft")
        self.get("public", where, 404)
        self.get("public", public, 404)
        self.post("chair_a", f"{where}pictures/add/", paper="photo", file=photo(), caption="ภาพตลาด")
        picture = Attachment.everywhere.get(subject_id=row.pk)
        self.get("public", f"{public}pictures/{picture.pk}/", 404)
        before = self.get("chair_a", f"{where}publish/")
        assert "วรรค &lt;b&gt;สอง&lt;/b&gt;" in before
        assert f'src="/files/{picture.pk}/"' in before
        assert NewsItem.everywhere.get(pk=row.pk).is_draft, "looking at the page publishes nothing"
        self.post("chair_a", f"{where}publish/")
        for persona in ("public", "keeper_b", "elsewhere_staff", "agency"):
            page = self.get(persona, public)
            assert "วรรค &lt;b&gt;สอง&lt;/b&gt;" in page
            assert f'src="{public}pictures/{picture.pk}/"' in page
            assert 'href="https://example.org/ข่าว"' in page
            assert f"{where}withdraw/" not in self.get(persona, where)
        assert self.ask("public", f"{public}pictures/{picture.pk}/").headers["Content-Type"] == "image/jpeg"
        assert public in self.get("chair_a", where)
        assert self.post("chair_a", f"{where}withdraw/").status_code == 422
        self.post("chair_a", f"{where}withdraw/", reason="ลงภาพผิด")
        for gone in (where, public, f"{public}pictures/{picture.pk}/"):
            self.get("public", gone, 404)
        page = self.get("chair_a", where)
        assert "ลงภาพผิด" in page
        assert f"{where}change/" not in page
        assert "ลงภาพผิด" in self.get("chair_a", f"{where}history/")

    def test_a_picture_of_another_record_and_a_paper_are_no_pictures_of_the_news(self) -> None:
        row = self.published()
        self.post("chair_a", f"/news/{row.pk}/pictures/add/", paper="photo",
                  file=SimpleUploadedFile("a.pdf", b"%PDF-1.4\n%%EOF\n"))  # fmt: skip
        paper = Attachment.everywhere.get(subject_id=row.pk)
        other = Attachment.everywhere.get(pk=self.cast.ids["file"])
        for key in (paper.pk, other.pk, 1):
            self.get("public", f"/open/19/news/{row.pk}/pictures/{key}/", 404)

    def test_what_accuses_is_told_on_the_draft_and_cannot_be_published(self) -> None:
        row = self.written(words="มีผู้ถูกกล่าวหาว่ายักยอกเงิน")
        page = self.get("chair_a", row.get_absolute_url())
        assert "กล่าวหาใครไม่ได้" in page
        assert "ยักยอก" in page
        where = f"{row.get_absolute_url()}publish/"
        assert ">เผยแพร่</button>" not in self.get("chair_a", where)
        answer = self.post("chair_a", where)
        assert answer.status_code == 422
        assert "กล่าวหาใครไม่ได้" in answer.content.decode()
        assert NewsItem.everywhere.get(pk=row.pk).is_draft

    def test_a_number_of_somebody_is_refused_beside_its_box(self) -> None:
        for words in ("โทร 099-999-9999", "เลข 9000000000001"):
            answer = self.post("chair_a", "/news/add/", **{**TYPED, "words": words})
            assert answer.status_code == 422
            assert "ลบ" in answer.content.decode()
        assert not NewsItem.everywhere.filter(title=TYPED["title"]).exists()

    def test_change_of_what_is_published_asks_why_and_shows_the_form_as_it_stands(self) -> None:
        row = self.published()
        where = f"{row.get_absolute_url()}change/"
        form = self.get("chair_a", where)
        for shown in ('value="เปิดตลาดชุมชน"', 'value="2569"', 'value="economy" checked', 'name="reason"'):
            assert shown in form.replace(' id="id_issues_3"', ""), shown
        assert self.post("chair_a", where, **{**TYPED, "title": "ตลาดนัด"}).status_code == 422
        assert (
            self.post("chair_a", where, **{**TYPED, "title": "ตลาดนัด", "reason": "สะกดผิด"}).status_code == 302
        )
        assert "ตลาดนัด" in self.get("public", f"/open/19/news/{row.pk}/")

    def test_sent_twice_it_is_written_once(self) -> None:
        for _time in range(2):
            assert self.post("chair_a", "/news/add/", **TYPED, client_key="k").status_code == 302
        assert NewsItem.everywhere.filter(title=TYPED["title"]).count() == 1

    def test_the_keeper_of_a_fund_writes_for_the_fund_and_a_place_out_of_reach_is_said(self) -> None:
        answer = self.ask("keeper_a", "/news/add/", 302)
        assert answer.headers["Location"] == f"/news/of/{self.cast.fund.pk}/add/"
        row = self.written("keeper_a", answer.headers["Location"], area="330101")
        assert row.organisation == self.cast.fund
        assert self.post("chair_a", "/news/add/", **{**TYPED, "area": "190102"}).status_code == 422
        assert self.get("keeper_a", f"/news/of/{self.cast.fund.pk}/").count(row.title) == 1


class Showing(Pages):
    def test_lists_panels_and_search_show_each_reader_their_own(self) -> None:
        row, draft = self.published(), self.written(title="ร่างของตำบล")
        for where in ("/news/?place=190101", "/news/?place=19"):
            assert row.title in self.get("public", where)
            assert draft.title not in self.get("public", where)
            assert draft.title in self.get("province_staff", where)
        assert "ไม่มีข่าวแบบนี้" in self.get("public", "/news/?place=190101&q=ไม่มีคำนี้เลย")
        assert row.title in self.get("public", self.cast.country.tambon_a.get_absolute_url())
        assert draft.title not in self.get("province_staff", self.cast.country.tambon_a.get_absolute_url())
        told = items.write_of_body(actor=SYSTEM, organisation=self.cast.fund, area=self.cast.country.tambon_a,
                                   title="ข่าวกองทุน", words="เล่า", on=clock.today())  # fmt: skip
        assert told.title in self.get("keeper_a", self.cast.fund.get_absolute_url())
        assert told.title not in self.get("agency", self.cast.fund.get_absolute_url())
        assert row.title in self.get("chair_a", "/search/?q=ตลาดชุมชน")

    def test_the_public_pages_are_of_a_place_from_a_province_down(self) -> None:
        row = self.published()
        page = self.get("public", "/open/19/news/")
        assert f'href="/open/19/news/{row.pk}/"' in page
        assert 'type="application/atom+xml"' in page
        assert row.title in self.get("public", "/open/190101/news/")
        assert row.title not in self.get("public", "/open/33/news/")
        self.get("public", f"/open/33/news/{row.pk}/", 404)
        self.get("public", "/open/th/news/", 404)
        self.get("public", "/open/th/news/feed.atom", 404)
        assert 'href="/open/19/news/"' in self.get("public", "/open/?place=19")
        assert "/news/" not in re.sub(r'"/news/"', "", self.get("public", "/open/?place=th"))

    def test_the_feed_is_whole_atom_with_what_is_published_and_nothing_else(self) -> None:
        row = self.published(title="ข่าว <หนึ่ง> & สอง", words="ก\x0bข & <script>alert(1)</script>")
        self.written(title="ร่างที่ยังไม่เผยแพร่")
        answer = self.ask("public", "/open/19/news/feed.atom")
        assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert "public" in answer.headers["Cache-Control"]
        feed = ElementTree.fromstring(answer.content)
        assert feed.tag == f"{ATOM}feed"
        for name in ("id", "title", "updated"):
            assert feed.findtext(f"{ATOM}{name}"), name
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert links == {
            "alternate": "http://testserver/open/19/news/",
            "self": "http://testserver/open/19/news/feed.atom",
        }
        entries = {entry.findtext(f"{ATOM}title"): entry for entry in feed.findall(f"{ATOM}entry")}
        assert set(entries) == {row.title, "ข่าวเผยแพร่ทดสอบ"}
        one = entries[row.title]
        assert one.find(f"{ATOM}link").get("href") == f"http://testserver/open/19/news/{row.pk}/"  # type: ignore[union-attr]
        assert str(one.findtext(f"{ATOM}id")).endswith(f":news:{row.pk}")
        summary = str(one.findtext(f"{ATOM}summary"))
        assert "&lt;script&gt;" in summary
        assert "<script>" not in summary
        for name in ("updated", "published"):
            assert re.fullmatch(
                r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", str(one.findtext(f"{ATOM}{name}"))
            )
        terms = [category.get("term") for category in one.findall(f"{ATOM}category")]
        assert terms == ["เศรษฐกิจและทุนชุมชน", "อาหารและการเกษตร"]
        ids = [entry.findtext(f"{ATOM}id") for entry in entries.values()]
        assert len(set(ids)) == len(ids)
        items.withdraw_item(actor=SYSTEM, item=row, reason="ซ้ำ")
        assert row.title not in self.ask("public", "/open/19/news/feed.atom").content.decode()

    def test_a_feed_without_news_is_a_feed_too(self) -> None:
        feed = ElementTree.fromstring(self.ask("public", "/open/33/news/feed.atom").content)
        assert feed.findall(f"{ATOM}entry") == []
