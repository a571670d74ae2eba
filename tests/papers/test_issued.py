"""Issued papers: written down once, checked by whoever holds them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from khabuan.core.errors import OutOfArea
from khabuan.papers.actions.documents import issue_document
from khabuan.papers.models import IssuedDocument
from khabuan.papers.pdf import Printed, check_code
from khabuan.papers.queries.documents import plain_code
from tests.registry.conftest import World, _today_and_key, world  # noqa: F401 - fixtures

VALUES = {"agency": "สำนักงานทดสอบ"}


def printed() -> Printed:
    return Printed(b"%PDF", check_code("briefing", VALUES), "0" * 64)


def issue(world: World, actor: Any = None) -> IssuedDocument:  # noqa: F811
    return issue_document(
        actor=actor or world.province, area=world.areas["19."], kind="briefing", title="สำนักงานทดสอบ",
        printed=printed(), figures=[("มีสภาแล้ว", "111")],
    )  # fmt: skip


def test_the_same_paper_is_written_down_once(world: World) -> None:  # noqa: F811
    assert issue(world) == issue(world, world.agency)
    assert IssuedDocument.everywhere.get().by == world.province.title


def test_who_does_not_reach_the_area_issues_nothing(world: World) -> None:  # noqa: F811
    for actor in (world.secretary, world.stranger):
        with pytest.raises(OutOfArea):
            issue(world, actor)


def test_whoever_holds_the_paper_checks_its_code(world: World, client: Client) -> None:  # noqa: F811
    code = issue(world).code
    answer = client.get("/papers/check/", {"code": code.lower().replace("-", " ")})
    assert answer.url == f"/papers/check/{code}/"  # type: ignore[attr-defined]
    page = client.get(f"/papers/check/{code}/").content.decode()
    for words in ("เอกสารนี้พิมพ์จากระบบนี้จริง", "สำนักงานทดสอบ", "111", "23 พฤศจิกายน 2569"):
        assert words in page, words


def test_a_code_of_nowhere_is_told_so(world: World, client: Client) -> None:  # noqa: F811
    answer = client.get("/papers/check/AAAAA-AAAAA/")
    assert answer.status_code == 404
    assert "ไม่มีเอกสารรหัสนี้" in answer.content.decode()
    assert client.get("/papers/check/", {"code": "สั้น"}).status_code == 422


@pytest.mark.parametrize(
    ("typed", "code"),
    [(" 7kq2m-xw4da ", "7KQ2M-XW4DA"), ("7KQ2MXW40A", "7KQ2M-XW4OA"), ("7KQ2M", ""), ("", "")],
)
def test_a_code_is_read_as_people_type_it(typed: str, code: str) -> None:
    assert plain_code(typed) == code
