"""`@action`: allowed, once, in one transaction, with one event; or nothing at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from tests.support import (
    SYSTEM,
    Country,
    add_area,
    add_organisation,
    change_organisation,
    in_threads,
    policy_rows,
    rename_area,
    seat,
)

from khabuan.access import action as actions
from khabuan.access.action import action, add, change, note
from khabuan.access.actor import Actor, Role
from khabuan.audit import chain
from khabuan.audit.models import Event, EventSubject, Receipt
from khabuan.core import offers, sql
from khabuan.core.errors import NotAllowed, OutOfArea, OutsideAction, Refused, ReplayConflict
from khabuan.places.models import Area, CouncilArea
from khabuan.registry.models import Identity, Organisation, Person
from khabuan.registry.rules.kinds import OrganisationKind


@pytest.fixture(autouse=True)
def rows() -> Iterator[None]:
    with policy_rows(Role.SECRETARY):
        yield


@pytest.fixture
def secretary(country: Country) -> Actor:
    return seat(Role.SECRETARY, country.tambon_a.path)


@pytest.fixture
def organisation(country: Country) -> Organisation:
    return add_organisation(actor=SYSTEM, area=country.tambon_a, name="กลุ่มทดสอบ")


@pytest.fixture
def forget() -> Iterator[None]:
    """Forget the actions that a test declares."""
    before = dict(actions.registry)
    yield
    actions.registry.clear()
    actions.registry.update(before)


def stored(row: Any) -> Any:
    return type(row).everywhere.get(pk=row.pk)


def last_facts() -> dict[str, Any]:
    return json.loads(Event.objects.latest("pk").payload.body)


# ---------------------------------------------------------------- who may


def test_the_office_acts_in_its_area(country: Country, secretary: Actor) -> None:
    rename_area(actor=secretary, area=country.tambon_a, name="ใหม่")
    assert stored(country.tambon_a).name == "ใหม่"


def test_the_neighbour_is_out_of_area(country: Country, secretary: Actor) -> None:
    with pytest.raises(OutOfArea):
        rename_area(actor=secretary, area=country.tambon_b, name="ใหม่")
    assert stored(country.tambon_b).name != "ใหม่"


def test_another_office_in_the_area_is_told_whose_it_is(country: Country) -> None:
    with pytest.raises(NotAllowed) as no:
        rename_area(actor=seat(Role.AUDITOR, country.tambon_a.path), area=country.tambon_a, name="ใหม่")
    assert no.value.offices == (Role.SECRETARY.label,)


def test_a_stranger_without_the_office_learns_nothing(country: Country) -> None:
    with pytest.raises(OutOfArea):
        rename_area(actor=seat(Role.AUDITOR, "33."), area=country.tambon_a, name="ใหม่")
    with pytest.raises(OutOfArea):
        rename_area(actor=Actor.public(), area=country.tambon_a, name="ใหม่")


def test_an_action_without_a_policy_row_is_a_bug(country: Country, forget: None) -> None:
    @action("test.unlisted", on="area")
    def unlisted(*, actor: Actor, area: Area) -> None: ...

    with pytest.raises(KeyError):
        unlisted(actor=SYSTEM, area=country.province)


# ---------------------------------------------------------------- declarations


@pytest.mark.usefixtures("forget")
def test_a_wrong_declaration_is_found_at_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        action("test.rename_area", on="area")(rename_area)
    with pytest.raises(TypeError):
        action("test.x", on="area")(lambda *, actor, place: None)
    with pytest.raises(TypeError):
        action("test.x", on="area")(lambda actor, area: None)
    with pytest.raises(TypeError):
        action("test.x", on="area")(lambda *, actor, area, client_key: None)


def test_facts_are_keywords_and_none_is_left_out(country: Country) -> None:
    with pytest.raises(TypeError):
        rename_area(SYSTEM, country.tambon_a, "x")  # type: ignore[misc]
    with pytest.raises(TypeError):
        rename_area(actor=SYSTEM, area=country.tambon_a)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        rename_area(actor=SYSTEM, name="x")  # type: ignore[call-arg]


# ---------------------------------------------------------------- one event


def test_one_action_leaves_one_event_with_old_and_new(country: Country, secretary: Actor) -> None:
    before, old = Event.objects.count(), country.tambon_a.name
    rename_area(actor=secretary, area=country.tambon_a, name="ใหม่", reason="ประกาศ")
    assert Event.objects.count() == before + 1
    event = Event.objects.latest("pk")
    assert (event.action, event.seat, event.chain) == ("test.rename_area", secretary.seat, "area:19.01.01.")
    facts = last_facts()
    assert facts["reason"] == "ประกาศ"
    assert facts["changes"][0]["fields"]["name"] == [old, "ใหม่"]
    assert facts["changes"][0]["id"] == str(country.tambon_a.pk)
    assert EventSubject.objects.filter(event=event, subject_id=country.tambon_a.pk).exists()


def test_changing_nothing_leaves_no_event(country: Country) -> None:
    before = Event.objects.count()
    rename_area(actor=SYSTEM, area=country.tambon_a, name=country.tambon_a.name)
    assert Event.objects.count() == before


def test_the_old_value_is_the_database_s_not_the_caller_s(organisation: Organisation) -> None:
    stale = stored(organisation)
    change_organisation(actor=SYSTEM, organisation=organisation, facts={"name": "สอง"})
    change_organisation(actor=SYSTEM, organisation=stale, facts={"name": "กลุ่มทดสอบ"})
    assert stored(organisation).name == "กลุ่มทดสอบ"
    assert last_facts()["changes"][0]["fields"]["name"] == ["สอง", "กลุ่มทดสอบ"]


@pytest.mark.usefixtures("forget")
def test_hidden_fields_are_not_repeated_in_the_trail(country: Country) -> None:
    with policy_rows(names=("test.seal",)):

        @action("test.seal", on="area")
        def seal(*, actor: Actor, area: Area) -> Identity:
            person = add(Person, given="ทดสอบ", area=area, sort_key="", search_key="", sound_key="")
            facts = {"person": person, "kind": "citizen", "shown": "9•••"}
            row = add(Identity, sealed=b"s3cret", equality="digest", **facts)
            change(row, sealed=b"0ther")
            return row

        seal(actor=SYSTEM, area=country.tambon_a)
    body = Event.objects.latest("pk").payload.body
    assert '"sealed":[null,"•"]' in body
    assert '"sealed":["•","•"]' in body
    assert not any(word in body for word in ("s3cret", "digest", "0ther"))


@pytest.mark.usefixtures("forget")
def test_set_statements_cannot_pass_unnoted(country: Country) -> None:
    with policy_rows(names=("test.many",)):

        @action("test.many", on="area")
        def many(*, actor: Actor, area: Area) -> None:
            words = {"area": area, "sort_key": "", "search_key": "", "sound_key": ""}
            Person.new.bulk(Person(given=f"คน {number}", **words) for number in range(3))
            Person.objects.visible_to(actor).update(note="x")

        many(actor=SYSTEM, area=country.tambon_a)
    assert last_facts()["many"] == {"add registry.person": 3, "change registry.person note": 3}


# ---------------------------------------------------------------- nothing outside, nothing by another way


def test_nothing_is_written_outside_an_action(country: Country) -> None:
    area = country.tambon_a
    for write in (
        area.save,
        lambda: add(Area, name="x"),
        lambda: change(area, name="x"),
        lambda: note(x=1),
        lambda: Area.new.bulk([]),
        lambda: Area.everywhere.update(name="x"),
        lambda: Area.objects.visible_to(SYSTEM).update(name="x"),
        lambda: Area.everywhere.create(name="x"),
        lambda: Area.everywhere.get_or_create(name="x"),
        lambda: Area.everywhere.bulk_update([area], ["name"]),
        lambda: Area.everywhere.bulk_create([area]),
        lambda: Area.everywhere.all().delete(),
    ):
        with pytest.raises(OutsideAction):
            write()
    with pytest.raises(RuntimeError, match="never deleted"):
        area.delete()


@pytest.mark.usefixtures("forget")
def test_inside_an_action_only_add_and_change_save(country: Country) -> None:
    with policy_rows(names=("test.sneak",)):

        @action("test.sneak", on="area")
        def sneak(*, actor: Actor, area: Area) -> None:
            area.name = "แอบแก้"
            area.save()

        with pytest.raises(OutsideAction):
            sneak(actor=SYSTEM, area=country.tambon_a)


# ---------------------------------------------------------------- all or nothing


def test_a_refused_action_leaves_nothing(organisation: Organisation) -> None:
    before = Event.objects.count(), Receipt.objects.count()
    with pytest.raises(Refused):
        change_organisation(actor=SYSTEM, organisation=organisation, facts={"name": "no"}, client_key="k")
    assert stored(organisation).name == "กลุ่มทดสอบ"
    assert (Event.objects.count(), Receipt.objects.count()) == before
    assert actions.running() is None


def test_a_bug_in_an_action_leaves_nothing(organisation: Organisation) -> None:
    def bug() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_organisation(actor=SYSTEM, organisation=organisation, facts={"name": "x"}, then=bug)
    assert stored(organisation).name == "กลุ่มทดสอบ"
    assert actions.running() is None


def test_an_inner_action_joins_the_outer_one(country: Country, secretary: Actor) -> None:
    """Its own policy is not asked again: the secretary's act may do what a secretary alone may not."""
    mine = add_organisation(actor=SYSTEM, area=country.tambon_a, name="ก")
    before = Event.objects.count()
    change_organisation(
        actor=secretary, organisation=mine, facts={"name": "ข"},
        then=lambda: rename_area(actor=secretary, area=country.tambon_b, name="ค", client_key="k"),
    )  # fmt: skip
    assert Event.objects.count() == before + 1
    assert [one["kind"] for one in last_facts()["changes"]] == ["registry.organisation", "places.area"]
    assert not Receipt.objects.exists()


def test_a_refused_inner_action_that_is_forgiven_leaves_nothing_half_written(country: Country) -> None:
    one, two = (add_organisation(actor=SYSTEM, area=country.tambon_a, name=name) for name in "กข")

    def forgiven() -> None:
        with pytest.raises(Refused):
            change_organisation(actor=SYSTEM, organisation=two, facts={"note": "x", "name": "no"})

    change_organisation(actor=SYSTEM, organisation=one, facts={"name": "ค"}, then=forgiven)
    assert (stored(one).name, stored(two).name, stored(two).note) == ("ค", "ข", "")
    assert [one["title"] for one in last_facts()["changes"]] == ["ค"]


def test_a_broken_constraint_inside_is_a_refusal_inside(country: Country) -> None:
    """On PostgreSQL a transaction is lost after an error unless a savepoint stands before it."""
    one = add_organisation(actor=SYSTEM, area=country.tambon_a, name="ก")

    def forgiven() -> None:
        with pytest.raises(Refused, match=r"area_(path|code)_once"):
            add_area(actor=SYSTEM, parent=country.district, code="190101", kind="subdistrict", name="ซ้ำ")

    change_organisation(actor=SYSTEM, organisation=one, facts={"name": "ค"}, then=forgiven)
    assert stored(one).name == "ค"


def test_an_edit_that_carries_the_row_out_of_sight_is_taken_back(country: Country, secretary: Actor) -> None:
    mine = add_organisation(actor=SYSTEM, area=country.tambon_a, name="ก")
    away = {"area": country.tambon_b, "node": f"{country.tambon_b.path}o{mine.pk}."}
    with pytest.raises(OutOfArea):
        change_organisation(actor=secretary, organisation=mine, facts=away)
    assert stored(mine).node.startswith(country.tambon_a.path)


def test_a_locked_place_is_left_alone(country: Country) -> None:
    lock = offers.WriteLock("test", lambda name, node: "Signed off." if node.startswith("19.01.") else None)
    offers.write_locks.add(lock)
    try:
        with pytest.raises(Refused) as no:
            rename_area(actor=SYSTEM, area=country.tambon_a, name="ใหม่")
        assert (no.value.code, no.value.message) == ("locked", "Signed off.")
        rename_area(actor=SYSTEM, area=country.far_tambon, name="ใหม่")
    finally:
        offers.write_locks._offers.pop("test")


# ---------------------------------------------------------------- broken constraints


def test_a_broken_constraint_speaks_its_own_sentence(country: Country) -> None:
    council_area = _council_area(country)
    _council(country, council_area, "ก")
    with translation.override("en"), pytest.raises(Refused) as no:
        _council(country, council_area, "ข")
    assert no.value.code == "one_council_per_area"
    assert "council already" in str(no.value.message)


def test_a_check_speaks_its_own_sentence(organisation: Organisation) -> None:
    backwards = {"founded_on": date(2026, 11, 23), "ended_on": date(2020, 1, 1)}
    with pytest.raises(Refused) as no:
        change_organisation(actor=SYSTEM, organisation=organisation, facts=backwards)
    assert no.value.code == "organisation_period"


@pytest.mark.parametrize("text", ["ก" * 201, "ก\0ข"])
def test_text_that_does_not_fit_is_refused_on_every_database(organisation: Organisation, text: str) -> None:
    with pytest.raises(Refused) as no:
        change_organisation(actor=SYSTEM, organisation=organisation, facts={"name": text})
    assert no.value.field == "name"


def test_a_key_of_nothing_is_a_bug_and_no_refusal(organisation: Organisation) -> None:
    """A foreign key is broken; checked at the commit, so here by hand."""

    def check() -> None:
        connection.check_constraints()

    with pytest.raises(IntegrityError), transaction.atomic():
        change_organisation(actor=SYSTEM, organisation=organisation, facts={"area_id": 1}, then=check)


def test_missing_values_are_a_bug_and_no_refusal(organisation: Organisation) -> None:
    with pytest.raises(IntegrityError):
        change_organisation(actor=SYSTEM, organisation=organisation, facts={"name": None})


def test_the_laws_of_the_database_are_no_refusal(organisation: Organisation) -> None:
    def delete() -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM registry_organisation")

    with pytest.raises(IntegrityError, match="refused"):
        change_organisation(actor=SYSTEM, organisation=organisation, facts={"name": "x"}, then=delete)


# ---------------------------------------------------------------- receipts


def test_a_replay_gets_the_same_answer_and_does_nothing(country: Country, secretary: Actor) -> None:
    first = add_organisation(actor=secretary, area=country.tambon_a, name="ก", client_key="k")
    before = Event.objects.count()
    again = add_organisation(actor=secretary, area=country.tambon_a, name="ก", client_key="k")
    assert (again.pk, Event.objects.count()) == (first.pk, before)


def test_a_replay_with_other_facts_conflicts(country: Country, secretary: Actor) -> None:
    add_organisation(actor=secretary, area=country.tambon_a, name="ก", client_key="k")
    with pytest.raises(ReplayConflict):
        add_organisation(actor=secretary, area=country.tambon_a, name="ข", client_key="k")
    assert Organisation.everywhere.count() == 1


def test_a_key_belongs_to_its_seat(country: Country, secretary: Actor) -> None:
    other = seat(Role.SECRETARY, country.tambon_a.path)
    first = add_organisation(actor=secretary, area=country.tambon_a, name="ก", client_key="k")
    second = add_organisation(actor=other, area=country.tambon_a, name="ก", client_key="k")
    assert first.pk != second.pk


def test_a_replay_is_judged_like_the_first_time(country: Country, secretary: Actor) -> None:
    add_organisation(actor=secretary, area=country.tambon_a, name="ก", client_key="k")
    moved = Actor(secretary.role, (), seat_id=secretary.seat_id)
    with pytest.raises(OutOfArea):
        add_organisation(actor=moved, area=country.tambon_a, name="ก", client_key="k")


def test_a_refused_try_may_be_sent_again(organisation: Organisation) -> None:
    with pytest.raises(Refused):
        change_organisation(actor=SYSTEM, organisation=organisation, facts={"name": "no"}, client_key="k")
    change_organisation(actor=SYSTEM, organisation=organisation, facts={"name": "yes"}, client_key="k")


@pytest.mark.usefixtures("forget")
@pytest.mark.parametrize("answer", [None, 7, "เลขที่ 7", [1, 2], ("a", [None])])
def test_plain_answers_are_given_again_too(country: Country, answer: Any) -> None:
    with policy_rows(names=("test.plain",)):

        @action("test.plain", on="area")
        def plain(*, actor: Actor, area: Area) -> Any:
            return answer

        assert plain(actor=SYSTEM, area=country.province, client_key="k") == answer
        assert plain(actor=SYSTEM, area=country.province, client_key="k") == answer


@pytest.mark.usefixtures("forget")
def test_an_answer_that_cannot_be_given_again_is_a_bug_at_the_first_time(country: Country) -> None:
    with policy_rows(names=("test.odd",)):

        @action("test.odd", on="area")
        def odd(*, actor: Actor, area: Area) -> object:
            return object()

        with pytest.raises(TypeError, match="receipt"):
            odd(actor=SYSTEM, area=country.province, client_key="k")


# ---------------------------------------------------------------- races


def _council_area(country: Country) -> CouncilArea:
    with policy_rows(names=("test.council_area",)), sql.writing():

        @action("test.council_area", on="area")
        def make(*, actor: Actor, area: Area) -> CouncilArea:
            return add(CouncilArea, kind="tambon", name=area.name, area=area, sort_key="")

        try:
            return make(actor=SYSTEM, area=country.tambon_a)
        finally:
            actions.registry.pop("test.council_area")


def _council(country: Country, council_area: CouncilArea, name: str, **more: Any) -> Organisation:
    return add_organisation(
        actor=SYSTEM, area=country.tambon_a, name=name, kind=OrganisationKind.COUNCIL,
        council_area=council_area, **more,
    )  # fmt: skip


@pytest.mark.usefixtures("own_database")
def test_two_councils_race_for_one_area_and_one_is_refused() -> None:
    country = Country()
    council_area = _council_area(country)
    results = in_threads(*[lambda: _council(country, council_area, "สภา")] * 3)
    assert sorted(type(result).__name__ for result in results) == ["Organisation", "Refused", "Refused"]
    assert {no.code for no in results if isinstance(no, Refused)} == {"one_council_per_area"}
    assert Organisation.everywhere.count() == 1
    assert chain.verify() == []


@pytest.mark.usefixtures("own_database")
def test_one_act_sent_five_times_at_once_is_done_once() -> None:
    country = Country()
    send = lambda: add_organisation(actor=SYSTEM, area=country.tambon_a, name="ก", client_key="k").pk  # noqa: E731
    assert len(set(in_threads(*[send] * 5))) == 1
    assert Organisation.everywhere.count() == 1
    assert Event.objects.filter(action="test.add_organisation").count() == 1
    assert chain.verify() == []


@pytest.mark.usefixtures("own_database")
def test_two_changes_of_one_row_at_once_tell_one_story() -> None:
    """What the second one calls the old value is what the first one wrote."""
    organisation = add_organisation(actor=SYSTEM, area=Country().tambon_a, name="ศูนย์")

    def rename(name: str) -> None:
        mine = Organisation.everywhere.get(pk=organisation.pk)
        change_organisation(actor=SYSTEM, organisation=mine, facts={"name": name})

    assert in_threads(*[lambda name=name: rename(name) for name in "กขคงจ"]) == [None] * 5
    told = [
        json.loads(event.payload.body)["changes"][0]["fields"]["name"]
        for event in Event.objects.filter(action="test.change_organisation").order_by("seq")
    ]
    assert [old for old, _new in told] == ["ศูนย์", *(new for _old, new in told[:-1])]


# ---------------------------------------------------------------- second rows


@dataclass(frozen=True)
class Pick:
    """A fact that holds a row deep inside."""

    area: Any
    words: str = ""


@pytest.fixture
def choose(forget: None) -> Iterator[Any]:
    """An action with a second fact of any kind, and one that need only be in sight."""

    @action("test.rename_area_by", on="area", seen=("known",))
    def choose(*, actor: Actor, area: Area, facts: Any = None, known: Any = None) -> Area:
        change(area, name="ใหม่")
        return area

    with policy_rows(Role.SECRETARY, names=("test.rename_area_by",)):
        yield choose


SHAPES = {
    "plain": lambda row: row,
    "list": lambda row: [row],
    "pairs": lambda row: [(row, True)],
    "own": lambda row: {"own": {"area": row}},
    "dataclass": lambda row: [Pick(row)],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_second_row_stands_within_reach_too(
    country: Country, secretary: Actor, choose: Any, shape: str
) -> None:
    choose(actor=secretary, area=country.tambon_a, facts=SHAPES[shape](country.tambon_a))
    with pytest.raises(OutOfArea):
        choose(actor=secretary, area=country.tambon_a, facts=SHAPES[shape](country.tambon_b))
    choose(actor=SYSTEM, area=country.tambon_a, facts=SHAPES[shape](country.tambon_b))


@pytest.mark.usefixtures("organisation")
def test_a_fact_to_be_seen_is_judged_by_sight(country: Country, secretary: Actor, choose: Any) -> None:
    above = add_organisation(actor=SYSTEM, area=country.province, name="ของจังหวัด")
    beside = add_organisation(actor=SYSTEM, area=country.tambon_b, name="ข้างบ้าน")
    assert not secretary.reaches(above.node)
    choose(actor=secretary, area=country.tambon_a, known=[above])
    with pytest.raises(OutOfArea):
        choose(actor=secretary, area=country.tambon_a, known={"known": beside})


@pytest.mark.usefixtures("organisation")
def test_facts_to_be_seen_cost_one_query_however_many(
    country: Country, secretary: Actor, choose: Any
) -> None:
    choose(actor=secretary, area=country.tambon_a)  # from here on it changes nothing
    counts = []
    for number in (1, 12):
        many = [
            add_organisation(actor=SYSTEM, area=country.tambon_a, name=f"ก{number}.{one}")
            for one in range(number)
        ]
        with CaptureQueriesContext(connection) as asked:
            choose(actor=secretary, area=country.tambon_a, known=many)
        counts.append(len(asked))
    assert counts[0] == counts[1]
