"""Pages of books of numbers, as the treasurer of a fund uses them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from khabuan.access.actor import Role
from khabuan.core import clock
from khabuan.papers.models import NumberBook
from khabuan.registry.models import Organisation
from khabuan.seats.models import Seat, User
from tests.registry.conftest import World, _today_and_key, by_hand, world  # noqa: F401 - fixtures


@pytest.fixture
def fund(world: World) -> Organisation:  # noqa: F811
    return world.body("fund", "กองทุนทดสอบ")


@pytest.fixture
def keeper(fund: Organisation, client: Client) -> Client:
    user = User(login="keeper", name="เหรัญญิกทดสอบ", created_at=clock.now())
    user.save()
    with by_hand():
        Seat.new.bulk(
            [
                Seat(
                    user=user, title="เหรัญญิก", role=Role.TREASURER, area=fund.area, organisation=fund,
                    since=date(2026, 1, 1),
                )
            ]
        )  # fmt: skip
    client.force_login(user)
    return client


def sent(client: Client, url: str, **facts: Any) -> Any:
    return client.post(url, {"on": "23/11/2569", **facts}, follow=True)


def test_a_treasurer_gives_out_uses_and_closes_a_book(fund: Organisation, keeper: Client) -> None:
    home = f"/organisations/{fund.pk}/number-books/"
    assert "ยังไม่มีเล่มที่/เลขที่" in keeper.get(home).content.decode()
    facts = {
        "kind": "receipt",
        "number": 12,
        "first": 1,
        "last": 50,
        "next_number": 35,
        "issued_to": "ผู้เก็บเงิน ม.3",
    }
    assert "ใบเสร็จรับเงิน เล่มที่ 12" in sent(keeper, f"{home}add/", **facts).content.decode()
    again = sent(keeper, f"{home}add/", **facts)
    assert again.status_code == 422
    assert "อยู่แล้ว" in again.content.decode()
    book = NumberBook.everywhere.get()
    url = book.get_absolute_url()
    assert "12/35" in keeper.get(f"{url}void/").content.decode() or book.next == 35
    wrong = sent(keeper, f"{url}void/", number=40, reason="ฉีก")
    assert (wrong.status_code, "12/35" in wrong.content.decode()) == (422, True)
    page = sent(keeper, f"{url}void/", number=35, reason="หมึกเลอะ").content.decode()
    for words in ("12/01–12/34", "ใช้บนกระดาษไปก่อนแล้ว", "หมึกเลอะ", "12/36–12/50", "กองทุนทดสอบ"):
        assert words in page, words
    sent(keeper, f"{url}hand-back/")
    assert "ส่งคืนแล้ว" in keeper.get(home).content.decode()
    assert "โต๊ะรับเงิน" in sent(keeper, f"{url}hand-on/", issued_to="โต๊ะรับเงิน").content.decode()
    assert "15 เลขที่ที่ไม่ได้ใช้ คือ 12/36 ถึง 12/50" in keeper.get(f"{url}close/").content.decode()
    assert sent(keeper, f"{url}close/").status_code == 422
    page = sent(keeper, f"{url}close/", reason="สิ้นปีบัญชี").content.decode()
    assert "สิ้นปีบัญชี" in page
    assert "ยังไม่ส่งคืน" in keeper.get(home).content.decode()
    assert home in keeper.get(f"/organisations/{fund.pk}/").content.decode()
