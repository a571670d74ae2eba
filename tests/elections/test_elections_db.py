"""An election from the first name to the terms it gives: counted, tied, without a quorum, confirmed, taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.elections.conftest import DAY, SYSTEM, Scene, unlike_history
from tests.registry.conftest import World, by_hand

from khabuan.audit.models import Payload
from khabuan.core import clock, offers
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.elections.actions.candidates import leave_candidacy, nominate, nominate_new
from khabuan.elections.actions.counting import take_back_count
from khabuan.elections.actions.elections import correct_election, open_election, withdraw_election
from khabuan.elections.models import Candidate
from khabuan.elections.queries.elections import (
    Wanted,
    election_of,
    elections_in,
    elections_of,
    named_elections,
    waiting,
    whole,
)
from khabuan.elections.rules.words import ElectionState, Leaving
from khabuan.meetings.actions.resolutions import record_resolution, withdraw_resolution
from khabuan.meetings.models import Meeting
from khabuan.registry.actions.merging import merge_people, undo_merge
from khabuan.registry.actions.merging_bodies import merge_organisations
from khabuan.registry.actions.people import change_person
from khabuan.registry.actions.posts import add_post, appoint, end_appointment
from khabuan.registry.actions.rights import copy_person, erase_person, open_request
from khabuan.registry.models import Appointment


def refused(code: str, act: Any, **facts: Any) -> Refused:
    with pytest.raises(Refused) as no:
        act(**facts)
    assert no.value.code == code, no.value
    return no.value


# ---------------------------------------------------------------- begun


def test_the_secretary_begins_one_and_others_do_not(scene: Scene) -> None:
    made = scene.open(client_key="once")
    assert (str(made), made.state, made.purpose) == ("เลือกตั้ง: ประธาน", "open", "new_term")
    assert scene.open(client_key="once") == made
    for actor in (scene.world.neighbour, scene.world.stranger):
        with pytest.raises(OutOfArea):
            scene.open(actor)
    for actor in (scene.world.auditor, scene.world.agency, scene.world.collector):
        with pytest.raises(NotAllowed):
            scene.open(actor)


def test_two_chairs_are_not_elected_to_one_seat(scene: Scene) -> None:
    no = refused("more_than_post", scene.open, seats=2)
    assert no.field == "seats"
    assert "ประธาน" in str(no.message)
    scene.open()
    again = refused("waits_already", scene.open, on=date(2026, 10, 9))
    assert "5 ต.ค. 2569" in str(again.message)
    scene.open(post=scene.members, seats=2)
    scene.open(post=scene.members, seats=1)
    refused("waits_already", scene.open, post=scene.members, seats=1)


def test_a_post_that_is_not_there_yet_is_set_up_with_its_seats(scene: Scene) -> None:
    made = scene.open(post=None, title="delegate", seats=2)
    assert (made.post.title, made.post.holders) == ("delegate", 2)
    withdraw_election(actor=SYSTEM, election=made, reason="ผิด")
    assert scene.open(post=None, title="delegate", seats=2).post == made.post
    refused("more_than_post", scene.open, post=None, title="secretary", seats=2)
    refused("no_post", scene.open, post=None)


def test_what_cannot_be_begun_is_refused(scene: Scene) -> None:
    other = scene.world.body("network", "เครือข่ายทดสอบ")
    elsewhere = add_post(actor=SYSTEM, organisation=other, title="chair")
    with pytest.raises(OutOfArea):
        scene.open(post=elsewhere)
    refused("no_seats", scene.open, seats=0)
    refused("no_predecessor", scene.open, purpose="successor")
    refused("election_period", scene.open, since=date(2026, 10, 5), until=date(2026, 1, 1))


def meeting(scene: Scene, **facts: Any) -> Meeting:
    with by_hand():
        made = Meeting(
            organisation=scene.council, number=3, year=2026, on=DAY, changed_at=clock.now(), **facts
        )
        Meeting.new.bulk([made])
    return made


def test_a_meeting_of_another_body_or_one_called_off_is_refused(scene: Scene) -> None:
    assert scene.open(meeting=meeting(scene)).meeting is not None
    off = meeting(scene, state="cancelled", cancelled_on=DAY)
    refused("called_off", scene.open, post=scene.members, meeting=off)
    fund = scene.world.body("fund", "กองทุนทดสอบ")
    with pytest.raises(OutOfArea):
        open_election(actor=SYSTEM, organisation=fund, on=DAY, seats=1, title="chair", meeting=off)


# ---------------------------------------------------------------- candidates


def test_candidates_keep_their_order_and_who_proposed_them(scene: Scene) -> None:
    election = scene.open()
    first, _second = scene.stand(election, 2, 0)
    new = nominate_new(
        actor=scene.world.secretary, election=election, area=scene.world.areas["19.01.01."], given="คนใหม่",
        surname="ทดสอบ", proposer="ผู้เสนอ",
    )  # fmt: skip
    assert [one.number for one in whole(SYSTEM, election).standing] == [1, 2, 3]
    assert (first.proposer, new.person.given) == ("ผู้เสนอ 2", "คนใหม่")
    no = refused("stands", nominate, actor=SYSTEM, election=election, person=scene.people[2])
    assert no.field == "person"


def test_who_had_died_or_holds_the_seat_is_not_proposed(scene: Scene) -> None:
    change_person(actor=SYSTEM, person=scene.people[0], died_on=date(2026, 9, 1))
    election = scene.open(post=scene.members, seats=1, purpose="vacancy")
    with pytest.raises(Refused) as no:
        scene.stand(election, 0)
    assert no.value.code == "died"
    appoint(actor=SYSTEM, post=scene.members, person=scene.people[1], since=date(2025, 1, 1))
    with pytest.raises(Refused) as no:
        scene.stand(election, 1)
    assert no.value.code == "holds"


def test_who_stands_down_stays_in_the_record_and_an_error_is_not_shown(scene: Scene) -> None:
    election = scene.open()
    one, two, wrong = scene.stand(election, 0, 1, 2)
    leave_candidacy(actor=SYSTEM, candidate=one, why=Leaving.STOOD_DOWN, words="ติดภารกิจ")
    leave_candidacy(actor=SYSTEM, candidate=wrong, why=Leaving.ERROR)
    told = whole(SYSTEM, election)
    assert [row.pk for row in told.candidates] == [one.pk, two.pk]
    assert [row.pk for row in told.standing] == [two.pk]
    refused("left_already", leave_candidacy, actor=SYSTEM, candidate=one, why=Leaving.STOOD_DOWN)
    scene.stand(election, 0)  # proposed again
    scene.count(election, list(whole(SYSTEM, election).standing), 9, 3)
    refused("counted", leave_candidacy, actor=SYSTEM, candidate=two, why=Leaving.ERROR)


# ---------------------------------------------------------------- counted


def test_the_most_votes_are_elected_with_the_quorum_of_the_moment(scene: Scene) -> None:
    election = scene.open()
    candidates = scene.stand(election, 0, 1)
    ballot = scene.count(election, candidates, 5, 9, abstained=1)
    assert (ballot.needed, ballot.had_quorum, election.state) == (10, True, "counted")
    assert [one.person.given for one in whole(SYSTEM, election).elected] == ["คนทดสอบ1"]
    with pytest.raises(Refused) as no:
        scene.count(election, candidates, 5, 9)
    assert no.value.code == "counted"
    with pytest.raises(Refused) as no:
        scene.stand(election, 2)
    assert no.value.code == "counted"


@pytest.mark.parametrize(
    ("votes", "facts", "code", "field"),
    [
        ((9, 7), {}, "too_many", "present"),
        ((9, 5), {"abstained": 2}, "too_many", "present"),
        ((9, 5), {"spoilt": 1}, "not_secret", "spoilt"),
        ((9, 5), {"how": "secret", "spoilt": 10, "abstained": 9}, "too_many_heads", "abstained"),
        ((9, 5), {"present": 21}, "too_many_present", "present"),
        ((0, 0), {"how": "consent"}, "contested", "how"),
        ((1, 0), {"how": "lot"}, "nothing_even", "how"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_what_to_do(
    scene: Scene, votes: tuple[int, ...], facts: dict[str, Any], code: str, field: str
) -> None:
    election = scene.open()
    candidates = scene.stand(election, 0, 1)
    with pytest.raises(Refused) as no:
        scene.count(election, candidates, *votes, **facts)
    assert (no.value.code, no.value.field) == (code, field)
    if code == "too_many":
        assert "15" in str(no.value.message) or "13" in str(no.value.message)
    assert whole(SYSTEM, election).rounds == ()


def test_votes_are_not_counted_before_the_day_nor_for_others(scene: Scene) -> None:
    planned = scene.open(on=date(2026, 12, 1))
    refused("to_come", scene.count, election=planned, candidates=[])
    election = scene.open(post=scene.members, seats=2)
    scene.stand(election, 0)
    other = Candidate(pk=7)
    with pytest.raises(Refused) as no:
        scene.count(election, [other], 3)
    assert no.value.code == "changed"


def test_even_votes_at_the_last_seat_are_decided_by_a_second_round_or_by_lot(scene: Scene) -> None:
    election = scene.open(post=scene.members, seats=2)
    one, two, three = scene.stand(election, 0, 1, 2)
    scene.count(election, [one, two, three], 12, 6, 6)
    assert election.state == ElectionState.TIED
    refused("tied", scene.confirm, election=election)
    with pytest.raises(Refused) as no:
        scene.count(election, [one, two], 3, 6)  # only those who are even stand in it
    assert no.value.code == "changed"
    second = scene.count(election, [two, three], 7, 7, how="secret", spoilt=1)
    assert (second.number, second.seats, election.state) == (2, 1, "tied")
    with pytest.raises(Refused) as no:
        scene.count(election, [two, three], 1, 1, how="lot")
    assert no.value.code == "lot_number"
    lot = scene.count(
        election, [two, three], 0, 1, how="lot", entitled=None, present=None,
        words="ประธานจับสลาก นางทดสอบเป็นพยาน",
    )  # fmt: skip
    assert (lot.present, lot.had_quorum) == (15, True)
    scene.confirm(election)
    assert scene.names(scene.members) == ["คนทดสอบ0", "คนทดสอบ2"]


def test_without_a_quorum_it_is_kept_as_it_happened_and_elects_nobody(scene: Scene) -> None:
    election = scene.open()
    candidates = scene.stand(election, 0, 1)
    ballot = scene.count(election, candidates, 6, 3, present=9)
    assert (ballot.had_quorum, election.state) == (False, "no_quorum")
    assert whole(SYSTEM, election).elected == ()
    assert "องค์ประชุม" in str(refused("no_quorum", scene.confirm, election=election).message)
    scene.open(on=date(2026, 11, 1))  # held again
    later = scene.count(election, candidates, 6, 5, present=11)  # or enough came
    assert (later.number, election.state) == (2, "counted")


def test_an_old_paper_may_say_nothing_of_the_quorum(scene: Scene) -> None:
    election = scene.open(on=date(2024, 1, 10), meeting_words="ประชุมสภา ครั้งที่ 1/2567")
    ballot = scene.count(election, scene.stand(election, 0, 1), 11, 9, entitled=None, present=None)
    assert (ballot.had_quorum, ballot.needed, election.state) == (None, None, "counted")
    scene.confirm(election)
    (term,) = scene.held(scene.chair)
    assert (term.since, term.until, term.order_number) == (
        date(2024, 1, 10), date(2028, 1, 9), "ประชุมสภา ครั้งที่ 1/2567",
    )  # fmt: skip


def test_who_stands_alone_may_be_elected_without_counting(scene: Scene) -> None:
    election = scene.open()
    scene.count(election, scene.stand(election, 4), 0, how="consent")
    assert [one.person.given for one in whole(SYSTEM, election).elected] == ["คนทดสอบ4"]


def test_a_wrong_count_is_taken_back_and_stays_to_be_read(scene: Scene) -> None:
    election = scene.elected(0, 1, votes=(9, 3))
    refused("no_reason", take_back_count, actor=SYSTEM, election=election, reason=" ")
    take_back_count(actor=SYSTEM, election=election, reason="อ่านใบผิด")
    told = whole(SYSTEM, election)
    assert (election.state, told.rounds, len(told.taken_back)) == ("open", (), 1)
    scene.count(election, list(told.standing), 3, 9)
    assert [one.person.given for one in whole(SYSTEM, election).elected] == ["คนทดสอบ1"]
    refused("counted", correct_election, actor=SYSTEM, election=election, reason="ก", seats=0)


# ---------------------------------------------------------------- confirmed


def resolution(scene: Scene) -> Any:
    return record_resolution(
        actor=SYSTEM, organisation=scene.council, meeting_number=3, year=2026, item="4.1", on=DAY,
        words="เลือกประธานสภา",
    )  # fmt: skip


def test_a_confirmed_result_is_a_term_of_the_register_that_cites_the_resolution(scene: Scene) -> None:
    election, cited = scene.elected(0, 1, votes=(9, 3)), resolution(scene)
    scene.confirm(election, resolution=cited, client_key="once")
    (term,) = scene.held(scene.chair)
    assert (term.person, term.since, term.until) == (scene.people[0], DAY, date(2030, 10, 4))
    assert term.order_number == "มติ 3/2569 ข้อ 4.1"
    told = whole(SYSTEM, election)
    assert [one.appointment_id for one in told.candidates] == [term.pk, None]
    refused("settled", scene.confirm, election=election)
    refused("settled", correct_election, actor=SYSTEM, election=election, reason="ก", note="ข")
    no = refused("in_use", withdraw_resolution, actor=SYSTEM, resolution=cited, reason="ผิด")
    assert "เลือกตั้ง: ประธาน" in str(no.message)
    assert unlike_history() == []


def test_the_old_holder_leaves_or_the_seat_is_not_free(scene: Scene) -> None:
    old = appoint(actor=SYSTEM, post=scene.chair, person=scene.people[5], since=date(2022, 10, 5))
    election = scene.elected(0, 1, votes=(9, 3))
    no = refused("overfull", scene.confirm, election=election)
    assert no.field == "leaving"
    assert "คนทดสอบ5" in str(no.message)
    scene.confirm(election, leaving=[old])
    old.refresh_from_db()
    assert (old.ended_on, scene.names(scene.chair)) == (DAY, ["คนทดสอบ0"])


def test_who_is_elected_again_goes_on_in_a_new_term(scene: Scene) -> None:
    old = appoint(actor=SYSTEM, post=scene.chair, person=scene.people[0], since=date(2022, 10, 5))
    scene.confirm(scene.elected(0, 1, votes=(9, 3)))
    old.refresh_from_db()
    (term,) = scene.held(scene.chair)
    assert (old.ended_on, old.ended_reason) == (DAY, "ครบวาระ ดำรงตำแหน่งต่อ")
    assert (term.person, term.since) == (scene.people[0], DAY)


def test_a_term_that_the_register_has_already_is_cited_and_not_written_twice(scene: Scene) -> None:
    known = appoint(
        actor=SYSTEM,
        post=scene.chair,
        person=scene.people[0],
        since=date(2026, 10, 1),
        since_precision="month",
    )
    election = scene.elected(0, 1, votes=(9, 3))
    scene.confirm(election)
    assert scene.held(scene.chair) == [known]
    withdraw_election(actor=SYSTEM, election=election, reason="คัดผิด")
    assert scene.held(scene.chair) == [known]  # not of its making


def test_an_election_of_long_ago_becomes_a_term_that_is_over(scene: Scene) -> None:
    now = appoint(actor=SYSTEM, post=scene.chair, person=scene.people[1], since=date(2023, 5, 1))
    scene.confirm(scene.elected(0, 2, votes=(9, 3), on=date(2019, 5, 2)))
    assert scene.held(scene.chair) == [now]
    past = Appointment.objects.visible_to(SYSTEM).get(person=scene.people[0])
    assert (past.since, past.until, past.ended_on) == (date(2019, 5, 2), date(2023, 5, 1), date(2023, 5, 1))


def test_a_successor_serves_the_rest_of_the_term(scene: Scene) -> None:
    old = appoint(actor=SYSTEM, post=scene.chair, person=scene.people[5], since=date(2024, 10, 5))
    facts = {"purpose": "successor", "in_place_of": old}
    refused("not_left", scene.open, **facts)
    end_appointment(actor=SYSTEM, appointment=old, on=date(2026, 9, 30), reason="ลาออก")
    election = scene.elected(0, 1, votes=(9, 3), **facts)
    refused("succeeded", scene.open, **facts)
    scene.confirm(election)
    (term,) = scene.held(scene.chair)
    assert (term.since, term.until) == (DAY, date(2028, 10, 4))
    other = scene.open(post=scene.members, purpose="vacancy")
    assert other.in_place_of is None
    refused("not_empty", scene.open, purpose="vacancy", post=scene.chair)
    refused("other_post", scene.open, post=scene.members, **facts)


def test_taking_back_a_confirmed_one_undoes_the_terms_and_no_more(scene: Scene) -> None:
    old = appoint(actor=SYSTEM, post=scene.chair, person=scene.people[5], since=date(2022, 10, 5))
    election = scene.elected(0, 1, votes=(9, 3))
    scene.confirm(election, leaving=[old])
    refused("no_reason", withdraw_election, actor=SYSTEM, election=election, reason="")
    withdraw_election(actor=SYSTEM, election=election, reason="ที่ประชุมให้เลือกใหม่")
    assert scene.names(scene.chair) == ["คนทดสอบ5"]
    assert (election.state, election.withdrawn_reason) == ("withdrawn", "ที่ประชุมให้เลือกใหม่")
    refused("withdrawn_already", withdraw_election, actor=SYSTEM, election=election, reason="อีก")
    assert list(elections_of(SYSTEM, scene.council)) == []
    assert list(elections_of(SYSTEM, scene.council, Wanted(state="withdrawn"))) == [election]
    again = scene.elected(1, votes=(9,))
    scene.confirm(again, leaving=scene.held(scene.chair))
    assert unlike_history() == []


def test_an_election_is_corrected_while_it_is_not_confirmed(scene: Scene) -> None:
    election = scene.open(post=scene.members, seats=2)
    refused("no_reason", correct_election, actor=SYSTEM, election=election, reason="")
    refused("more_than_post", correct_election, actor=SYSTEM, election=election, reason="ก", seats=4)
    correct_election(
        actor=scene.world.secretary, election=election, reason="นับที่นั่งใหม่", seats=3, note="  ตามกติกา "
    )
    election.refresh_from_db()
    assert (election.seats, election.note) == (3, "ตามกติกา")


# ---------------------------------------------------------------- read, followed


def test_who_reads_an_election(scene: Scene) -> None:
    made = scene.open()
    world: World = scene.world
    for actor in (world.secretary, world.province, world.nation, world.auditor, world.collector):
        assert election_of(actor, made.pk) == made
        assert made.pk in named_elections(actor, [made.pk])
    for actor in (world.neighbour, world.stranger, world.agency):
        with pytest.raises(OutOfArea):
            election_of(actor, made.pk)
    place = world.areas["19."]
    assert list(elections_in(world.province, place, Wanted(state="waiting", title="chair", year=2026))) == [
        made
    ]
    assert not elections_in(world.province, place, Wanted(year=2025)).exists()
    assert list(waiting(world.secretary, date(2026, 11, 23))) == [made]
    assert not waiting(world.secretary, date(2026, 10, 4)).exists()


def test_two_records_of_a_body_bring_their_elections_together_and_back(scene: Scene) -> None:
    twin = scene.world.body("network", "เครือข่ายทดสอบ")
    other = scene.world.body("network", "เครือข่ายทดสอบ")
    posts = [add_post(actor=SYSTEM, organisation=body, title="chair") for body in (twin, other)]
    elections = [
        open_election(actor=SYSTEM, organisation=body, post=post, on=DAY, seats=1)
        for body, post in zip((twin, other), posts, strict=True)
    ]
    told = {
        str(words): counts
        for offer in offers.organisation_merges
        for words, counts in offer.tell([twin, other])
    }
    assert told["การเลือกตั้ง"] == {twin.pk: 1, other.pk: 1}
    merge = merge_organisations(actor=SYSTEM, stays=twin, goes=other)
    assert set(elections_of(SYSTEM, twin)) == set(elections)
    undo_merge(actor=SYSTEM, merge=merge, reason="คนละเครือข่าย")
    assert list(elections_of(SYSTEM, other)) == [elections[1]]


def test_two_records_of_a_person_bring_their_candidacies_together(scene: Scene) -> None:
    election = scene.open()
    one, _two = scene.stand(election, 0, 1)
    with pytest.raises(Refused) as no:
        merge_people(actor=SYSTEM, stays=scene.people[0], goes=scene.people[1])
    assert no.value.code == "two_candidates"
    merge_people(actor=SYSTEM, stays=scene.people[3], goes=scene.people[0])
    one.refresh_from_db()
    assert one.person == scene.people[3]


def test_who_is_erased_is_a_pseudonym_in_what_was_elected_and_named_as_proposer_no_more(scene: Scene) -> None:
    person = scene.people[1]
    before = appoint(actor=SYSTEM, post=scene.chair, person=person, since=date(2023, 1, 1))
    end_appointment(actor=SYSTEM, appointment=before, on=date(2026, 9, 1), reason="ลาออก")
    election = scene.elected(0, 1, votes=(9, 3), purpose="successor", in_place_of=before)
    other = scene.stand(scene.open(post=scene.members), 2)[0]
    other = nominate(
        actor=SYSTEM, election=other.election, person=scene.people[3], proposer=f"นาย{person}", seconder="ผู้อื่น"
    )
    asked = open_request(actor=SYSTEM, person=person, kind="erase")
    assert "เลือกตั้ง" in str(
        refused("still_needed", erase_person, actor=SYSTEM, person=person, asked=asked).message
    )
    copied = copy_person(actor=SYSTEM, person=person, reason="เจ้าของข้อมูลขอ")
    assert copied.as_json()["kept"]["elections.candidate"][0]["proposer"] == "ผู้เสนอ 1"
    scene.confirm(election)
    erase_person(actor=SYSTEM, person=person, asked=asked)
    lost = whole(SYSTEM, election).candidates[1]
    assert (lost.person.given, lost.proposer) == ("บุคคลที่ลบข้อมูลแล้ว", "")
    other.refresh_from_db()
    assert (other.proposer, other.seconder) == ("", "ผู้อื่น")
    bodies = Payload.objects.values_list("body", flat=True)
    assert not any(
        person_name in (body or "") for body in bodies for person_name in ("คนทดสอบ1", "สกุลทดสอบ1")
    )
    assert unlike_history() == []
