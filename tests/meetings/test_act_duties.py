"""The duties of the Act against the year's resolutions: chosen with a resolution, counted by council, taken out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import TestCase
from tests.cast import Cast
from tests.support import SYSTEM

from khabuan.core import clock, secrets
from khabuan.meetings.actions.resolutions import record_resolution
from khabuan.meetings.models import Resolution
from khabuan.registry.models import Organisation

DAY = clock.today().replace(month=1, day=5)


class Pages(TestCase):
    cast: Cast
    council: Organisation

    @classmethod
    def setUpTestData(cls) -> None:
        if not Path(settings.IDENTITY_KEY_FILE).is_file():
            secrets.make_key_file(Path(settings.IDENTITY_KEY_FILE))
        cls.cast = Cast()
        cls.council = Organisation.objects.visible_to(SYSTEM).get(pk=cls.cast.ids["resolutions-of.pk"])

    def get(self, persona: str, where: str, status: int = 200) -> str:
        answer = self.cast.client(persona).get(where)
        assert answer.status_code == status
        return answer.content.decode()

    def decide(self, item: str, duty: str, on: date = DAY) -> Resolution:
        return record_resolution(
            actor=SYSTEM, organisation=self.council, meeting_number=7, year=on.year, item=item, on=on,
            words="มติทดสอบ", duty=duty,
        )  # fmt: skip

    def test_a_duty_and_an_issue_are_chosen_with_the_resolution_and_corrected(self) -> None:
        where = f"/resolutions/of/{self.council.pk}/add/"
        form = self.get("chair_a", where)
        assert "12. เสนอรายชื่อผู้แทนไปร่วมประชุมในระดับจังหวัด" in form
        typed: dict[str, Any] = {
            "meeting_number": "7", "year": str(DAY.year + 543), "item": "4.1", "words": "ส่งผู้แทน",
            "on": f"{DAY.day}/{DAY.month}/{DAY.year + 543}", "duty": "12", "issue": "council",
        }  # fmt: skip
        made = self.cast.client("chair_a").post(where, typed).headers["Location"]
        page = self.get("chair_a", made)
        assert "12. เสนอรายชื่อผู้แทน" in page
        assert (
            self.cast.client("chair_a").post(where, {**typed, "item": "5", "duty": "13"}).status_code == 422
        )
        self.cast.client("chair_a").post(f"{made}correct/", {**typed, "duty": "8", "reason": "เลือกผิด"})
        assert "8. ร่วมมือกับสภาองค์กรชุมชนตำบลอื่น" in self.get("chair_a", made)

    def test_a_council_s_year_tells_which_duties_have_resolutions_and_which_none(self) -> None:
        served, loose = self.decide("4.1", "3"), self.decide("4.2", "")
        gone = self.decide("4.3", "5", DAY.replace(year=DAY.year - 1))
        page = self.get("chair_a", f"/resolutions/of/{self.council.pk}/act/")
        assert f'href="{served.get_absolute_url()}"' in page
        assert f"{loose.get_absolute_url()}correct/" in page
        assert gone.get_absolute_url() not in page
        for words in ("2 จาก 12 ข้อ", "ยังไม่มีมติหรืองาน", "ยังไม่ได้ตรวจกับตัวบท"):
            assert words in page
        before = self.get("chair_a", f"/resolutions/of/{self.council.pk}/act/?year={DAY.year - 1}")
        assert gone.get_absolute_url() in before

    def test_councils_of_a_place_are_counted_and_taken_out(self) -> None:
        self.decide("4.1", "3"), self.decide("4.2", "3"), self.decide("4.3", "11")
        page = self.get("province_staff", "/resolutions/act/")
        for words in (
            "3 จาก 12 ข้อ",
            "1, 2, 4, 5, 6, 7, 8, 9, 10",
            f"/resolutions/of/{self.council.pk}/act/",
        ):
            assert words in page
        answer = self.cast.client("province_staff").get("/resolutions/act/?format=csv")
        line = next(one for one in answer.content.decode().splitlines() if one.startswith("สภาทดสอบ ก"))
        assert line == "สภาทดสอบ ก,3,0,0,2,0,0,0,0,0,0,0,1,1"
        assert "สภาทดสอบ ก" not in self.get("elsewhere_staff", "/resolutions/act/?place=19")

    def test_meetings_of_a_year_stand_against_the_number_wanted(self) -> None:
        page = self.get("province_staff", "/meetings/year/")
        assert "0 จาก 4 ครั้ง" in page
        assert f'href="/meetings/of/{self.council.pk}/"' in page
        assert "/meetings/year/" in self.get("province_staff", "/meetings/")
        assert "/meetings/year/" in self.get("province_staff", "/resolutions/act/")
        answer = self.cast.client("province_staff").get("/meetings/year/?format=csv")
        line = next(one for one in answer.content.decode().splitlines() if one.startswith("สภาทดสอบ ก"))
        assert line.startswith("สภาทดสอบ ก,0,4,4,"), line
        assert "สภาทดสอบ ก" not in self.get("elsewhere_staff", "/meetings/year/?place=19")

    def test_a_body_without_duties_in_the_act_has_no_such_page(self) -> None:
        self.get("keeper_a", f"/resolutions/of/{self.cast.fund.pk}/act/", 404)
