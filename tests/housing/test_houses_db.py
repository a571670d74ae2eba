"""Houses are recorded, changed, moved on, paid and taken back; who may, who reads whose house, and what cannot be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.housing.conftest import SINCE, SYSTEM, Scene, unlike_history
from tests.registry.conftest import by_hand

from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.core.thai import FiscalYear
from khabuan.housing import queries
from khabuan.housing.actions import houses as acts
from khabuan.housing.models import Householder, HousingCase, HousingMoney, HousingStep
from khabuan.housing.queries import Wanted
from khabuan.places.actions.succession import Succession
from khabuan.registry.actions import rights
from khabuan.registry.actions.merging_bodies import merge_organisations
from khabuan.rules.actions import Place, set_rule

TODAY = date(2026, 11, 23)
FACTS = {"programme": "decent", "kind": "repair", "fiscal_year": 2027, "reason": "แก้"}


def refused(act: Any, /, **facts: Any) -> tuple[str, str | None]:
    with pytest.raises(Refused) as no:
        act(**facts)
    return no.value.code, no.value.field


def move(scene: Scene, row: HousingCase, state: str, actor: Actor | None = None, **facts: Any) -> HousingStep:
    return acts.move_case(
        actor=actor or scene.world.secretary, case=row, state=state, **{"on": TODAY, **facts}
    )


def pay(scene: Scene, row: HousingCase, amount: int | str, **facts: Any) -> HousingMoney:
    known = {"item": "materials", "agency": scene.agency, "actor": scene.world.secretary}
    return acts.record_money(case=row, amount=Decimal(amount), **{**known, **facts})


# ---------------------------------------------------------------- recorded


def test_a_house_stands_in_its_body_s_book_by_number_with_its_first_money(scene: Scene) -> None:
    row = scene.house(amount=Decimal("15000.50"), agency_words=" เพื่อนบ้าน ", project=scene.project)
    assert (row.number, row.node, row.state, str(row)) == (1, scene.council.node, "surveyed", "ครัวเรือนที่ 1")
    assert scene.house(name="", house_no="").number == 2
    assert scene.house(scene.world.province, organisation=scene.group).number == 1
    money = HousingMoney.everywhere.get()
    assert (money.amount, money.agency_words, money.item) == (Decimal("15000.50"), "เพื่อนบ้าน", "materials")
    who = Householder.everywhere.get(case=row)
    assert (who.name, who.house_no, who.person) == ("นางสมมติ ตัวอย่าง", "12/3", None)
    assert unlike_history() == []


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"fiscal_year": 2570}, "no_year", "fiscal_year"),
        ({"programme": "tents"}, "no_such_programme", "programme"),
        ({"kind": "paint"}, "no_such_kind", "kind"),
        ({"state": "begun"}, "no_such_state", "state"),
        ({"state": "declined"}, "no_words", "words"),
        ({"on": date(2026, 11, 24)}, "to_come", "on"),
        ({"amount": Decimal(5)}, "no_payer", "agency"),
        ({"amount": Decimal(0), "agency_words": "ก"}, "nothing", "amount"),
        ({"amount": Decimal(5), "agency_words": "ก", "item": "other"}, "no_words", "item_words"),
        ({"amount": Decimal(5), "agency_words": "ก", "item": "cats"}, "no_such_item", "item"),
        ({"amount": Decimal(20_001), "agency_words": "ก", "fiscal_year": 2021}, "over_ceiling", "reason"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_box(
    scene: Scene, facts: dict[str, Any], code: str, field: str
) -> None:
    assert refused(scene.house, **facts) == (code, field)
    assert not HousingCase.everywhere.exists()


def test_only_councils_and_working_groups_have_such_books_and_projects_are_for_housing(scene: Scene) -> None:
    fund = scene.world.body("fund", "กองทุนทดสอบ")
    assert refused(scene.house, actor=SYSTEM, organisation=fund)[0] == "no_book"
    assert refused(scene.house, project=scene.water) == ("no_housing_project", "project")


def test_sent_twice_it_is_written_once(scene: Scene) -> None:
    first = scene.house(client_key="k")
    assert scene.house(client_key="k") == first
    assert HousingCase.everywhere.count() == 1


# ---------------------------------------------------------------- who


def test_its_own_offices_write_it_and_nobody_else(scene: Scene) -> None:
    row, world = scene.house(), scene.world
    for actor in (world.neighbour, world.stranger, scene.group_seat):
        for act in (
            lambda actor=actor: scene.house(actor),
            lambda actor=actor: move(scene, row, "passed", actor),
        ):
            with pytest.raises(OutOfArea):
                act()
    for actor in (world.auditor, world.agency, world.collector):
        with pytest.raises(NotAllowed):
            scene.house(actor)


def test_who_lives_there_is_read_by_who_reads_persons_there_and_others_see_a_number(scene: Scene) -> None:
    world = scene.world
    row = scene.house(project=scene.project, amount=Decimal(5), agency_words="ก")
    for actor in (world.secretary, world.province, world.nation, world.auditor):
        assert queries.householders_of(actor, [row])[row.pk].house_no == "12/3"
        assert [one.title for one in queries.find_cases(actor, "สมมติ", 5)] == ["นางสมมติ ตัวอย่าง"]
    # who holds the project sees the house, its money and its trail, and nobody's name
    assert queries.case_of(scene.group_seat, row.pk) == row
    assert queries.moneys_of(scene.group_seat, [row])[row.pk]
    assert queries.trail_of(scene.group_seat, row)
    assert queries.householders_of(scene.group_seat, [row]) == {}
    assert queries.find_cases(scene.group_seat, "สมมติ", 5) == []
    assert not queries.cases_of_project(scene.group_seat, scene.project, Wanted(words="สมมติ")).exists()
    told = queries.named_cases(scene.group_seat, [row.pk])[row.pk]
    assert "สมมติ" not in f"{told.title}{told.more}"
    for actor in (Actor.public(), world.stranger, world.agency, world.neighbour):
        for model in (HousingCase, Householder, HousingMoney, HousingStep):
            assert not model.objects.visible_to(actor).exists()
        with pytest.raises(OutOfArea):
            queries.case_of(actor, row.pk)


# ---------------------------------------------------------------- changed and moved on


def test_a_change_gives_all_facts_anew_with_the_person_of_the_register(scene: Scene) -> None:
    row, person = scene.house(), scene.world.person("สมศรี", "ทดสอบ")
    facts = {"actor": scene.world.secretary, "case": row, "area": scene.world.areas["19.01.02."], **FACTS}
    assert refused(acts.change_case, **{**facts, "reason": " "}) == ("no_reason", "reason")
    acts.change_case(**facts, person=person, name="อื่น", house_no="5", project=scene.project)
    row.refresh_from_db()
    who = Householder.everywhere.get(case=row)
    assert (row.area, row.project) == (scene.world.areas["19.01.02."], scene.project)
    assert (who.person, who.name, who.house_no) == (person, str(person), "5")
    assert unlike_history() == []


def test_steps_go_on_aside_and_back_and_are_never_overwritten(scene: Scene) -> None:
    row = scene.house()
    move(scene, row, "reserve")
    move(scene, row, "approved")
    facts = {"actor": SYSTEM, "case": row, "on": TODAY}
    assert refused(acts.move_case, **facts, state="surveyed") == ("backwards", "state")
    assert refused(acts.move_case, **facts, state="not_eligible") == ("no_words", "words")
    last = move(scene, row, "died")
    assert refused(acts.move_case, **facts, state="finished") == ("over", "state")
    back = {"actor": scene.world.secretary, "reason": "กดผิด"}
    first = HousingStep.everywhere.filter(case=row).order_by("pk").first()
    assert refused(acts.take_back_step, step=first, **back) == ("not_last", None)
    acts.take_back_step(step=last, **back)
    row.refresh_from_db()
    assert (row.state, row.state_on) == ("approved", TODAY)
    assert refused(acts.take_back_step, step=last, **back) == ("taken_back", None)
    assert [step.state for step in queries.trail_of(SYSTEM, row)] == [
        "surveyed",
        "reserve",
        "approved",
        "died",
    ]
    other = scene.house()
    only = HousingStep.everywhere.get(case=other)
    assert refused(acts.take_back_step, step=only, **back) == ("first", None)
    assert unlike_history() == []


def test_a_withdrawn_house_counts_nowhere_and_takes_nothing_more(scene: Scene) -> None:
    row = scene.house()
    acts.withdraw_case(actor=scene.world.secretary, case=row, reason="บันทึกผิด")
    assert not queries.cases_in(SYSTEM, scene.world.areas["19."], Wanted()).exists()
    assert queries.find_cases(scene.world.secretary, "สมมติ", 5) == []
    assert queries.case_of(scene.world.secretary, row.pk).withdrawn_reason == "บันทึกผิด"
    assert refused(move, scene=scene, row=row, state="passed")[0] == "withdrawn"
    assert refused(pay, scene=scene, row=row, amount=5)[0] == "withdrawn"


# ---------------------------------------------------------------- money


def test_several_payers_stand_on_one_house_under_the_ceiling_of_its_year(scene: Scene) -> None:
    row = scene.house(fiscal_year=2021)
    pay(scene, row, 15_000)
    pay(scene, row, 9_000, agency=None, agency_words="พมจ.", item="labour", is_programme=False)
    assert refused(pay, scene=scene, row=row, amount=5_001, item="labour") == ("over_ceiling", "reason")
    line = pay(scene, row, 5_001, item="labour", reason="มติอนุกรรมการ")
    assert line.reason == "มติอนุกรรมการ"
    total = queries.totals_of(SYSTEM, [row], queries.moneys_of(SYSTEM, [row]))[row.pk]
    assert (total.money, total.programme, total.is_over) == (Decimal(29_001), Decimal(20_001), True)
    assert total.limit == 20_000
    acts.take_back_money(actor=scene.world.secretary, money=line, reason="กดผิด")
    assert refused(acts.take_back_money, actor=SYSTEM, money=line, reason="x")[0] == "taken_back"
    total = queries.totals_of(SYSTEM, [row], queries.moneys_of(SYSTEM, [row]))[row.pk]
    assert (total.money, total.is_over, len(queries.moneys_of(SYSTEM, [row])[row.pk])) == (
        Decimal(24_000), False, 3,
    )  # fmt: skip
    old = scene.house(fiscal_year=2017)
    assert refused(pay, scene=scene, row=old, amount=18_001)[0] == "over_ceiling"
    older = scene.house(fiscal_year=2010)  # no rule of that year
    assert pay(scene, older, 500_000).reason == ""
    assert unlike_history() == []


def test_a_ceiling_that_is_only_carried_on_stops_nobody_until_the_year_s_own_is_set(scene: Scene) -> None:
    row = scene.house(fiscal_year=2026)
    line = pay(scene, row, 33_000)
    total = queries.totals_of(SYSTEM, [row], queries.moneys_of(SYSTEM, [row]))[row.pk]
    assert total.ceiling is not None
    assert (total.ceiling.as_count, total.limit, total.is_over, line.reason) == (20_000, None, False, "")
    set_rule(
        actor=scene.world.province, place=Place("19."), key="housing.ceiling.decent", value="33000",
        since=date(2025, 10, 1), source="ประกาศทดสอบ ปี 2569",
    )  # fmt: skip
    assert refused(pay, scene=scene, row=row, amount=1, item="labour")[0] == "over_ceiling"
    assert pay(scene, scene.house(fiscal_year=2026), 33_000).reason == ""


def test_one_payer_for_one_thing_twice_is_taken_with_a_word_why_also_at_another_house(scene: Scene) -> None:
    person = scene.world.person("สมศรี", "ทดสอบ")
    row, other = scene.house(person=person), scene.house(person=person, fiscal_year=2026)
    pay(scene, row, 100)
    assert refused(pay, scene=scene, row=row, amount=100) == ("twice", "reason")
    assert refused(pay, scene=scene, row=other, amount=100) == ("twice", "reason")
    assert pay(scene, other, 100, reason="คนละปี").reason == "คนละปี"
    stranger = scene.house()
    assert pay(scene, stranger, 100, reason="ไม่จำเป็น").reason == ""


def test_a_fund_gives_too_and_its_list_has_the_houses_that_it_gives_to(scene: Scene) -> None:
    fund = scene.world.body("fund", "กองทุนทดสอบ")
    row = scene.house()
    assert pay(scene, row, 1_500, agency=fund, is_programme=False).agency == fund
    assert list(queries.cases_of(SYSTEM, fund, Wanted())) == [row]


# ---------------------------------------------------------------- lists, merges, people, areas


def test_a_list_is_narrowed_and_added_up(scene: Scene) -> None:
    world, area = scene.world, scene.world.areas
    one = scene.house(amount=Decimal(100), agency=scene.agency)
    two = scene.house(
        world.province, organisation=scene.group, area=area["19.01.02."], programme="secure", kind="build",
        state="handed_over", fiscal_year=2026, name="นายอื่น", house_no="7",
    )  # fmt: skip

    def found(path: str = "19.", actor: Actor = world.province, **wanted: Any) -> set[HousingCase]:
        return set(queries.cases_in(actor, area[path], Wanted(**wanted)))

    assert found() == {one, two}
    assert (
        found("19.01.02.") == found(state="done") == found(programme="secure") == found(words="อื่น") == {two}
    )
    assert found(year=FiscalYear(2027)) == found(state="open") == found(words="12/3") == {one}
    assert found("33.", SYSTEM) == set()
    assert set(queries.cases_of(world.province, scene.agency, Wanted())) == {one}
    sums = queries.sums_of(SYSTEM, queries.cases_in(SYSTEM, area["19."], Wanted()))
    assert (sums.number, sums.open, sums.done, sums.money, sums.money_of) == (2, 1, 1, Decimal(100), 1)
    assert queries.sums_of(SYSTEM, HousingCase.everywhere.none()).money is None


def test_houses_follow_bodies_that_become_one_with_numbers_of_the_book_that_stays(scene: Scene) -> None:
    twin = scene.world.body("agency", "พอช.ทดสอบ", "19.")
    again = scene.world.body("working_group", "คณะทำงานสระบุรี", "19.", own={"function": "acts"})
    known = scene.house(SYSTEM, organisation=scene.group)
    row = scene.house(SYSTEM, organisation=again, amount=Decimal(5), agency=twin)
    told = dict(offers.organisation_merges["housing"].tell([twin, again]))
    assert sorted(str(counted) for counted in told.values()) == sorted(
        str(counted) for counted in ({again.pk: 1}, {twin.pk: 1})
    )
    merge_organisations(actor=SYSTEM, stays=scene.agency, goes=twin)
    merge_organisations(actor=SYSTEM, stays=scene.group, goes=again)
    row.refresh_from_db()
    assert HousingMoney.everywhere.get().agency == scene.agency
    assert (known.number, row.number, row.organisation) == (1, 2, scene.group)


def test_what_is_still_to_be_done_moves_with_an_area_that_ends(scene: Scene) -> None:
    gone, into = scene.world.areas["19.01.01."], scene.world.areas["19.01.02."]
    waits, over = scene.house(), scene.house(state="handed_over")
    succession = Succession(gone, into, TODAY)
    with by_hand():
        offers.area_ends["housing"].settle(succession)
    for row in (waits, over):
        row.refresh_from_db()
    assert (waits.area, over.area, dict(succession.counts)) == (into, gone, {"house": 1})


def test_a_person_s_copy_has_the_house(scene: Scene) -> None:
    person = scene.world.person("สมศรี", "ทดสอบ")
    scene.house(person=person)
    (kept,) = offers.person_copies["housing"].collect([person])
    facts = {fact.name: fact.value for fact in kept.rows[0]}
    assert (facts["name"], facts["house_no"]) == (str(person), "12/3")


def test_an_erased_person_s_house_goes_on_as_a_number(scene: Scene) -> None:
    person = scene.world.person("สมศรี", "ทดสอบ")
    row = scene.house(person=person)
    asked = rights.open_request(actor=SYSTEM, person=person, kind="erase", asked_on=SINCE)
    rights.erase_person(actor=SYSTEM, person=person, asked=asked)
    who = Householder.everywhere.get(case=row)
    assert (who.person, who.house_no) == (None, "")
    assert "สมศรี" not in f"{who.name}{who.search_key}"
    assert queries.find_cases(SYSTEM, "สมศรี", 5) == []
