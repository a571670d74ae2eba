"""The pages of many texts at once: sent, how far it is, what was left out, going on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from khabuan.core import clock
from khabuan.core.held import STILL
from khabuan.reader.actions import piles as actions
from khabuan.reader.models import Pile, Text
from khabuan.reader.rules.piles import PileState
from tests.reader.test_pages import HTMX, Pages
from tests.support import SYSTEM

MANY = "/reader/many/"


def table(count: int) -> bytes:
    return "\n".join(["ข้อความ,หัวข้อ", *(f"ข่าวจากตาราง {n},เรื่อง {n}" for n in range(count))]).encode()


class Many(Pages):
    def send(self, content: bytes, persona: str = "chair_a", **facts: Any) -> HttpResponse:
        facts = {"kind": "news", "area": self.cast.country.tambon_a.code, **facts}
        return self.post(MANY, persona, file=SimpleUploadedFile("ข่าว.csv", content), **facts)

    def made(self) -> Pile:
        found: Pile = Pile.everywhere.latest("pk")
        return found

    def test_few_texts_are_read_at_once_and_what_was_left_out_is_told(self) -> None:
        content = table(2) + f'\n"{self.text.words}",<b>ซ้ำ'.encode()
        answer = self.send(content)
        pile = self.made()
        assert answer.headers["Location"] == pile.get_absolute_url()
        page = self.get(pile.get_absolute_url())
        assert "รับแล้ว 2 เรื่อง" in page
        assert "&lt;b&gt;ซ้ำ" in page
        assert f'href="{self.text.get_absolute_url()}"' in page
        assert "hx-trigger" not in page.partition('id="live"')[2], "nothing more is asked for"
        assert "เรื่อง 1" in self.get("/reader/?place=190101")
        assert "ข่าว.csv" in self.get(MANY)

    def test_a_long_pile_shows_how_far_it_is_and_asks_again(self) -> None:
        self.send(table(9))
        pile = self.made()
        page = self.get(pile.get_absolute_url())
        assert 'hx-trigger="every 2s"' in page
        assert "อ่านแล้ว 0 จาก 9 เรื่อง" in page
        part = self.get(pile.get_absolute_url(), **HTMX)
        assert part.strip().startswith('<div id="live"')
        assert "<html" not in part

    def test_a_dead_worker_is_told_and_the_button_has_it_go_on(self) -> None:
        self.send(table(9))
        pile = self.made()
        with clock.at(clock.now() + STILL + timedelta(seconds=1)):
            assert "ดูเหมือนหยุดทำงาน" in self.get(pile.get_absolute_url())
            assert self.post(f"{pile.get_absolute_url()}go-on/").status_code == 302
        assert self.made().state == PileState.WAITING

    def test_a_pile_whose_seat_has_ended_says_so_and_who_may_takes_it_over(self) -> None:
        self.send(table(9))
        pile = self.made()
        actions.stop_pile(actor=SYSTEM, pile=pile)
        page = self.get(pile.get_absolute_url(), "province_staff")
        assert "สิทธิ์ของผู้ที่ส่งเข้ามาสิ้นสุดแล้ว จึงหยุดอ่าน" in page
        assert "hx-trigger" not in page.partition('id="live"')[2]
        assert "รอคนรับช่วงต่อ" in self.get(MANY)
        assert "ไม่มีคนอ่านต่อ" in self.get("/", "province_staff")
        assert self.post(f"{pile.get_absolute_url()}go-on/", "province_staff").status_code == 302
        assert self.made().state == PileState.WAITING
        assert self.made().by_seat not in (None, pile.by_seat)

    def test_what_is_no_pile_is_told_beside_the_box(self) -> None:
        before = Text.everywhere.count()
        for content, told in (
            (b"PK\x03\x04", "เสียหาย"),
            ("ชื่อ,อายุ\nก,1".encode(), "ไม่พบคอลัมน์"),
            (b"", "ไฟล์ว่าง"),
        ):
            answer = self.send(content)
            assert answer.status_code == 422
            assert told in answer.content.decode(), told
        assert self.send(table(1), area=self.cast.country.tambon_b.code).status_code == 422
        assert Text.everywhere.count() == before

    def test_several_files_of_text_are_chosen_at_once_and_an_empty_one_is_left_out(self) -> None:
        files = [
            SimpleUploadedFile(f"{n}.txt", words) for n, words in enumerate((b"", "ข่าวสอง".encode(), b"\0\1"))
        ]
        answer = self.post(MANY, file=files, kind="news", area=self.cast.country.tambon_a.code)
        assert answer.headers["Location"] == self.made().get_absolute_url()
        page = self.get(self.made().get_absolute_url())
        assert "0.txt +2" in page
        assert "รับแล้ว 1 เรื่อง" in page
        assert "2.txt" in page
        assert "multiple" in self.get(MANY)

    def test_files_too_big_together_or_none_are_told_beside_the_box(self) -> None:
        big = [SimpleUploadedFile(f"{n}.txt", b"x" * 4_000_000) for n in range(3)]
        for files, told in ((big, "ใหญ่เกิน 10 MB"), ([], "เลือกไฟล์")):
            answer = self.post(MANY, file=files, kind="news", area=self.cast.country.tambon_a.code)
            assert answer.status_code == 422
            assert told in answer.content.decode()

    def test_another_tambon_and_who_only_reads_see_none_of_it(self) -> None:
        self.send(table(1))
        where = self.made().get_absolute_url()
        self.get(where, "elsewhere_staff", 404)
        self.get(where, "auditor", 403)
        self.get(MANY, "auditor", 403)
        self.get(where, "province_staff")
