"""What a person says of drafts: accepted, corrected, not so, an accusation, decided anew; many at once; whom they mean."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.reader.actions import drafts as acts
from khabuan.reader.actions import texts
from khabuan.reader.models import Draft
from khabuan.reader.queries.linking import candidates
from khabuan.reader.rules.drafts import Drafted, Kind, State, is_certain
from khabuan.registry.models import Person
from tests.reader.conftest import SYSTEM, Desk, unlike_history


def refused(act: Any, /, **facts: Any) -> tuple[str, str | None]:
    with pytest.raises(Refused) as no:
        act(**facts)
    return no.value.code, no.value.field


def test_each_word_is_kept_with_who_said_it_and_when_and_can_be_taken_back(desk: Desk) -> None:
    text = desk.take()
    for kind, how, state in (
        (Kind.DATE, "accept", State.ACCEPTED), (Kind.COUNT, "reject", State.REJECTED),
        (Kind.PERSON, "claim", State.CLAIM),
    ):  # fmt: skip
        draft = desk.decide(text, kind, how)
        assert (draft.state, draft.decided_on, draft.decided_by) == (
            state,
            date(2026, 11, 23),
            desk.world.secretary.title,
        )
        draft = desk.decide(text, kind, "undo")
        assert (draft.state, draft.decided_on, draft.decided_by) == (State.WAITING, None, "")
    assert unlike_history() == []


def test_what_is_corrected_keeps_what_was_read(desk: Desk) -> None:
    text = desk.take()
    draft = desk.decide(text, Kind.DATE, "change", typed={"start": date(2023, 3, 16), "end": None})
    assert draft.facts["start"] == "2023-03-15"
    assert (draft.state, draft.says["start"]) == (State.CHANGED, "2023-03-16")
    assert desk.decide(text, Kind.DATE, "undo").says["start"] == "2023-03-15"


def test_a_place_with_another_name_means_no_area_until_somebody_says_which(desk: Desk) -> None:
    text = desk.take()
    area = desk.world.areas["19.01.01."]
    assert desk.draft(text, Kind.PLACE).subject_id == area.pk
    draft = desk.decide(
        text, Kind.PLACE, "change", typed={"level": "tambon", "name": "ดาวเรือง", "province": "สระบุรี"}
    )
    assert (draft.subject_id, draft.says["codes"]) == (None, [])
    acts.link(actor=desk.world.secretary, draft=draft, area=desk.world.areas["19.01.02."])
    draft.refresh_from_db()
    assert (draft.subject_kind, draft.subject_id) == ("places.area", desk.world.areas["19.01.02."].pk)


@pytest.mark.parametrize(
    ("kind", "said", "expected"),
    [
        (Kind.DATE, {"how": "burn"}, ("how_unknown", None)),
        (Kind.COUNT, {"how": "claim"}, ("no_person", None)),
        (Kind.DATE, {"how": "change", "typed": {}}, ("needed", "start")),
        (Kind.MONEY, {"how": "change", "typed": {"baht": -5}}, ("wrong", "baht")),
        (
            Kind.DATE,
            {"how": "change", "typed": {"start": date(2023, 3, 15), "end": date(2023, 3, 1)}},
            ("backwards", "end"),
        ),
    ],
)
def test_what_cannot_be_said_is_refused(
    desk: Desk, kind: Kind, said: dict[str, Any], expected: tuple[str, str | None]
) -> None:
    text = desk.take()
    assert refused(desk.decide, text=text, kind=kind, **said) == expected
    assert desk.draft(text, kind).state == State.WAITING


def test_a_lost_number_is_filled_in_with_where_it_is_known_from(desk: Desk) -> None:
    text = desk.take()
    draft = desk.decide(
        text, Kind.MISSING, "change", typed={"what": "houses", "value": 12}, source="รายงานการประชุม"
    )
    assert (draft.says["value"], draft.says["source"], "value" in draft.facts) == (
        12,
        "รายงานการประชุม",
        False,
    )


def test_a_lost_number_may_be_said_to_be_lost(desk: Desk) -> None:
    text = desk.take()
    draft = desk.decide(text, Kind.MISSING, "accept")
    assert (draft.state, draft.says.get("value")) == (State.ACCEPTED, None)


def test_a_day_without_a_year_is_accepted_only_with_one(desk: Desk) -> None:
    words = "เวทีวันที่ 12 มิถุนายน"
    says = {"start": "--06-12", "end": None, "certain": True, "main": True}
    found = Drafted(kind=Kind.DATE, says=says, quote="12 มิถุนายน", start=11, end=22)
    text = desk.take(words=words, drafts=[found])
    assert not is_certain(Kind.DATE, says)
    assert refused(desk.decide, text=text, kind=Kind.DATE, how="accept") == ("no_year", None)
    assert acts.accept_certain(actor=desk.world.secretary, text=text) == 0
    draft = desk.decide(text, Kind.DATE, "change", typed={"start": date(2023, 6, 12), "end": None})
    assert (draft.state, draft.says["start"]) == (State.CHANGED, "2023-06-12")


def test_the_main_day_is_moved_by_hand_and_comes_back(desk: Desk) -> None:
    words = "เวทีวันที่ 15 มีนาคม 2566 หลังจากวันที่ 1 มีนาคม 2566"
    days = [
        Drafted(
            kind=Kind.DATE, says={"start": start, "end": None, "certain": True, "main": main}, quote=quote,
            start=words.index(quote), end=words.index(quote) + len(quote), is_certain=True,
        )
        for start, quote, main in (("2023-03-15", "15 มีนาคม 2566", True), ("2023-03-01", "1 มีนาคม 2566", False))
    ]  # fmt: skip
    text = desk.take(words=words, drafts=days)
    actor = desk.world.secretary

    def both() -> tuple[Draft, Draft]:
        first, second = Draft.everywhere.filter(text=text).order_by("start")
        return first, second

    def mains() -> list[bool]:
        return [one.says["main"] for one in both()]

    def decide(one: Draft, how: str, **typed: Any) -> None:
        acts.decide(actor=actor, draft=one, how=how, typed=typed)

    decide(both()[1], "change", start=date(2023, 3, 1), end=None, main=True)
    assert mains() == [False, True]
    decide(both()[0], "accept")
    decide(both()[0], "undo")
    assert mains() == [False, True], "what was taken stays taken"
    texts.read_again(actor=actor, text=text, drafts=days)
    assert mains() == [False, True]
    decide(both()[1], "change", start=date(2023, 3, 2), end=None)
    assert mains() == [False, True], "nobody was asked"
    decide(both()[1], "undo")
    assert mains() == [True, False]
    decide(both()[0], "change", start=date(2023, 3, 15), end=None, main=False)
    assert mains() == [False, False]
    assert unlike_history() == []


def test_the_offices_of_the_place_decide(desk: Desk) -> None:
    text, world = desk.take(), desk.world
    for actor in (world.neighbour, world.stranger):
        with pytest.raises(OutOfArea):
            desk.decide(text, Kind.DATE, "accept", actor)
    for actor in (world.auditor, world.agency, world.collector):
        with pytest.raises(NotAllowed):
            desk.decide(text, Kind.DATE, "accept", actor)


def test_what_is_certain_is_accepted_at_once_and_names_beside_accusations_are_not(desk: Desk) -> None:
    text = desk.take()
    person = desk.draft(text, Kind.PERSON)
    desk.decide(text, Kind.MONEY, "reject")
    accuse(desk, person)
    assert acts.accept_certain(actor=desk.world.secretary, text=text) == 7
    assert Draft.everywhere.filter(text=text, state=State.ACCEPTED).count() == 7
    assert desk.draft(text, Kind.PERSON).state == State.WAITING
    assert desk.draft(text, Kind.MISSING).state == State.WAITING
    assert desk.draft(text, Kind.MONEY).state == State.REJECTED
    assert acts.accept_certain(actor=desk.world.secretary, text=text) == 0


def accuse(desk: Desk, person: Draft) -> None:
    """As the reading marks a name beside words that accuse."""
    from khabuan.access.action import change
    from tests.registry.conftest import by_hand

    with by_hand():
        change(person, is_accusation=True)


def test_a_person_of_the_register_is_meant_and_nobody_is_added(desk: Desk) -> None:
    text = desk.take()
    known = desk.world.person("กรรมการทดสอบ", "หนึ่ง")
    people = Person.everywhere.count()
    draft = desk.draft(text, Kind.PERSON)
    assert [one.key for one in candidates(desk.world.secretary, draft)] == [known.pk]
    acts.link(actor=desk.world.secretary, draft=draft, person=known)
    draft.refresh_from_db()
    assert (draft.subject_kind, draft.subject_id) == ("registry.person", known.pk)
    acts.link(actor=desk.world.secretary, draft=draft)
    draft.refresh_from_db()
    assert (draft.subject_kind, draft.subject_id) == ("", None)
    assert Person.everywhere.count() == people


def test_who_says_what_a_draft_means_accepts_it_and_deciding_anew_keeps_what_it_means(desk: Desk) -> None:
    text, actor = desk.take(), desk.world.secretary
    known = desk.world.person("กรรมการทดสอบ", "หนึ่ง")
    acts.link(actor=actor, draft=desk.draft(text, Kind.PERSON))
    assert desk.draft(text, Kind.PERSON).state == State.WAITING, (
        "nothing of the register is not said to be so"
    )
    acts.link(actor=actor, draft=desk.draft(text, Kind.PERSON), person=known)
    draft = desk.draft(text, Kind.PERSON)
    assert (draft.state, draft.decided_on, draft.decided_by) == (
        State.ACCEPTED,
        date(2026, 11, 23),
        actor.title,
    )
    draft = desk.decide(text, Kind.PERSON, "undo")
    assert (draft.state, draft.decided_on, draft.subject_id) == (State.WAITING, None, known.pk)
    desk.decide(text, Kind.PLACE, "change", typed={"level": "tambon", "name": "ดาวเรือง", "province": "สระบุรี"})
    acts.link(actor=actor, draft=desk.draft(text, Kind.PLACE), area=desk.world.areas["19.01.02."])
    assert desk.draft(text, Kind.PLACE).state == State.CHANGED
    assert unlike_history() == []


def test_an_accusation_is_not_accepted_by_saying_whom_it_names(desk: Desk) -> None:
    text = desk.take()
    accuse(desk, desk.draft(text, Kind.PERSON))
    known = desk.world.person("กรรมการทดสอบ", "หนึ่ง")
    acts.link(actor=desk.world.secretary, draft=desk.draft(text, Kind.PERSON), person=known)
    draft = desk.draft(text, Kind.PERSON)
    assert (draft.state, draft.decided_on, draft.subject_id) == (State.WAITING, None, known.pk)


def test_a_draft_means_a_record_of_its_own_kind_in_sight(desk: Desk) -> None:
    text = desk.take()
    stranger = desk.world.person("คนไกล", "ทดสอบ", "33.01.01.")
    facts = {"actor": desk.world.secretary, "draft": desk.draft(text, Kind.PERSON)}
    assert refused(acts.link, area=desk.world.areas["19."], **facts)[0] == "other_kind"
    assert refused(acts.link, organisation=desk.council, **facts)[0] == "other_kind"
    with pytest.raises(OutOfArea):
        acts.link(person=stranger, **facts)


def test_an_accusation_means_nobody_of_the_register(desk: Desk) -> None:
    text = desk.take()
    known = desk.world.person("กรรมการทดสอบ", "หนึ่ง")
    acts.link(actor=SYSTEM, draft=desk.draft(text, Kind.PERSON), person=known)
    draft = desk.decide(text, Kind.PERSON, "claim")
    assert draft.subject_id is None
    assert refused(acts.link, actor=SYSTEM, draft=draft, person=known)[0] == "not_accepted"


def test_a_lost_sum_that_was_called_baht_is_called_money_and_its_history_says_so(desk: Desk) -> None:
    words = "ลดค่าอาหารเหลือ  บาท"
    lost = Drafted(kind=Kind.MISSING, says={"what": "baht"}, quote="เหลือ  บาท", start=10, end=20)
    text = desk.take(words=words, drafts=[lost])
    typed = {"what": "baht", "value": 300}
    desk.decide(text, Kind.MISSING, "change", typed=typed, source="ผู้จดการประชุม")
    rename = import_module("khabuan.reader.migrations.0005_lost_money").call_it_money
    as_migrated = MigrationLoader(connection).project_state().apps
    for _again in range(2):
        rename(as_migrated, None)
    draft = desk.draft(text, Kind.MISSING)
    assert (draft.facts["what"], draft.says["what"], draft.says["value"]) == ("money", "money", 300)
    assert unlike_history() == []
