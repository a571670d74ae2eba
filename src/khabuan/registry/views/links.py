"""Which acts a page may offer, and where to."""

from __future__ import annotations

from khabuan.access import policy
from khabuan.access.actor import Actor


def may_of(actor: Actor, node: str) -> dict[str, bool]:
    """Each act of the register by its last word, for buttons: {"appoint": True, …}."""
    return {
        name.removeprefix("registry."): policy.may(actor, name, node)
        for name in policy.POLICY
        if name.startswith("registry.")
    }
