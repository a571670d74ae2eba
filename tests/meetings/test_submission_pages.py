"""A step of a proposal's trail, through its form: who did it is asked, and never taken to be who has it."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.test import TestCase
from tests.cast import Cast

from khabuan.core import secrets


class Pages(TestCase):
    cast: Cast

    @classmethod
    def setUpTestData(cls) -> None:
        if not Path(settings.IDENTITY_KEY_FILE).is_file():
            secrets.make_key_file(Path(settings.IDENTITY_KEY_FILE))
        cls.cast = Cast()

    def test_who_did_it_is_chosen_from_the_trail_or_named(self) -> None:
        client, where = self.cast.client("province_staff"), f"/submissions/{self.cast.ids['submission.pk']}/"
        form = client.get(f"{where}step/").content.decode()
        assert '<option value="กระทรวงทดสอบ">' in form
        on = {"on_0": "20", "on_1": "10", "on_2": "2569"}
        typed = {**on, "kind": "answered", "words": "ตอบแล้ว"}
        for nobody in ({}, {"who": "another"}):
            assert client.post(f"{where}step/", {**typed, **nobody}).status_code == 422
        assert client.post(f"{where}step/", {**typed, "who": "กระทรวงทดสอบ"}).status_code == 302
        second = {**typed, "who": "another", "by_words": "กรมทดสอบ"}
        assert client.post(f"{where}step/", second).status_code == 302
        page = client.get(where).content.decode()
        assert "ตอบ: กระทรวงทดสอบ" in page
        assert "ตอบ: กรมทดสอบ" in page
