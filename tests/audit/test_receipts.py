"""Receipts: the same facts sent twice are taken once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.support import in_threads

from khabuan.audit import receipts
from khabuan.audit.models import Receipt
from khabuan.core import sql
from khabuan.core.errors import ReplayConflict

FACTS = {"name": "กองทุนทดสอบ", "on": date(2026, 11, 23), "paid": Decimal("1.50")}


@pytest.mark.usefixtures("db")
def test_the_same_facts_are_taken_once_and_answered_alike() -> None:
    receipt, is_new = receipts.take("seat:1", "k", FACTS)
    receipts.answer(receipt, {"kind": "x", "id": "1"})
    again, is_new_again = receipts.take("seat:1", "k", {**FACTS, "paid": Decimal("1.5")})
    assert (is_new, is_new_again, again.answer) == (True, False, {"kind": "x", "id": "1"})


@pytest.mark.usefixtures("db")
def test_other_facts_under_the_same_key_need_a_person() -> None:
    receipts.take("seat:1", "k", FACTS)
    with pytest.raises(ReplayConflict):
        receipts.take("seat:1", "k", {**FACTS, "paid": Decimal("1.51")})
    assert Receipt.objects.count() == 1


@pytest.mark.usefixtures("db")
def test_another_seat_s_key_is_another_key() -> None:
    assert receipts.take("seat:1", "k", FACTS)[1]
    assert receipts.take("seat:2", "k", {"other": 1})[1]


@pytest.mark.usefixtures("db")
def test_the_facts_cannot_be_read_or_guessed_from_a_receipt(settings: object, tmp_path: object) -> None:
    from khabuan.core import secrets

    number = {"citizen": "9123456789012"}
    digest = receipts.take("seat:1", "k", number)[0].digest
    secrets.make_key_file(tmp_path / "another.key")  # type: ignore[operator]
    settings.IDENTITY_KEY_FILE = tmp_path / "another.key"  # type: ignore[attr-defined, operator]
    assert receipts.take("seat:2", "k", number)[0].digest != digest


@pytest.mark.usefixtures("db")
def test_two_files_of_one_name_are_not_one_fact() -> None:
    with pytest.raises(TypeError):
        receipts.take("seat:1", "k", {"file": SimpleUploadedFile("list.xlsx", b"one")})


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("key", ["", "k" * 81, "a\nb", "a\0b"])
def test_a_key_that_no_door_makes_is_a_bad_request(key: str) -> None:
    with pytest.raises(BadRequest):
        receipts.take("seat:1", key, FACTS)


@pytest.mark.usefixtures("own_database")
def test_racing_repeats_are_taken_once() -> None:
    def send() -> bool:
        with sql.writing():
            receipt, is_new = receipts.take("seat:1", "k", FACTS)
            if is_new:
                receipts.answer(receipt, "done")
            else:
                assert receipt.answer == "done"
            return is_new

    assert sorted(in_threads(*[send] * 5)) == [False] * 4 + [True]


@pytest.mark.usefixtures("own_database")
def test_a_try_that_broke_off_leaves_the_key_free() -> None:
    def broken() -> None:
        with sql.writing():
            receipts.take("seat:1", "k", FACTS)
            raise LookupError

    with pytest.raises(LookupError):
        broken()
    assert receipts.take("seat:1", "k", {"other": 1})[1]


@pytest.mark.usefixtures("db")
def test_many_receipts_of_one_transaction_hold_as_single_ones_do() -> None:
    receipts.answer(receipts.take("seat:1", "known", FACTS)[0], "7")
    receipts.take("seat:2", "new", {"of": "another seat"})
    taken = receipts.Many("seat:1", ["known", "new", "refused"])
    again, is_new = taken.take("known", FACTS)
    assert (again.answer, is_new) == ("7", False)
    with pytest.raises(ReplayConflict):
        taken.take("known", {"other": 1})
    receipt, is_new = taken.take("new", FACTS)
    receipt.answer = 8
    assert is_new
    assert not taken.take("new", FACTS)[1]
    assert taken.take("refused", FACTS)[1]
    taken.give_back("refused")
    taken.keep()
    assert receipts.take("seat:1", "new", FACTS)[0].answer == 8
    assert receipts.take("seat:1", "refused", {"other": 1})[1]
