"""Receipts: the same facts sent twice are taken once, and get the same answer."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import BadRequest

from khabuan.audit.models import Receipt
from khabuan.audit.rules import canonical
from khabuan.core import clock, secrets, sql
from khabuan.core.errors import ReplayConflict

VERSION = 1
LONGEST_KEY = 80


def take(holder: str, client_key: str, facts: Any) -> tuple[Receipt, bool]:
    """Insert the receipt first. (receipt, True) when it is new; (the old one, False) for a true replay.

    The digest of the facts is keyed, so that a citizen number among them cannot be guessed from it.
    Raises ReplayConflict when the key was used for other facts, BadRequest for a key that no door of ours
    makes (empty, too long, unprintable).
    """
    receipt = _receipt(holder, client_key, facts)
    written = sql.insert(
        "audit_receipt", "id, holder, client_key, version, digest, at",
        [(receipt.pk, holder, client_key, receipt.version, receipt.digest, sql.instant(receipt.at))],
        tail="ON CONFLICT (holder, client_key) DO NOTHING",
    )  # fmt: skip
    if written:
        return receipt, True
    known = Receipt.objects.get(holder=holder, client_key=client_key)
    _check_same(known, receipt)
    return known, False


def _receipt(holder: str, client_key: str, facts: Any) -> Receipt:
    if not 0 < len(client_key) <= LONGEST_KEY or not client_key.isprintable():
        raise BadRequest("client key")
    digest = secrets.equality(canonical(facts), f"receipt.{VERSION}")
    return Receipt(holder=holder, client_key=client_key, version=VERSION, digest=digest, at=clock.now())


def _check_same(known: Receipt, receipt: Receipt) -> None:
    if known.digest != receipt.digest or known.version != receipt.version:
        raise ReplayConflict(receipt.client_key)


class Many:
    """The receipts of many facts that one transaction takes: looked up in one query, written in another.

    Made inside the transaction, under a lock that lets nobody else take the same keys meanwhile (else the
    unique constraint refuses the whole of it). `keep` is called last, before the commit.
    """

    def __init__(self, holder: str, client_keys: Iterable[str]) -> None:
        rows = Receipt.objects.filter(holder=holder, client_key__in=list(client_keys))
        self._holder = holder
        self._known = {row.client_key: row for row in rows}
        self._new: dict[str, Receipt] = {}

    def take(self, client_key: str, facts: Any) -> tuple[Receipt, bool]:
        """As `take` above, for one of the keys."""
        receipt = _receipt(self._holder, client_key, facts)
        known = self._known.get(client_key) or self._new.get(client_key)
        if known is None:
            self._new[client_key] = receipt
            return receipt, True
        _check_same(known, receipt)
        return known, False

    def give_back(self, client_key: str) -> None:
        """What was to be taken under this key was refused and rolled back: the key is free."""
        del self._new[client_key]

    def keep(self) -> None:
        """Write the receipts, with the answers that were put on them."""
        Receipt.objects.bulk_create(self._new.values())


def is_known(holder: str, client_key: str) -> bool:
    """Whether something was taken under this key before."""
    return Receipt.objects.filter(holder=holder, client_key=client_key).exists()


def answer(receipt: Receipt, value: Any) -> None:
    """Keep the answer that a replay will get."""
    kept = None if value is None else json.dumps(value)
    sql.tell("UPDATE audit_receipt SET answer = %s WHERE id = %s", kept, receipt.pk)
