"""After an erasure and a VACUUM the person's name and numbers are in no byte of the SQLite file.

What stays on purpose: reasons typed into the log of opened numbers, and backups made before.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from tests.databases import identity_key, own_database  # noqa: F401 - fixtures
from tests.support import SYSTEM, Country

from khabuan.audit import chain
from khabuan.core import sql
from khabuan.files import blobs
from khabuan.files.actions import attach
from khabuan.files.models import Attachment
from khabuan.registry.actions import people, rights

GIVEN, SURNAME, NICKNAME = "ทดสอบลบทิ้งไป", "ไม่เหลือร่องรอยใด", "จุ๊บแจงลับมาก"
CITIZEN, PHONE = "9123456789012", "0891112222"
PAPER = b"%PDF-1.4\n% a signed letter\n%%EOF\n"


def words_in_the_file(*words: str) -> list[str]:
    """Which of the words the database file holds, as UTF-8 or as JSON escapes."""
    name = connection.settings_dict["NAME"]
    connection.close()
    raw = sqlite3.connect(name, isolation_level=None)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.execute("VACUUM")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    content = Path(name).read_bytes()
    spelled = {word: (word.encode(), word.encode("unicode_escape")) for word in words}
    return [word for word, ways in spelled.items() if any(way in content for way in ways)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="looks into SQLite's one file")
def test_no_byte_of_the_file_knows_an_erased_person(own_database: None, identity_key: None) -> None:  # noqa: F811
    area = Country().tambon_a
    person = people.add_person(
        actor=SYSTEM, area=area, given=GIVEN, surname=SURNAME, nickname=NICKNAME, note=f"โทร {PHONE}"
    )
    people.keep_identity(actor=SYSTEM, person=person, kind="citizen", number=CITIZEN)
    people.keep_identity(actor=SYSTEM, person=person, kind="phone", number=PHONE)
    people.change_person(actor=SYSTEM, person=person, nickname=NICKNAME + "ๆ")
    attach(actor=SYSTEM, record=person, content=PAPER, name=f"บัตร {GIVEN}.pdf")
    asked = rights.open_request(actor=SYSTEM, person=person, kind="erase", words=f"{GIVEN} {SURNAME}")
    attach(actor=SYSTEM, record=asked, content=PAPER, name=f"หนังสือของ {SURNAME}.pdf")
    planted = (GIVEN, SURNAME, NICKNAME, CITIZEN, PHONE)
    assert set(words_in_the_file(*planted)) == set(planted) - {CITIZEN}, (
        "the search bites; the number is sealed"
    )

    rights.erase_person(actor=SYSTEM, person=person, asked=asked)
    assert words_in_the_file(*planted, *trigrams(NICKNAME)) == []
    assert chain.verify() == []
    assert sql.trigger_findings() == []
    paper = Attachment.everywhere.select_related("blob").filter(subject_id=person.pk).get()
    assert not blobs.path_of(paper.blob.sha256).exists(), settings.KHABUAN_HOME


def trigrams(word: str) -> list[str]:
    """Pieces of four letters, so that a search index cannot keep the word in parts."""
    return [word[at : at + 4] for at in range(len(word) - 3)]
