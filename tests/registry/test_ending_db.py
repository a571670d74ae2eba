"""Steps of จดแจ้ง in their order; a body that ends with its terms, and comes back with exactly those."""

from __future__ import annotations

from datetime import date

import pytest
from tests.registry.conftest import TODAY, by_hand

from khabuan.access.action import change
from khabuan.audit.models import Event
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.registry.actions.organisations import (
    add_organisation,
    end_organisation,
    record_registration,
    revive_organisation,
    withdraw_registration,
)
from khabuan.registry.actions.posts import add_post, appoint, end_appointment, end_post
from khabuan.registry.models import Appointment, Organisation, Person, Registration
from khabuan.registry.queries.councils import coverage_of
from khabuan.registry.queries.history import history_of
from khabuan.registry.rules.coverage import CouncilState

REGISTERED = {"step": "registered", "on": date(2024, 3, 1), "number": "12", "receiver": "กำนัน"}
DISSOLVED = {"step": "dissolved", "on": date(2026, 11, 1), "note": "มติที่ประชุม"}


@pytest.fixture
def council(world):
    body = world.body("council", "สภาองค์กรชุมชนตำบลปากเพรียว")
    record_registration(actor=world.secretary, organisation=body, **REGISTERED)
    chair = add_post(actor=world.secretary, organisation=body, title="chair", term_years=4)
    member = add_post(actor=world.secretary, organisation=body, title="member")
    before = appoint(
        actor=world.secretary, post=chair, person=world.person("ประธานเก่า"), since=date(2020, 3, 1)
    )
    end_appointment(actor=world.secretary, appointment=before, on=date(2024, 3, 1), reason="ครบวาระ")
    appoint(actor=world.secretary, post=chair, person=world.person("ประธาน"), since=date(2024, 3, 1))
    appoint(actor=world.secretary, post=member, person=world.person("สมาชิก"), since=date(2024, 3, 1))
    return body


def terms():
    return {row.person.given: row.ended_on for row in Appointment.everywhere.select_related("person")}


def state_of_area(world):
    (line,) = coverage_of(world.province, ["19.01.01."], TODAY).lines
    return line.state


def refused(act, **facts):
    with pytest.raises(Refused) as no:
        act(**facts)
    return no.value.code, no.value.field


# ---------------------------------------------------------------- steps


@pytest.mark.parametrize(
    ("step", "facts", "field"),
    [
        ("registered", {"number": "1", "receiver": "กำนัน"}, "on"),
        ("registered", {"on": date(2009, 1, 1), "receiver": "กำนัน"}, "number"),
        ("registered", {"on": date(2009, 1, 1), "number": "1"}, "receiver"),
        ("agreed", {"on": date(2009, 1, 1), "present": 12}, "present"),
    ],
)
def test_what_a_form_asks_is_written_or_said_to_be_unknown(world, step, facts, field):
    body = world.body("council", "สภาใหม่")
    act = {"actor": world.secretary, "organisation": body, "step": step}
    assert refused(record_registration, **act, **facts) == ("unsaid", field)
    need = {"on": "date", "present": "counts"}.get(field, field)
    record_registration(**act, **facts, unknown=[need])
    assert Registration.everywhere.get().step == step


def test_a_second_registration_is_refused_and_a_renewal_is_not(world, council):
    act = {"actor": world.secretary, "organisation": council}
    assert refused(record_registration, **act, **{**REGISTERED, "on": date(2025, 1, 1)}) == (
        "registered_already",
        "step",
    )
    record_registration(**act, step="renewed", on=date(2026, 3, 1), unknown=["receiver"])


@pytest.mark.parametrize("step", ["renewed", "changed", "sent_to_codi"])
def test_what_follows_registration_waits_for_it(world, step):
    body = world.body("council", "สภาใหม่")
    facts = {"on": date(2020, 1, 1), "unknown": ["receiver"]}
    assert refused(record_registration, actor=world.secretary, organisation=body, step=step, **facts) == (
        "not_registered",
        "step",
    )
    record_registration(
        actor=world.secretary,
        organisation=body,
        step="registered",
        unknown=["date", "number", "receiver"],
    )
    record_registration(actor=world.secretary, organisation=body, step=step, **facts)


def test_days_out_of_order_are_refused_where_they_are_certain(world, council):
    act = {"actor": world.secretary, "organisation": council, "unknown": ["receiver", "counts"]}
    assert refused(record_registration, **act, step="renewed", on=date(2023, 1, 1)) == ("too_early", "on")
    assert refused(record_registration, **act, step="agreed", on=date(2024, 4, 1)) == ("too_late", "on")
    record_registration(**act, step="agreed", on=date(2024, 1, 1), on_precision="year")
    record_registration(**act, step="filed", on=date(2026, 4, 1))  # papers handed in again


# ---------------------------------------------------------------- ending and coming back


def test_a_dissolution_belongs_to_the_office_that_ends_bodies(world, council):
    with pytest.raises(NotAllowed):
        record_registration(actor=world.secretary, organisation=council, **DISSOLVED)
    with pytest.raises(OutOfArea):
        record_registration(actor=world.stranger, organisation=council, **DISSOLVED)
    assert Organisation.everywhere.get(pk=council.pk).ended_on is None


def test_a_dissolution_ends_the_open_terms_and_taking_it_back_restores_both(world, council):
    before, covered = terms(), state_of_area(world)
    step = record_registration(actor=world.province, organisation=council, **DISSOLVED)
    assert Organisation.everywhere.get(pk=council.pk).ended_on == date(2026, 11, 1)
    assert terms() == {
        "ประธานเก่า": date(2024, 3, 1),
        "ประธาน": date(2026, 11, 1),
        "สมาชิก": date(2026, 11, 1),
    }
    assert state_of_area(world) == CouncilState.NO_COUNCIL
    withdraw_registration(actor=world.province, registration=step, reason="ลงผิดสภา")
    assert Organisation.everywhere.get(pk=council.pk).ended_on is None
    assert terms() == before
    assert state_of_area(world) == covered
    event = Event.objects.filter(action="registry.withdraw_registration").last()
    newest = history_of(world.province, Organisation.everywhere.get(pk=council.pk))[0]
    assert event is not None
    assert newest.reason == "ลงผิดสภา"
    assert {str(row) for row in Appointment.everywhere.filter(ended_on__isnull=True)} <= {
        title for title, _diffs in newest.diffs
    }


def test_a_dissolution_needs_its_day_and_reason(world, council):
    act = {"actor": world.province, "organisation": council, "step": "dissolved"}
    assert refused(record_registration, **act, note="เลิก", unknown=["date"]) == ("unsaid", "on")
    assert refused(record_registration, **act, on=date(2026, 11, 1)) == ("no_reason", "note")
    assert refused(record_registration, **act, on=date(2024, 3, 1), note=" ") == ("no_reason", "note")
    record_registration(**act, on=date(2026, 1, 1), on_precision="year", note="เลิก")
    assert Organisation.everywhere.get(pk=council.pk).ended_on == TODAY


def test_a_body_does_not_end_before_a_term_began(world, council):
    act = {"actor": world.province, "organisation": council}
    assert refused(end_organisation, **act, on=date(2024, 2, 1), reason="เลิก") == ("began_later", "on")
    assert terms()["ประธาน"] is None


def test_ending_and_reviving_any_body_restores_exactly_its_terms(world, council):
    fund = world.body("fund", "กองทุน")
    chair = add_post(actor=world.secretary, organisation=fund, title="chair")
    clerk = add_post(actor=world.secretary, organisation=fund, title="secretary")
    first, second = world.person("หนึ่ง"), world.person("สอง")
    appoint(actor=world.secretary, post=chair, person=first, since=date(2025, 1, 1))
    appoint(actor=world.secretary, post=clerk, person=second, since=date(2025, 1, 1))
    end_organisation(actor=world.province, organisation=fund, on=date(2026, 6, 1), reason="ยุบ")
    end_post(actor=world.secretary, post=clerk, on=date(2026, 6, 2))
    with pytest.raises(NotAllowed):
        revive_organisation(actor=world.secretary, organisation=fund, reason="ผิด")
    assert refused(revive_organisation, actor=world.province, organisation=fund, reason=" ") == (
        "no_reason",
        "reason",
    )
    revive_organisation(actor=world.province, organisation=fund, reason="ลงผิด")
    assert (terms()["หนึ่ง"], terms()["สอง"]) == (None, date(2026, 6, 1))
    assert Organisation.everywhere.get(pk=fund.pk).ended_on is None
    assert (
        refused(revive_organisation, actor=world.province, organisation=fund, reason="อีก")[0] == "not_ended"
    )


def test_reviving_a_dissolved_council_takes_the_dissolution_back(world, council):
    step = record_registration(actor=world.province, organisation=council, **DISSOLVED)
    revive_organisation(actor=world.province, organisation=council, reason="ลงผิด")
    step.refresh_from_db()
    assert step.withdrawn_on == TODAY


def test_two_living_councils_in_one_area_are_refused_with_a_sentence(world, council):
    step = record_registration(actor=world.province, organisation=council, **DISSOLVED)
    add_organisation(
        actor=world.province, area=world.areas["19.01.01."], kind="council", name="สภาใหม่",
        council_area=world.council_areas["19.01.01."],
    )  # fmt: skip
    for act, facts in (
        (withdraw_registration, {"registration": step}),
        (revive_organisation, {"organisation": council}),
    ):
        with pytest.raises(Refused) as no:
            act(actor=world.province, reason="ผิด", **facts)
        assert no.value.code == "area_taken"
        assert "สภาใหม่" in str(no.value.message)
    step.refresh_from_db()
    assert step.withdrawn_on is None


def test_steps_of_an_ended_body_are_refused(world, council):
    end_organisation(actor=world.province, organisation=council, on=date(2026, 6, 1), reason="ยุบ")
    assert refused(record_registration, actor=world.province, organisation=council, **DISSOLVED) == (
        "ended",
        "step",
    )


def test_an_erased_holder_does_not_return(world, council):
    end_organisation(actor=world.province, organisation=council, on=date(2026, 6, 1), reason="ยุบ")
    with by_hand():
        change(Person.everywhere.get(given="สมาชิก"), erased_on=TODAY)
    revive_organisation(actor=world.province, organisation=council, reason="ลงผิด")
    assert terms()["ประธาน"] is None
    assert terms()["สมาชิก"] == date(2026, 6, 1)
