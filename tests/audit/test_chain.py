"""The chain finds edit, delete, reorder, fork and a cut tail; so does a verifier that shares no code."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy
from tests.audit import independent_verifier
from tests.support import in_threads

from khabuan.audit import chain, rules
from khabuan.audit.models import ChainHead, Event, EventSubject, IdentityRead, Payload
from khabuan.core import sql

DOER = chain.Doer("seat:1", "เลขานุการสภา ตำบลทดสอบ")
Tamper = Callable[[], None]


def record(name: str = "area:19.", **facts: object) -> Event:
    with sql.writing():
        event = chain.record(DOER, "test.act", chain=name, facts=facts, subjects=[("places.area", 1)])
    assert event is not None
    return event


def execute(statement: str, *parameters: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def renumber(old: int, new: int) -> None:
    execute("UPDATE audit_event SET seq = %s WHERE chain = 'area:19.' AND seq = %s", new, old)


def swap() -> None:
    renumber(2, -2)
    renumber(3, 2)
    renumber(-2, 3)


def delete(seq: int) -> None:
    pk = Event.objects.get(chain="area:19.", seq=seq).pk
    execute("DELETE FROM audit_payload WHERE event_id = %s", pk)
    execute("DELETE FROM audit_eventsubject WHERE event_id = %s", pk)
    execute("DELETE FROM audit_event WHERE id = %s", pk)


def payload_of(seq: int) -> dict[str, int]:
    return {"event_id": Event.objects.get(chain="area:19.", seq=seq).pk}


def edit_facts() -> None:
    Payload.objects.filter(**payload_of(2)).update(body='{"n":9}')


def edit_and_call_it_erased() -> None:
    Payload.objects.filter(**payload_of(2)).update(body='{"n":9}', erased_at="2026-11-23T00:00Z")


def blank_without_an_erasure() -> None:
    Payload.objects.filter(**payload_of(2)).update(body="", salt=b"", erased_at="2026-11-23T00:00Z")


def cut_tail_with_head() -> None:
    delete(4)
    last = Event.objects.get(chain="area:19.", seq=3)
    ChainHead.objects.filter(pk="area:19.").update(seq=3, digest=last.digest)


def cut_whole_chain() -> None:
    for seq in range(1, 5):
        delete(seq)
    execute("DELETE FROM audit_chainhead WHERE chain = 'area:19.'")


def rewrite_from(seq: int) -> None:
    """A fork by somebody who knows the code: another history from here on, whole in itself."""
    for old in range(seq, 5):
        delete(old)
    last = Event.objects.get(chain="area:19.", seq=seq - 1)
    ChainHead.objects.filter(pk="area:19.").update(seq=last.seq, digest=last.digest)
    for number in range(seq, 5):
        record(n=number * 100)


def fork_inside() -> None:
    """A second event of one number, the constraint taken away."""
    event = Event.objects.get(chain="area:19.", seq=3)
    constraints, Event._meta.constraints = Event._meta.constraints, []
    try:
        with connection.schema_editor() as editor:
            editor.remove_constraint(Event, constraints[0])
    finally:
        Event._meta.constraints = constraints
    event.pk, event.action = event.pk + 1, "test.other"
    event.save(force_insert=True)
    Payload.objects.create(event=event, salt=b"", body="{}")


SEEN_ALONE: list[tuple[Tamper, str]] = [
    (edit_facts, "payload"),
    (edit_and_call_it_erased, "payload"),
    (blank_without_an_erasure, "erased"),
    (lambda: execute("UPDATE audit_event SET action = 'x' WHERE seq = 2"), "digest"),
    (lambda: execute("UPDATE audit_event SET seat = 'x' WHERE seq = 2"), "digest"),
    (lambda: execute("UPDATE audit_event SET seat_title = 'x' WHERE seq = 2"), "digest"),
    (lambda: execute("UPDATE audit_event SET at = '2020-01-01 00:00:00' WHERE seq = 2"), "digest"),
    (lambda: delete(2), "gap"),
    (lambda: delete(1), "gap"),
    (swap, "digest"),
    (fork_inside, "gap"),
    (lambda: delete(4), "head"),
    (lambda: execute("DELETE FROM audit_chainhead WHERE chain = 'area:19.'"), "head"),
    (lambda: execute("UPDATE audit_chainhead SET seq = 9 WHERE chain = 'area:19.'"), "head"),
]
SEEN_BY_ANCHOR: list[tuple[Tamper, str]] = [
    (cut_tail_with_head, "tail_cut"),
    (cut_whole_chain, "tail_cut"),
    (lambda: rewrite_from(3), "rewritten"),
]


@pytest.fixture
def history(own_database: None, tmp_path: Path) -> Path:
    """Four events in one chain, one in another, an anchor over both; no triggers, as for one who owns all."""
    for number in range(1, 5):
        record(n=number)
    record("org:7", n=1)
    anchor = chain.make_anchor(tmp_path / "anchors")
    sql.drop_triggers()
    return anchor


def found(anchor: Path) -> tuple[set[str], set[str]]:
    """What our check finds, and what the other verifier finds."""
    ours = {*chain.verify(), *chain.verify_anchor(chain.read_anchor(anchor))}
    assert {finding.chain for finding in ours} <= {"area:19."}
    theirs: list[str] = []
    if connection.vendor == "sqlite":
        connection.close()
        theirs = independent_verifier.verify(Path(connection.settings_dict["NAME"]), anchor)
    return {finding.what for finding in ours}, set(theirs)


def test_an_untouched_history_has_no_findings(history: Path) -> None:
    assert found(history) == (set(), set())


@pytest.mark.parametrize(("tamper", "what"), SEEN_ALONE + SEEN_BY_ANCHOR)
def test_tampering_is_found(history: Path, tamper: Tamper, what: str) -> None:
    tamper()
    ours, theirs = found(history)
    assert what in ours
    assert theirs or connection.vendor != "sqlite"


@pytest.mark.parametrize(("tamper", "what"), SEEN_BY_ANCHOR)
@pytest.mark.usefixtures("history")
def test_why_there_are_anchors(tamper: Tamper, what: str) -> None:
    tamper()
    assert chain.verify() == []


if connection.vendor == "sqlite":

    def test_the_other_verifier_runs_by_itself(history: Path) -> None:
        script, database = independent_verifier.__file__, connection.settings_dict["NAME"]
        program = [sys.executable, "-I", script, database, history]
        connection.close()
        assert subprocess.run(program, capture_output=True, check=True).stdout == b"nothing found\n"
        edit_facts()
        connection.close()
        again = subprocess.run(program, capture_output=True, text=True, check=False)
        assert (again.returncode, again.stdout) == (1, "area:19. 2 payload\n")


# ---------------------------------------------------------------- erasing


@pytest.mark.usefixtures("own_database")
def test_an_erased_payload_is_gone_and_the_chain_stays_whole(tmp_path: Path) -> None:
    events = [record(title="นางทดสอบ", n=n) for n in range(3)] + [record("org:7", n=1)]
    anchor = chain.make_anchor(tmp_path)
    with sql.writing():
        ids = [events[0].pk, events[1].pk, events[3].pk]
        chain.erase_payloads(DOER, ids, reason="คำขอของเจ้าของข้อมูล")
    assert found(anchor) == (set(), set())
    for event in (events[0], events[1], events[3]):
        event.payload.refresh_from_db()
        assert (event.payload.body, bytes(event.payload.salt)) == ("", b"")
    events[2].payload.refresh_from_db()
    assert "นางทดสอบ" in events[2].payload.body
    assert Event.objects.filter(action=chain.ERASE).count() == 2


def test_an_erasure_itself_is_never_erased(db: None) -> None:
    event = record(n=1)
    chain.erase_payloads(DOER, [event.pk], reason="x")
    erasure = Event.objects.get(action=chain.ERASE)
    chain.erase_payloads(DOER, [erasure.pk, event.pk], reason="y")
    assert Event.objects.count() == 2
    assert chain.verify() == []


# ---------------------------------------------------------------- one text for one fact


def test_canonical_text_has_one_spelling() -> None:
    assert rules.canonical({"ข": 1, "ก": [True, None]}) == '{"ก":[true,null],"ข":1}'
    assert rules.canonical({3, 1, 2}) == rules.canonical({2, 3, 1})
    assert rules.canonical(UUID(int=9)) == f'"{UUID(int=9)}"'


@pytest.mark.parametrize("value", [object(), float("nan"), gettext_lazy("word"), Event.objects.none()])
def test_a_value_without_one_spelling_is_an_error(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        rules.canonical({"x": value})


def test_no_two_links_have_one_text() -> None:
    """Joined lines would make these two alike."""
    at = datetime(2026, 11, 23, tzinfo=UTC)
    one = rules.Link("p", "c", 1, "a", at, "seat", "title\nx", "payload")
    two = rules.Link("p", "c", 1, "a", at, "seat\ntitle", "x", "payload")
    assert one.digest() != two.digest()


# ---------------------------------------------------------------- rehearsal, logs, races


def test_a_rehearsal_leaves_no_event_and_opens_nothing(db: None) -> None:
    with sql.rehearsing():
        assert chain.record(DOER, "test.act", chain="org:1", facts={}, subjects=[]) is None
        with pytest.raises(RuntimeError):
            chain.record_identity_read(DOER, kind="person", subject_id=1, what="citizen", reason="ดูเฉย ๆ")
    assert not Event.objects.exists()


def test_the_log_of_reads_is_never_changed(db: None) -> None:
    chain.record_identity_read(DOER, kind="person", subject_id=1, what="citizen", reason="ยื่นคำขอ" * 99)
    assert len(IdentityRead.objects.get().reason) == 300
    with pytest.raises(IntegrityError), transaction.atomic():
        IdentityRead.objects.update(reason="x")


def test_subjects_are_noted_once(db: None) -> None:
    chain.record(DOER, "test.act", chain="org:1", facts={}, subjects=[("a", 1), ("a", 1), ("b", 1)])
    assert EventSubject.objects.count() == 2


@pytest.mark.usefixtures("own_database")
def test_racing_writers_make_one_chain() -> None:
    """Also the first event of a chain: several find no head and make one."""

    def write() -> None:
        for number in range(10):
            record("org:1", n=number)

    assert in_threads(*[write] * 4) == [None] * 4
    assert list(Event.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 41))
    assert chain.verify() == []
