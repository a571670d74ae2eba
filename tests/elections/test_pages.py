"""Pages of elections, through the doors that people use: from the button on a body's page to the printed record."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import TestCase
from tests import cast_elections
from tests.cast import Cast
from tests.support import SYSTEM

from khabuan.core import offers, secrets
from khabuan.elections.actions.confirming import confirm_election
from khabuan.elections.models import Candidate, Election, StructureReview
from khabuan.elections.queries.elections import whole
from khabuan.meetings.queries.yearly import year_facts
from khabuan.papers.models import IssuedDocument
from khabuan.registry.actions.organisations import add_organisation
from khabuan.registry.actions.people import add_person
from khabuan.registry.actions.posts import add_post, appoint, end_appointment
from khabuan.registry.models import Appointment, Organisation, Post
from khabuan.registry.queries.terms import vacant_posts
from khabuan.rules.actions import load_rules


class Pages(TestCase):
    """The cast is built once; each test writes into its own copy of it."""

    cast: Cast
    council: Organisation

    @classmethod
    def setUpTestData(cls) -> None:
        if not Path(settings.IDENTITY_KEY_FILE).is_file():
            secrets.make_key_file(Path(settings.IDENTITY_KEY_FILE))
        cls.cast = Cast()
        cls.council = cls.cast.council

    def get(self, persona: str, where: str, status: int = 200) -> str:
        answer = self.cast.client(persona).get(where)
        assert answer.status_code == status, answer.content.decode()[:400]
        return answer.content.decode()

    def post(self, persona: str, where: str, **facts: Any) -> HttpResponse:
        answer: HttpResponse = self.cast.client(persona).post(where, facts)
        return answer

    def sent(self, persona: str, where: str, **facts: Any) -> str:
        """A form that is taken: where it leads."""
        answer = self.post(persona, where, **facts)
        assert answer.status_code == 302, re.findall(r'class="err[^>]*>([^<]+)', answer.content.decode())
        return answer.headers["Location"].partition("#")[0]

    def post_of(self, title: str) -> Post:
        found: Post = Post.objects.visible_to(SYSTEM).get(organisation=self.council, title=title)
        return found

    def election(self, name: str) -> Election:
        found: Election = Election.objects.visible_to(SYSTEM).get(pk=self.cast.ids[f"{name}.pk"])
        return found

    def test_an_election_runs_from_the_body_s_page_to_the_register(self) -> None:
        assert "เริ่มการเลือกตั้ง" in self.get("chair_a", f"/organisations/{self.council.pk}/")
        chair = self.post_of("chair")
        where = f"/elections/of/{self.council.pk}/add/"
        assert "ประธาน · 1 ที่นั่ง" in self.get("chair_a", f"{where}?post={chair.pk}")
        typed = {
            "post": str(chair.pk),
            "seats": "1",
            "purpose": "new_term",
            "on_0": "12",
            "on_1": "11",
            "on_2": "2569",
        }
        page = self.sent("chair_a", where, **typed, meeting_words="ประชุมสภา ครั้งที่ 4/2569")
        assert "ยังไม่มีผู้ได้รับการเสนอชื่อ" in self.get("chair_a", page)
        found = self.get("chair_a", f"{page}candidates/add/?q=กรรมการทดสอบ สอง")
        (key, *_others) = re.findall(r"\?person=(\d+)", found)
        self.sent(
            "chair_a", f"{page}candidates/add/?person={key}", proposer="นายเสนอ ทดสอบ", seconder="นางรับรอง"
        )
        new = f"{page}candidates/add/?new=1&q=นายชื่อใหม่ นามสกุลใหม่"
        assert 'value="ชื่อใหม่"' in self.get("chair_a", new)
        area = self.council.area_id
        self.sent(
            "chair_a", new, given="ชื่อใหม่", surname="นามสกุลใหม่", area=str(area), proposer="", seconder=""
        )
        shown = self.get("chair_a", page)
        assert "เสนอโดย นายเสนอ ทดสอบ · รับรองโดย นางรับรอง" in shown
        row = Election.objects.visible_to(SYSTEM).get(pk=int(page.split("/")[2]))
        one, two = whole(SYSTEM, row).standing
        votes = {
            "how": "hands",
            "entitled": "20",
            "present": "15",
            f"votes_{one.pk}": "4",
            f"votes_{two.pk}": "12",
        }
        answer = self.post("chair_a", f"{page}count/", **votes)
        assert answer.status_code == 422
        assert "รวมได้ไม่เกิน 15 คะแนน" in answer.content.decode()
        self.sent("chair_a", f"{page}count/", **{**votes, f"votes_{two.pk}": "11"})
        assert "มา 15 จาก 20 คน ต้องมี 10 คน: ครบองค์ประชุม" in self.get("chair_a", page)
        asked = self.get("chair_a", f"{page}confirm/")
        assert "ชื่อใหม่ นามสกุลใหม่ ดำรงตำแหน่งประธาน ตั้งแต่ 12 พ.ย. 2569 ถึง 11 พ.ย. 2573" in asked
        old = Appointment.objects.visible_to(SYSTEM).get(post=chair, ended_on__isnull=True)
        assert self.post("chair_a", f"{page}confirm/").status_code == 422  # two chairs to one seat
        self.sent("chair_a", f"{page}confirm/", leaving=str(old.pk))
        held = Appointment.objects.visible_to(SYSTEM).get(post=chair, ended_on__isnull=True)
        assert (held.person.given, held.order_number) == ("ชื่อใหม่", "ประชุมสภา ครั้งที่ 4/2569")
        assert "ยืนยันแล้ว" in self.get("chair_a", f"/elections/of/{self.council.pk}/")
        self.get("keeper_b", page, 404)
        told = self.get("chair_a", f"{page}history/")
        assert "ยืนยันผลเลือกตั้ง เริ่มวาระ" in told

    def test_what_is_missing_is_said_beside_its_box(self) -> None:
        answer = self.post(
            "chair_a", f"/elections/of/{self.council.pk}/add/", seats="1", purpose="new_term", post=""
        )
        assert answer.status_code == 422
        assert "เลือกการประชุม หรือเขียนวัน" in answer.content.decode()
        count = f"/elections/{self.cast.ids['election-count.pk']}/count/"
        empty = self.post("chair_a", count, how="hands", entitled="20", present="15").content.decode()
        assert empty.count("ใส่คะแนน คนที่ไม่ได้เลยให้ใส่ 0") >= 2

    def test_a_tie_is_told_and_decided_by_lot(self) -> None:
        row = self.election("election-count")
        page = row.get_absolute_url()
        one, two = whole(SYSTEM, row).standing
        votes = {"how": "secret", "entitled": "20", "present": "15", "spoilt": "1"}
        self.sent("chair_a", f"{page}count/", **votes, **{f"votes_{one.pk}": "7", f"votes_{two.pk}": "7"})
        shown = self.get("chair_a", page)
        assert "2 คนได้คะแนนเท่ากัน แต่เหลือ 1 ที่นั่ง" in shown
        assert "จับได้ชื่อใคร" in self.get("chair_a", f"{page}count/?how=lot")
        lot = {"words": "ประธานจับสลากต่อหน้าที่ประชุม"}
        both = {f"drawn_{one.pk}": "on", f"drawn_{two.pk}": "on"}
        assert self.post("chair_a", f"{page}count/?how=lot", **lot, **both).status_code == 422
        self.sent("chair_a", f"{page}count/?how=lot", **lot, **{f"drawn_{two.pk}": "on"})
        assert "จับได้" in self.get("chair_a", page)
        row.refresh_from_db()
        assert row.state == "counted"

    def test_no_quorum_is_told_and_nothing_can_be_confirmed(self) -> None:
        row = self.election("election-count")
        page = row.get_absolute_url()
        one, two = whole(SYSTEM, row).standing
        votes = {
            f"votes_{one.pk}": "5",
            f"votes_{two.pk}": "2",
            "how": "hands",
            "entitled": "20",
            "present": "9",
        }
        self.sent("chair_a", f"{page}count/", **votes)
        assert "ไม่ครบองค์ประชุม: ไม่มีผู้ได้รับเลือก" in self.get("chair_a", page)
        answer = self.post("chair_a", f"{page}confirm/")
        assert "ให้เลือกใหม่ในการประชุมที่ครบองค์ประชุม" in answer.content.decode()

    def test_a_count_a_candidate_and_an_election_are_taken_back(self) -> None:
        back = self.cast.ids["election-count-back.pk"]
        self.sent("chair_a", f"/elections/{back}/count/take-back/", reason="อ่านบัตรผิด")
        assert "อ่านบัตรผิด" in self.get("chair_a", f"/elections/{back}/")
        leaves = self.cast.ids["candidate-leave.pk"]
        self.sent("chair_a", f"/elections/candidates/{leaves}/leave/", why="stood_down", words="ย้ายถิ่น")
        row = Candidate.objects.visible_to(SYSTEM).get(pk=leaves)
        assert "ถอนตัว: ย้ายถิ่น" in self.get("chair_a", row.election.get_absolute_url())
        row = self.election("election-letter")
        asked = self.get("chair_a", f"{row.get_absolute_url()}withdraw/")
        assert "สิ้นสุดเหมือนไม่ได้เริ่ม" in asked
        self.sent("chair_a", f"{row.get_absolute_url()}withdraw/", reason="เลือกผิดวาระ")
        assert (
            not Appointment.objects.visible_to(SYSTEM).filter(post=row.post, ended_on__isnull=True).exists()
        )

    def test_an_election_is_corrected_with_the_reason(self) -> None:
        page = f"/elections/{self.cast.ids['election-correct.pk']}/"
        assert 'value="2569"' in self.get("chair_a", f"{page}correct/")
        typed = {"seats": "1", "on_0": "9", "on_1": "11", "on_2": "2569", "reason": "วันในรายงานคือวันที่ 9"}
        self.sent("chair_a", f"{page}correct/", **typed)
        assert "9 พฤศจิกายน 2569" in self.get("chair_a", page)
        assert "วันในรายงานคือวันที่ 9" in self.get("chair_a", f"{page}history/")

    def test_the_record_and_the_letter_are_printed_from_the_rows(self) -> None:
        row = self.election("election-letter")
        page = row.get_absolute_url()
        answer = self.post("chair_a", f"{page}result/")
        assert answer.headers["Content-Type"] == "application/pdf"
        word = zipfile.ZipFile(io.BytesIO(self.post("chair_a", f"{page}result/", **{"as": "docx"}).content))
        text = re.sub(r"<[^>]+>", "", word.read("word/document.xml").decode())
        for words in ("บันทึกผลการเลือก", "ลงคะแนนลับ", "ครบองค์ประชุม", "เลือกผู้มีชื่อต่อไปนี้เป็น"):
            assert words in text, words
        shown = self.get("chair_a", f"{page}letter/")
        assert "ประธานการประชุมในระดับจังหวัดของสภาองค์กรชุมชนตำบล" in shown
        typed = {
            "sent_on_0": "1",
            "sent_on_1": "12",
            "sent_on_2": "2569",
            "to": "ประธานที่ประชุมจังหวัด",
            "number": "สบ 7/2569",
        }
        printed = self.post("chair_a", f"{page}letter/", **typed)
        assert printed.headers["Content-Type"] == "application/pdf"
        kinds = set(IssuedDocument.objects.visible_to(SYSTEM).values_list("kind", flat=True))
        assert {"official", "minutes"} <= kinds
        word = zipfile.ZipFile(
            io.BytesIO(self.post("chair_a", f"{page}letter/", **typed, **{"as": "docx"}).content)
        )
        text = re.sub(r"<[^>]+>", "", word.read("word/document.xml").decode())
        assert "เสนอชื่อผู้แทนสภาทดสอบ ก" in text
        assert "จำนวน ๒ คน" in text
        self.get("chair_a", f"/elections/{self.cast.ids['election.pk']}/letter/", 404)

    def test_the_province_sees_which_councils_have_chosen_and_which_not(self) -> None:
        shown = self.get("province_staff", "/elections/delegates/")
        assert "สภาทดสอบ ก" in shown
        assert "เลือกแล้ว" in shown
        assert "ยังไม่มีการประชุมระดับจังหวัดในทะเบียน" in shown
        withdrawn = self.election("election-letter")
        self.sent("chair_a", f"{withdrawn.get_absolute_url()}withdraw/", reason="ผิด")
        shown = self.get("province_staff", "/elections/delegates/?show=lacking")
        assert "ยังไม่เลือก" in shown
        assert "?title=delegate" in shown
        duty = offers.duty_sources["elections.delegates"]
        actor = SYSTEM
        assert duty.count(actor, date(2026, 11, 29)) == 0  # the program itself is no office that chooses

    def test_delegates_who_were_elected_are_what_was_done_for_that_duty_of_the_act(self) -> None:
        chosen = self.election("election-letter")
        page, year = f"/resolutions/of/{self.council.pk}/act/", chosen.on.year
        load_rules(actor=SYSTEM)
        deed = f'href="{chosen.get_absolute_url()}"'
        assert deed in self.get("chair_a", f"{page}?year={year}")
        of_place = f"/resolutions/act/?year={year}&format=csv"
        (line,) = [row for row in self.get("province_staff", of_place).splitlines() if "สภาทดสอบ ก" in row]
        facts = year_facts(SYSTEM, self.council, year)
        assert any("เลือกผู้แทน" in words for words in facts.duties[11].done)
        self.sent("chair_a", f"{chosen.get_absolute_url()}withdraw/", reason="ผิด")
        assert deed not in self.get("chair_a", f"{page}?year={year}")
        (then,) = [row for row in self.get("province_staff", of_place).splitlines() if "สภาทดสอบ ก" in row]
        before, after = (int(row.split(",")[1]) for row in (line, then))
        assert (before - after, facts.duties[11].words in year_facts(SYSTEM, self.council, year).unmet) == (
            1,
            True,
        )

    def test_an_election_has_the_seats_of_its_post_where_nobody_writes_another_number(self) -> None:
        add, members = f"/elections/of/{self.council.pk}/add/", self.post_of("member")
        facts = {"on_0": "5", "on_1": "10", "on_2": "2569", "purpose": "new_term"}
        assert (
            "ตำแหน่งนี้ไม่ได้กำหนดจำนวนไว้" in self.post("chair_a", add, post=members.pk, **facts).content.decode()
        )
        two = add_post(actor=SYSTEM, organisation=self.council, title="committee", holders=2)
        made = self.sent("chair_a", add, post=two.pk, **facts)
        assert Election.objects.visible_to(SYSTEM).get(pk=made.split("/")[-2]).seats == 2
        one = self.sent("chair_a", add, post=members.pk, **{**facts, "purpose": "vacancy"})
        assert Election.objects.visible_to(SYSTEM).get(pk=one.split("/")[-2]).seats == 1

    def test_a_province_sends_the_names_of_its_two_to_the_nation(self) -> None:
        body = add_organisation(
            actor=SYSTEM, area=self.cast.country.province, kind="province_meeting", name="การประชุมระดับจังหวัดทดสอบ",
        )  # fmt: skip
        chosen = cast_elections.stood(body, 2, title="national_delegate", seats=2)
        cast_elections.count(chosen, 9, 8)
        page = f"{chosen.get_absolute_url()}letter/"
        confirm_election(actor=SYSTEM, election=chosen)
        assert page in self.get("province_staff", chosen.get_absolute_url())
        assert page in self.get("province_staff", "/elections/delegates/")
        assert "ประธานการประชุมในระดับชาติของสภาองค์กรชุมชนตำบล" in self.get("province_staff", page)
        typed = {"sent_on_0": "1", "sent_on_1": "12", "sent_on_2": "2569", "to": "ประธานที่ประชุม"}
        answer = self.post("province_staff", page, **typed, **{"as": "docx"})
        word = zipfile.ZipFile(io.BytesIO(answer.content))
        text = re.sub(r"<[^>]+>", "", word.read("word/document.xml").decode())
        assert "เพื่อเข้าร่วมการประชุมในระดับชาติของสภาองค์กรชุมชนตำบล จำนวน ๒ คน" in text
        assert "มาตรา" not in text
        assert self.post("province_staff", page, **typed).headers["Content-Type"] == "application/pdf"

    def test_a_province_chooses_its_two_for_the_nation(self) -> None:
        add_organisation(
            actor=SYSTEM,
            area=self.cast.country.province,
            kind="province_meeting",
            name="การประชุมระดับจังหวัดทดสอบ",
        )
        shown = self.get("province_staff", "/elections/delegates/")
        (begin,) = re.findall(r'href="(/elections/of/\d+/add/)\?title=national_delegate"', shown)
        form = self.get("province_staff", f"{begin}?title=national_delegate")
        assert 'name="seats" value="2"' in form
        nation = self.get("nation", "/elections/delegates/?place=th")
        assert "ผู้แทนไปประชุมระดับชาติ" in nation

    def test_who_left_before_the_term_was_over_is_succeeded(self) -> None:
        chair = self.post_of("chair")
        old = Appointment.objects.visible_to(SYSTEM).get(post=chair, ended_on__isnull=True)
        end_appointment(actor=SYSTEM, appointment=old, on=date(2026, 11, 1), reason="เสียชีวิต")
        shown = self.get("chair_a", "/elections/due/")
        assert "เสียชีวิต" in shown
        (begin,) = re.findall(rf'href="([^"]+instead={old.pk})"', shown)
        form = self.get("chair_a", begin.replace("&amp;", "&"))
        assert f'value="{old.pk}" selected' in form
        typed = {
            "post": str(chair.pk), "seats": "1", "purpose": "successor", "in_place_of": str(old.pk), "on_0": "20",
            "on_1": "11", "on_2": "2569",
        }  # fmt: skip
        page = self.sent("chair_a", f"/elections/of/{self.council.pk}/add/", **typed)
        assert "เลือกคนแทนผู้ที่พ้นไป อยู่เท่าวาระที่เหลือ: แทน" in self.get("chair_a", page)
        assert "ทำการเลือกตั้งนี้ต่อ" in self.get("chair_a", "/elections/due/")

    def test_a_seat_with_somebody_acting_is_empty_wherever_it_is_told(self) -> None:
        adviser = add_post(actor=SYSTEM, organisation=self.council, title="adviser", holders=1)
        person = Appointment.objects.visible_to(SYSTEM).filter(post=self.post_of("member"))[0].person
        before = vacant_posts(SYSTEM, [self.council.area.path], date(2026, 11, 23)).count()
        appoint(actor=SYSTEM, post=adviser, person=person, since=date(2026, 11, 1), is_acting=True)
        for where in (
            "/elections/due/",
            f"/elections/of/{self.council.pk}/",
            f"/organisations/{self.council.pk}/",
        ):
            shown = self.get("chair_a", where)
            assert re.search(r"ที่ปรึกษา.*?ว่าง", shown, re.DOTALL), where
        after = vacant_posts(SYSTEM, [self.council.area.path], date(2026, 11, 23))
        assert (after.count(), adviser in after) == (before, True)

    def test_who_is_proposed_and_is_no_member_is_told_and_not_refused(self) -> None:
        page = f"/elections/{self.cast.ids['election-correct.pk']}/"
        outsider = add_person(actor=SYSTEM, given="คนนอก", surname="ทดสอบ", area=self.council.area)
        add = f"{page}candidates/add/?person={outsider.pk}"
        assert "คนนอก ทดสอบ ไม่ได้เป็นสมาชิกของ" in self.get("chair_a", add)
        self.sent("chair_a", add, proposer="ผู้เสนอ")
        assert Candidate.objects.visible_to(SYSTEM).filter(person=outsider).exists()

    def test_a_structure_is_reviewed_and_listed(self) -> None:
        where = f"/elections/structure/{self.council.pk}/"
        posts = Post.objects.visible_to(SYSTEM).filter(organisation=self.council, until__isnull=True)
        seats = {f"seats_{post.pk}": str(post.holders or "") for post in posts}
        vice = self.post_of("vice_chair")
        typed = {
            **seats,
            f"seats_{vice.pk}": "2",
            "title_0": "publicist",
            "new_0": "3",
            "words": "เพิ่มรองประธาน",
        }
        day = {"on_0": "20", "on_1": "11", "on_2": "2569"}
        self.sent("chair_a", f"{where}review/", **typed, **day)
        shown = self.get("chair_a", where)
        assert "รองประธาน: จาก 1 ที่นั่ง เป็น 2 ที่นั่ง" in shown
        assert "ตำแหน่งใหม่: ประชาสัมพันธ์ (3 ที่นั่ง)" in shown
        answer = self.post("chair_a", f"{where}review/", **seats, **day, label_1="ลอย ๆ")
        assert "เลือกว่าเป็นตำแหน่งใด" in answer.content.decode()
        last = StructureReview.objects.visible_to(SYSTEM).latest("pk")
        self.sent("chair_a", f"/elections/reviews/{last.pk}/withdraw/", reason="ลงผิดคณะ")
        assert "ลงผิดคณะ" in self.get("chair_a", where)
        self.get("province_staff", "/elections/structures/")

    def test_the_list_is_narrowed_and_the_room_leads_to_it(self) -> None:
        shown = self.get("province_staff", "/elections/")
        assert "เลือกตั้ง: รองประธาน" in shown
        narrowed = self.get("province_staff", "/elections/?state=confirmed&title=delegate&year=2026")
        assert "เลือกตั้ง: รองประธาน" not in narrowed
        assert "ไม่มีการเลือกตั้งแบบนี้ที่นี่" in self.get("province_staff", "/elections/?year=2026&state=no_quorum")
        assert 'href="/elections/"' in self.get("province_staff", "/meetings/")

    def test_a_meeting_s_page_shows_its_elections_and_begins_one(self) -> None:
        meeting = self.cast.ids["meeting.pk"]
        shown = self.get("chair_a", f"/meetings/{meeting}/")
        assert "ไม่มีการเลือกตั้งในการประชุมนี้" in shown
        (begin,) = re.findall(rf'href="([^"]+meeting={meeting})"', shown)
        assert f'value="{meeting}" selected' in self.get("chair_a", begin)
        typed = {"post": "new-treasurer", "seats": "1", "purpose": "new_term", "meeting": str(meeting)}
        page = self.sent("chair_a", begin, **typed)
        assert (
            "นับคะแนน" not in self.get("chair_a", page).partition("candidates")[0]
        )  # its day is still to come
        assert "เลือกตั้ง: เหรัญญิก" in self.get("chair_a", f"/meetings/{meeting}/")

    def test_an_agency_sees_neither_list_nor_panel(self) -> None:
        self.get("agency", "/elections/", 403)
        assert "/elections/" not in self.get("agency", f"/organisations/{self.council.pk}/")

    def test_elections_stand_in_the_yearly_report_and_among_own_work(self) -> None:
        told = offers.year_report_parts["elections"].tell(
            SYSTEM, self.council, date(2026, 1, 1), date(2026, 12, 31)
        )
        assert told is not None
        assert [words for words, _names in told.lines] == ["เลือกผู้แทนระดับจังหวัด เมื่อ 10 พ.ย. 2569"]
        assert "การเลือกตั้งที่ยังไม่จบ" in self.get("chair_a", "/duties/")
