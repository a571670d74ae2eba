"""Managers that cannot forget the filter, and the base of every table that stands somewhere.

`objects` offers `visible_to(actor)` and nothing else. `new` makes rows inside a running action.
`everywhere` sees all, is Django's default manager, and refuses to be a related manager.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q, QuerySet

from khabuan.access import policy
from khabuan.access.actor import Actor, Span
from khabuan.access.running import require_running
from khabuan.core.fields import KeyField
from khabuan.core.sql import KEPT


class Scoped(models.Manager):  # type: ignore[type-arg]
    """Reads that know who asks."""

    def visible_to(self, actor: Actor) -> QuerySet[Any]:
        """The rows that this actor may see: none at all when the office may not read their kind."""
        rows: QuerySet[Any] = QuerySet(self.model, using=self._db)
        if not policy.may_read(actor.role, self.model._meta.label_lower):
            return rows.none()
        return rows.filter(self.model.scope_q(actor))

    def get_queryset(self) -> NoReturn:
        raise RuntimeError(f"{self.model.__name__}.objects needs visible_to(actor)")


class Writing(models.Manager):  # type: ignore[type-arg]
    """Rows are born inside a running action, one by `add()`, many by `bulk()`."""

    def bulk(self, rows: Iterable[Any], batch_size: int = 500) -> list[Any]:
        """Insert many rows at once; the caller notes what it did with `note()`."""
        require_running()
        return QuerySet(self.model, using=self._db).bulk_create(list(rows), batch_size=batch_size)

    def get_queryset(self) -> NoReturn:
        raise RuntimeError(f"{self.model.__name__}.new only writes")


class Everywhere(models.Manager):  # type: ignore[type-arg]
    """All rows, whoever asks. For Django's own validation and the few files that tests allow."""

    def get_queryset(self) -> QuerySet[Any]:
        if hasattr(self, "core_filters"):
            raise RuntimeError(f"{self.model.__name__} is read through objects.visible_to(actor)")
        return super().get_queryset()


def spans_q(spans: tuple[Span, ...], column: str) -> Q:
    """Rows whose path column lies in one of the spans; none for no spans.

    "All" is a condition that says so: an empty Q would vanish from `all | some`, and leave only some.
    """
    if Span.of("") in spans:
        return Q(pk__isnull=False)
    reach = Q(pk__in=[])
    for span in spans:
        reach |= Q(**{f"{column}__gte": span.low, f"{column}__lt": span.high})
    return reach


class Row(models.Model):
    """A row that stands somewhere, is never deleted, and is written by actions only.

    `scope` is the lookup of the path column that spans are compared with. A table with another rule
    overrides `scope_q`. `hidden` names fields whose values the audit trail does not repeat.
    """

    protection = KEPT
    scope = "area__path"
    hidden: frozenset[str] = frozenset()

    id = KeyField()
    objects = Scoped()
    new = Writing()
    everywhere = Everywhere()

    class Meta:
        abstract = True
        default_manager_name = "everywhere"
        base_manager_name = "everywhere"

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        return spans_q(actor.spans, cls.scope)

    @property
    def node(self) -> str:
        """The path where this row stands; who reaches it may be allowed to act on it."""
        value: Any = self
        for step in self.scope.split("__"):
            value = getattr(value, step)
        return str(value)

    @property
    def chain(self) -> str:
        """The audit chain of this row: its place down to the tambon or the organisation."""
        return chain_of(self.node)

    def save(self, *args: Any, **options: Any) -> None:
        require_running()
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise RuntimeError("rows are never deleted: end them")


def chain_of(node: str) -> str:
    """A node's audit chain: the organisation it lies in, else the tambon or the place above."""
    steps = node.split(".")[:-1]
    for step in steps:
        if step.startswith("o"):
            return f"org:{step[1:]}"
    return "area:" + "".join(step + "." for step in steps[:3])
