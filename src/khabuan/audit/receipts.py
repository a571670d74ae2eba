"""Receipts: the same facts sent twice are taken once, and get the same answer."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest
from django.db import IntegrityError, transaction

from khabuan.audit.models import Receipt
from khabuan.audit.rules import canonical
from khabuan.core import clock, secrets
from khabuan.core.errors import ReplayConflict

VERSION = 1
LONGEST_KEY = 80


def take(holder: str, client_key: str, facts: Any) -> tuple[Receipt, bool]:
    """Insert the receipt first. (receipt, True) when it is new; (the old one, False) for a true replay.

    The digest of the facts is keyed, so that a citizen number among them cannot be guessed from it.
    Raises ReplayConflict when the key was used for other facts, BadRequest for a key that no door of ours
    makes (empty, too long, unprintable).
    """
    if not 0 < len(client_key) <= LONGEST_KEY or not client_key.isprintable():
        raise BadRequest("client key")
    digest = secrets.equality(canonical(facts), f"receipt.{VERSION}")
    try:
        with transaction.atomic():
            return Receipt.objects.create(
                holder=holder, client_key=client_key, version=VERSION, digest=digest, at=clock.now()
            ), True
    except IntegrityError:
        known = Receipt.objects.get(holder=holder, client_key=client_key)
    if known.digest != digest or known.version != VERSION:
        raise ReplayConflict(client_key)
    return known, False


def is_known(holder: str, client_key: str) -> bool:
    """Whether something was taken under this key before."""
    return Receipt.objects.filter(holder=holder, client_key=client_key).exists()


def answer(receipt: Receipt, value: Any) -> None:
    """Keep the answer that a replay will get."""
    Receipt.objects.filter(pk=receipt.pk).update(answer=value)
