"""The pages: upload, result, settle, save, file back, exports; for the owner, the neighbour and the stranger."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from khabuan.access.actor import Actor
from khabuan.core import clock, offers
from khabuan.exchange.models import ImportBatch
from khabuan.registry.actions.people import add_person
from khabuan.registry.models import Person
from tests.exchange.conftest import World, xlsx
from tests.exchange.test_people_list import row


def send(world: World, rows: list[dict[str, Any]], who: str = "province") -> Any:
    file = SimpleUploadedFile("รายชื่อ.xlsx", xlsx("people", rows))
    return world.client(who).post("/imports/new/?place=19", {"sheet": "people", "file": file})


@pytest.fixture
def uploaded(world: World) -> ImportBatch:
    add_person(actor=Actor.system(), area=world.areas["190106"], given="สมมุติง", surname="ทดลองด")
    answer = send(world, [row(1), row(2, since="31/2/2566"), row(3)])
    assert answer.status_code == 302
    return ImportBatch.everywhere.get()


def test_a_small_file_is_rehearsed_before_the_answer(world: World, uploaded: ImportBatch) -> None:
    assert uploaded.state == ImportBatch.State.REHEARSED
    assert not Person.everywhere.filter(given="สมมุติข").exists()
    page = world.client("province").get(f"/imports/{uploaded.pk}/")
    text = page.content.decode()
    assert page.status_code == 200
    for words in ("ยังไม่มีอะไรถูกบันทึก", "ต้องเลือก 1 แถว", "แก้ในไฟล์ 1 แถว", "ไม่มีวันที่นี้ในเดือนนั้น", "บันทึก 1 แถว"):
        assert words in text, words


def test_the_page_speaks_english_too(world: World, uploaded: ImportBatch) -> None:
    client = world.client("province")
    client.cookies["khabuan_language"] = "en"
    assert "Nothing is saved yet." in client.get(f"/imports/{uploaded.pk}/").content.decode()


def test_settle_then_save(world: World, uploaded: ImportBatch) -> None:
    client = world.client("province")
    page = client.get(f"/imports/{uploaded.pk}/settle/")
    assert "สมมุติง" in page.content.decode()
    number = page.context["question"].row.number
    assert client.post(f"/imports/{uploaded.pk}/settle/{number}/", {}).status_code == 422
    assert client.post(f"/imports/{uploaded.pk}/settle/{number}/", {"decision": "new"}).status_code == 302
    assert client.post(f"/imports/{uploaded.pk}/save/").status_code == 302
    assert Person.everywhere.count() == 3
    assert "บันทึกแล้ว 2 แถว" in client.get(f"/imports/{uploaded.pk}/").content.decode()


def test_a_row_can_be_skipped(world: World, uploaded: ImportBatch) -> None:
    client = world.client("province")
    number = client.get(f"/imports/{uploaded.pk}/settle/").context["question"].row.number
    client.post(f"/imports/{uploaded.pk}/settle/{number}/", {"skip": "1"})
    assert world.verdicts(uploaded) == {"new": 1, "wrong": 1, "skipped": 1}


def test_the_file_comes_back_and_goes_in_again(world: World, uploaded: ImportBatch) -> None:
    client = world.client("province")
    back = client.get(f"/imports/{uploaded.pk}/file/")
    assert back["Content-Type"].startswith("application/vnd.openxml")
    file = SimpleUploadedFile("แก้แล้ว.xlsx", back.content)
    assert client.post(f"/imports/{uploaded.pk}/again/", {"file": file}).status_code == 302
    assert ImportBatch.everywhere.get(round=2).lineage == uploaded.lineage


def test_wrong_choices_on_upload_are_told_beside_the_field(world: World, settings: Any) -> None:
    client = world.client("province")
    assert client.post("/imports/new/?place=19", {}).status_code == 422
    settings.LARGEST_UPLOAD = 1_000
    answer = send(world, [row(1)])
    assert answer.status_code == 422
    assert "ไฟล์ใหญ่เกิน 30 MB" in answer.content.decode()


@pytest.mark.parametrize("path", ["", "rows/", "file/", "settle/", "again/"])
@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("neighbour", 404), ("auditor", 403)])
def test_others_get_nothing(world: World, uploaded: ImportBatch, path: str, who: str, status: int) -> None:
    assert world.client(who).get(f"/imports/{uploaded.pk}/{path}").status_code == status


def test_others_cannot_save_it(world: World, uploaded: ImportBatch) -> None:
    assert world.client("stranger").post(f"/imports/{uploaded.pk}/save/").status_code == 404
    assert world.verdicts(uploaded) == {"choose": 1, "new": 1, "wrong": 1}


def test_a_place_that_is_not_ours_is_told(world: World) -> None:
    file = SimpleUploadedFile("รายชื่อ.xlsx", xlsx("people", [row(1)]))
    answer = world.client("stranger").post("/imports/new/?place=19", {"sheet": "people", "file": file})
    assert answer.status_code == 422
    assert "พื้นที่นี้ไม่ใช่ของท่าน" in answer.content.decode()
    assert not ImportBatch.everywhere.exists()


def test_the_list_shows_own_files_only(world: World, uploaded: ImportBatch) -> None:
    assert "รายชื่อ.xlsx" in world.client("province").get("/imports/").content.decode()
    assert "รายชื่อ.xlsx" not in world.client("stranger").get("/imports/").content.decode()


def test_templates_and_exports_are_files(world: World) -> None:
    client = world.client("province")
    for sheet in offers.sheets:
        assert client.get(f"/imports/template/{sheet.key}/").content[:2] == b"PK", sheet.key
        for kind, start in (("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")):
            answer = client.post("/exports/file/?place=19", {"sheet": sheet.key, "kind": kind})
            assert answer.content.startswith(start), (sheet.key, kind)
    assert "/exports/file/" in client.get("/exports/?place=19").content.decode()


def test_a_place_beyond_reach_is_not_offered_as_a_file_of_headings(world: World) -> None:
    client = world.client("province")
    text = client.get("/exports/?place=33").content.decode()
    assert "แสดงเฉพาะหน่วยที่ดูแล" in text
    assert "/exports/file/" not in text
    answer = client.post("/exports/file/?place=33", {"sheet": "people", "kind": "csv"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/exports/?place=33")


def test_the_help_beside_the_file_is_in_the_reader_s_language(world: World) -> None:
    client = world.client("province")
    assert "ไม่เกิน" in client.get("/imports/new/?place=19").content.decode()
    client.cookies["khabuan_language"] = "en"
    assert "XLSX, or CSV in UTF-8" in client.get("/imports/new/?place=19").content.decode()


def test_opening_numbers_asks_for_a_reason(world: World) -> None:
    facts = {"sheet": "people", "kind": "xlsx", "open_numbers": "on", "reason": ""}
    assert world.client("province").post("/exports/file/?place=19", facts).status_code == 422


def test_a_file_that_waits_is_a_duty(world: World, uploaded: ImportBatch) -> None:
    source = offers.duty_sources["exchange.file"]
    assert source.count(world.actor("province"), clock.today()) == 1
    assert "รายชื่อ.xlsx" in str(source.due(world.actor("province"), clock.today(), 5)[0].what)
    assert source.count(world.actor("stranger"), clock.today()) == 0
