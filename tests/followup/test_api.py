"""Duties and promises through the API: what a seat's pages show, and no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import TestCase
from tests.cast import Cast

from khabuan.core import secrets


class Calls(TestCase):
    cast: Cast

    @classmethod
    def setUpTestData(cls) -> None:
        if not Path(settings.IDENTITY_KEY_FILE).is_file():
            secrets.make_key_file(Path(settings.IDENTITY_KEY_FILE))
        cls.cast = Cast()

    def get(self, persona: str, path: str, status: int = 200) -> Any:
        answer = self.cast.client(persona).get(f"/api/v1{path}")
        assert answer.status_code == status, answer.content.decode()
        return answer.json()

    def test_a_list_is_narrowed_as_the_page_is(self) -> None:
        for path, what in (("/duties", "งานค้างทดสอบ"), ("/promises", "รับปากทดสอบ")):
            found = self.get("province_staff", f"{path}?state=late")
            assert found["count"] == 1
            assert what in found["items"][0].values()
            for none in ("issue=housing", "find=ไม่มีคำนี้", "area=33"):
                assert self.get("province_staff", f"{path}?{none}")["count"] == 0, none
            assert self.get("elsewhere_staff", path)["count"] == 0
            self.get("province_staff", f"{path}?state=lost", 422)

    def test_one_has_its_trail_and_its_owner(self) -> None:
        duty = self.get("chair_a", f"/duties/{self.cast.ids['follow-duty.pk']}")
        assert duty["owner_organisation"] == {"id": str(self.cast.fund.pk), "name": "กองทุนทดสอบ ก"}
        assert [line["step"] for line in duty["trail"]] == ["report"]
        promise = self.get("chair_a", f"/promises/{self.cast.ids['follow-promise.pk']}")
        assert (promise["agency"]["name"], promise["state"]) == ("หน่วยงานทดสอบ", "answered")
        assert [line["is_by_agency"] for line in promise["trail"]] == [False]
        agency = promise["agency"]["id"]
        assert self.get("chair_a", f"/promises?agency={agency}")["count"] == 2
        assert self.get("chair_a", "/promises?agency=1")["count"] == 0

    def test_neither_strangers_nor_agencies_nor_the_public_read_duties(self) -> None:
        where = f"/duties/{self.cast.ids['follow-duty.pk']}"
        self.get("elsewhere_staff", where, 404)
        self.get("agency", where, 403)
        self.get("agency", f"/promises/{self.cast.ids['follow-promise.pk']}", 404)
        self.get("public", where, 401)
