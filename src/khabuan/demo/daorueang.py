"""ต.ดาวเรือง in full: villages, a fund with branches and centres, households with their families, consents."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from khabuan.demo import ground, papers
from khabuan.demo.world import Builder, area
from khabuan.files.actions import SentFile
from khabuan.files.models import Paper
from khabuan.places.models import Area
from khabuan.registry.actions import organisations, people, posts
from khabuan.registry.models import Consent, Organisation, Person
from khabuan.registry.rules.consents import Purpose, version_on
from khabuan.registry.rules.kinds import HouseholdRole, OrganisationKind, PostTitle, SeatOrigin, Tie
from khabuan.registry.rules.registration import Step

TAMBON = "190105"


def build(world: Builder) -> None:
    tambon = area(TAMBON)
    fund = Organisation.objects.visible_to(world.actor).get(kind=OrganisationKind.FUND, area=tambon)
    villages = [ground.add_village(world, tambon, moo) for moo in range(1, 8)]
    _centres(world, fund, villages)
    _branches(world, fund, villages)
    _groups(world, villages)
    _dissolved(world, tambon)
    _young_family(world, villages[2])
    _three_generations(world, villages[2])
    _alone(world, villages[0])


def _centres(world: Builder, fund: Organisation, villages: list[Area]) -> None:
    """A centre in each village, with who collects there; two centres have no telephone."""
    for moo, village in enumerate(villages, 1):
        centre = world.body(
            village, OrganisationKind.VILLAGE_CENTRE, f"ศูนย์ประสานงาน ม.{moo} {village.name}", parent=fund,
            phone=f"036-008-{moo:03d}" if moo < 6 else "",
        )  # fmt: skip
        world.seat(centre, PostTitle.COLLECTOR, world.person(village), world.ago(400), holders=1)
        if moo != 4:
            world.seat(centre, PostTitle.LEADER, world.person(village), world.ago(400), holders=1)


def _branches(world: Builder, fund: Organisation, villages: list[Area]) -> None:
    for number, (name, village) in enumerate((("เหนือ", villages[0]), ("ใต้", villages[5]))):
        branch = world.body(
            village, OrganisationKind.BRANCH, f"สาขา{name} {fund.name}", parent=fund,
            phone=f"036-008-{20 + number:03d}", founded_on=date(2015 + number, 4, 1), founded_precision="month",
        )  # fmt: skip
        world.seat(branch, PostTitle.LEADER, world.person(village), world.ago(500), holders=1)


def _groups(world: Builder, villages: list[Area]) -> None:
    """A savings group and an occupation group of villages."""
    for number, (kind, name) in enumerate((
        (OrganisationKind.SAVINGS_GROUP, "กลุ่มสัจจะออมทรัพย์"), (OrganisationKind.OCCUPATION_GROUP, "กลุ่มจักสาน"),
    )):  # fmt: skip
        village = villages[number + 1]
        body = world.body(
            village, kind, f"{name}{village.name}", phone=f"036-008-{40 + number:03d}",
            own={"group_kind": name, "purpose": "ออมและทำงานร่วมกัน", "member_count": 48 + number},
        )  # fmt: skip
        world.seat(body, PostTitle.LEADER, world.person(village), world.ago(260), holders=1)


def _dissolved(world: Builder, tambon: Area) -> None:
    """A community that was dissolved by its own meeting, and a savings group that was closed."""
    body = world.body(
        tambon, OrganisationKind.COMMUNITY, "กลุ่มเลี้ยงไก่พื้นเมืองตำบลดาวเรือง (เลิกแล้ว)",
        founded_on=world.ago(2400), own={"group_kind": "กลุ่มอาชีพ", "purpose": "เลี้ยงไก่พื้นเมือง", "member_count": 12},
    )  # fmt: skip
    receiver = {"receiver": "กำนันตำบล (ตัวอย่าง)", "receiver_office": "ที่ทำการกำนัน"}
    record = organisations.record_registration
    record(
        actor=world.actor, organisation=body, step=Step.REGISTERED, on=world.ago(2300), number="ช.9/2563",
        **receiver,
    )  # fmt: skip
    last = record(
        actor=world.actor, organisation=body, step=Step.DISSOLVED, on=world.ago(140), number="ช.9/2563",
        note="สมาชิกเหลือน้อย ที่ประชุมมีมติเลิก (ตัวอย่าง)", **receiver,
    )  # fmt: skip
    papers.keep(world, last, Paper.MINUTES, body.name, world.ago(140))
    closed = world.body(tambon, OrganisationKind.SAVINGS_GROUP, "กลุ่มออมวันละบาทตำบลดาวเรือง (ตัวอย่าง)")
    organisations.end_organisation(
        actor=world.actor, organisation=closed, on=world.ago(75), reason="รวมเข้ากับกองทุนสวัสดิการ (ตัวอย่าง)"
    )


# ---------------------------------------------------------------- households


def _young_family(world: Builder, village: Area) -> None:
    """Mother, father and child at 12/3; the father took his consent back, the mother speaks for the child."""
    mother, father = (world.person(village, sealed=True, sex=sex) for sex in "fm")
    child = world.person(
        village, sealed=True, title="เด็กหญิง", sex="f", born_on=date(world.today.year - 9, 6, 1)
    )
    _house(world, village, "12/3", (mother, HouseholdRole.RESIDENT), (father, HouseholdRole.HEAD),
           (child, HouseholdRole.RESIDENT))  # fmt: skip
    _ties(world, (mother, Tie.PARENT, child), (father, Tie.PARENT, child), (mother, Tie.SPOUSE, father))
    _agreed(world, mother, Purpose.REGISTER, 100)
    _agreed(world, mother, Purpose.CONTACT, 100)
    _agreed(world, mother, Purpose.PICTURE, 340, ends_in=25)
    taken_back = _agreed(world, father, Purpose.PICTURE, 100)
    people.withdraw_consent(actor=world.actor, consent=taken_back, on=world.ago(12))
    _agreed(world, father, Purpose.REGISTER, 100)
    _agreed(world, child, Purpose.REGISTER, 100, given_by=f"{mother} มารดา")


def _three_generations(world: Builder, village: Area) -> None:
    """Grandmother, her son and his wife, the grandchild who works elsewhere; the grandmother has died."""
    old = world.person(village, born_on=date(1944, 1, 1), sex="f", nickname="ยาย")
    son, wife = world.person(village, sex="m"), world.person(village, sex="f")
    away = world.person(village, born_on=date(2003, 1, 1), sex="m")
    _house(world, village, "45", (old, HouseholdRole.HEAD), (son, HouseholdRole.RESIDENT),
           (wife, HouseholdRole.RESIDENT), (away, HouseholdRole.AWAY))  # fmt: skip
    _ties(
        world, (old, Tie.PARENT, son), (son, Tie.SPOUSE, wife), (son, Tie.PARENT, away),
        (old, Tie.GRANDPARENT, away), (old, Tie.PARENT_IN_LAW, wife),
    )  # fmt: skip
    _agreed(world, son, Purpose.REGISTER, 60)
    people.change_person(
        actor=world.actor, person=old, died_on=world.ago(30), reason="ญาติแจ้งพร้อมใบมรณบัตร (ตัวอย่าง)"
    )


def _alone(world: Builder, village: Area) -> None:
    """Two who live alone next door to each other, one of whom looks after the other."""
    first = world.person(village, former_surname="นามสกุลเดิม", phone="036-009-001")
    second = world.person(village, nickname="ลุง", sex="m")
    _house(world, village, "7", (first, HouseholdRole.HEAD))
    _house(world, village, "7/1", (second, HouseholdRole.HEAD))
    _ties(world, (first, Tie.RELATIVE, second))
    _agreed(world, first, Purpose.CONTACT, 15)
    council = Organisation.objects.visible_to(world.actor).get(
        kind=OrganisationKind.COUNCIL, area=area(TAMBON)
    )
    post = world.seat(
        council, PostTitle.ADVISER, None, holders=1, order=70, origin=SeatOrigin.VILLAGE_HEAD, label="ที่ปรึกษา"
    )
    posts.appoint(actor=world.actor, post=post, person=second, since=world.ago(90), is_acting=True)


def _house(world: Builder, village: Area, number: str, *members: tuple[Person, HouseholdRole]) -> None:
    house = people.add_household(actor=world.actor, area=village, house_no=number)
    for person, role in members:
        people.join_household(
            actor=world.actor, person=person, household=house, role=role, since=world.ago(2000)
        )


def _ties(world: Builder, *ties: tuple[Person, Tie, Person]) -> None:
    for person, kind, other in ties:
        people.add_tie(actor=world.actor, person=person, other=other, kind=kind)


def _agreed(
    world: Builder, person: Person, purpose: Purpose, days: int, *, given_by: str = "", ends_in: int = 0
) -> Consent:
    """A consent with its signed form; `ends_in` so many days, if it ends at all."""
    given_on = world.ago(days)
    form = papers.picture("หนังสือให้ความยินยอม", (str(person), str(_(purpose.label))))
    consent: Consent = people.give_consent(
        actor=world.actor, person=person, purpose=purpose, text_version=version_on(given_on),
        given_on=given_on, given_by=given_by, expires_on=world.ago(-ends_in) if ends_in else None,
        papers=[SentFile(form, "หนังสือให้ความยินยอม.jpg", "แบบที่ลงชื่อแล้ว (ตัวอย่าง)")],
    )  # fmt: skip
    return consent
