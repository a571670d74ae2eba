"""Receipts of actions are sealed with the installation's key: each test of a fund has one."""

import pytest

from tests.databases import identity_key

__all__ = ["identity_key"]


@pytest.fixture(autouse=True)
def _with_identity_key(identity_key: None) -> None:
    pass
