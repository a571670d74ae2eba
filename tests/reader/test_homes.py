"""How many houses a text counts, and whose they may be with their numbers; and the row of houses through its pages."""

from __future__ import annotations

import re
from typing import Any

import pytest

from khabuan.housing.models import Householder
from khabuan.reader.actions import drafts as acts
from khabuan.reader.models import Draft, Text, Use
from khabuan.reader.rules.accepted import Accepted
from khabuan.reader.rules.drafts import Kind
from khabuan.reader.rules.homes import houses_told, named_in
from khabuan.registry.models import Person
from tests.reader.conftest import SYSTEM
from tests.reader.test_pages import Pages

ROW = (
    "มอบบ้านพอเพียงตำบลทดสอบ อำเภอเมืองทดสอบ จังหวัดทดสอบ\n\nปีงบประมาณ 2569 โครงการบ้านพอเพียง จำนวน ๓ หลัง หลังละ 33,000 บาท\n"
    "นายอำเภอเมืองทดสอบ นายสมมติ ใจดี เป็นประธานมอบบ้าน\n"
    "1. นางสำรวย จันทร์นิรนาม  บ้านเลขที่ ๔๔ หมู่ ๒\n2. นายเปลื้อง คำสมมุติ บ้านเลขที่ 8/1 ม.2\n3. นางทองย้อย แก้วจำลอง หมู่ 3"
)


def told(kind: Kind, key: int, words: str = "", quote: str = "", **says: Any) -> Accepted:
    at = words.index(quote) if quote else 0
    return Accepted(key, kind, says, None, ((at, at + len(quote)),))


@pytest.mark.parametrize(
    ("counts", "found"), [([5], 5), ([5, 5], 5), ([4, 13], None), ([], None)],
)  # fmt: skip
def test_the_houses_that_a_text_counts_are_those_of_one_exact_number(
    counts: list[int], found: int | None
) -> None:
    drafts = [
        told(Kind.COUNT, key, what="houses", value=value, approx=False) for key, value in enumerate(counts)
    ]
    others = [
        told(Kind.COUNT, 90, what="people", value=9, approx=False),
        told(Kind.COUNT, 91, what="houses", value=30, approx=True),
    ]
    assert houses_told([*drafts, *others]) == found


def test_the_number_of_a_house_is_the_one_behind_the_name_before_the_next_name() -> None:
    words = "นาย ก มอบบ้านให้ 1. นาง ข บ้านเลขที่ ๔๔ หมู่ ๒ 2. นาย ค บ้านเลขที่ 8/1\nหมู่ 9 นาง ง ม.๓ จ"
    people = [
        told(Kind.PERSON, 1, words, "นาย ก", name="ก", title="นาย", role="นายอำเภอ"),
        told(Kind.PERSON, 2, words, "นาง ข", name="ข", title="นาง"),
        told(Kind.PERSON, 3, words, "นาย ค", name="ค", title="นาย"),
        told(Kind.PERSON, 4, words, "นาง ง", name="ง", title="นาง"),
        told(Kind.PERSON, 5, words, "จ", name="จ", title=None),
    ]
    found = named_in(people, words)
    assert [(one.draft, one.name, one.house_no) for one in found] == [
        (2, "นางข", "44 หมู่ 2"), (3, "นายค", "8/1"), (4, "นางง", "หมู่ 3"), (5, "จ", ""), (1, "นายก", ""),
    ]  # fmt: skip
    assert words[slice(*found[0].span)] == "นาง ข บ้านเลขที่ ๔๔ หมู่ ๒"


def put(form: str, box: str) -> list[str]:
    return re.findall(r'data-put="([^"]+)"', form.partition(f'data-into="id_{box}"')[2].partition("</ul>")[0])


class InARow(Pages):
    def take(self) -> tuple[Text, str]:
        self.post("/reader/paste/", words=ROW, kind="news", area=self.cast.country.tambon_a.code)
        text = Text.everywhere.get(words=ROW)
        acts.accept_certain(actor=SYSTEM, text=text)
        for draft in Draft.everywhere.filter(text=text, kind=Kind.PERSON, state="waiting"):
            acts.decide(actor=SYSTEM, draft=draft, how="accept")
        return text, f"/reader/{text.pk}/start/house/{self.cast.council.pk}/"

    def facts(self, **more: Any) -> dict[str, Any]:
        return {
            "programme": "decent", "kind": "repair", "fiscal_year": "2569", "area": "190101", "state": "handed_over",
            "on_0": "26", "on_1": "6", "on_2": "2569", "amount": "33,000.00", "item": "materials",
            "agency": "หน่วยงานทดสอบ", "is_programme": "on", **more,
        }  # fmt: skip

    def test_three_houses_of_a_text_take_three_short_forms_and_each_credits_whom_it_was_given_to(
        self,
    ) -> None:
        text, where = self.take()
        form = self.get(where)
        assert "บันทึกแล้ว 0 จาก 3 หลัง" in form
        assert put(form, "name")[:3] == ["นางสำรวย จันทร์นิรนาม", "นายเปลื้อง คำสมมุติ", "นางทองย้อย แก้วจำลอง"]
        assert put(form, "house_no") == ["44 หมู่ 2", "8/1 หมู่ 2", "หมู่ 3"]
        assert 'value="นาง' not in form, "nobody is named by itself"
        assert "20,000 บาท" in form
        answer = self.post(where, **self.facts(name="นางสำรวย จันทร์นิรนาม", house_no="44 หมู่ 2", next="1"))
        assert answer.status_code == 302, answer.content.decode()[:3000]
        first = Householder.everywhere.get(name="นางสำรวย จันทร์นิรนาม").case_id
        after = answer.headers["Location"]
        assert after == f"{where}?after={first}"
        form = self.get(after)
        assert "บันทึกแล้ว 1 จาก 3 หลัง" in form
        assert put(form, "name")[0] == "นายเปลื้อง คำสมมุติ", "who has a house is not offered again"
        for kept in (
            'value="handed_over" selected',
            'value="หน่วยงานทดสอบ"',
            'value="33,000.00"',
            'value="26"',
        ):
            assert kept in form, kept
        answer = self.post(after, **self.facts(name="นายเปลื้อง  คำสมมุติ"))
        second = Householder.everywhere.get(name="นายเปลื้อง คำสมมุติ").case
        assert answer.headers["Location"] == second.get_absolute_url()
        used = Use.everywhere.filter(draft__kind=Kind.PERSON, text=text).order_by("pk")
        assert list(used.values_list("subject_id", "draft__quote")) == [
            (first, "นางสำรวย จันทร์นิรนาม"), (second.pk, "นายเปลื้อง คำสมมุติ"),
        ]  # fmt: skip
        assert "บันทึกแล้ว 2 จาก 3 หลัง" in self.get(text.get_absolute_url())

    def test_a_person_of_the_register_is_offered_as_that_person(self) -> None:
        text, where = self.take()
        person = (
            Person.objects.visible_to(SYSTEM)
            .filter(area__code="190101", stays__isnull=True)
            .order_by("pk")[0]
        )
        draft = Draft.everywhere.get(text=text, kind=Kind.PERSON, quote__startswith="นางสำรวย")
        acts.link(actor=SYSTEM, draft=draft, person=person)
        form = self.get(where)
        assert put(form, "person") == [str(person.pk)]
        assert "นางสำรวย จันทร์นิรนาม" not in put(form, "name")
        assert "selected" not in form.partition('name="person"')[2].partition("</select>")[0].replace(
            '<option value="" selected', ""
        )
        answer = self.post(where, **self.facts(person=str(person.pk)))
        assert answer.status_code == 302, answer.content.decode()[:3000]
        who = Householder.everywhere.get(person=person)
        assert Use.everywhere.filter(draft=draft, subject_id=who.case_id).exists()
