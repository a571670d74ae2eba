"""Persons with posts come in: who they are, two chairs, dates as people type them, corrected files."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.sheets import read_sheet
from khabuan.core.thai import CitizenNumber
from khabuan.exchange import actions, outgoing, work
from khabuan.exchange.models import ImportBatch, ImportRow
from khabuan.registry.actions.organisations import add_organisation
from khabuan.registry.actions.people import add_person, keep_identity
from khabuan.registry.actions.posts import add_post, appoint
from khabuan.registry.models import Appointment, Identity, Person
from tests.exchange.conftest import World

BODY = "สภาองค์กรชุมชนตำบลดาวเรือง"


def row(number: int, **more: Any) -> dict[str, Any]:
    """An invented person; the number tells them apart."""
    return {
        "title": "นาย", "given": f"สมมุติ{'กขคงจฉชซ'[number % 8]}", "surname": f"ทดลอง{'ดตถทธนบป'[number // 8 % 8]}",
        "born_on": date(1970 + number, 3, 15), "place": "ต.ดาวเรือง อ.เมือง", "body": BODY, "post": "กรรมการ",
        "since": "15 มี.ค. 66", **more,
    }  # fmt: skip


def test_a_person_comes_in_with_post_number_and_term(world: World) -> None:
    number = CitizenNumber.for_test(7).digits
    world.save(world.take_in("people", [row(1, citizen=number, post="ประธานสภาตำบลดาวเรือง")]))
    person = Person.everywhere.get()
    held = Appointment.everywhere.select_related("post").get()
    assert (person.area, held.person, held.since) == (world.areas["190105"], person, date(2023, 3, 15))
    assert (held.post.title, held.post.label) == ("chair", "ประธานสภาตำบลดาวเรือง")
    assert Identity.everywhere.get().shown == CitizenNumber.parse(number).mask


def test_no_citizen_number_stands_open_in_the_database_or_beside_it(world: World) -> None:
    number = CitizenNumber.for_test(8).digits
    batch = world.take_in("people", [row(1, citizen=number), row(2, citizen=number)])
    world.save(batch)
    kept = list(
        ImportRow.everywhere.values_list("title", "row_key", "remarks", "notices", "changes", "candidates")
    )
    assert number not in repr(kept)
    from khabuan.files.blobs import path_of

    assert number.encode() not in path_of(batch.blob.sha256).read_bytes()
    assert any(bytes(sealed) for sealed in ImportRow.everywhere.values_list("sealed", flat=True))


def test_the_same_file_again_changes_nothing(world: World) -> None:
    rows = [row(1), row(2, post="ประธาน"), row(1, post="เหรัญญิก")]
    batch = world.save(world.take_in("people", rows))
    assert world.verdicts(batch) == {"saved": 3}
    assert (Person.everywhere.count(), Appointment.everywhere.count()) == (2, 3)
    assert world.verdicts(world.take_in("people", rows)) == {"same": 3}


def test_pressing_twice_saves_once(world: World) -> None:
    batch = world.save(world.take_in("people", [row(1)]))
    with pytest.raises(Refused):
        actions.save_good_rows(actor=world.actor("province"), batch=batch)
    assert Person.everywhere.count() == 1


def test_two_chairs_of_one_seat_in_one_file_are_found(world: World) -> None:
    batch = world.take_in("people", [row(1, post="ประธาน"), row(2, post="ประธานสภา")])
    assert world.verdicts(batch) == {"new": 1, "wrong": 1}
    (cell,) = world.wrong(batch)
    assert cell.heading == "ตำแหน่ง"
    assert "แถว 3" in cell.what
    assert "(สมมุติข ทดลองด)" in cell.what


@pytest.mark.parametrize("place", ["ต.เมืองเหนือ จ.ศรีสะเกษ", "330101"])
@pytest.mark.parametrize("moo", ["", "1"])
def test_a_place_of_another_province_is_told_so_with_and_without_a_moo(
    world: World, place: str, moo: str
) -> None:
    batch = world.take_in("people", [row(1), row(2, place=place, moo=moo)])
    (cell,) = world.wrong(batch)
    assert "อยู่นอก" in cell.what


def test_a_moo_beside_the_code_of_its_tambon_is_that_village(world: World) -> None:
    batch = world.save(world.take_in("people", [row(1, place="190105", moo="2")]))
    assert world.verdicts(batch) == {"saved": 1}
    assert Person.everywhere.select_related("area").get().area.moo == 2


def test_a_chair_beside_the_one_in_the_book_is_found(world: World) -> None:
    world.save(world.take_in("people", [row(1, post="ประธาน")]))
    batch = world.take_in("people", [row(2, post="ประธาน", since="1/4/2566")])
    assert world.verdicts(batch) == {"wrong": 1}
    assert "ทดลอง" in world.wrong(batch)[0].what


def test_chairs_one_after_the_other_come_in_whatever_their_order(world: World) -> None:
    former = row(1, post="ประธาน", since="1/1/2562", until="31/12/2565")
    later = row(2, post="ประธาน", since="1/2/2566")
    batch = world.save(world.take_in("people", [later, former]))
    assert world.verdicts(batch) == {"saved": 2}
    assert Appointment.everywhere.get(since=date(2019, 1, 1)).ended_on == date(2023, 1, 1)


def test_overlapping_terms_of_one_person_in_one_post_are_found(world: World) -> None:
    batch = world.take_in("people", [row(1, since="1/1/2565"), row(1, since="1/6/2565")])
    assert world.verdicts(batch) == {"new": 1, "wrong": 1}


def test_dates_as_people_type_them_are_read_with_notices(world: World) -> None:
    rows = [
        row(1, since="๑๕ มีนาคม ๒๕๖๖"), row(2, since="15/3/2566"), row(3, since=date(2566, 3, 15)),
        row(4, since="15 มี.ค. 66"), row(5, since="31/2/2566"), row(6, since="15/3/2580"),
    ]  # fmt: skip
    batch = world.take_in("people", rows)
    assert world.verdicts(batch) == {"new": 4, "wrong": 2}
    assert [one.heading for one in world.wrong(batch)] == ["ดำรงตำแหน่งตั้งแต่วันที่"] * 2
    fixed = ImportRow.everywhere.get(batch=batch, number=5)
    assert fixed.notices[0][:2] == ["since", "date.be_year_in_cell"]
    world.save(batch)
    assert set(Appointment.everywhere.values_list("since", flat=True)) == {date(2023, 3, 15)}


def test_who_resembles_somebody_waits_and_is_settled(world: World) -> None:
    there = add_person(
        actor=Actor.system(),
        area=world.areas["190105"],
        given="สมมุติข",
        surname="ทดลองด",
        born_on=date(1971, 3, 16),
    )
    batch = world.take_in("people", [row(1), row(2)])
    assert world.verdicts(batch) == {"choose": 1, "new": 1}
    waiting = ImportRow.everywhere.select_related("batch__area").get(batch=batch, verdict="choose")
    assert waiting.candidates[0]["key"] == str(there.pk)
    world.save(batch)
    assert Person.everywhere.count() == 2  # the row that waits is not saved
    actions.settle_row(actor=world.actor("province"), row=waiting, decision=f"same:{there.pk}")
    world.save(ImportBatch.everywhere.get(pk=batch.pk))
    there.refresh_from_db()
    assert there.born_on == date(1971, 3, 15)
    assert Appointment.everywhere.filter(person=there).exists()


def test_another_person_of_the_name_is_added_when_somebody_says_so(world: World) -> None:
    add_person(actor=Actor.system(), area=world.areas["190106"], given="สมมุติข", surname="ทดลองด")
    batch = world.take_in("people", [row(1)])
    waiting = ImportRow.everywhere.select_related("batch__area").get(batch=batch, verdict="choose")
    with pytest.raises(Refused):
        actions.settle_row(actor=world.actor("province"), row=waiting, decision="same:1")
    actions.settle_row(actor=world.actor("province"), row=waiting, decision="new")
    world.save(batch)
    assert Person.everywhere.count() == 2


def test_a_corrected_file_joins_its_lineage_and_changes_only_what_changed(world: World) -> None:
    batch = world.save(world.take_in("people", [row(1), row(2, since="31/2/2566"), row(3)]))
    assert world.verdicts(batch) == {"saved": 2, "wrong": 1}
    back = outgoing.returned(world.actor("province"), batch)
    read = read_sheet(back.content, back.name)
    assert read.columns[-1].label == "สิ่งที่ต้องแก้"
    from khabuan.core import offers
    from khabuan.core.sheets import write_rows
    from khabuan.exchange.reading import take

    sheet = offers.sheets["people"]
    corrected = [
        {**values, "row_key": key, "since": "15/2/2566" if line.number == 4 else values["since"]}
        for line, values, key in take(back.content, back.name, sheet).rows()
    ]
    assert all(one["row_key"].startswith(f"L{batch.lineage}-") for one in corrected)
    again = world.take_in("people", write_rows(sheet.columns(), corrected[::-1], sheet_name="แก้แล้ว"))
    again.refresh_from_db()
    assert (again.lineage, again.round) == (batch.lineage, 2)
    assert world.verdicts(again) == {"same": 2, "new": 1}
    world.save(again)
    assert (Person.everywhere.count(), Appointment.everywhere.count()) == (3, 3)


def test_an_export_sent_in_again_says_the_same_and_covers_numbers(world: World) -> None:
    number = CitizenNumber.for_test(9).digits
    world.save(
        world.take_in(
            "people", [row(1, citizen=number), row(2, post="ประธาน"), row(3, body="", post="", since="")]
        )
    )
    from khabuan.core import offers

    out = outgoing.export(world.actor("province"), offers.sheets["people"], world.areas["19"])
    again = world.take_in("people", out.content)
    assert world.verdicts(again) == {"same": 3}
    assert number not in repr(read_sheet(out.content, "x.xlsx").rows)
    csv = outgoing.export(world.actor("province"), offers.sheets["people"], world.areas["19"], kind="csv")
    assert world.verdicts(world.take_in("people", csv.content, name="x.csv")) == {"same": 3}


def test_numbers_leave_open_only_with_a_reason_and_are_logged(world: World) -> None:
    from khabuan.audit.models import IdentityRead
    from khabuan.core import offers

    number = CitizenNumber.for_test(9).digits
    world.save(world.take_in("people", [row(1, citizen=number)]))
    sheet, actor = offers.sheets["people"], world.actor("province")
    with pytest.raises(Refused):
        outgoing.export(actor, sheet, world.areas["19"], reason="-")
    out = outgoing.export(actor, sheet, world.areas["19"], reason="ส่งให้ที่ว่าการอำเภอตรวจ")
    assert CitizenNumber.parse(number).shown in repr(read_sheet(out.content, "x.xlsx").rows)
    assert IdentityRead.objects.count() == 1


def test_a_stop_half_way_goes_on_where_it_was(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = world.take_in("people", [row(number) for number in range(7)])
    actions.save_good_rows(actor=world.actor("province"), batch=batch)
    monkeypatch.setattr(work, "HELD", 0)  # one row in each transaction
    real, count = actions.save_portion, iter(range(100))

    def killed(**facts: Any) -> int:
        if next(count) == 3:
            raise KeyboardInterrupt
        return real(**facts)

    monkeypatch.setattr(actions, "save_portion", killed)
    with pytest.raises(KeyboardInterrupt):
        work.save_rows(world.actor("province"), batch)
    assert Person.everywhere.count() == 3
    batch.refresh_from_db()
    assert not actions.take_over(
        actor=world.actor("province"), batch=batch, wanted="saving"
    )  # it may be alive
    from khabuan.core import clock

    with clock.at("2026-11-24"):
        work.save_rows(world.actor("province"), batch)
    assert Person.everywhere.count() == 7
    assert world.verdicts(batch) == {"saved": 7}


def test_one_number_for_two_names_is_found(world: World) -> None:
    number = CitizenNumber.for_test(10).digits
    batch = world.take_in("people", [row(1, citizen=number), row(2, citizen=number)])
    assert world.verdicts(batch) == {"new": 1, "wrong": 1}
    short = world.take_in("people", [row(3, citizen="1190500012")])
    assert world.wrong(short)[0].what == "เลขประจำตัวประชาชนมี 10 หลัก"


def test_a_number_known_under_the_name_is_that_person(world: World) -> None:
    number = CitizenNumber.for_test(11).digits
    there = add_person(actor=Actor.system(), area=world.areas["190106"], given="สมมุติข", surname="เดิม")
    keep_identity(actor=Actor.system(), person=there, kind="citizen", number=number)
    batch = world.take_in("people", [row(1, citizen=number)])
    found = ImportRow.everywhere.get(batch=batch)
    assert (found.verdict, found.target_id) == ("change", there.pk)


def test_a_full_name_in_one_column_is_split(world: World) -> None:
    one = {**row(1), "title": "", "given": "", "surname": "", "full_name": "น.ส.สมมุติ ทดลองเดียว (เล่น: หนุ่ย)"}
    world.save(world.take_in("people", [one]))
    person = Person.everywhere.get()
    assert (person.title, person.given, person.surname, person.sex) == ("น.ส.", "สมมุติ", "ทดลองเดียว", "f")


@pytest.mark.parametrize(("who", "code"), [("stranger", "19"), ("neighbour", "190105"), ("auditor", "19")])
def test_nobody_else_brings_a_list_in_here(world: World, who: str, code: str) -> None:
    from khabuan.core.errors import NotAllowed

    with pytest.raises((OutOfArea, NotAllowed)):
        world.take_in("people", [row(1)], who=who, code=code)


def test_a_secretary_brings_in_her_own_tambon_only(world: World) -> None:
    batch = world.take_in("people", [row(1), row(2, place="ต.นาโฉง")], who="secretary", code="190105")
    assert world.verdicts(batch) == {"new": 1, "wrong": 1}
    assert "นาโฉง" in world.wrong(batch, "secretary")[0].what
    world.save(batch, "secretary")
    assert Person.everywhere.count() == 1


def test_a_secretary_does_not_bring_in_villages(world: World) -> None:
    with pytest.raises(Refused):
        world.take_in("villages", [{"name_th": "บ้าน"}], who="secretary", code="190105")


def test_a_stranger_sees_nothing_of_it(world: World) -> None:
    batch = world.take_in("people", [row(1)])
    for who, seen in (("province", 1), ("stranger", 0), ("neighbour", 0), ("auditor", 0)):
        assert ImportRow.objects.visible_to(world.actor(who)).filter(batch=batch).count() == seen, who


def test_what_was_typed_is_forgotten(world: World) -> None:
    from khabuan.core import clock

    batch = world.take_in("people", [row(1)])
    with clock.at("2026-12-05"):
        assert actions.forget_old(Actor.system()) == 1
    assert bytes(ImportRow.everywhere.get(batch=batch).sealed) == b""
    batch.refresh_from_db()
    with pytest.raises(Refused):
        actions.save_good_rows(actor=world.actor("province"), batch=batch)


def test_findings_are_told_in_the_reader_s_language(world: World) -> None:
    from django.utils import translation

    batch = world.take_in("people", [row(1, since="31/2/2566")])
    assert "ไม่มีวันที่นี้" in world.wrong(batch)[0].what
    with translation.override("en"):
        assert world.wrong(batch)[0].what.startswith("There is no such day")


def test_a_row_that_is_refused_at_saving_is_taken_back_alone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from khabuan.audit.models import EventSubject, Receipt
    from khabuan.exchange.actions import rows as acts
    from khabuan.registry.models import Household, Post

    real, count = acts.join_household, iter(range(100))

    def refuses(**facts: Any) -> Any:
        if next(count) == 0:
            raise Refused("no", "ไม่ได้", field="house_no")
        return real(**facts)

    batch = world.take_in("people", [row(number, post="ผู้เก็บเงิน", house_no="9") for number in (1, 2, 3)])
    monkeypatch.setattr(acts, "join_household", refuses)
    receipts, subjects = Receipt.objects.count(), EventSubject.objects.filter(kind="registry.person").count()
    world.save(batch)
    assert world.verdicts(batch) == {"saved": 2, "wrong": 1}
    assert world.wrong(batch)[0].what == "ไม่ได้"
    # The post and the house that the refused row had begun are made by the next one, once.
    assert (Post.everywhere.count(), Household.everywhere.count(), Person.everywhere.count()) == (1, 1, 2)
    assert Appointment.everywhere.values("post").distinct().count() == 1
    assert Receipt.objects.count() == receipts + 2
    assert EventSubject.objects.filter(kind="registry.person").count() == subjects + 2
    assert world.verdicts(world.save(world.take_in("people", [row(1, post="ผู้เก็บเงิน", house_no="9")]))) == {
        "saved": 1
    }


def test_a_row_that_stands_already_is_noted_and_not_saved_again(world: World) -> None:
    batch = world.save(world.take_in("people", [row(1)]))
    saved = ImportRow.everywhere.get(batch=batch)
    # As if the worker had been cut off between the records and the note of what became of the row.
    from tests.exchange.conftest import by_hand

    with by_hand():
        ImportRow.everywhere.filter(pk=saved.pk).update(verdict="new", target_id=None)
        ImportBatch.everywhere.filter(pk=batch.pk).update(state="queued")
    work.save_rows(world.actor("province"), ImportBatch.everywhere.select_related("area").get(pk=batch.pk))
    assert (Person.everywhere.count(), Appointment.everywhere.count()) == (1, 1)
    saved.refresh_from_db()
    assert (saved.verdict, saved.target_id) == ("saved", Person.everywhere.get().pk)


def test_an_export_tells_two_seats_of_one_wording_and_acting_holders_apart(world: World) -> None:
    from khabuan.core import offers
    from khabuan.registry.actions.posts import add_post, appoint
    from khabuan.registry.models import Organisation

    body, actor = Organisation.everywhere.get(name=BODY), Actor.system()
    people = [
        add_person(actor=actor, area=world.areas["190105"], given=f"สมมุติ{name}", surname="ทดลอง")
        for name in ("หนึ่ง", "สอง", "สาม")
    ]
    posts = [
        add_post(actor=actor, organisation=body, title="member", label="ผู้แทนไปสมัชชา", holders=1)
        for _ in people[:2]
    ]
    for post, person in zip(posts, people, strict=False):
        appoint(actor=actor, post=post, person=person, since=date(2025, 1, 1))
    appoint(actor=actor, post=posts[0], person=people[2], since=date(2026, 1, 1), is_acting=True)
    out = outgoing.export(world.actor("province"), offers.sheets["people"], world.areas["19"])
    batch = world.take_in("people", out.content)
    assert world.verdicts(batch) == {"same": 3}, ImportRow.everywhere.filter(batch=batch).values_list(
        "changes"
    )


def test_dates_known_to_the_month_are_the_same_whatever_day_stands_for_it(world: World) -> None:
    from khabuan.core import offers
    from khabuan.registry.actions.posts import add_post, appoint
    from khabuan.registry.models import Organisation

    body, actor = Organisation.everywhere.get(name=BODY), Actor.system()
    person = add_person(
        actor=actor, area=world.areas["190105"], given="สมมุติหนึ่ง", born_on=date(1955, 3, 15), born_precision="month"
    )  # fmt: skip
    post = add_post(actor=actor, organisation=body, title="chair")
    appoint(actor=actor, post=post, person=person, since=date(2025, 6, 15), since_precision="year")
    out = outgoing.export(world.actor("province"), offers.sheets["people"], world.areas["19"])
    assert world.verdicts(world.take_in("people", out.content)) == {"same": 1}


@pytest.mark.parametrize("sheet", ["people", "agencies"])
def test_an_export_corrected_in_one_cell_is_saved(world: World, sheet: str) -> None:
    world.save(world.take_in("people", [row(1), row(2)]))
    office = add_organisation(
        actor=Actor.system(),
        area=world.areas["19"],
        kind="agency",
        name="สำนักงานทดสอบ",
        own={"agency_kind": "other"},
    )
    post = add_post(actor=Actor.system(), organisation=office, title="officer")
    officer = add_person(actor=Actor.system(), area=world.areas["19"], given="เจ้าหน้าที่", surname="นามเดิม")
    appoint(actor=Actor.system(), post=post, person=officer)
    old = "นามเดิม" if sheet == "agencies" else Person.everywhere.exclude(pk=officer.pk).first().surname
    out = outgoing.export(
        world.actor("province"), offers.sheets[sheet], world.areas["19"], kind="csv"
    ).content
    corrected = out.decode("utf-8-sig").replace(old, "นามใหม่", 1)
    batch = world.take_in(sheet, corrected.encode("utf-8-sig"), name="x.csv")
    assert world.verdicts(batch)["change"] == 1
    assert world.save(batch).state == batch.State.DONE
    assert Person.everywhere.filter(surname="นามใหม่").count() == 1
