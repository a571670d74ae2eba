"""What a text is called, its sort, where and when it was published, is put right; its words never are."""

from __future__ import annotations

from datetime import date

from khabuan.reader.actions import drafts as acts
from khabuan.reader.models import Draft, Text
from khabuan.reader.rules.drafts import Kind
from tests.reader.conftest import SYSTEM
from tests.reader.test_pages import Pages


class About(Pages):
    def test_title_sort_and_source_are_put_right_and_the_words_stay(self) -> None:
        where = f"/reader/{self.text.pk}/about/"
        assert f'href="{where}"' in self.page()
        form = self.get(where)
        assert 'value="ข่าวของหน้า"' in form
        assert 'name="words"' not in form
        answer = self.post(where, title="", kind="letter", published_on="")
        assert answer.status_code == 422
        facts = {
            "title": "รายงานจริง",
            "kind": "minutes",
            "outlet": "สำนักข่าวทดสอบ",
            "address": "https://ตัวอย่าง.ไทย/1",
        }
        words = self.text.words
        answer = self.post(where, **facts, words="คำอื่น")
        assert answer.headers["Location"] == self.text.get_absolute_url()
        row = Text.everywhere.get(pk=self.text.pk)
        assert (row.title, row.kind, row.outlet, row.words) == ("รายงานจริง", "minutes", "สำนักข่าวทดสอบ", words)
        told = self.get(f"/reader/{row.pk}/history/")
        for said in ("รายงานจริง", "สำนักข่าวทดสอบ", "chair_a"):
            assert said in told, said
        assert "รายงานจริง" in self.get("/search/?q=สำนักข่าวทดสอบ")

    def test_another_day_of_publishing_reads_days_without_a_year_anew(self) -> None:
        words = "ประชุมวันที่ 8 กุมภาพันธ์ที่ผ่านมา มีผู้ร่วม 40 คน"
        self.post("/reader/paste/", words=words, kind="news", area=self.cast.country.tambon_a.code)
        text = Text.everywhere.get(words=words)
        count = Draft.everywhere.get(text=text, kind=Kind.COUNT)
        acts.decide(actor=SYSTEM, draft=count, how="accept")
        day = {"published_on_0": "10", "published_on_1": "2", "published_on_2": "2569"}
        self.post(f"/reader/{text.pk}/about/", title="ข่าว", kind="news", **day)
        text.refresh_from_db()
        assert text.published_on == date(2026, 2, 10)
        (read,) = Draft.everywhere.filter(text=text, kind=Kind.DATE, state="waiting")
        assert read.facts["start"] == "2026-02-08"
        count.refresh_from_db()
        assert count.state == "accepted"
        to_come = {**day, "published_on_2": "2640"}
        assert self.post(f"/reader/{text.pk}/about/", title="ข่าว", kind="news", **to_come).status_code == 422

    def test_only_its_own_offices_do_it(self) -> None:
        for persona, status in (("auditor", 403), ("keeper_b", 404), ("public", 302)):
            self.get(f"/reader/{self.text.pk}/about/", persona, status)
