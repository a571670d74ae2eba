"""Files that wait, and how they stop waiting: thrown away, replaced, saved in another tab; whose file it is."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from khabuan.core import clock, offers
from khabuan.core.errors import Refused
from khabuan.exchange import actions, queries, sentences
from khabuan.exchange.models import ImportBatch, ImportRow
from khabuan.registry.models import Person
from tests.exchange.conftest import World, csv_of, xlsx
from tests.exchange.test_people_list import row

State = ImportBatch.State
WRONG = {"since": "31/2/2566"}


def waiting(world: World, who: str = "province") -> int:
    return offers.duty_sources["exchange.file"].count(world.actor(who), clock.today())


def test_a_file_that_can_do_nothing_is_no_duty(world: World) -> None:
    world.take_in("people", [row(1, **WRONG)])
    world.save(world.take_in("people", [row(2)]))
    world.take_in("people", [row(2)])
    assert waiting(world) == 0
    page = world.client("province").get("/imports/").content.decode()
    assert "แก้ในไฟล์ 1 แถว" in page
    assert "ไม่มีอะไรต้องบันทึก" in page
    assert "รอบันทึก" not in page


def test_a_file_is_thrown_away_with_what_was_typed(world: World) -> None:
    batch = world.take_in("people", [row(1)])
    client = world.client("province")
    assert "ทิ้งไฟล์นี้" in client.get(f"/imports/{batch.pk}/").content.decode()
    assert client.post(f"/imports/{batch.pk}/discard/").status_code == 302
    batch.refresh_from_db()
    assert (batch.state, waiting(world)) == (State.DISCARDED, 0)
    assert not any(bytes(sealed) for sealed in ImportRow.everywhere.values_list("sealed", flat=True))
    assert "ไฟล์นี้ถูกทิ้งแล้ว" in client.get(f"/imports/{batch.pk}/").content.decode()
    with pytest.raises(Refused):
        actions.save_good_rows(actor=world.actor("province"), batch=batch)


@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("neighbour", 404), ("auditor", 403)])
def test_others_cannot_throw_it_away(world: World, who: str, status: int) -> None:
    batch = world.take_in("people", [row(1)])
    assert world.client(who).post(f"/imports/{batch.pk}/discard/").status_code == status
    batch.refresh_from_db()
    assert batch.state == State.REHEARSED


def test_the_rows_left_of_a_saved_file_are_let_go(world: World) -> None:
    batch = world.save(world.take_in("people", [row(1), row(2, **WRONG)]))
    actions.discard(actor=world.actor("province"), batch=batch)
    assert (batch.state, world.verdicts(batch)) == (State.DONE, {"saved": 1, "skipped": 1})


def test_a_file_that_is_being_worked_on_is_not_thrown_away(world: World) -> None:
    batch = world.take_in("people", [row(1)])
    actions.save_good_rows(actor=world.actor("province"), batch=batch)
    with pytest.raises(Refused):
        actions.discard(actor=world.actor("province"), batch=batch)


def test_the_same_file_again_takes_the_place_of_the_one_that_waits(world: World) -> None:
    content = csv_of("people", [row(1)])
    first, second = (world.take_in("people", content, name="ก.csv") for _ in range(2))
    first.refresh_from_db()
    assert (first.state, second.state, waiting(world)) == (State.DISCARDED, State.REHEARSED, 1)
    world.save(second)
    third = world.take_in("people", content, name="ก.csv")
    assert (third.lineage, world.verdicts(third), waiting(world)) == (first.lineage, {"same": 1}, 0)


def test_a_corrected_file_takes_the_place_of_the_one_before(world: World) -> None:
    first = world.take_in("people", [row(1), row(2, **WRONG)])
    world.take_in("people", [row(1), row(2)], after=first)
    first.refresh_from_db()
    assert (first.state, waiting(world)) == (State.DISCARDED, 1)


def test_a_file_that_is_refused_replaces_nothing(world: World) -> None:
    first = world.take_in("people", [row(1)])
    world.take_in("people", b"no sheet \x00", name="x.xlsx", after=first)
    first.refresh_from_db()
    assert (first.state, waiting(world)) == (State.REHEARSED, 1)


def test_saving_in_a_second_tab_says_that_it_was_saved(world: World) -> None:
    batch = world.take_in("people", [row(1)])
    client = world.client("province")
    assert client.post(f"/imports/{batch.pk}/save/").status_code == 302
    answer = client.post(f"/imports/{batch.pk}/save/", follow=True)
    assert answer.status_code == 200
    assert "ไฟล์นี้บันทึกไปแล้ว" in answer.content.decode()
    assert Person.everywhere.count() == 1


# ---------------------------------------------------------------- whose file it is


def upload(world: World, place: str, who: str = "province", **more: Any) -> ImportBatch:
    file = SimpleUploadedFile("หมู่บ้าน.xlsx", xlsx("people", [row(1, place="ต.นาโฉง")]))
    answer = world.client(who).post(f"/imports/new/?place={place}", {"sheet": "people", "file": file, **more})
    assert answer.status_code == 302
    return ImportBatch.everywhere.latest("pk")


def test_the_page_of_a_tambon_does_not_narrow_a_province_s_file(world: World) -> None:
    batch = upload(world, "190105")
    assert (batch.area, world.verdicts(batch)) == (world.areas["19"], {"new": 1})
    narrow = upload(world, "190105", area_key="190105")
    assert (narrow.area, world.verdicts(narrow)) == (world.areas["190105"], {"wrong": 1})
    page = world.client("province").get("/imports/new/?place=190105").content.decode()
    assert "นำเข้าเป็นของที่ไหน" in page
    assert "นำเข้าเป็นของที่ไหน" not in world.client("province").get("/imports/new/?place=19").content.decode()


def test_a_secretary_brings_in_for_the_tambon(world: World) -> None:
    assert queries.places_for(world.actor("secretary"), world.areas["190105"]) == [world.areas["190105"]]


def villages(province: str, count: int) -> list[dict[str, Any]]:
    return [
        {
            "village_code": f"{province}0101{moo:02d}",
            "subdistrict_code": f"{province}0101",
            "moo": moo,
            "name_th": "บ้านไกล",
        }
        for moo in range(1, count + 1)
    ]


def test_a_file_of_another_province_is_one_sentence(world: World) -> None:
    batch = world.take_in("villages", villages("33", 5))
    assert batch.state == State.REFUSED
    words = sentences.file_refusal(*batch.refusal)
    assert "ไฟล์นี้เป็นของ จ.ศรีสะเกษ" in words
    assert "จ.สระบุรี" in words


def test_a_file_of_persons_of_another_province_is_one_sentence(world: World) -> None:
    batch = world.take_in("people", [row(n, place="330101", body="", post="", since="") for n in range(1, 4)])
    assert batch.state == State.REFUSED
    assert "จ.ศรีสะเกษ" in sentences.file_refusal(*batch.refusal)


def test_a_file_of_the_whole_province_brought_in_for_a_tambon_says_so(world: World) -> None:
    batch = world.take_in(
        "people", [row(n, place="ต.นาโฉง", body="", post="", since="") for n in range(1, 4)], code="190105"
    )
    assert batch.state == State.REFUSED
    assert "เลือกนำเข้าเป็นของ จ.สระบุรี" in sentences.file_refusal(*batch.refusal)


def test_rows_elsewhere_among_others_say_what_to_do(world: World) -> None:
    here = {"village_code": "19010601", "subdistrict_code": "190106", "moo": 1, "name_th": "บ้านใหม่"}
    batch = world.take_in("villages", [here, *villages("33", 2)])
    assert world.verdicts(batch) == {"new": 1, "wrong": 2}
    assert all(cell.do.startswith("ให้เอาแถวนี้ออก") for cell in world.wrong(batch))
