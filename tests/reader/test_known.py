"""What the register tells the reader: read once, again after a change, and the command that uses it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import TestCase

from khabuan.access.actor import Actor, Role, Span
from khabuan.places.actions import correct_area, rename_area
from khabuan.places.models import Area, AreaKind
from khabuan.reader.queries.known import known
from khabuan.reader.rules.reading import read
from tests.databases import reference

__all__ = ["reference"]
EVERYBODY = Actor.public()
SARABURI = Actor(Role.PROVINCE, (Span.of("19."),), seat_id=1, title="ฝ่ายข้อมูลทดสอบ")


def test_without_areas_nothing_is_known(db: None) -> None:
    assert known(EVERYBODY).areas == ()


@pytest.mark.usefixtures("reference")
class Loaded(TestCase):
    def test_the_register_is_known_with_what_areas_stand_under(self) -> None:
        areas = known(EVERYBODY)
        tambon = areas.by_code["190105"]
        assert (tambon.level, tambon.name, tambon.within) == ("tambon", "ดาวเรือง", ("19", "1901"))
        assert areas.by_level["province"]["โคราช"][0].name == "นครราชสีมา"

    def test_it_is_read_once_for_the_process(self) -> None:
        first = known(EVERYBODY)
        with self.assertNumQueries(2):
            assert known(Actor.system()) is first

    def test_it_is_read_again_when_areas_have_changed(self) -> None:
        first = known(EVERYBODY)
        tambon = Area.objects.visible_to(EVERYBODY).get(code="190105")
        correct_area(actor=SARABURI, area=tambon, name="ดาวใหม่")
        assert known(EVERYBODY).by_code["190105"].name == "ดาวใหม่"
        rename_area(actor=SARABURI, area=tambon, name="ดาวอื่น", on=date(2026, 1, 5), reason="ทดสอบ")
        assert known(EVERYBODY).by_code["190105"].also == ("ดาวใหม่",)
        assert first.by_code["190105"].name == "ดาวเรือง"

    def test_a_report_is_read_with_it(self) -> None:
        codes = {
            code
            for fact in read("ต.ดาวเรือง จ.สระบุรี", known(EVERYBODY))
            for code in getattr(fact, "codes", ())
        }
        assert codes == {"19", "190105"}
        assert (
            Area.objects.visible_to(EVERYBODY).filter(kind=AreaKind.SUBDISTRICT, code__in=codes).count() == 1
        )
