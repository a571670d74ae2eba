"""Pages and feeds of calendars, through the doors that people and their programs use."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, TestCase, override_settings
from ical.calendar_stream import IcsCalendarStream
from tests.calendars.conftest import meet
from tests.cast import Cast
from tests.support import SYSTEM

from khabuan.calendars.models import Feed, FeedRead
from khabuan.core import clock, secrets
from khabuan.followup.actions.duties import give_duty
from khabuan.meetings.rules.meetings import State
from khabuan.registry.models import Organisation
from khabuan.seats.actions import end_seat
from khabuan.seats.models import Seat

TODAY = date(2026, 11, 29)


class Pages(TestCase):
    """The cast is built once; each test writes into its own copy of it. The council meets on 5 December 2569."""

    @classmethod
    def setUpTestData(cls) -> None:
        if not Path(settings.IDENTITY_KEY_FILE).is_file():
            secrets.make_key_file(Path(settings.IDENTITY_KEY_FILE))
        with clock.at(TODAY):
            cls.cast = Cast()
            bodies = Organisation.objects.visible_to(SYSTEM)
            cls.council, cls.fund = bodies.get(kind="council"), cls.cast.fund
            cls.meeting = meet(cls.council, date(2026, 12, 5), number=20)
            give_duty(
                actor=SYSTEM, organisation=cls.council, what="พบนางลับเฉพาะ", owner_words="กรรมการ",
                given_on=TODAY, due_on=date(2026, 12, 7),
            )  # fmt: skip

    def setUp(self) -> None:
        self.enterContext(clock.at(TODAY))

    def get(self, persona: str, where: str, status: int = 200) -> str:
        answer = self.cast.client(persona).get(where)
        assert answer.status_code == status
        return answer.content.decode()

    def post(self, persona: str, where: str, **facts: Any) -> HttpResponse:
        answer: HttpResponse = self.cast.client(persona).post(where, facts)
        return answer

    def feed(self, where: str, **headers: str) -> HttpResponse:
        """As a program asks: no cookie, no language."""
        answer: HttpResponse = Client().get(where, headers=headers)
        return answer

    def made(self, persona: str = "chair_a", **facts: Any) -> str:
        """A private feed's address, as the page shows it once."""
        page = self.post(
            persona, "/calendar/feeds/add/?place=19", **{"name": "มือถือ", **facts}
        ).content.decode()
        return page.partition("http://testserver")[2].partition(".ics")[0] + ".ics"

    # ---------------------------------------------------------------- pages

    def test_the_month_is_in_thai_years_and_each_event_leads_to_its_record(self) -> None:
        page = self.get("chair_a", "/calendar/?place=19&month=2026-12")
        for words in (
            "ธันวาคม 2569",
            f'href="/meetings/{self.meeting.pk}/"',
            "09.30–12.00 น.",
            "ศาลา ม.3",
            "พบนางลับเฉพาะ",
        ):
            assert words in page
        assert "month=2026-11" in page
        assert "month=2027-01" in page
        assert 'href="/calendar/?month=2026-11"' in page  # today's
        assert "พฤศจิกายน 2569" in self.get("chair_a", "/calendar/")

    def test_months_that_are_none_are_todays(self) -> None:
        for asked in ("2026-13", "x", "0000-00", "9999-12", "2026-1", "٢٠٢٦-١٢"):
            assert "พฤศจิกายน 2569" in self.get("chair_a", f"/calendar/?month={asked}")
            self.get("chair_a", f"/calendar/?view=list&since={asked}&page=zz&kind=zz&issue=zz")

    def test_another_year_of_the_bar_begins_with_its_first_month(self) -> None:
        assert "ตุลาคม 2567" in self.get("chair_a", "/calendar/?year=2568")

    def test_turning_a_leaf_leaves_the_year_of_the_bar(self) -> None:
        page = self.get("chair_a", "/calendar/?month=2026-10")
        assert 'href="/calendar/?month=2026-09"' in page
        assert "กำลังย้อนดู" not in self.get("chair_a", "/calendar/?month=2026-09")

    def test_the_list_has_a_file_for_each_event(self) -> None:
        page = self.get("chair_a", "/calendar/?view=list&place=19")
        assert f"/calendar/events/meeting/{self.meeting.pk}.ics" in page
        assert "พบนางลับเฉพาะ" in page
        assert "พบนางลับเฉพาะ" not in self.get("chair_a", "/calendar/?view=list&since=2026-12-08")

    def test_it_is_narrowed_by_kind_and_issue(self) -> None:
        for view in ("month=2026-12", "view=list"):
            page = self.get("chair_a", f"/calendar/?{view}&kind=duty")
            assert "พบนางลับเฉพาะ" in page
            assert "ศาลา ม.3" not in page
            page = self.get("chair_a", f"/calendar/?{view}&issue=council")
            assert "ศาลา ม.3" in page
            assert "พบนางลับเฉพาะ" not in page
        assert "เดือนนี้ไม่มีเรื่องที่เลือก" in self.get("chair_a", "/calendar/?month=2026-12&issue=land")

    def test_what_was_called_off_says_so(self) -> None:
        meet(self.council, date(2026, 12, 8), number=62, state=State.CANCELLED)
        for view in ("month=2026-12", "view=list"):
            assert "ยกเลิก" in self.get("chair_a", f"/calendar/?{view}")

    def test_many_events_of_a_day_lead_to_the_list_of_that_day(self) -> None:
        for number in range(2, 12):
            meet(self.council, date(2026, 12, 22), number=70 + number)
        page = self.get("chair_a", "/calendar/?month=2026-12")
        assert "อีก 5 งาน" in page
        assert "view=list&amp;since=2026-12-22" in page

    def test_an_organisation_has_a_calendar_of_its_own(self) -> None:
        page = self.get("province_staff", f"/organisations/{self.council.pk}/calendar/?month=2026-12")
        assert "ศาลา ม.3" in page
        assert "ศาลา ม.3" not in self.get(
            "province_staff", f"/organisations/{self.fund.pk}/calendar/?month=2026-12"
        )
        self.get("elsewhere_staff", f"/organisations/{self.council.pk}/calendar/", 404)

    def test_the_public_sees_when_councils_meet_and_no_more(self) -> None:
        page = self.get("public", "/calendar/?place=19&month=2026-12")
        assert "ศาลา ม.3" in page
        for words in ("/meetings/", "พบนางลับเฉพาะ", "ครบกำหนดงาน", "calendar/feeds"):
            assert words not in page

    def test_who_is_beyond_the_own_place_is_told_so(self) -> None:
        assert "แสดงเฉพาะหน่วยที่ดูแล" in self.get("elsewhere_staff", "/calendar/?place=19&month=2026-12")

    # ---------------------------------------------------------------- one event

    def test_a_single_file_is_read_by_two_programs(self) -> None:
        where = f"/calendar/events/meeting/{self.meeting.pk}.ics"
        answer = self.cast.client("chair_a").get(where)
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert f"khabuan-meeting-{self.meeting.pk}.ics" in answer["Content-Disposition"]
        (one,) = icalendar.Calendar.from_ical(answer.content).events
        assert one["URL"] == f"http://testserver/meetings/{self.meeting.pk}/"
        (two,) = IcsCalendarStream.calendar_from_ics(answer.content.decode()).events
        assert two.uid == one["UID"]
        assert self.get("public", where).count("BEGIN:VEVENT") == 1
        assert "URL:" not in self.get("public", where)
        self.get("elsewhere_staff", where, 404)

    # ---------------------------------------------------------------- feeds

    def test_a_private_address_is_shown_once_and_tells_title_time_and_place_only(self) -> None:
        where = self.made()
        text = self.feed(where).content.decode().replace("\r\n ", "")
        assert "DTSTART;TZID=Asia/Bangkok:20261205T093000" in text
        assert "ครบกำหนดงาน" in text
        for words in ("นางลับเฉพาะ", "URL:", "DESCRIPTION", "ATTENDEE"):
            assert words not in text
        assert where.split("/")[-1].removesuffix(".ics") not in self.get("chair_a", "/calendar/feeds/")
        assert Feed.everywhere.latest("pk").digest not in where

    def test_it_says_when_it_was_last_read_and_ends(self) -> None:
        where = self.made()
        assert "ยังไม่เคยมีโปรแกรมมาอ่าน" in self.get("chair_a", "/calendar/feeds/")
        self.feed(where)
        with clock.at(TODAY + timedelta(days=2)):
            self.feed(where)
            assert "อ่านล่าสุด 1 ธันวาคม 2569" in self.get("chair_a", "/calendar/feeds/")
        feed = Feed.everywhere.latest("pk")
        assert FeedRead.objects.filter(feed=feed).count() == 1
        assert self.post("keeper_a", f"/calendar/feeds/{feed.pk}/end/").status_code == 404
        assert self.post("chair_a", f"/calendar/feeds/{feed.pk}/end/").status_code == 302
        assert self.feed(where).status_code == 404
        assert (
            "มือถือ"
            not in self.get("chair_a", "/calendar/feeds/")
            .partition('id="main"')[2]
            .replace("toast", "")[800:]
        )

    def test_the_seat_s_end_closes_it(self) -> None:
        where = self.made()
        end_seat(actor=SYSTEM, seat=Seat.everywhere.get(user=self.cast.users["chair_a"]))
        assert self.feed(where).status_code == 404

    def test_it_is_narrowed_as_chosen(self) -> None:
        where = self.made(kinds=["duty"])
        text = self.feed(where).content
        assert text.count(b"BEGIN:VEVENT") == text.count(b"UID:duty-") >= 2
        assert self.feed(self.made(issue="land")).content.count(b"BEGIN:VEVENT") == 0
        page = self.get("chair_a", "/calendar/feeds/")
        assert "งานที่ครบกำหนด" in page
        where = self.made("province_staff", kinds=["meeting"])
        assert b"20261205T093000" in self.feed(where).content

    def test_a_body_s_feed_is_its_own(self) -> None:
        page = self.post(
            "chair_a", f"/calendar/feeds/add/?body={self.council.pk}", name="สภา"
        ).content.decode()
        where = page.partition("http://testserver")[2].partition(".ics")[0] + ".ics"
        assert self.feed(where).content.count(b"BEGIN:VEVENT") >= 2
        self.get("elsewhere_staff", f"/calendar/feeds/add/?body={self.council.pk}", 404)

    def test_what_is_wrong_is_said(self) -> None:
        answer = self.post("chair_a", "/calendar/feeds/add/", name=" ")
        assert answer.status_code == 422
        assert self.post("chair_a", "/calendar/feeds/add/", name="ก", kinds=["x"]).status_code == 422
        for _number in range(10):
            self.made()
        assert "ครบ 10 แห่งแล้ว" in self.post("chair_a", "/calendar/feeds/add/", name="ก").content.decode()

    def test_sent_twice_it_is_made_once_and_shown_once(self) -> None:
        first = self.made(client_key="k")
        again = self.post(
            "chair_a", "/calendar/feeds/add/?place=19", name="มือถือ", client_key="k"
        ).content.decode()
        assert first not in again
        assert "แสดงไปแล้ว" in again

    def test_an_address_that_nobody_made_is_not_there(self) -> None:
        for code in ("x", "a" * 43, "a" * 5000, "ก"):
            assert self.feed(f"/calendar/private/{code}.ics").status_code == 404

    def test_a_program_that_has_it_is_told_so_and_a_change_is_seen(self) -> None:
        for where, kept in (
            (self.made(), "private, no-cache"),
            ("/calendar/public/19.ics", "public, max-age=3600"),
        ):
            answer = self.feed(where)
            assert (answer.status_code, answer["Cache-Control"]) == (200, kept)
            tag = {"if-none-match": answer["ETag"]}
            assert self.feed(where, **tag).status_code == 304
            assert "Last-Modified" in answer
            meet(self.council, date(2026, 12, 9), number=9 if "public" in where else 8)
            assert self.feed(where, **tag).status_code == 200

    def test_the_public_feed_has_what_anybody_may_know_in_thai(self) -> None:
        for where in ("/calendar/public/19.ics", f"/calendar/public/bodies/{self.council.pk}.ics"):
            answer = self.feed(where, **{"accept-language": "en"})
            text = answer.content.decode().replace("\r\n ", "")
            assert "X-WR-CALNAME:ปฏิทินขบวนองค์กรชุมชน" in text
            assert "20261205T093000" in text
            for words in ("นางลับเฉพาะ", "ครบกำหนดงาน", "URL:"):
                assert words not in text
        assert "20261205T093000" not in self.feed("/calendar/public/33.ics").content.decode()
        for where in ("/calendar/public/th.ics", "/calendar/public/zz.ics", "/calendar/public/bodies/1.ics"):
            assert self.feed(where).status_code == 404

    def test_how_to_put_it_in_is_told_with_links_where_strangers_reach_us(self) -> None:
        page = self.get("public", "/calendar/how/19/")
        assert "webcal://testserver/calendar/public/19.ics" in page
        assert "calendar.google.com/calendar/r" not in page
        with override_settings(PUBLIC_ADDRESS="https://khabuan.example"):
            page = self.get("public", f"/calendar/how/bodies/{self.council.pk}/")
        assert "calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fkhabuan.example" in page
        self.get("public", "/calendar/how/th/", 404)
