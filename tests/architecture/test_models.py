"""Laws that every table keeps, found by walking Django's registry."""

from __future__ import annotations

import io
import tomllib

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models
from tests.architecture.source import PACKAGE, ROOT

from khabuan.access import policy
from khabuan.access.scoping import Row
from khabuan.core import sql

OURS = [model for model in apps.get_models() if model.__module__.startswith("khabuan.")]
ROWS = [model for model in OURS if issubclass(model, Row)]

# Nouns of the program itself, which no person of the movement ever says or reads. Only shrinks.
NOT_IN_THE_GLOSSARY = {
    "Anchor", "AreaGroupMember", "Blob", "ChainHead", "CouncilAreaCover", "Event", "EventSubject",
    "Failure", "ImportBatch", "ImportRow", "LikelyBodies", "LikelyPair", "LocalGovernmentCover", "OrganisationKey",
    "Payload", "PersonKey",
}  # fmt: skip


def layers() -> dict[str, int]:
    """App → its height, from the one list in pyproject.toml; names joined by | stand side by side."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    order = next(contract["layers"] for contract in contracts["contracts"] if contract["type"] == "layers")
    lines = enumerate(reversed(order))
    return {name.strip(" ()"): height for height, line in lines for name in line.split("|")}


def is_derived(model: type[models.Model]) -> bool:
    """Made anew from other rows at any time: nobody reads it as a record, and it may be deleted."""
    return any(base.__name__ == "Derived" for base in model.__mro__)


def foreign_keys() -> list[models.ForeignKey]:
    fields = (field for model in OURS for field in model._meta.get_fields())
    return [field for field in fields if isinstance(field, models.ForeignKey)]


def names(items: list[type[models.Model]]) -> set[str]:
    return {model._meta.label for model in items}


def test_foreign_keys_point_down() -> None:
    height = layers()
    for field in foreign_keys():
        here, there = field.model._meta.app_label, field.related_model._meta.app_label
        assert here == there or height[here] > height[there], f"{field} points from {here} to {there}"


def test_nothing_cascades() -> None:
    assert [
        str(field) for field in foreign_keys() if field.remote_field.on_delete is not models.PROTECT
    ] == []


def test_there_are_no_hidden_tables_between_two() -> None:
    assert [model for model in OURS if model._meta.many_to_many] == []


def test_every_row_model_has_a_reader_row_and_back() -> None:
    read = {kind for kind in policy.READS if not kind.startswith("audit.")}
    assert {model._meta.label_lower for model in ROWS if not is_derived(model)} <= read
    assert read <= {model._meta.label_lower for model in ROWS}


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model._meta.label)
def test_every_row_has_the_house_s_managers(model: type[models.Model]) -> None:
    assert model._meta.default_manager_name == model._meta.base_manager_name == "everywhere"
    assert {manager.name for manager in model._meta.managers} == {"objects", "new", "everywhere"}


def test_every_table_that_says_kept_is_kept_and_rows_are() -> None:
    for model in ROWS:
        assert getattr(model, "protection", None) in sql.PROTECTIONS or is_derived(model), model


def test_tables_without_protection_are_few_and_known() -> None:
    assert names([model for model in OURS if not hasattr(model, "protection")]) == {
        "seats.Failure",  # failed entries are swept when they are old
    }


def test_trigger_names_fit_postgresql() -> None:
    assert max(len(trigger.name) for trigger in sql.triggers()) <= 63


def test_triggers_are_all_installed(db: None) -> None:
    assert sql.trigger_findings() == []
    wanted = [
        *sql.triggers(),
        *sql.laws(connection.vendor),
        *(sql.search_triggers() if connection.vendor == "sqlite" else []),
    ]
    assert set(sql.installed_triggers()) == {trigger.name for trigger in wanted}


def test_constraints_have_messages() -> None:
    """Of rows only: what the trail or a log-in breaks is a bug, and no person's mistake."""
    silent = models.BaseConstraint.default_violation_error_message
    for model in ROWS:
        for constraint in () if is_derived(model) else model._meta.constraints:
            message = constraint.violation_error_message
            assert message is not None, constraint.name
            assert message != silent, constraint.name


def test_no_two_constraints_break_alike() -> None:
    """SQLite names columns only, so two unique constraints over the same ones could not be told apart."""
    for model in OURS:
        constraints = model._meta.constraints
        uniques = [set(one.fields) for one in constraints if isinstance(one, models.UniqueConstraint)]
        assert all(uniques.count(fields) == 1 for fields in uniques), model


def test_constraint_and_index_names_are_unique_in_the_house() -> None:
    named = [one.name for model in OURS for one in (*model._meta.constraints, *model._meta.indexes)]
    assert sorted(named) == sorted(set(named))


def test_hidden_names_are_fields() -> None:
    for model in ROWS:
        assert model.hidden <= {field.name for field in model._meta.get_fields()}


def test_what_is_sealed_is_hidden_from_the_trail() -> None:
    for model in ROWS:
        secret = {field.name for field in model._meta.fields if isinstance(field, models.BinaryField)}
        assert secret <= model.hidden, model


def test_migrations_are_complete(db: None) -> None:
    output = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=output)
    except SystemExit:
        pytest.fail(output.getvalue())


def test_glossary_has_every_model_noun() -> None:
    path = PACKAGE / "core" / "glossary.toml"
    words = tomllib.loads(path.read_text(encoding="utf-8"))["word"]
    known = {word["code"].split(".")[-1] for word in words}
    nouns = {model.__name__ for model in OURS if not is_derived(model)}
    assert nouns - known - NOT_IN_THE_GLOSSARY == set(), "a noun enters the glossary with its model"
    assert NOT_IN_THE_GLOSSARY - nouns == set(), "no such model"
