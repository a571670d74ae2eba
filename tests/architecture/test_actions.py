"""Every action stands in the policy, and the policy names no act that nobody can do."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import pytest

import khabuan
from khabuan.access import action, policy


@pytest.fixture(scope="module")
def declared() -> dict[str, object]:
    """All actions of the house, after importing every `actions` module."""
    for module in pkgutil.walk_packages(khabuan.__path__, "khabuan."):
        if ".actions" in module.name:
            importlib.import_module(module.name)
    return {name: act for name, act in action.registry.items() if not name.startswith("test.")}


def test_every_action_has_a_policy_row(declared: dict[str, object]) -> None:
    assert declared.keys() - policy.POLICY.keys() == set()


def test_every_policy_row_has_an_action(declared: dict[str, object]) -> None:
    """In each app that has actions at all."""
    apps = {name.split(".")[0] for name in declared}
    rows = {name for name in policy.POLICY if name.split(".")[0] in apps}
    assert rows - declared.keys() == set()


def test_actions_are_named_by_their_app_and_live_in_actions(declared: dict[str, object]) -> None:
    for name, act in declared.items():
        module = inspect.unwrap(act).__module__  # type: ignore[arg-type]
        assert module.startswith(f"khabuan.{name.split('.')[0]}.actions"), name


def test_actions_type_every_fact(declared: dict[str, object]) -> None:
    """Receipts, swaps of ids and the API read these types."""
    for name, act in declared.items():
        signature = inspect.signature(act)  # type: ignore[arg-type]
        assert signature.return_annotation is not inspect.Signature.empty, name
        for parameter in signature.parameters.values():
            assert parameter.annotation is not inspect.Parameter.empty, f"{name}: {parameter.name}"
