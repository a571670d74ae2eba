"""Co-operation agreements: signed, corrected, renewed, ended, and told before they run out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.gatherings.conftest import SYSTEM, Scene, unlike_history
from tests.gatherings.test_gatherings_db import refused

from khabuan.access.actor import Actor
from khabuan.core.errors import NotAllowed, OutOfArea
from khabuan.files.actions import SentFile
from khabuan.files.queries import files_of
from khabuan.gatherings.actions import cooperation as acts
from khabuan.gatherings.actions.cooperation import Party
from khabuan.gatherings.models import Cooperation, CooperationParty
from khabuan.gatherings.queries import cooperation as reads
from khabuan.gatherings.queries import due
from khabuan.gatherings.queries.cooperation import Wanted
from khabuan.gatherings.rules.lists import CooperationList
from khabuan.registry.actions.merging_bodies import merge_organisations

TODAY = date(2026, 11, 23)
PDF = SentFile(b"%PDF-1.4\n%%EOF\n", "mou.pdf")


def signed(scene: Scene, actor: Actor | None = None, **facts: Any) -> Cooperation:
    known = {
        "organisation": scene.group, "title": "ร่วมพัฒนากองทุนสวัสดิการ", "signed_on": date(2024, 12, 1),
        "until": date(2026, 12, 1), "parties": [Party(scene.agency, signer="หัวหน้าสำนักงาน"), Party(words="มูลนิธิ")],
    }  # fmt: skip
    return acts.record_cooperation(actor=actor or scene.world.province, **{**known, **facts})


def test_it_is_recorded_with_parties_and_the_signed_paper(scene: Scene) -> None:
    row = signed(scene, papers=[PDF], gathering=scene.gathering())
    assert row.since == row.signed_on
    assert [str(one) for one in reads.parties_of(Actor.public(), row)] == ["พมจ.สระบุรี", "มูลนิธิ"]
    assert [file.name for file in files_of(scene.world.province, row)] == ["mou.pdf"]
    assert files_of(Actor.public(), row) == []
    for actor, no in (
        (scene.world.secretary, OutOfArea), (scene.world.stranger, OutOfArea), (scene.world.auditor, NotAllowed),
    ):  # fmt: skip
        with pytest.raises(no):
            signed(scene, actor)
    assert unlike_history() == []


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"title": ""}, "no_words", "title"),
        ({"signed_on": date(2026, 11, 24)}, "signed_to_come", "signed_on"),
        ({"until": date(2024, 11, 30)}, "ends_first", "until"),
        ({"parties": [Party()]}, "no_body", "organisation"),
    ],
)
def test_what_cannot_be_is_refused(scene: Scene, facts: dict[str, Any], code: str, field: str) -> None:
    assert refused(signed, scene=scene, **facts) == (code, field)


def test_before_it_runs_out_it_is_work_and_a_new_paper_ends_that(scene: Scene) -> None:
    row = signed(scene)
    signed(scene, title="ไม่มีวันสิ้นสุด", until=None)
    over = signed(scene, title="สิ้นสุดแล้ว", until=date(2026, 11, 1))
    told = due.ending_due(scene.world.province, TODAY, 5)
    assert [(one.what, one.state) for one in told] == [("สิ้นสุดแล้ว", "wrong"), ("ร่วมพัฒนากองทุนสวัสดิการ", "need")]
    assert due.count_ending(scene.world.secretary, TODAY) == 0
    new = acts.renew_cooperation(
        actor=SYSTEM, cooperation=row, title="ร่วมพัฒนากองทุนสวัสดิการ ระยะสอง", signed_on=TODAY, papers=[PDF]
    )
    assert [str(one) for one in reads.parties_of(SYSTEM, new)] == ["พมจ.สระบุรี", "มูลนิธิ"]
    assert refused(acts.end_cooperation, actor=SYSTEM, cooperation=row, on=TODAY, reason="ก")[0] == "renewed"
    acts.end_cooperation(actor=SYSTEM, cooperation=over, on=date(2026, 11, 1), reason="ครบกำหนด ไม่ต่อ")
    assert (
        refused(acts.renew_cooperation, actor=SYSTEM, cooperation=over, title="ก", signed_on=TODAY)[0]
        == "ended"
    )
    assert due.count_ending(scene.world.province, TODAY) == 0


def test_lists_by_state_word_and_party(scene: Scene) -> None:
    row = signed(scene)
    over = signed(scene, title="สิ้นสุดแล้ว", until=date(2026, 11, 1))
    ended = signed(scene, title="เลิกก่อน", until=None)
    acts.end_cooperation(actor=SYSTEM, cooperation=ended, on=TODAY, reason="เลิก")

    def listed(path: str = "19.", **wanted: Any) -> set[Cooperation]:
        return set(reads.cooperations_in(SYSTEM, scene.world.areas[path], Wanted(**wanted), TODAY))

    assert listed() == {row}
    assert listed(state=CooperationList.ENDING) == {row}
    assert listed(state=CooperationList.RUN_OUT) == {over}
    assert listed(state=CooperationList.ENDED) == {ended}
    assert listed(state=CooperationList.ALL, words="สิ้นสุด") == {over}
    assert listed("19.01.01.") == set()
    acts.add_party(actor=SYSTEM, cooperation=row, organisation=scene.council)
    assert listed("19.01.01.") == {row}
    assert set(reads.cooperations_of(SYSTEM, scene.agency)) == {row, over, ended}
    assert [one.title for one in reads.find_cooperations(SYSTEM, "กองทุนสวัสดิการ", 5)] == [row.title]


def test_corrected_and_its_parties_taken_off(scene: Scene) -> None:
    row = signed(scene)
    acts.correct_cooperation(
        actor=scene.world.province,
        cooperation=row,
        reason="คัดวันผิด",
        title=row.title,
        signed_on=date(2024, 12, 2),
    )
    assert (row.signed_on, row.until) == (date(2024, 12, 2), None)
    first = CooperationParty.everywhere.filter(cooperation=row).earliest("pk")
    other = signed(scene, title="อื่น")
    with pytest.raises(OutOfArea):
        acts.remove_party(actor=SYSTEM, cooperation=other, party=first, reason="ผิด")
    acts.remove_party(actor=SYSTEM, cooperation=row, party=first, reason="ไม่ได้ลงนาม")
    assert [str(one) for one in reads.parties_of(SYSTEM, row)] == ["มูลนิธิ"]
    named = {"actor": SYSTEM, "cooperation": row}
    assert refused(acts.add_party, **named, organisation=scene.group) == ("is_keeper", "organisation")
    assert unlike_history() == []


def test_two_records_of_a_party_become_one(scene: Scene) -> None:
    twin = scene.world.body("agency", "สำนักงาน พมจ. สระบุรี", "19.")
    row = signed(scene, parties=[Party(scene.agency), Party(twin)])
    merge_organisations(actor=SYSTEM, stays=scene.agency, goes=twin)
    parties = reads.parties_of(SYSTEM, row)
    assert [(one.organisation, str(one)) for one in parties] == [
        (scene.agency, "พมจ.สระบุรี"), (None, "สำนักงาน พมจ. สระบุรี"),
    ]  # fmt: skip
