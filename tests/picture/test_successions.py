"""Merge, split and move of areas with everything that stands there, and zones that go on in a new year."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

import pytest
from django.apps import apps

from khabuan.access.actor import Actor, Role
from khabuan.audit.models import Payload
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.sql import rehearsing, renew_statistics
from khabuan.picture.groups import group_picture
from khabuan.picture.queries import bodies_at, picture_of
from khabuan.places import queries
from khabuan.places.actions import (
    add_area,
    confirm_council_areas,
    copy_groups,
    keep_group,
    keep_local_government,
    merge_areas,
    move_area,
    split_area,
)
from khabuan.places.actions.changes import NewPart
from khabuan.places.council_areas import Basis
from khabuan.places.models import Area, AreaEvent, CouncilArea, CouncilAreaCover, LocalGovernmentCover
from khabuan.registry.actions.organisations import (
    add_organisation,
    add_support,
    end_organisation,
    move_organisation,
)
from khabuan.registry.actions.people import add_household, add_leader, add_person
from khabuan.registry.actions.posts import add_post, appoint
from khabuan.registry.models import (
    FormerPlace,
    Household,
    Leader,
    LikelyBodies,
    Organisation,
    Person,
    Support,
)
from khabuan.registry.queries.councils import coverage_of
from khabuan.registry.queries.organisations import working_groups_of
from khabuan.rules.actions import Place, load_rules, set_rule
from khabuan.seats.actions import grant_seat
from khabuan.seats.models import Seat
from khabuan.seats.queries import actor_of
from tests.databases import reference  # noqa: F401 - a fixture
from tests.seats.conftest import _identity_key, _still_clock, browser_of  # noqa: F401

SYSTEM = Actor.system()
LAST_YEAR, DAY, TODAY = date(2026, 9, 30), date(2026, 10, 1), date(2026, 11, 23)
WHY = {"on": DAY, "reason": "ประกาศทดสอบ", "legal_reference": "เล่ม 143 ตอนพิเศษ 1 ง"}


def here(code: str) -> Area:
    area = queries.area_by_code(SYSTEM, code)
    assert area is not None
    return area


@dataclass
class Tambon:
    """A tambon with a council (chair in post), a fund, a village with a community, people and seats."""

    area: Area
    council_area: CouncilArea
    council: Organisation
    fund: Organisation
    village: Area
    community: Organisation
    person: Person
    coordinator: Seat
    secretary: Seat


def tambon(code: str) -> Tambon:
    area = here(code)
    council_area = CouncilArea.objects.visible_to(SYSTEM).get(area=area)
    known = {"actor": SYSTEM, "area": area}
    council = add_organisation(**known, kind="council", name=f"สภา{area.name}", council_area=council_area)
    fund = add_organisation(**known, kind="fund", name=f"กองทุน{area.name}")
    village = add_area(actor=SYSTEM, parent=area, kind="village", name=f"บ้าน{area.name}", moo=1)
    community = add_organisation(actor=SYSTEM, area=village, kind="community", name=f"กลุ่ม{area.name}")
    person = add_person(**known, given=f"สมมุติ{area.name}", surname="ทดสอบ")
    appoint(
        actor=SYSTEM,
        post=add_post(actor=SYSTEM, organisation=council, title="chair"),
        person=person,
        since=date(2025, 1, 1),
    )
    add_household(**known, house_no="1/1")
    add_leader(actor=SYSTEM, person=person, level="tambon", area=area, since=date(2024, 1, 1))
    seats = [
        grant_seat(actor=SYSTEM, place=place, role=role, login=f"{role}{code}", name="ผู้ทดสอบ")
        for place, role in ((area, Role.COLLECTOR), (council, Role.SECRETARY))
        if place is not area
    ]
    coordinator = grant_seat(
        actor=SYSTEM, place=here(code[:4]), role=Role.COORDINATOR, login=f"coordinator{code}", name="ผู้ทดสอบ"
    )
    return Tambon(area, council_area, council, fund, village, community, person, coordinator, seats[-1])


@pytest.fixture(scope="module")
def _confirmed(reference: None) -> None:  # noqa: F811
    """The province with its council areas, once for all of these tests."""
    with clock.at(TODAY.isoformat()):
        load_rules(actor=SYSTEM)
        saraburi = here("19")
        proposed = queries.propose_for(SYSTEM, saraburi, Basis.SUBDISTRICT).areas
        confirm_council_areas(actor=SYSTEM, province=saraburi, areas=proposed)
    renew_statistics()


@pytest.fixture
def province(_confirmed: None, db: None) -> Area:
    return here("19")


@pytest.fixture
def stays(province: Area) -> Tambon:
    return tambon("190105")


@pytest.fixture
def goes(province: Area) -> Tambon:
    return tambon("190106")


def merge(stays: Tambon, goes: Tambon) -> Area:
    return merge_areas(actor=SYSTEM, into=stays.area, areas=[stays.area, goes.area], **WHY)


def end_council(goes: Tambon) -> None:
    end_organisation(actor=SYSTEM, organisation=goes.council, on=DAY, reason="รวมตำบล")


# ---------------------------------------------------------------- merge


def test_two_councils_for_one_area_are_refused_and_nothing_is_moved(stays: Tambon, goes: Tambon) -> None:
    with pytest.raises(Refused) as refusal:
        merge(stays, goes)
    assert refusal.value.code == "succession.two_councils"
    words = str(refusal.value.message)
    assert "สภาดาวเรือง" in words
    assert "ให้ยุติสภาใดสภาหนึ่งก่อน" in words, "it says what to do first"
    assert here("190106").pk == goes.area.pk
    assert not FormerPlace.everywhere.exists()
    assert not AreaEvent.everywhere.exists()


def test_what_stood_at_the_ended_tambon_stands_at_its_successor(stays: Tambon, goes: Tambon) -> None:
    end_council(goes)
    merge(stays, goes)
    for row in (goes.fund, goes.community, goes.council, goes.person):
        row.refresh_from_db()
    assert (goes.fund.area, goes.fund.node) == (stays.area, f"19.01.05.o{goes.fund.pk}.")
    assert goes.community.node.startswith("19.01.05.c"), "moo 1 was taken there, the village has its own step"
    assert goes.council.council_area == stays.council_area
    assert goes.person.area == stays.area
    assert Household.everywhere.filter(area=stays.area).count() == 2
    assert set(Leader.everywhere.filter(until__isnull=True).values_list("area", flat=True)) == {stays.area.pk}
    for model in (Organisation, Person, Household):
        assert not model.everywhere.filter(area=goes.area).exists()


HISTORY = ("places.areaevent", "places.areaname", "registry.formerplace")


def test_nothing_in_force_is_left_at_the_ended_tambon(stays: Tambon, goes: Tambon) -> None:
    """Every table that names an area, by key or by path: a new one that does not follow is found here."""
    end_council(goes)
    keep_local_government(
        actor=SYSTEM, province=here("19"), kind="tao", name="นาโฉง", covers=[(goes.area, False)]
    )
    rule = set_rule(
        actor=SYSTEM, place=Place(goes.area.path), key="council.term_years", value="3",
        since=date(2025, 1, 1), source="มติทดสอบ",
    )  # fmt: skip
    merge(stays, goes)
    left = []
    for model in apps.get_models():
        rows = model._base_manager.all()
        names = {field.name: field for field in model._meta.concrete_fields}
        if model._meta.label_lower in HISTORY:
            continue
        if "until" in names:
            rows = rows.filter(until__isnull=True)
        left += [
            (model._meta.label, name)
            for name, field in names.items()
            if (field.related_model is Area and rows.filter(**{name: goes.area}).exists())
            or (
                name in ("node", "place", "path")
                and rows.filter(**{f"{name}__startswith": "19.01.06."}).exists()
            )
        ]
    assert left == []
    rule.refresh_from_db()
    assert rule.until == DAY, "the rules of an area end with it"


def test_seats_follow_to_the_successor_and_reach_it(stays: Tambon, goes: Tambon) -> None:
    end_council(goes)
    treasurer = grant_seat(
        actor=SYSTEM, place=goes.fund, role=Role.TREASURER, login="treasurer", name="ผู้ทดสอบ"
    )
    merge(stays, goes)
    treasurer = Seat.everywhere.select_related("user", "area", "group", "organisation").get(pk=treasurer.pk)
    assert treasurer.area == stays.area
    assert actor_of(treasurer).reaches(f"19.01.05.o{goes.fund.pk}.")


def test_seats_of_a_merged_amphoe_sit_at_the_amphoe_it_went_into(stays: Tambon) -> None:
    gone = here("1902")
    seat = grant_seat(actor=SYSTEM, place=gone, role=Role.COORDINATOR, login="amphoe", name="ผู้ทดสอบ")
    old_title = seat.title
    merge_areas(actor=SYSTEM, into=here("1901"), areas=[gone], **WHY)
    seat = Seat.everywhere.select_related("user", "area", "group", "organisation").get(pk=seat.pk)
    assert actor_of(seat).home == "19.01."
    assert seat.title != old_title, "the title named the place"
    assert (
        queries.counts_within(SYSTEM, here("1901"))["subdistrict"]
        == 11 + queries.counts_within(SYSTEM, gone, LAST_YEAR)["subdistrict"]
    )


def test_bodies_that_came_together_are_compared_as_bodies_of_one_tambon(stays: Tambon, goes: Tambon) -> None:
    one, other = (
        add_organisation(actor=SYSTEM, area=one.area, kind="savings_group", name="กลุ่มออมทรัพย์ทดสอบ")
        for one in (stays, goes)
    )
    beside = add_organisation(actor=SYSTEM, area=goes.village, kind="savings_group", name="ออมทรัพย์แม่บ้านทดสอบ")
    assert not LikelyBodies.objects.filter(low=one, high=other).exists(), "two tambons have their own"
    end_council(goes)
    merge_areas(actor=SYSTEM, into=stays.area, areas=[goes.area], **WHY)
    assert LikelyBodies.objects.filter(low=one, high=other).exists()
    again = add_organisation(actor=SYSTEM, area=stays.area, kind="savings_group", name="ออมทรัพย์แม่บ้านทดสอป")
    assert LikelyBodies.objects.filter(low=beside, high=again).exists(), "also below, where a path changed"


def test_the_council_area_of_the_ended_tambon_ends_and_the_other_stands(stays: Tambon, goes: Tambon) -> None:
    end_council(goes)
    merge(stays, goes)
    goes.council_area.refresh_from_db()
    assert goes.council_area.until == DAY
    in_force = queries.council_areas_in(SYSTEM, here("19"))
    assert in_force.count() == 110
    assert not CouncilAreaCover.everywhere.filter(
        area=goes.area, until__isnull=True, council_area__until__isnull=True
    ).exists()


def test_a_council_goes_on_where_the_successor_has_none(stays: Tambon, goes: Tambon) -> None:
    end_organisation(actor=SYSTEM, organisation=stays.council, on=DAY, reason="รวมตำบล")
    merge(stays, goes)
    goes.council.refresh_from_db()
    assert goes.council.council_area == stays.council_area
    lines = coverage_of(SYSTEM, ["19.01.05."], TODAY).lines
    assert [line.council for line in lines] == [goes.council]


def test_a_municipality_goes_on_beside_the_tambons_council_area(stays: Tambon, goes: Tambon) -> None:
    town = keep_local_government(
        actor=SYSTEM, province=here("19"), kind="town", name="นาโฉงทดสอบ", covers=[(goes.area, True)]
    )
    end_council(goes)
    merge(stays, goes)
    town.refresh_from_db()
    assert (town.area, town.until) == (stays.area, None)
    covers = LocalGovernmentCover.everywhere.filter(local_government=town, until__isnull=True)
    assert [cover.area for cover in covers] == [stays.area]


def test_last_years_pages_show_where_everything_stood(stays: Tambon, goes: Tambon) -> None:
    end_council(goes)
    merge(stays, goes)
    before = picture_of(SYSTEM, goes.area, LAST_YEAR)
    assert before.bodies == {"council": 1, "fund": 1, "community": 1}
    assert [line.council for line in before.coverage.lines] == [goes.council]
    assert before.counts == {"village": 1}
    assert {body.pk for body in bodies_at(SYSTEM, goes.area, LAST_YEAR)} == {goes.council.pk, goes.fund.pk}
    amphoe = {line.area.code: line for line in picture_of(SYSTEM, here("1901"), LAST_YEAR).lines}
    assert (amphoe["190105"].funds, amphoe["190106"].funds) == (1, 1)
    assert (amphoe["190105"].communities, amphoe["190106"].communities) == (1, 1)
    now = picture_of(SYSTEM, stays.area, TODAY)
    assert now.bodies == {"council": 1, "fund": 2, "community": 2}
    assert now.counts == {"village": 2}
    assert not picture_of(SYSTEM, goes.area, TODAY).bodies


def test_the_events_of_both_areas_and_of_the_trail_tell_the_counts(stays: Tambon, goes: Tambon) -> None:
    end_council(goes)
    merge(stays, goes)
    ended = AreaEvent.everywhere.get(area=goes.area, kind=AreaEvent.Kind.ABOLISH)
    assert ended.before == {"village": 1}
    moved = {"council_area": 1, "fund": 1, "person": 1, "household": 1, "leader": 1, "seat": 1}
    assert ended.after == {"into": "ดาวเรือง", "moved": moved}
    joined = AreaEvent.everywhere.get(area=stays.area, kind=AreaEvent.Kind.MERGE)
    assert joined.after == {"village": 2, "moved": moved}
    told = [json.loads(body) for body in Payload.objects.values_list("body", flat=True)]
    assert [facts["moved"] for facts in told if "moved" in facts] == [{"นาโฉง": moved}]


def test_names_and_codes_that_led_to_the_ended_area_lead_on(stays: Tambon, goes: Tambon) -> None:
    end_council(goes)
    merge(stays, goes)
    merge_areas(actor=SYSTEM, into=here("190107"), areas=[stays.area], **WHY | {"on": date(2026, 11, 1)})
    for typed in ("190105", "190106", "ต.นาโฉง สระบุรี", "ต.ดาวเรือง สระบุรี"):
        assert queries.find_places(SYSTEM, typed)[0].area.code == "190107", typed
    former = FormerPlace.everywhere.filter(organisation=goes.fund).order_by("until")
    assert [(row.area.code, row.since, row.until) for row in former] == [
        ("190106", None, DAY),
        ("190105", DAY, date(2026, 11, 1)),
    ]
    assert picture_of(SYSTEM, stays.area, date(2026, 10, 15)).bodies["fund"] == 2


def test_zones_follow_a_merged_amphoe(province: Area) -> None:
    known = {"actor": SYSTEM, "area": province, "kind": "zone", "on": date(2025, 10, 1)}
    zone = keep_group(**known, name="โซนหนึ่ง", members=[here("1901"), here("1903")])
    other = keep_group(**known, name="โซนสอง", members=[here("1902")])
    merge_areas(actor=SYSTEM, into=here("1904"), areas=[here("1903")], **WHY)
    merge_areas(actor=SYSTEM, into=here("1901"), areas=[here("1902")], **WHY)
    assert {area.code for area in queries.members_of(SYSTEM, zone)} == {"1901", "1904"}
    assert queries.members_of(SYSTEM, other) == []
    assert [area.code for area in queries.members_of(SYSTEM, other, LAST_YEAR)] == ["1902"]


def test_support_ends_there_and_begins_at_the_successor_once(stays: Tambon, goes: Tambon) -> None:
    end_council(goes)
    agency = add_organisation(actor=SYSTEM, area=here("19"), kind="agency", name="หน่วยงานทดสอบ")
    for area in (stays.area, goes.area):
        add_support(actor=SYSTEM, organisation=agency, issue="housing", area=area, since=date(2025, 1, 1))
    add_support(actor=SYSTEM, organisation=agency, issue="welfare", area=goes.area, since=date(2025, 1, 1))
    merge(stays, goes)
    rows = Support.everywhere.filter(until__isnull=True).order_by("issue")
    assert [(row.issue, row.area) for row in rows] == [("housing", stays.area), ("welfare", stays.area)]


# ---------------------------------------------------------------- split and move


def test_what_stands_at_a_split_tambon_itself_stays_while_it_goes_on(stays: Tambon) -> None:
    part = NewPart("ดาวน้อย", children=(stays.village,))
    (made,) = split_area(actor=SYSTEM, area=stays.area, parts=[part], **WHY)
    for row in (stays.fund, stays.community):
        row.refresh_from_db()
    assert stays.fund.area == stays.area
    assert stays.community.node.startswith(made.path)
    assert picture_of(SYSTEM, stays.area, LAST_YEAR).bodies["community"] == 1
    assert "community" not in picture_of(SYSTEM, stays.area, TODAY).bodies


def test_a_split_that_ends_the_tambon_asks_for_the_heir(stays: Tambon) -> None:
    parts = [NewPart("ดาวหนึ่ง", children=(stays.village,)), NewPart("ดาวสอง")]
    with pytest.raises(Refused) as refusal:
        split_area(actor=SYSTEM, area=stays.area, parts=parts, goes_on=False, **WHY)
    assert (refusal.value.code, refusal.value.field) == ("split.heir", "heir")
    _one, two = split_area(actor=SYSTEM, area=stays.area, parts=parts, goes_on=False, heir=1, **WHY)
    stays.council.refresh_from_db()
    assert stays.council.area == two
    assert stays.council.council_area is not None
    assert (stays.council.council_area.area, stays.council.council_area.name) == (two, "ดาวสอง")
    stays.secretary.refresh_from_db()
    assert stays.secretary.area == two
    event = AreaEvent.everywhere.get(area=stays.area, kind=AreaEvent.Kind.SPLIT)
    assert event.after["heir"] == "ดาวสอง"
    assert event.after["moved"]["council"] == 1
    assert [line.council for line in coverage_of(SYSTEM, [two.path], TODAY).lines] == [stays.council]
    assert [line.council for line in coverage_of(SYSTEM, ["19.01.05."], LAST_YEAR).lines] == [stays.council]


def test_a_new_tambon_without_a_code_has_its_own_figures(stays: Tambon) -> None:
    (made,) = split_area(
        actor=SYSTEM, area=stays.area, parts=[NewPart("ดาวน้อย", children=(stays.village,))], **WHY
    )
    lines = {line.area.pk: line for line in picture_of(SYSTEM, here("1901"), TODAY).lines}
    assert lines[made.pk].communities == 1
    assert (lines[stays.area.pk].funds, lines[stays.area.pk].communities) == (1, 0)


def test_a_moved_tambon_is_counted_last_year_where_it_stood(stays: Tambon) -> None:
    move_area(actor=SYSTEM, area=stays.area, parent=here("1913"), code="191307", **WHY)
    before = {line.area.pk: line for line in picture_of(SYSTEM, here("1901"), LAST_YEAR).lines}
    assert before[stays.area.pk].funds == 1
    assert [line.council for line in before[stays.area.pk].coverage.lines] == [stays.council]
    province = {line.area.code: line for line in picture_of(SYSTEM, here("19"), LAST_YEAR).lines}
    assert (province["1901"].funds, province["1913"].funds) == (1, 0)
    now = {line.area.code: line for line in picture_of(SYSTEM, here("19"), TODAY).lines}
    assert (now["1901"].funds, now["1913"].funds) == (0, 1)
    assert (now["1901"].coverage.total, now["1913"].coverage.total) == (10, 7)


def test_a_moved_organisation_is_read_where_it_stood_and_its_seats_follow(
    stays: Tambon, goes: Tambon
) -> None:
    seat = grant_seat(actor=SYSTEM, place=stays.fund, role=Role.TREASURER, login="mover", name="ผู้ทดสอบ")
    move_organisation(actor=SYSTEM, organisation=stays.fund, area=goes.area, reason="ย้ายที่ทำการ")
    seat.refresh_from_db()
    assert seat.area == goes.area
    assert picture_of(SYSTEM, goes.area, TODAY).bodies["fund"] == 2
    assert picture_of(SYSTEM, goes.area, LAST_YEAR).bodies["fund"] == 1


# ---------------------------------------------------------------- pages


def test_the_pages_ask_first_and_the_history_of_both_tells_it(stays: Tambon, goes: Tambon) -> None:
    end_council(goes)
    staff = grant_seat(actor=SYSTEM, place=here("19"), role=Role.PROVINCE, login="staff", name="ผู้ทดสอบ")
    client = browser_of(staff)
    facts = {
        "areas": str(goes.area.pk), "on_0": "1", "on_1": "10", "on_2": "2569", "reason": "รวมตำบล",
    }  # fmt: skip
    question = client.post("/places/190105/merge/", facts).context["question"]
    told = "\n".join(question.will)
    for words in ("กองทุน", "คน 1", "สิทธิ์", "พื้นที่ตั้งสภาของ ต.นาโฉง สิ้นสุด"):
        assert words in told, told
    assert here("190106").pk == goes.area.pk, "nothing was done yet"
    done = client.post(
        "/places/190105/merge/", {**facts, "confirm": question.mark, "client_key": question.client_key}
    )
    assert done.status_code == 302
    for key in ("190105", f"k{goes.area.pk}"):
        page = client.get(f"/places/{key}/history/").content.decode()
        assert "รวมตำบล" in page
        assert "คน 1" in page, "the counts are told"
    old = client.get(f"/places/k{goes.area.pk}/?year=2569")
    assert (
        "กองทุนนาโฉง"
        in client.get(
            old["Location"] if old.status_code == 302 else f"/places/k{goes.area.pk}/?year=2569"
        ).content.decode()
    )


def test_the_page_refuses_two_councils_in_a_sentence(stays: Tambon, goes: Tambon) -> None:
    staff = grant_seat(actor=SYSTEM, place=here("19"), role=Role.PROVINCE, login="staff", name="ผู้ทดสอบ")
    facts = {"areas": str(goes.area.pk), "on_0": "1", "on_1": "10", "on_2": "2569", "reason": "รวมตำบล"}
    page = browser_of(staff).post("/places/190105/merge/", facts)
    assert page.context["question"] is None
    assert "สภานาโฉง" in page.content.decode()


# ---------------------------------------------------------------- zones of a new year


def test_the_new_years_zone_has_the_working_group_and_last_years_still_shows_it(province: Area) -> None:
    zone = keep_group(
        actor=SYSTEM, area=province, kind="zone", name="โซนเหนือ ปี 2569", members=[here("1901")],
        on=date(2025, 10, 1),
    )  # fmt: skip
    body = add_organisation(
        actor=SYSTEM, area=province, kind="working_group", name="คณะทำงานโซนเหนือ", group=zone,
        own={"function": "coordinates"}, founded_on=date(2025, 10, 5),
    )  # fmt: skip
    person = add_person(actor=SYSTEM, area=here("1901"), given="สมมุติ", surname="ทดสอบ")
    post = add_post(actor=SYSTEM, organisation=body, title="chair")
    held = appoint(actor=SYSTEM, post=post, person=person, since=date(2025, 10, 5))
    seat = grant_seat(
        actor=SYSTEM, place=zone, role=Role.COORDINATOR, login="zone", name="ผู้ทดสอบ", since=date(2025, 10, 5)
    )
    (made,) = copy_groups(actor=SYSTEM, area=province, copies=[(zone, "โซนเหนือ ปี 2570")], on=DAY)
    now, before = group_picture(SYSTEM, made, TODAY), group_picture(SYSTEM, zone, LAST_YEAR)
    assert now.working_groups == before.working_groups == (body,)
    for group, on in ((made, TODAY), (zone, LAST_YEAR)):
        (line,) = working_groups_of(SYSTEM, on, group=group)
        assert [one.appointment.pk for one in line.posts[0].holders] == [held.pk]
    assert [one.user for one in now.seats] == [one.user for one in before.seats] == [seat.user]
    assert before.seats == (seat,)
    seat.refresh_from_db()
    assert seat.until == DAY
    assert actor_of(now.seats[0]).reaches("19.01.05.")


def test_a_working_group_that_ended_with_its_year_does_not_go_on(province: Area) -> None:
    zone = keep_group(
        actor=SYSTEM, area=province, kind="zone", name="โซนเหนือ ปี 2569", members=[here("1901")],
        on=date(2025, 10, 1),
    )  # fmt: skip
    body = add_organisation(
        actor=SYSTEM, area=province, kind="working_group", name="คณะทำงานโซนเหนือ", group=zone,
        own={"function": "acts"},
    )  # fmt: skip
    end_organisation(actor=SYSTEM, organisation=body, on=DAY, reason="ครบปี")
    with rehearsing():
        (made,) = copy_groups(actor=SYSTEM, area=province, copies=[(zone, "โซนเหนือ ปี 2570")], on=DAY)
        assert group_picture(SYSTEM, made, TODAY).working_groups == ()
        assert group_picture(SYSTEM, zone, LAST_YEAR).working_groups == (body,)
