import pytest

from tests.databases import identity_key

__all__ = ["identity_key"]


@pytest.fixture(autouse=True)
def _with_identity_key(identity_key: None) -> None:
    """Receipts are digested under the key."""
