"""Changes proposed by one seat and decided by another; the history that both leave."""

from __future__ import annotations

import io
from datetime import date

import pytest
from PIL import Image
from tests.registry.conftest import TODAY

from khabuan.audit.chain import Doer, erase_payloads
from khabuan.audit.models import Event
from khabuan.core import clock, offers
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.core.thai import ThaiDate
from khabuan.files.actions import SentFile
from khabuan.files.queries import files_of
from khabuan.registry.actions.organisations import move_organisation, record_registration
from khabuan.registry.actions.people import change_person, keep_identity, reveal_identity
from khabuan.registry.actions.posts import add_post, appoint
from khabuan.registry.actions.proposals import decide_proposal, propose_change
from khabuan.registry.models import Organisation, Person, Proposal
from khabuan.registry.queries.history import history_of, identity_reads


def photo():
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def fund(world):
    return world.body("fund", "กองทุนทดสอบ", phone="036111111")


def test_a_proposal_waits_with_its_evidence_and_changes_nothing(world, fund):
    proposal = propose_change(
        actor=world.collector,
        record=fund,
        facts={"phone": "036222222", "name": fund.name},
        words="เบอร์ใหม่",
        evidence=[SentFile(photo(), "ป้าย.png")],
    )
    assert proposal.facts == {"phone": ["036111111", "036222222"]}
    assert Organisation.everywhere.get(pk=fund.pk).phone == "036111111"
    assert [file.paper for file in files_of(world.secretary, proposal)] == ["evidence"]
    assert offers.duty_sources["registry.proposals"].count(world.secretary, TODAY) == 1
    assert offers.duty_sources["registry.proposals"].count(world.collector, TODAY) == 0
    assert offers.duty_sources["registry.proposals"].count(world.stranger, TODAY) == 0


def test_accepted_evidence_stands_beside_the_record_and_declined_does_not(world, fund):
    first, second = (
        propose_change(
            actor=world.collector,
            record=fund,
            facts={"phone": phone},
            evidence=[SentFile(photo(), "ป้าย.png")],
        )
        for phone in ("036222222", "036333333")
    )
    decide_proposal(actor=world.secretary, proposal=first, accept=False, reason="เบอร์เก่า")
    assert files_of(world.secretary, fund) == []
    decide_proposal(actor=world.secretary, proposal=second, accept=True)
    (kept,) = files_of(world.secretary, fund)
    (sent,) = files_of(world.secretary, second)
    assert (kept.blob_id, kept.paper, kept.place) == (sent.blob_id, "evidence", fund.node)
    assert not files_of(world.stranger, fund)


def test_who_does_not_see_the_record_cannot_propose_to_it(world, fund):
    with pytest.raises(OutOfArea):
        propose_change(actor=world.stranger, record=fund, facts={"phone": "036222222"})
    assert not Proposal.everywhere.exists()


def test_accepting_makes_the_change_and_stands_in_the_history(world, fund):
    proposal = propose_change(actor=world.collector, record=fund, facts={"phone": "036222222"})
    decide_proposal(actor=world.secretary, proposal=proposal, accept=True)
    assert Organisation.everywhere.get(pk=fund.pk).phone == "036222222"
    assert Proposal.everywhere.get().state == "accepted"
    newest = history_of(world.province, fund)[0]
    assert newest.who == world.secretary.title
    assert ("036111111", "036222222") in {
        (diff.old, diff.new) for _title, diffs in newest.diffs for diff in diffs
    }


def test_declining_needs_a_reason_and_changes_nothing(world, fund):
    proposal = propose_change(actor=world.agency, record=fund, facts={"phone": "036222222"})
    with pytest.raises(Refused):
        decide_proposal(actor=world.secretary, proposal=proposal, accept=False)
    decide_proposal(actor=world.secretary, proposal=proposal, accept=False, reason="เบอร์ผิด")
    assert Organisation.everywhere.get(pk=fund.pk).phone == "036111111"
    with pytest.raises(Refused):
        decide_proposal(actor=world.secretary, proposal=proposal, accept=True)


def test_a_value_changed_meanwhile_is_refused_with_the_present_one(world):
    person = world.person("สมมุติทดสอบ", "เดิม", born_on=date(1970, 1, 1))
    proposal = propose_change(
        actor=world.collector, record=person, facts={"surname": "ใหม่", "born_on": date(1971, 1, 1)}
    )
    change_person(actor=world.secretary, person=Person.everywhere.get(pk=person.pk), surname="ปัจจุบัน")
    with pytest.raises(Refused) as no:
        decide_proposal(actor=world.secretary, proposal=proposal, accept=True)
    assert no.value.field == "surname"
    assert "ปัจจุบัน" in str(no.value.message)
    assert Person.everywhere.get(pk=person.pk).born_on == date(1970, 1, 1)


def test_dates_come_through_a_proposal(world):
    person = world.person("สมมุติทดสอบ", born_on=date(1970, 1, 1))
    proposal = propose_change(actor=world.collector, record=person, facts={"born_on": "1971-02-03"})
    decide_proposal(actor=world.province, proposal=proposal, accept=True)
    assert Person.everywhere.get(pk=person.pk).born_on == date(1971, 2, 3)


@pytest.mark.parametrize("facts", [{"phone": "036111111"}, {"kind": "council"}, {"founded_on": "วันพุธ"}, {}])
def test_nothing_new_and_what_cannot_be_is_refused(world, fund, facts):
    with pytest.raises(Refused):
        propose_change(actor=world.collector, record=fund, facts=facts)
    assert not Proposal.everywhere.exists()


def test_only_in_reach_and_only_by_the_office(world, fund):
    with pytest.raises(OutOfArea):
        propose_change(actor=world.stranger, record=fund, facts={"phone": "1"})
    proposal = propose_change(actor=world.collector, record=fund, facts={"phone": "036222222"})
    with pytest.raises(NotAllowed):
        decide_proposal(actor=world.collector, proposal=proposal, accept=True)
    with pytest.raises(OutOfArea):
        decide_proposal(actor=world.neighbour, proposal=proposal, accept=True)
    assert not Proposal.objects.visible_to(world.neighbour).exists()
    assert Proposal.objects.visible_to(world.collector).exists()


def test_history_of_an_organisation_has_its_posts_and_stays_in_its_area(world, fund):
    post = add_post(actor=world.secretary, organisation=fund, title="chair")
    appoint(actor=world.secretary, post=post, person=world.person("ประธานทดสอบ"))
    lines = history_of(world.province, fund)
    assert len(lines) == 3
    assert any(diff.new == "ประธานทดสอบ" for _t, diffs in lines[0].diffs for diff in diffs)
    older = history_of(world.province, fund, limit=2, before=lines[1].key)
    assert [line.key for line in older] == [lines[2].key]
    with pytest.raises(OutOfArea):
        history_of(world.stranger, fund)
    with pytest.raises(NotAllowed):
        history_of(world.agency, fund)


def test_an_erased_event_is_shown_as_erased(world):
    person = world.person("สมมุติทดสอบ")
    born = Event.objects.order_by("-pk").first()
    erase_payloads(Doer("system", "system"), [born.pk], reason="เจ้าของข้อมูลขอลบ")
    line = history_of(world.province, person)[-1]
    assert line.key == born.pk
    assert line.is_erased
    assert line.diffs == ()


def test_who_opened_a_number_is_told_to_the_office(world):
    person = world.person("สมมุติทดสอบ")
    keep_identity(actor=world.secretary, person=person, kind="citizen", number="9000000000017")
    with clock.at("2026-11-24"):
        reveal_identity(actor=world.secretary, person=person, kind="citizen", reason="ตรวจบัตร")
    (read,) = identity_reads(world.province, person)
    assert (read.reason, read.seat_title, read.what) == ("ตรวจบัตร", world.secretary.title, "citizen")
    with pytest.raises(NotAllowed):
        identity_reads(world.secretary, person)
    with pytest.raises(OutOfArea):
        identity_reads(world.stranger, person)
    assert "9000000000017" not in str(history_of(world.province, person))


def test_a_day_known_to_the_year_is_told_so_and_walks_back_with_each_change(world):
    person = world.person("สมมุติทดสอบ", born_on=date(1962, 1, 1), born_precision="year")
    change_person(actor=world.secretary, person=person, born_on=date(1963, 1, 1), reason="บัตร")
    change_person(actor=world.secretary, person=person, born_precision="day")
    told = [
        [
            (diff.field, diff.old, diff.new)
            for _title, diffs in line.diffs
            for diff in diffs
            if "born" in diff.field
        ]
        for line in history_of(world.province, person)
    ]
    first, second = ThaiDate(date(1962, 1, 1), "year"), ThaiDate(date(1963, 1, 1), "year")
    assert told == [
        [("born_on", second, ThaiDate(date(1963, 1, 1), "day"))],
        [("born_on", first, second)],
        [("born_on", "", first)],
    ]


def test_a_step_without_a_day_says_nothing_of_how_well_it_is_known(world):
    body = world.body("community", "กลุ่มทดสอบ")
    record_registration(
        actor=world.secretary, organisation=body, step="registered", unknown=["date", "number", "receiver"]
    )
    (_title, diffs), *_rest = history_of(world.province, body)[0].diffs
    assert {diff.field for diff in diffs} == {"organisation", "step"}


def test_who_sees_an_office_proposes_the_name_of_its_holder(world):
    body = world.body("standing_body", "ขบวนทดสอบ", "19.")
    post = add_post(actor=world.province, organisation=body, title="chair")
    holder = world.person("ประธาน", "ชื่อผิด", path="19.01.02.")
    term = appoint(actor=world.province, post=post, person=holder)
    assert not Person.objects.visible_to(world.collector).filter(pk=holder.pk).exists()
    proposal = propose_change(actor=world.collector, record=term, facts={"surname": "ชื่อถูก"})
    assert (proposal.kind, proposal.subject_id, proposal.place) == ("registry.person", holder.pk, "19.01.02.")
    with pytest.raises(Refused):
        propose_change(actor=world.collector, record=term, facts={"born_on": "1970-01-01"})
    with pytest.raises(OutOfArea):
        propose_change(actor=world.stranger, record=term, facts={"surname": "ชื่อถูก"})
    decide_proposal(actor=world.neighbour, proposal=proposal, accept=True)
    assert Person.everywhere.get(pk=holder.pk).surname == "ชื่อถูก"


def test_a_record_that_moved_out_of_reach_is_not_changed_by_its_old_office(world):
    fund = world.body("fund", "กองทุนทดสอบ", phone="036111111")
    proposal = propose_change(actor=world.collector, record=fund, facts={"phone": "036222222"})
    move_organisation(actor=world.province, organisation=fund, area=world.areas["19.01."], reason="ย้าย")
    assert Organisation.objects.visible_to(world.secretary).filter(pk=fund.pk).exists()
    with pytest.raises(Refused) as no:
        decide_proposal(actor=world.secretary, proposal=proposal, accept=True)
    assert no.value.code == "gone"


def test_an_office_that_reads_no_persons_reads_no_proposal_about_one(world):
    person = world.person("สมมุติ", "ลับเฉพาะ")
    fund = world.body("fund", "กองทุนทดสอบ", phone="036111111")
    propose_change(actor=world.collector, record=person, facts={"nickname": "ลับ"})
    propose_change(actor=world.collector, record=fund, facts={"phone": "036222222"})
    assert {row.kind for row in Proposal.objects.visible_to(world.agency)} == {"registry.organisation"}
    assert {row.kind for row in Proposal.objects.visible_to(world.secretary)} == {
        "registry.organisation",
        "registry.person",
    }
