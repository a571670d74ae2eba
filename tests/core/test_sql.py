"""Transaction kinds and triggers, on the database at hand (KHABUAN_TEST_DB=postgres for the other one)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from khabuan.audit.models import ChainHead, Event, Receipt
from khabuan.core import sql
from khabuan.places.models import Area
from tests.support import SYSTEM, Country, Here, add_area, in_threads


def execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def area(country: Country) -> Area:
    return country.tambon_a


# ---------------------------------------------------------------- triggers


def test_every_wanted_trigger_is_installed_as_wanted(db: None) -> None:
    assert sql.trigger_findings() == []
    assert len(sql.triggers()) > 30


def test_a_row_is_kept_against_raw_deletes(area: Area) -> None:
    with pytest.raises(DatabaseError, match="refused"):
        execute(f"DELETE FROM places_area WHERE id = {area.pk}")


@pytest.mark.parametrize("change", ["UPDATE audit_event SET seat = 'x'", "DELETE FROM audit_event"])
@pytest.mark.usefixtures("area")
def test_an_event_is_neither_changed_nor_deleted(change: str) -> None:
    with pytest.raises(DatabaseError, match="refused"):
        execute(change)


def test_a_kept_table_is_not_emptied(db: None) -> None:
    if connection.vendor == "sqlite":  # which empties by a delete of rows, so there must be one
        Country()
    truncate = connection.vendor == "postgresql"
    statement = "TRUNCATE audit_event CASCADE" if truncate else "DELETE FROM audit_event"
    with pytest.raises(DatabaseError, match="refused"):
        execute(statement)


@pytest.mark.usefixtures("area")
def test_a_kept_row_is_not_replaced() -> None:
    event = Event.objects.values().first()
    assert event is not None
    if connection.vendor == "sqlite":
        columns = ", ".join(event)
        execute_it = f"INSERT OR REPLACE INTO audit_event ({columns}) SELECT {columns} FROM audit_event"
    else:
        execute_it = (
            "INSERT INTO audit_event SELECT * FROM audit_event "
            "ON CONFLICT (id) DO UPDATE SET seat = 'another'"
        )
    with pytest.raises(DatabaseError, match="refused"):
        execute(execute_it)


def drop(name: str, table: str) -> str:
    return f'DROP TRIGGER "{name}"' if connection.vendor == "sqlite" else f'DROP TRIGGER "{name}" ON {table}'


def test_a_missing_trigger_is_found_and_made_again(db: None) -> None:
    execute(drop("kb_audit_event_no_update", "audit_event"))
    assert sql.trigger_findings() == ["kb_audit_event_no_update"]
    sql.install_triggers()
    assert sql.trigger_findings() == []


def test_an_altered_trigger_is_found_and_made_again(db: None) -> None:
    name = "kb_audit_event_no_update"
    execute(drop(name, "audit_event"))
    if connection.vendor == "sqlite":
        execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON audit_event BEGIN SELECT 1; END")
    else:
        execute(
            f"CREATE TRIGGER {name} BEFORE UPDATE ON audit_event WHEN (false) "
            "EXECUTE FUNCTION khabuan_refuse('x')"
        )
    assert sql.trigger_findings() == [name]
    sql.install_triggers()
    assert sql.trigger_findings() == []


if connection.vendor == "postgresql":

    @pytest.mark.parametrize(
        "act",
        [
            "ALTER TABLE audit_event DISABLE TRIGGER kb_audit_event_no_delete",
            "CREATE OR REPLACE FUNCTION khabuan_refuse() RETURNS trigger AS 'BEGIN END' LANGUAGE plpgsql",
        ],
    )
    def test_a_sleeping_or_toothless_trigger_is_found_and_mended(db: None, act: str) -> None:
        execute(act)
        assert len(sql.trigger_findings()) == 1
        sql.install_triggers()
        assert sql.trigger_findings() == []


def test_a_trigger_that_nobody_wants_goes(db: None) -> None:
    extra = sql.Trigger("audit_anchor", "INSERT")
    execute(extra.ddl(connection.vendor))
    sql.install_triggers()
    assert extra.name not in sql.installed_triggers()


@pytest.mark.usefixtures("own_database")
def test_migrate_drops_and_installs_them_even_when_a_table_is_made_anew() -> None:
    field = models.CharField(max_length=41)
    field.set_attributes_from_name("action")
    sql.drop_triggers()  # what pre_migrate does
    with connection.schema_editor() as editor:
        editor.alter_field(Event, Event._meta.get_field("action"), field)
    assert sql.installed_triggers() == {}
    call_command("migrate", verbosity=0)
    assert sql.trigger_findings() == []


@pytest.mark.usefixtures("own_database")
def test_migrate_takes_the_triggers_away_while_it_works() -> None:
    from django.db.migrations import Migration
    from django.db.models.signals import pre_migrate

    plan = [(Migration("0099_next", "ledger"), False)]
    for config in apps.get_app_configs():
        if config.models_module is not None:
            pre_migrate.send(
                config, app_config=config, verbosity=0, interactive=False, using="default", plan=plan
            )
    assert sql.installed_triggers() == {}


# ---------------------------------------------------------------- transaction kinds


@pytest.mark.usefixtures("own_database")
def test_reading_is_one_snapshot_beside_a_writer() -> None:
    with sql.reading():
        before = ChainHead.objects.count()
        in_threads(Country)
        assert ChainHead.objects.count() == before
    assert ChainHead.objects.count() > before


@pytest.mark.usefixtures("own_database")
def test_reading_refuses_to_write_and_leaves_the_connection_fit_to() -> None:
    with pytest.raises(DatabaseError), sql.reading():
        ChainHead.objects.create(chain="x", digest="0")
    Country()
    assert Area.everywhere.count() == 7


@pytest.mark.usefixtures("own_database")
def test_writers_take_turns_and_lose_nothing() -> None:
    ChainHead.objects.create(chain="count", digest="0")

    def count_up() -> None:
        for _ in range(20):
            with sql.writing():
                head = ChainHead.objects.select_for_update().get(pk="count")
                ChainHead.objects.filter(pk="count").update(seq=head.seq + 1)

    assert in_threads(count_up, count_up, count_up) == [None] * 3
    assert ChainHead.objects.get(pk="count").seq == 60


def everything() -> Iterator[tuple[str, int]]:
    for model in apps.get_models():
        yield model._meta.label, model._base_manager.count()


def rename_all(area: Area) -> None:
    add_area(actor=SYSTEM, parent=area, code="19010101", kind="village", name="ก", client_key="k")
    add_area(actor=SYSTEM, parent=Here(""), code="20", kind="province", name="ข")


@pytest.mark.usefixtures("own_database")
def test_a_rehearsal_runs_the_real_thing_and_takes_everything_back() -> None:
    area = Country().tambon_a
    before, called = list(everything()), []
    with sql.rehearsing():
        transaction.on_commit(lambda: called.append("announced"))
        rename_all(area)
        assert Area.everywhere.count() == 9
        assert Receipt.objects.count() == 1
        assert Event.objects.count() == dict(before)["audit.Event"]
    assert list(everything()) == before
    assert called == []
    assert not sql.is_rehearsing()
    rename_all(area)  # the real one is not taken for a replay
    assert Area.everywhere.count() == 9


@pytest.mark.usefixtures("own_database")
def test_a_rehearsal_that_breaks_off_is_taken_back_too() -> None:
    area = Country().tambon_a
    before = list(everything())

    def break_off() -> None:
        with sql.rehearsing():
            rename_all(area)
            raise LookupError

    with pytest.raises(LookupError):
        break_off()
    assert list(everything()) == before


def test_a_rehearsal_inside_a_transaction_takes_back_only_itself(country: Country) -> None:
    with sql.rehearsing():
        rename_all(country.tambon_a)
    assert Area.everywhere.count() == 7


@pytest.mark.usefixtures("country")
def test_constraints_are_checked_in_a_rehearsal() -> None:
    twice: Callable[[], Area] = lambda: Area.new.model(path="19.", code="19")  # noqa: E731
    with pytest.raises(IntegrityError), sql.rehearsing():
        models.QuerySet(Area).bulk_create([twice(), twice()])


# ---------------------------------------------------------------- settings of the database


def test_the_database_is_set_as_it_must_be(db: None) -> None:
    assert sql.sqlite_findings() == []
    assert sql.postgres_findings() == []


if connection.vendor == "sqlite":

    @pytest.mark.parametrize("pragma", ["busy_timeout=5", "recursive_triggers=OFF"])
    @pytest.mark.usefixtures("own_database")
    def test_a_weaker_setting_is_found(pragma: str) -> None:
        execute(f"PRAGMA {pragma}")
        assert len(sql.sqlite_findings()) == 1
