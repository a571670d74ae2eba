import pytest

from tests.databases import identity_key, reference

__all__ = ["identity_key", "reference"]


@pytest.fixture(autouse=True)
def _with_identity_key(identity_key: None) -> None:
    """Receipts are digested under the key."""
