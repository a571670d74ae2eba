"""Pages of a meeting in session, through the doors that people use: the door of the hall, codes, paper, votes."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import TestCase
from tests.cast import Cast
from tests.support import SYSTEM

from khabuan.core import clock, secrets
from khabuan.files.models import Attachment
from khabuan.followup.models import Duty
from khabuan.meetings.models import Attendance, Excuse, Meeting, Motion, Resolution
from khabuan.meetings.queries.attendance import mark_of, sign_in_list
from khabuan.meetings.queries.codes import path_of
from khabuan.meetings.rules.attendance import By
from khabuan.registry.actions.people import add_person
from khabuan.registry.actions.posts import appoint, end_appointment
from khabuan.registry.models import Appointment, Post

HX = {"HX-Request": "true"}
MOVED = {"words": "ให้ซ่อมศาลา", "method": "hands", "client_key": "k"}


class Pages(TestCase):
    """The cast is built once; each test writes into its own copy of it. Of four seats two are filled; two are needed."""

    cast: Cast
    meeting: Meeting

    @classmethod
    def setUpTestData(cls) -> None:
        if not Path(settings.IDENTITY_KEY_FILE).is_file():
            secrets.make_key_file(Path(settings.IDENTITY_KEY_FILE))
        with clock.at("2026-11-23"):  # the noon of every test
            cls.cast = Cast()
        cls.meeting = cls.cast.session

    def setUp(self) -> None:
        self.meeting = Meeting.objects.visible_to(SYSTEM).get(pk=self.cast.session.pk)
        self.where = f"/meetings/{self.meeting.pk}/"
        self.door = f"{self.where}attendance/"

    def get(self, persona: str, where: str, status: int = 200, **headers: str) -> str:
        answer = self.cast.client(persona).get(where, headers=headers)
        assert answer.status_code == status, answer.status_code
        return answer.content.decode()

    def post(
        self, persona: str, where: str, headers: dict[str, str] | None = None, **facts: Any
    ) -> HttpResponse:
        answer: HttpResponse = self.cast.client(persona).post(where, facts, headers=headers or {})
        return answer

    def tap(
        self, value: str, *, persona: str = "chair_a", part: str = "away", **headers: str
    ) -> HttpResponse:
        return self.post(persona, f"{self.door}tap/", headers, tap=value, show=part)

    @property
    def lines(self) -> dict[str, Any]:
        return {line.seat.name: line for line in sign_in_list(SYSTEM, self.meeting).lines}

    def person(self, name: str) -> int:
        return self.lines[name].seat.person

    # ------------------------------------------------------------ the door of the hall

    def test_the_list_begins_with_who_is_not_here_and_finds_by_name_village_and_number(self) -> None:
        page = self.get("chair_a", self.door)
        assert "สมาชิกสภาทดสอบ 2" in page
        assert "สมาชิกสภาทดสอบ 1" not in page
        assert "ลาประชุม" in page
        assert "ครบองค์ประชุม" in page
        for words, found in (
            ("ทดสอบ 1", True),
            ("ประธาน", False),
            (str(self.lines["สมาชิกสภาทดสอบ 1"].number), True),
        ):
            assert ("สมาชิกสภาทดสอบ 1" in self.get("chair_a", f"{self.door}?q={words}")) == found, words
        assert "แขกทดสอบ" in self.get("chair_a", f"{self.door}?show=guests")

    def test_one_tap_is_in_and_a_second_device_gets_the_same_row(self) -> None:
        person = self.person("สมาชิกสภาทดสอบ 2")
        answer = self.tap(f"in.{person}.0", **HX).content.decode()
        assert f'id="m{person}"' in answer
        assert 'hx-swap-oob="true"' in answer
        assert "unin." in answer
        assert f"out.{person}" not in answer
        assert self.tap(f"in.{person}.0", persona="province_staff", **HX).status_code == 200
        assert Attendance.objects.visible_to(SYSTEM).filter(person=person).count() == 1

    def test_without_a_script_a_tap_leads_back_to_the_row(self) -> None:
        person = self.person("สมาชิกสภาทดสอบ 2")
        answer = self.tap(f"in.{person}.0")
        assert answer.status_code == 302
        where = answer.headers["Location"]
        assert where.endswith(f"#m{person}")
        assert "เลิกทำ" in self.get("chair_a", where.partition("#")[0])

    def test_a_tap_is_undone_and_done_again(self) -> None:
        person = self.person("สมาชิกสภาทดสอบ 2")
        self.tap(f"in.{person}.0", **HX)
        row = Attendance.objects.visible_to(SYSTEM).get(person=person)
        self.tap(f"unin.{row.pk}", **HX)
        row.refresh_from_db()
        assert row.withdrawn_on
        page = self.get("chair_a", self.door)
        assert f"in.{person}.1" in page
        self.tap(f"in.{person}.1", **HX)
        assert self.lines["สมาชิกสภาทดสอบ 2"].inside is not None

    def test_the_second_tap_is_out_and_comes_back_when_undone(self) -> None:
        line = self.lines["สมาชิกสภาทดสอบ 0"]
        assert f"out.{line.inside.pk}" in self.get("chair_a", f"{self.door}?show=here")
        with clock.at("2026-11-23T13:05"):
            self.tap(f"out.{line.inside.pk}", part="here", **HX)
        assert self.lines["สมาชิกสภาทดสอบ 0"].inside is None
        with clock.at("2026-11-23T13:06"):
            assert "ไม่ครบองค์ประชุมแล้ว ตั้งแต่ 13.05 น." in self.get("chair_a", self.door)
        self.tap(f"unout.{line.inside.pk}", part="here", **HX)
        assert self.lines["สมาชิกสภาทดสอบ 0"].inside is not None

    def test_taps_that_mean_nothing_or_come_from_strangers_do_nothing(self) -> None:
        for value in ("", "in", "in.x.0", "fly.1", "out.1", "guest.1"):
            assert self.tap(value, **HX).status_code == 404, value
        other = self.cast.ids["attendance-correct.pk"]
        assert (
            self.post(
                "chair_a", f"/meetings/{self.cast.ids['meeting.pk']}/attendance/tap/", tap=f"out.{other}"
            ).status_code
            == 404
        )
        stranger = self.cast.members[0].person_id
        answer = self.tap(f"in.{stranger}.0", **HX)
        assert answer.status_code == 422
        assert "ไม่ได้เป็นสมาชิกที่ประชุม" in answer.content.decode()
        assert self.tap(f"in.{stranger}.0").status_code == 422

    def test_other_devices_learn_of_it_by_looking(self) -> None:
        person, since = self.person("สมาชิกสภาทดสอบ 2"), sign_in_list(SYSTEM, self.meeting).mark
        self.get("chair_a", f"{self.door}live/?show=away&since={since}", 204, **HX)
        self.tap(f"in.{person}.0", **HX)
        news = self.get("province_staff", f"{self.door}live/?show=away&since={since}", **HX)
        assert f'id="m{person}"' in news
        assert 'id="n-away"' in news
        assert sign_in_list(SYSTEM, self.meeting).mark == mark_of(SYSTEM, self.meeting)
        assert f'id="m{person}"' not in self.get("chair_a", f"{self.door}live/?show=away&since=x", **HX)

    def test_who_reads_only_sees_the_list_and_no_button(self) -> None:
        page = self.get("auditor", f"{self.door}?show=all")
        assert "สมาชิกสภาทดสอบ 2" in page
        assert 'name="tap"' not in page

    def test_an_invited_guest_is_one_tap_and_another_is_written_down(self) -> None:
        answer = self.post("chair_a", f"{self.door}guests/add/", name="นายกทดสอบ", capacity="agency")
        assert answer.status_code == 422
        assert "หน่วยงานใด" in answer.content.decode()
        answer = self.post(
            "chair_a",
            f"{self.door}guests/add/",
            name="นายกทดสอบ",
            capacity="agency",
            organisation_words="อบต.ทดสอบ",
        )
        assert answer.headers["Location"].endswith("?show=guests")
        assert "อบต.ทดสอบ" in self.get("chair_a", f"{self.door}?show=guests")

    # ------------------------------------------------------------ one member

    def test_hours_are_written_and_put_right_and_a_row_is_taken_back(self) -> None:
        person = self.person("สมาชิกสภาทดสอบ 2")
        page = self.post("chair_a", f"{self.door}{person}/", came_at="25.00")
        assert page.status_code == 422
        self.post("chair_a", f"{self.door}{person}/", came_at="0001")
        row = Attendance.objects.visible_to(SYSTEM).get(person=person)
        where = f"/meetings/attendance/{row.pk}/"
        assert 'value="00.01"' in self.get("chair_a", where)
        self.post("chair_a", where, came_at="00.02", left_at="00.03")
        row.refresh_from_db()
        assert row.left_at is not None
        assert self.post("chair_a", f"{where}withdraw/").status_code == 422
        self.post("chair_a", f"{where}withdraw/", reason="ผิดคน")
        assert "ผิดคน" in self.get("chair_a", f"{where}history/")

    def test_a_substitute_and_an_excuse(self) -> None:
        person = self.person("สมาชิกสภาทดสอบ 2")
        where = f"{self.door}{person}/"
        assert "ไม่นับเป็นองค์ประชุม" in self.get("chair_a", f"{where}substitute/")
        self.post("chair_a", f"{where}substitute/", name="นางแทน ทดสอบ")
        assert "นางแทน ทดสอบ มาแทน" in self.get("chair_a", f"{self.door}?show=all")
        excuse = Excuse.objects.visible_to(SYSTEM).get(person=person)
        answer = self.post("chair_a", f"/meetings/excuses/{excuse.pk}/withdraw/")
        assert answer.headers["Location"] == where
        assert "บันทึกการลาประชุม" in self.get("chair_a", f"{where}excuse/")
        told = {"told_on_0": "1", "told_on_1": "1", "told_on_2": "2569", "words": "ไปราชการ"}
        self.post("chair_a", f"{where}excuse/", **told)
        assert "ไปราชการ" in self.get("chair_a", where)
        self.get("keeper_b", where, 404)

    def test_the_signed_paper_is_ticked_in_with_its_photo(self) -> None:
        person = self.person("สมาชิกสภาทดสอบ 2")
        where = f"{self.door}paper/"
        assert f'name="m{person}"' in self.get("chair_a", where)
        photo = SimpleUploadedFile("ใบลงชื่อ.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")
        answer = self.post(
            "chair_a", where, **{f"m{person}": "on", f"h{person}": "00.05", "came_at": "00.01"}, papers=photo
        )
        assert answer.status_code == 302
        row = Attendance.objects.visible_to(SYSTEM).get(person=person)
        assert (row.by, row.came_at.minute) == (By.PAPER, 5)
        assert (
            Attachment.objects.visible_to(SYSTEM)
            .filter(subject_id=self.meeting.pk, caption="ใบลงชื่อที่ลงแล้ว")
            .exists()
        )

    # ------------------------------------------------------------ codes

    def test_a_member_s_code_signs_in_and_tells_strangers_nothing(self) -> None:
        person = self.person("สมาชิกสภาทดสอบ 2")
        where = path_of(self.meeting.organisation_id, person)
        assert "สมาชิกสภาทดสอบ 2" in self.get("chair_a", where)
        for persona, status in (
            ("keeper_b", 404),
            ("elsewhere_staff", 404),
            ("agency", 403),
            ("auditor", 403),
        ):
            assert "สมาชิกสภาทดสอบ 2" not in self.get(persona, where, status), persona
        assert self.cast.client("public").get(where).status_code == 302
        assert "เข้า " in self.post("chair_a", where).content.decode()
        row = Attendance.objects.visible_to(SYSTEM).get(person=person)
        assert row.by == By.CODE
        assert "ลงชื่อเข้าแล้ว" in self.get("chair_a", where)

    def test_who_takes_office_on_the_day_of_the_meeting_is_told_why_the_door_has_no_line(self) -> None:
        person = add_person(actor=SYSTEM, given="มาใหม่", surname="ทดสอบ", area=self.meeting.organisation.area)
        post = Post.objects.visible_to(SYSTEM).get(organisation=self.meeting.organisation, title="member")
        appoint(actor=SYSTEM, post=post, person=person, since=self.meeting.on)
        why = "วาระของมาใหม่ ทดสอบ เริ่มในวันประชุมนี้"
        assert why in self.get("chair_a", f"{self.door}?q=มาใหม่")
        assert why not in self.get("chair_a", self.door)
        assert why in self.tap(f"in.{person.pk}.0", **HX).content.decode()
        where = path_of(self.meeting.organisation_id, person.pk)
        assert why in self.get("chair_a", where, 422)

    def test_a_code_that_was_not_made_here_opens_nothing(self) -> None:
        person = self.person("สมาชิกสภาทดสอบ 2")
        where = path_of(self.meeting.organisation_id, person)
        self.get("chair_a", f"{where[:-3]}xx/", 404)
        other = path_of(self.meeting.organisation_id, self.cast.members[0].person_id)
        self.get("chair_a", other, 404)
        elsewhere = path_of(self.cast.fund.pk, person)
        page = self.get("keeper_a", elsewhere, 422)
        assert "ไม่มีประชุม" in page
        assert "สมาชิกสภาทดสอบ" not in page

    def test_the_sheet_and_the_cards_are_printed(self) -> None:
        for name in ("sheet", "cards"):
            answer = self.post("chair_a", f"{self.door}{name}/")
            assert answer.headers["Content-Type"] == "application/pdf", name

    # ------------------------------------------------------------ held

    def test_it_is_closed_with_what_is_kept_told_before_and_opened_again(self) -> None:
        page = self.get("chair_a", f"{self.where}close/")
        assert "มีสมาชิก 4 คน อยู่ในที่ประชุมพร้อมกันมากที่สุด 2 คน" in page
        assert "ยังมีวาระที่ไม่จบ" in page
        self.post("chair_a", f"{self.where}close/")
        self.meeting.refresh_from_db()
        assert (self.meeting.state, self.meeting.had_quorum) == ("closed", True)
        assert "ปิดประชุมแล้ว" in self.tap(f"in.{self.person('สมาชิกสภาทดสอบ 2')}.0", **HX).content.decode()
        assert self.post("chair_a", f"{self.where}reopen/").status_code == 422
        self.post("chair_a", f"{self.where}reopen/", reason="ลืมลงชื่อ")
        assert "ลืมลงชื่อ" in self.get("chair_a", f"{self.where}history/")

    def test_who_had_left_by_the_register_of_today_is_told_beside_what_was_counted(self) -> None:
        assert self.post("chair_a", f"{self.where}close/").status_code == 302
        told = "ทะเบียนไม่ตรงกับที่นับไว้"
        assert told not in self.get("chair_a", self.where)
        line = next(line for line in self.lines.values() if line.came)
        left = Appointment.objects.visible_to(SYSTEM).get(pk=line.seat.appointment)
        end_appointment(
            actor=SYSTEM, appointment=left, on=self.meeting.on - timedelta(days=5), reason="resigned"
        )
        page = self.get("chair_a", self.where)
        assert told in page
        assert f"นับเป็นผู้มาประชุมไว้ แต่ไม่มีที่นั่งแล้ว: {line.seat.name}" in page
        assert Meeting.objects.visible_to(SYSTEM).get(pk=self.meeting.pk).entitled == 4

    def test_who_presides_is_chosen_from_the_roll_and_the_offices(self) -> None:
        page = self.get("chair_a", f"{self.where}open/")
        assert "กรรมการทดสอบ หนึ่ง · ประธาน" in page
        chair = self.person("กรรมการทดสอบ หนึ่ง")
        answer = self.post("chair_a", f"{self.where}open/", opened_at="00.10", chair=chair, recorder=chair)
        assert answer.status_code == 302
        self.meeting.refresh_from_db()
        assert self.meeting.chair_id == chair
        assert "กรรมการทดสอบ หนึ่ง" in self.get("chair_a", self.where)
        answer = self.post("chair_a", f"{self.where}open/", opened_at="23.59", chair=chair)
        assert answer.status_code == 422

    def test_the_meeting_s_page_lives(self) -> None:
        page = self.get("chair_a", self.where)
        for words in ("ครบองค์ประชุม", "กึ่งหนึ่งของ 4", "ที่มาของกติกา", "มติ 2/2569 ข้อ 4.1", "มา / ทั้งหมด", "ลงมติ"):
            assert words in page, words
        part = self.get("chair_a", f"{self.where}quorum/", **HX)
        assert part.lstrip().startswith('<section id="quorum"')
        assert 'hx-trigger="every' in part

    # ------------------------------------------------------------ votes

    def vote(self, **facts: Any) -> HttpResponse:
        return self.post("chair_a", f"/meetings/items/{self.cast.item.pk}/vote/", **{**MOVED, **facts})

    def stamp(self, **facts: Any) -> str:
        page = self.vote(**facts).content.decode()
        found = re.search(r'name="sure"[^>]*value="([^"]+)"', page)
        return found[1] if found else ""

    def test_what_a_vote_comes_to_is_shown_before_it_is_recorded(self) -> None:
        page = self.vote(votes_for="2").content.decode()
        assert "ผ่าน 2 ต่อ 0" in page
        assert "นับแล้ว 2 จากผู้มีสิทธิลงคะแนน 2 คน" in page
        assert Motion.objects.visible_to(SYSTEM).count() == 1
        answer = self.vote(votes_for="2", sure=self.stamp(votes_for="2"))
        assert answer.headers["Location"] == f"{self.where}#votes"
        assert Resolution.objects.visible_to(SYSTEM).filter(words="ให้ซ่อมศาลา", item="4.1.1").exists()
        assert "ให้ซ่อมศาลา" in self.get("chair_a", self.where)

    def test_who_is_signed_in_before_a_vote_is_told_and_the_vote_is_taken_again(self) -> None:
        self.vote(votes_for="2", sure=self.stamp(votes_for="2"))
        motion = Motion.objects.visible_to(SYSTEM).get(words=MOVED["words"])
        assert "จนกว่าจะลงมติใหม่" not in self.get("chair_a", self.where)
        came = f"{self.door}{self.person('สมาชิกสภาทดสอบ 2')}/"
        hour = f"{motion.decided_at.astimezone(clock.BANGKOK):%H.%M}"
        assert self.post("chair_a", came, came_at="00.01").status_code == 302
        told = "นับผู้มาประชุมไว้ 2 คน แต่ตามบัญชีลงชื่อเวลานั้นมี 3 คน"
        page = self.get("chair_a", self.where)
        assert told in page
        again = f"/meetings/motions/{motion.pk}/withdraw/?again=1"
        assert f'href="{again}"' in page
        answer = self.post("chair_a", again, reason="นับใหม่")
        where = answer.headers["Location"]
        assert where.endswith(f"/vote/?again={motion.pk}")
        form = self.get("chair_a", where)
        assert motion.words in form
        assert f'value="{hour}"' in form

    def test_while_it_is_typed_the_part_alone_answers(self) -> None:
        facts = {"method": "hands", "votes_for": "1", "against": "1"}
        part = self.post(
            "chair_a", f"/meetings/items/{self.cast.item.pk}/vote/", HX, **facts
        ).content.decode()
        assert "คะแนนเท่ากัน" in part
        assert "<html" not in part
        part = self.post(
            "chair_a", f"/meetings/items/{self.cast.item.pk}/vote/", HX, method="hands", votes_for="5"
        )
        assert part.status_code == 200
        assert "นับคะแนนได้ 5 แต่ผู้มีสิทธิลงคะแนนในที่ประชุมมี 2 คน" in part.content.decode()

    def test_at_a_tie_the_chair_is_asked_in_sight_and_the_button_names_the_casting_vote(self) -> None:
        even = {"votes_for": "1", "against": "1"}
        assert 'name="casting"' not in self.vote(votes_for="2").content.decode()
        page = self.vote(**even).content.decode()
        assert "คะแนนเท่ากัน ประธานชี้ขาดอย่างไร" in page
        assert page.index('id="outcome"') < page.index('name="casting"')
        decided = self.vote(**even, casting="for").content.decode()
        assert "ประธานชี้ขาดให้ผ่าน คะแนน 1 ต่อ 1" in decided
        assert 'name="casting"' in decided
        lost = self.vote(**even, casting="against").content.decode()
        assert "บันทึกว่าประธานชี้ขาดไม่ให้ผ่าน" in lost
        self.vote(**even, casting="for", sure=self.stamp(**even, casting="for"))
        motion = Motion.objects.visible_to(SYSTEM).get(words="ให้ซ่อมศาลา")
        assert (motion.casting, motion.outcome) == (True, "carried")

    def test_figures_that_changed_since_are_shown_again(self) -> None:
        seen = self.stamp(votes_for="2")
        self.tap(f"in.{self.person('สมาชิกสภาทดสอบ 2')}.0", **HX)
        answer = self.vote(votes_for="2", sure=seen)
        assert answer.status_code == 200
        assert "จากผู้มีสิทธิลงคะแนน 3 คน" in answer.content.decode()
        assert Motion.objects.visible_to(SYSTEM).count() == 1

    def test_more_hands_than_heads_are_refused_beside_the_box(self) -> None:
        answer = self.vote(votes_for="3")
        assert answer.status_code == 422
        assert "ให้นับใหม่" in answer.content.decode()
        assert self.vote(votes_for="x").status_code == 422

    def test_a_duty_is_given_in_the_same_form(self) -> None:
        facts = {
            "votes_for": "2", "duty_what": "ซ่อมศาลา", "duty_owner": "ผู้ใหญ่บ้านทดสอบ", "duty_due_on_0": "31",
            "duty_due_on_1": "12", "duty_due_on_2": "2570",
        }  # fmt: skip
        self.vote(**facts, sure=self.stamp(**facts))
        assert (
            Duty.objects.visible_to(SYSTEM).filter(what="ซ่อมศาลา", origin_kind="meetings.resolution").exists()
        )
        assert "ผู้ใหญ่บ้านทดสอบ" in self.get("chair_a", self.where)

    def test_what_is_not_carried_is_said_plainly_and_withdrawn_with_a_reason(self) -> None:
        facts = {"votes_for": "0", "against": "2"}
        self.vote(**facts, sure=self.stamp(**facts))
        motion = Motion.objects.visible_to(SYSTEM).get(outcome="lost")
        where = f"/meetings/motions/{motion.pk}/"
        assert "ไม่ผ่าน จึงไม่เป็นมติ" in self.get("auditor", where)
        assert self.post("chair_a", f"{where}withdraw/").status_code == 422
        self.post("chair_a", f"{where}withdraw/", reason="นับผิด")
        assert "การลงมตินี้ถอนแล้ว" in self.get("chair_a", where)
        assert "นับผิด" in self.get("chair_a", f"{where}history/")
