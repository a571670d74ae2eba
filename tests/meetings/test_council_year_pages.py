"""A council's meeting through the doors that people use: called, lettered, held, voted, minuted, adopted, paid, reported."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import TestCase
from tests.cast import Cast
from tests.support import SYSTEM

from khabuan.core import clock, secrets
from khabuan.followup.actions.duties import give_duty
from khabuan.meetings.models import AgendaItem, Meeting, Minutes, Motion, PayList, Standing
from khabuan.meetings.queries.roll import roll_of
from khabuan.meetings.rules.meetings import State
from khabuan.registry.actions.people import add_person
from khabuan.registry.actions.posts import add_post, appoint
from khabuan.registry.models import Organisation

THAI = 543


class CouncilYear(TestCase):
    """The secretary of the council does all of it; the cast is built once."""

    cast: Cast
    council: Organisation

    @classmethod
    def setUpTestData(cls) -> None:
        if not Path(settings.IDENTITY_KEY_FILE).is_file():
            secrets.make_key_file(Path(settings.IDENTITY_KEY_FILE))
        cls.cast = Cast()
        cls.council = Organisation.objects.visible_to(SYSTEM).get(pk=cls.cast.ids["meetings-of.pk"])
        post = add_post(actor=SYSTEM, organisation=cls.council, title="member")
        for number in range(6):
            person = add_person(
                actor=SYSTEM, area=cls.cast.country.tambon_a, given=f"ผู้แทนปี{number}", surname="ทดสอบ"
            )
            appoint(actor=SYSTEM, post=post, person=person, since=date(2024, 1, 10))

    def get(self, where: str, status: int = 200) -> str:
        answer = self.cast.client("chair_a").get(where)
        assert answer.status_code == status, (where, answer.status_code)
        return answer.content.decode()

    def post(self, where: str, status: int = 302, **facts: Any) -> HttpResponse:
        answer: HttpResponse = self.cast.client("chair_a").post(where, facts)
        assert answer.status_code == status, (where, answer.status_code, _problems(answer))
        return answer

    def call(self, on: date, **facts: Any) -> Meeting:
        day = {"on_0": str(on.day), "on_1": str(on.month), "on_2": str(on.year + THAI)}
        plain = {"kind": "ordinary", "number": "", "year": "", "title": "", "ends_at": "", "note": ""}
        where = self.post(
            f"/meetings/of/{self.council.pk}/call/",
            **plain | day | {"starts_at": "09.30", "place": "ศาลา"} | facts,
        ).headers["Location"]
        return Meeting.objects.visible_to(SYSTEM).get(pk=int(where.strip("/").rsplit("/", 1)[-1]))

    def hold(self, row: Meeting, heads: int) -> None:
        """Sign in, open, vote on one item, close: by the pages, on the meeting's day."""
        for seat in roll_of(row)[:heads]:
            self.post(f"/meetings/{row.pk}/attendance/tap/", tap=f"in.{seat.person}.0")
        chair = roll_of(row)[0].person
        self.post(f"/meetings/{row.pk}/open/", chair=chair, recorder="", chair_words="", opened_at="")
        self.post(
            f"/meetings/{row.pk}/agenda/", main="4", title="แผนงานสภา", presenter="", starts_at="", background="",
            duty="5", issue="council",
        )  # fmt: skip

    def test_the_customary_agenda_the_letter_and_the_paper(self) -> None:
        give_duty(
            actor=SYSTEM, organisation=self.council, what="ซ่อมท่อ ม.4", given_on=clock.today() - timedelta(days=9),
            owner_words="ผู้แทน ม.4",
        )  # fmt: skip
        row = self.call(clock.today() + timedelta(days=20))
        page = self.get(f"/meetings/{row.pk}/")
        assert "เรื่องสืบเนื่อง" in page
        assert "ซ่อมท่อ ม.4" in page
        assert self.cast.client("chair_a").get(f"/meetings/{row.pk}/letter/").status_code == 422
        sent = clock.today()
        self.post(
            f"/meetings/{row.pk}/notice/", notice_number="สบ 9/2569", late_reason="",
            noticed_on_0=sent.day, noticed_on_1=sent.month, noticed_on_2=sent.year + THAI,
        )  # fmt: skip
        assert "สบ 9/2569" in self.get(f"/meetings/{row.pk}/")
        assert self.post(f"/meetings/{row.pk}/letter/", 200).content.startswith(b"%PDF")
        assert self.cast.client("chair_a").get(f"/meetings/{row.pk}/letter/").content.startswith(b"PK")

    def test_wrong_input_is_said_and_nothing_is_written(self) -> None:
        before = Meeting.everywhere.count()
        answer = self.post(
            f"/meetings/of/{self.council.pk}/call/", 422, kind="ordinary", on_0="31", on_1="2", on_2="2569",
            starts_at="25.00",
        )  # fmt: skip
        assert "เขียนแบบ 09.30" in answer.content.decode()
        assert Meeting.everywhere.count() == before

    def test_one_called_off_is_marked_and_its_page_stays(self) -> None:
        row = self.call(clock.today() + timedelta(days=30))
        self.post(f"/meetings/{row.pk}/cancel/", 422, reason="")
        self.post(f"/meetings/{row.pk}/cancel/", reason="น้ำท่วม")
        assert "น้ำท่วม" in self.get(f"/meetings/{row.pk}/")

    def test_the_agenda_is_put_together_and_taken_apart(self) -> None:
        row = self.call(clock.today() + timedelta(days=20))
        for title in ("เรื่องแรก", "เรื่องสอง"):
            self.post(f"/meetings/{row.pk}/agenda/", main="4", title=title)
        item = AgendaItem.objects.visible_to(SYSTEM).get(meeting=row, title="เรื่องสอง")
        self.post(f"/meetings/items/{item.pk}/move/", way="up")
        item.refresh_from_db()
        assert item.number == "4.1"
        self.post(f"/meetings/items/{item.pk}/change/", title="เรื่องสอง แก้แล้ว")
        self.post(f"/meetings/items/{item.pk}/remove/", reason="ถอน")
        assert "เรื่องสอง แก้แล้ว" not in self.get(f"/meetings/{row.pk}/agenda/")

    def test_the_report_s_box_shows_its_year_and_years_without_a_meeting_are_not_offered(self) -> None:
        self.call(clock.today() + timedelta(days=60))  # to come, in another year
        off = self.call(clock.today() + timedelta(days=400))
        self.post(f"/meetings/{off.pk}/cancel/", reason="เลื่อน")
        report = self.get(f"/meetings/of/{self.council.pk}/report/")
        this = clock.today().year
        assert f'<option value="{this}" selected>' in report
        assert f'<option value="{this + 1}"' not in report
        assert f'value="{off.on.year}"' not in report
        assert f'<option value="{this}" selected>' in self.get(
            f"/meetings/of/{self.council.pk}/report/?year=x"
        )

    def test_an_item_leads_to_its_minutes_and_their_form_knows_meeting_and_resolution(self) -> None:
        first = self.call(clock.today())
        self.hold(first, 5)
        self.post(f"/meetings/{first.pk}/close/", closed_at="")
        self.post(f"/meetings/{first.pk}/minutes/check/", checker=roll_of(first)[0].person, opening="")
        checked = Minutes.objects.visible_to(SYSTEM).get(meeting=first)
        later, other = self.call(clock.today()), self.call(clock.today())
        for row in (later, other):
            self.hold(row, 5)
        item = AgendaItem.objects.visible_to(SYSTEM).get(meeting=other, adopts=first)
        assert "รายงานตรวจแล้ว รอรับรอง" in self.get(f"/meetings/{other.pk}/")
        page = self.get(f"/meetings/items/{item.pk}/")
        assert f"/meetings/{first.pk}/minutes/" in page
        adopt = f"/meetings/minutes/{checked.pk}/adopt/?at={other.pk}"
        assert adopt in page
        vote = {"words": "รับรองรายงาน", "method": "hands", "votes_for": "5"}
        asked = self.post(f"/meetings/items/{item.pk}/vote/", 200, **vote).content.decode()
        assert "รายงานยังไม่ถือว่ารับรอง" in asked
        (sure,) = re.findall(r'name="sure"[^>]*value="([^"]+)"', asked)
        self.post(f"/meetings/items/{item.pk}/vote/", **vote, sure=sure)
        motion = Motion.objects.visible_to(SYSTEM).get(item=item)
        form = self.get(adopt)
        assert f'<option value="{other.pk}" selected>' in form
        assert f'<option value="{motion.resolution_id}" selected>' in form

    def test_a_meeting_to_come_tells_what_is_not_on_its_agenda_and_that_its_number_is_out_of_order(
        self,
    ) -> None:
        held = self.call(clock.today())
        self.hold(held, 5)
        to_come = self.call(clock.today() + timedelta(days=20))
        assert "ยังไม่อยู่ในวาระนี้" not in self.get(f"/meetings/{to_come.pk}/")
        self.post(f"/meetings/{held.pk}/close/", closed_at="")
        give_duty(
            actor=SYSTEM,
            organisation=self.council,
            what="ซ่อมสะพาน",
            given_on=clock.today(),
            owner_words="ม.5",
        )
        page = self.get(f"/meetings/{to_come.pk}/")
        assert "เรื่องค้างที่ยังไม่อยู่ในวาระนี้ 2 เรื่อง" in page
        self.post(f"/meetings/{to_come.pk}/agenda/bring/")
        assert "ยังไม่อยู่ในวาระนี้" not in self.get(f"/meetings/{to_come.pk}/")
        assert str(to_come) in self.get(f"/meetings/of/{self.council.pk}/call/")
        before = self.call(clock.today() + timedelta(days=9))
        page = self.get(f"/meetings/{before.pk}/")
        assert "ลำดับครั้งที่กับลำดับวันไม่ตรงกัน" in page
        assert f"{to_come} เลขน้อยกว่า" in page

    def test_from_sign_in_to_adopted_minutes_pay_and_report(self) -> None:
        row = self.call(clock.today())
        self.hold(row, 5)
        item = AgendaItem.objects.visible_to(SYSTEM).get(meeting=row, title="แผนงานสภา")
        self.post(f"/meetings/items/{item.pk}/", discussion="อภิปรายแล้ว", state="done")
        vote = {
            "words": "เห็นชอบแผนงาน",
            "method": "hands",
            "votes_for": "5",
            "against": "0",
            "abstained": "0",
        }
        asked = self.post(f"/meetings/items/{item.pk}/vote/", 200, **vote).content.decode()
        (sure,) = re.findall(r'name="sure"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="sure"', asked)
        self.post(f"/meetings/items/{item.pk}/vote/", **vote, sure="".join(sure))
        motion = Motion.objects.visible_to(SYSTEM).get(item=item)
        assert motion.resolution is not None
        assert self.post(f"/resolutions/{motion.resolution_id}/extract/", 200).content.startswith(b"%PDF")
        self.post(f"/meetings/{row.pk}/close/", closed_at="")
        row.refresh_from_db()
        assert (row.state, row.had_quorum) == (State.CLOSED, True)
        assert "เห็นชอบแผนงาน" in self.get(f"/meetings/{row.pk}/minutes/")
        self.post(f"/meetings/{row.pk}/minutes/check/", checker=roll_of(row)[0].person, opening="เปิดประชุม")
        later = self.call(clock.today())
        self.hold(later, 5)
        checked = Minutes.objects.visible_to(SYSTEM).get(meeting=row)
        self.post(f"/meetings/minutes/{checked.pk}/adopt/", adopting=later.pk, corrections="")
        assert Minutes.objects.visible_to(SYSTEM).filter(meeting=row, state=Standing.ADOPTED).exists()
        assert "รับรองแล้ว" in self.get(f"/meetings/{row.pk}/minutes/")
        assert self.post(f"/meetings/{row.pk}/minutes/", 200).content.startswith(b"%PDF")
        assert self.post(f"/meetings/{row.pk}/reopen/", 422, reason="แก้") is not None
        for closed in (f"/meetings/{row.pk}/reopen/", f"/meetings/items/{item.pk}/vote/"):
            assert "รับรองแล้ว" in self.get(closed, 422)  # said before anything is filled in
        assert f"/meetings/{row.pk}/reopen/" not in self.get(f"/meetings/{row.pk}/")
        assert f"/meetings/motions/{motion.pk}/" in self.get(f"/meetings/items/{item.pk}/")
        form = self.get(f"/meetings/{row.pk}/pay/add/?travel=100&meals=80")
        names = {part.split('"', 1)[0] for part in form.split('name="travel-')[1:]}
        sums = {f"travel-{key}": "100" for key in names} | {f"meals-{key}": "80" for key in names}
        self.post(f"/meetings/{row.pk}/pay/add/", paid_from="โครงการทดสอบ", **sums)
        pay = PayList.objects.visible_to(SYSTEM).get(meeting=row)
        assert "900.00" in self.get(f"/meetings/pay/{pay.pk}/")
        assert self.post(f"/meetings/pay/{pay.pk}/", 200).content.startswith(b"%PDF")
        report = self.get(f"/meetings/of/{self.council.pk}/report/")
        assert "เห็นชอบแผนงาน" in report
        assert self.post(f"/meetings/of/{self.council.pk}/report/", 200).content.startswith(b"%PDF")


def _problems(answer: HttpResponse) -> str:
    form = (getattr(answer, "context_data", None) or {}).get("form")
    return str(form.errors.as_json(escape_html=False)) if form is not None and form.is_bound else ""
