"""A text that was pasted in error: withdrawn with a reason, nowhere but in its history, taken back; records keep it."""

from __future__ import annotations

import pytest

from khabuan.core.errors import Refused
from khabuan.reader.actions import drafts as deciding
from khabuan.reader.models import Draft, Text
from khabuan.reader.rules.drafts import Kind
from tests import cast_reader
from tests.reader.conftest import SYSTEM
from tests.reader.test_pages import Pages

REASON = "เป็นจดหมายส่วนตัว"


class Withdrawing(Pages):
    def where(self, act: str) -> str:
        return f"/reader/{self.text.pk}/{act}/"

    def seen(self) -> list[bool]:
        pages = ("/reader/?place=190101", "/reader/timeline/?place=190101", "/search/?q=ข่าวของหน้า")
        link = f'"{self.text.get_absolute_url()}"'
        return [link in self.get(page) for page in pages]

    def test_it_leaves_lists_timeline_search_and_same_events_and_comes_back(self) -> None:
        for text in (self.text, Text.everywhere.exclude(pk=self.text.pk).get(title="ข่าวทดสอบ")):
            deciding.accept_certain(actor=SYSTEM, text=text)
        other = Text.everywhere.get(title="ข่าวทดสอบ")
        same = f"/reader/{other.pk}/same/"
        assert "ข่าวของหน้า" in self.get(same)
        assert self.seen() == [True, True, True]
        assert f'href="{self.where("withdraw")}"' in self.page()
        assert self.post(self.where("withdraw"), reason="").status_code == 422
        self.post(self.where("withdraw"), reason=REASON)
        assert self.seen() == [False, False, False]
        assert "ข่าวของหน้า" not in self.get(same)
        page = self.page()
        assert REASON in page
        assert "chair_a" in page
        assert cast_reader.WORDS[:30] not in page
        assert REASON in self.get(self.where("history"))
        draft = Draft.everywhere.filter(text=self.text).first()
        for where in (
            f"/reader/drafts/{draft.pk}/",
            self.where("same"),
            self.where("add"),
            self.where("withdraw"),
        ):
            self.get(where, status=404)
        self.post(self.where("take-back"))
        assert self.seen() == [True, True, True]

    def test_the_same_words_again_lead_to_the_page_that_says_so(self) -> None:
        self.post(self.where("withdraw"), reason=REASON)
        facts = {"words": self.text.words, "kind": "news", "area": "190101"}
        answer = self.post("/reader/paste/", **facts)
        assert f'href="{self.text.get_absolute_url()}"' in answer.content.decode()

    def test_a_text_on_which_records_stand_stays_and_they_are_named(self) -> None:
        text = Text.everywhere.get(title="ข่าวทดสอบ")
        assert f'href="/reader/{text.pk}/withdraw/"' not in self.get(text.get_absolute_url())
        answer = self.post(f"/reader/{text.pk}/withdraw/", reason=REASON)
        assert "เวทีจากข่าวทดสอบ" in answer.content.decode()
        assert answer.status_code == 422
        text.refresh_from_db()
        assert text.withdrawn_on is None

    def test_nothing_is_written_of_a_withdrawn_text(self) -> None:
        draft = self.draft(Kind.DATE)
        self.post(self.where("withdraw"), reason=REASON)
        for act in (
            lambda: deciding.decide(actor=SYSTEM, draft=draft, how="accept"),
            lambda: deciding.accept_certain(actor=SYSTEM, text=self.text),
        ):
            with pytest.raises(Refused):
                act()

    def test_only_its_offices_withdraw_it(self) -> None:
        for persona, status in (("auditor", 403), ("keeper_b", 404), ("public", 302)):
            self.get(self.where("withdraw"), persona, status)
