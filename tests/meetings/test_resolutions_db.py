"""The register of resolutions: recorded under a number once, corrected and withdrawn with a reason, cited as a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django import forms
from django.db import IntegrityError, transaction
from tests.registry.conftest import World, by_hand, seat

from khabuan.access.actor import Actor, Role
from khabuan.core import offers
from khabuan.core.errors import NotAllowed, OutOfArea, Refused, ReplayConflict
from khabuan.files.actions import SentFile
from khabuan.files.queries import files_of
from khabuan.meetings.actions.resolutions import correct_resolution, record_resolution, withdraw_resolution
from khabuan.meetings.forms.resolutions import ResolutionField, offer_resolutions
from khabuan.meetings.models import Resolution
from khabuan.meetings.queries.resolutions import (
    Wanted,
    find_resolutions,
    resolution_of,
    resolutions_in,
    resolutions_of,
    uses_of,
)
from khabuan.registry.actions.merging import undo_merge
from khabuan.registry.actions.merging_bodies import merge_organisations
from khabuan.registry.actions.organisations import end_organisation, move_organisation
from khabuan.registry.models import Organisation

SYSTEM = Actor.system()
WORDS = "รับสมาชิกใหม่ 12 ราย ตามทะเบียนแนบท้าย"
PDF = b"%PDF-1.4\n%%EOF\n"


@dataclass
class Scene:
    world: World
    fund: Organisation
    other: Organisation
    treasurer: Actor
    neighbour: Actor

    def record(self, actor: Actor | None = None, **facts: Any) -> Resolution:
        known: dict[str, Any] = {
            "organisation": self.fund, "meeting_number": 1, "year": 2026, "item": "ข้อ ๔.๒",
            "on": date(2026, 1, 15), "words": WORDS,
        }  # fmt: skip
        return record_resolution(actor=actor or self.treasurer, **{**known, **facts})


@pytest.fixture
def scene(world: World) -> Scene:
    fund = world.body("fund", "กองทุนสวัสดิการชุมชนตำบลปากเพรียว")
    other = world.body("fund", "กองทุนสวัสดิการชุมชนตำบลดาวเรือง", "19.01.02.")
    seats = [seat(Role.TREASURER, body.node, number=40 + at) for at, body in enumerate((fund, other))]
    return Scene(world, fund, other, *seats)


@pytest.fixture
def used() -> Iterator[set[int]]:
    """An app above, whose records stand on some resolutions."""
    keys: set[int] = set()

    def find(resolution: Resolution) -> list[offers.Subject]:
        return [offers.Subject("rule", "1", "เงินสมทบวันละ 1 บาท", "/")] if resolution.pk in keys else []

    offers.resolution_uses.add(offers.ResolutionUse("test", find))
    yield keys
    offers.resolution_uses._offers.pop("test")


# ---------------------------------------------------------------- recorded


def test_a_treasurer_records_what_the_own_fund_decided_with_its_scan(scene: Scene) -> None:
    made = scene.record(
        papers=[SentFile(PDF, "รายงาน.pdf")], words=f"  {WORDS} \n  ข้อสอง ", client_key="once"
    )
    made.refresh_from_db()
    assert (made.item, made.words, str(made)) == ("4.2", f"{WORDS}\nข้อสอง", "มติ 1/2569 ข้อ 4.2")
    assert [file.paper for file in files_of(scene.treasurer, made)] == ["minutes"]
    again = {"papers": [SentFile(PDF, "รายงาน.pdf")], "words": f"  {WORDS} \n  ข้อสอง ", "client_key": "once"}
    assert scene.record(**again) == made
    with pytest.raises(ReplayConflict):
        scene.record(words="อื่น", client_key="once")
    scene.record(scene.world.secretary, item="4.3")


def test_others_record_nothing_there(scene: Scene) -> None:
    for actor in (scene.neighbour, scene.world.neighbour, scene.world.stranger):
        with pytest.raises(OutOfArea):
            scene.record(actor)
    for actor in (scene.world.auditor, scene.world.agency, scene.world.collector):
        with pytest.raises(NotAllowed):
            scene.record(actor)


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"words": " "}, "no_words", "words"),
        ({"on": date(2026, 11, 24)}, "to_come", "on"),
        ({"year": 2019}, "other_year", "year"),
        ({"meeting_number": 0}, "no_meeting", "meeting_number"),
        ({"papers": [SentFile(b"<svg/>", "a.svg")]}, "not_a_picture", None),
        ({"item": "x" * 21}, "too_long", "item"),
    ],
)
def test_what_cannot_be_is_refused(scene: Scene, facts: dict[str, Any], code: str, field: str | None) -> None:
    with pytest.raises(Refused) as no:
        scene.record(**facts)
    if code != "not_a_picture":
        assert (no.value.code, no.value.field) == (code, field)
    assert not resolutions_of(SYSTEM, scene.fund).exists()


def test_a_number_is_used_once_and_who_has_it_is_said(scene: Scene) -> None:
    scene.record()
    with pytest.raises(Refused) as no:
        scene.record(words="อีกมติหนึ่ง", item="4.2")
    assert (no.value.code, no.value.field) == ("number_used", "meeting_number")
    assert "มติ 1/2569 ข้อ 4.2" in str(no.value.message)
    assert WORDS in str(no.value.message)
    scene.record(item="4.10")
    scene.record(scene.neighbour, organisation=scene.other)
    assert [row.item for row in resolutions_of(scene.treasurer, scene.fund)] == ["4.2", "4.10"]


def test_the_database_holds_the_number_too(scene: Scene) -> None:
    made = scene.record()
    twin = Resolution(
        **{f.attname: getattr(made, f.attname) for f in Resolution._meta.fields if f.name != "id"}
    )
    with by_hand(), pytest.raises(IntegrityError), transaction.atomic():
        Resolution.new.bulk([twin])


def test_a_body_that_ended_decides_nothing_later(scene: Scene) -> None:
    end_organisation(actor=SYSTEM, organisation=scene.fund, on=date(2026, 6, 1), reason="ยุบรวม")
    with pytest.raises(Refused) as no:
        scene.record(on=date(2026, 6, 2))
    assert (no.value.code, no.value.field) == ("body_ended", "on")
    scene.record(on=date(2026, 6, 1))


# ---------------------------------------------------------------- corrected, withdrawn


def test_a_slip_is_corrected_with_its_reason(scene: Scene, used: set[int]) -> None:
    made = scene.record()
    used.add(made.pk)
    correct_resolution(
        actor=scene.treasurer, resolution=made, reason="คัดผิด", item="4.3", words="รับสมาชิกใหม่ 21 ราย"
    )
    made.refresh_from_db()
    assert (made.item, made.words, made.on) == ("4.3", "รับสมาชิกใหม่ 21 ราย", date(2026, 1, 15))
    assert find_resolutions(scene.treasurer, "21 ราย", 5)
    for facts, code in (
        ({"reason": " "}, "no_reason"),
        ({"reason": "ก", "on": date(2026, 12, 1)}, "to_come"),
    ):
        with pytest.raises(Refused) as no:
            correct_resolution(actor=scene.treasurer, resolution=made, **facts)
        assert no.value.code == code
    other = scene.record(item="4.4")
    with pytest.raises(Refused) as no:
        correct_resolution(actor=scene.treasurer, resolution=other, reason="ก", item="4.3")
    assert no.value.code == "number_used"
    with pytest.raises(OutOfArea):
        correct_resolution(actor=scene.neighbour, resolution=made, reason="ก")


def test_one_entered_in_error_is_withdrawn_and_its_number_free(scene: Scene) -> None:
    made = scene.record()
    with pytest.raises(Refused) as no:
        withdraw_resolution(actor=scene.treasurer, resolution=made, reason="")
    assert no.value.code == "no_reason"
    withdraw_resolution(actor=scene.treasurer, resolution=made, reason="คัดผิดเล่ม")
    scene.record()
    assert resolution_of(scene.treasurer, made.pk).withdrawn_reason == "คัดผิดเล่ม"
    for act in (withdraw_resolution, correct_resolution):
        with pytest.raises(Refused) as no:
            act(actor=scene.treasurer, resolution=made, reason="อีกที")
        assert no.value.code == "withdrawn_already"


def test_one_that_something_stands_on_is_not_withdrawn(scene: Scene, used: set[int]) -> None:
    made = scene.record()
    used.add(made.pk)
    assert [use.title for use in uses_of(made)] == ["เงินสมทบวันละ 1 บาท"]
    with pytest.raises(Refused) as no:
        withdraw_resolution(actor=scene.treasurer, resolution=made, reason="ผิด")
    assert no.value.code == "in_use"
    assert "เงินสมทบวันละ 1 บาท" in str(no.value.message)


# ---------------------------------------------------------------- read


def test_who_reads_a_body_s_resolutions(scene: Scene) -> None:
    made = scene.record()
    world = scene.world
    for actor in (
        scene.treasurer,
        world.secretary,
        world.province,
        world.nation,
        world.auditor,
        world.collector,
    ):
        assert resolution_of(actor, made.pk) == made
    for actor in (scene.neighbour, world.neighbour, world.stranger, world.agency, Actor.public()):
        with pytest.raises(OutOfArea):
            resolution_of(actor, made.pk)
        assert not find_resolutions(actor, "1/2569", 5)


def test_resolutions_are_found_by_number_and_by_word(scene: Scene) -> None:
    made = scene.record()
    scene.record(item="5", words="เลือกประธาน")
    actor = scene.treasurer
    for words in ("1/2569 ข้อ 4.2", "มติ ๑/๒๕๖๙ ข้อ 4", "สมาชิกใหม่"):
        assert [one.id for one in find_resolutions(actor, words, 5)] == [str(made.pk)], words
    assert len(find_resolutions(actor, "1/2569", 5)) == 2
    assert find_resolutions(actor, "กก", 5) == []
    place = scene.world.areas["19."]
    assert list(
        resolutions_in(scene.world.province, place, Wanted(year=2026, words="ประธาน")).values_list("item")
    )
    assert not resolutions_in(scene.world.province, place, Wanted(year=2025)).exists()
    withdraw_resolution(actor=actor, resolution=made, reason="ผิด")
    assert not find_resolutions(actor, "สมาชิกใหม่", 5)
    assert list(resolutions_of(actor, scene.fund, Wanted(is_withdrawn=True))) == [made]


def test_a_form_chooses_among_the_resolutions_of_its_body(scene: Scene) -> None:
    class AdmitForm(forms.Form):
        resolution = ResolutionField(label="มติ")

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            offer_resolutions(self, "resolution", scene.treasurer, scene.fund, back="/here/")

    made, others = scene.record(), scene.record(scene.neighbour, organisation=scene.other)
    form = AdmitForm({"resolution": str(made.pk)})
    assert form.is_valid()
    assert form.cleaned_data["resolution"] == made
    assert f"มติ 1/2569 ข้อ 4.2 · 15 ม.ค. 2569 · {WORDS}" in str(form["resolution"])
    assert f"/resolutions/of/{scene.fund.pk}/add/?back=%2Fhere%2F" in str(form.fields["resolution"].help_text)
    for typed in (str(others.pk), "", "x"):
        assert not AdmitForm({"resolution": typed}).is_valid(), typed


# ---------------------------------------------------------------- followed


def test_resolutions_follow_their_body_to_another_place(scene: Scene) -> None:
    made = scene.record(papers=[SentFile(PDF, "รายงาน.pdf")])
    area = scene.world.areas["19.01.02."]
    move_organisation(actor=SYSTEM, organisation=scene.fund, area=area, reason="แบ่งตำบล")
    there = scene.world.neighbour
    assert resolution_of(there, made.pk) == made
    assert len(files_of(there, made)) == 1
    with pytest.raises(OutOfArea):
        resolution_of(scene.world.secretary, made.pk)


def test_two_records_of_a_body_bring_their_resolutions_together_and_back(scene: Scene) -> None:
    twin = scene.world.body("fund", "กองทุนสวัสดิการชุมชน ต.ปากเพรียว")
    made = scene.record()
    same = scene.record(SYSTEM, organisation=twin)
    with pytest.raises(Refused) as no:
        merge_organisations(actor=SYSTEM, stays=scene.fund, goes=twin)
    assert no.value.code == "two_resolutions"
    twin.refresh_from_db()
    correct_resolution(actor=SYSTEM, resolution=same, item="4.5", reason="ข้อผิด")
    merge = merge_organisations(actor=SYSTEM, stays=scene.fund, goes=twin)
    assert list(resolutions_of(SYSTEM, scene.fund)) == [made, same]
    undo_merge(actor=SYSTEM, merge=merge, reason="คนละกองทุน")
    assert list(resolutions_of(SYSTEM, twin)) == [same]
