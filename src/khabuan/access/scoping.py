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
from khabuan.core import many
from khabuan.core.errors import OutsideAction
from khabuan.core.fields import KeyField
from khabuan.core.sql import KEPT


def _refuse(name: str) -> Any:
    def refuse(self: Any, *args: Any, **options: Any) -> NoReturn:
        raise OutsideAction(f"{self.model.__name__}.{name}(): rows are written by add() and change()")

    return refuse


class Rows(QuerySet[Any]):
    """A query that reads. Its one write is `update()`: in a running action, counted in the audit event."""

    create = get_or_create = update_or_create = _refuse("create")
    bulk_create, bulk_update, delete = _refuse("bulk_create"), _refuse("bulk_update"), _refuse("delete")

    def update(self, **fields: Any) -> int:
        """Change many rows by one statement. The caller notes why and which (`note()`); the count is kept."""
        running = require_running()
        changed = super().update(**fields)
        running.many[f"change {self.model._meta.label_lower} {','.join(sorted(fields))}"] += changed
        return changed

    update.alters_data = True  # type: ignore[attr-defined]  # templates leave it alone


class Scoped(models.Manager):  # type: ignore[type-arg]
    """Reads that know who asks."""

    def visible_to(self, actor: Actor) -> QuerySet[Any]:
        """The rows that this actor may see: none at all when the office may not read their kind."""
        rows = Rows(self.model, using=self._db)
        if not policy.may_read(actor.role, self.model._meta.label_lower):
            return rows.none()
        return rows.filter(self.model.scope_q(actor))

    def get_queryset(self) -> NoReturn:
        raise RuntimeError(f"{self.model.__name__}.objects needs visible_to(actor)")


class Writing(models.Manager):  # type: ignore[type-arg]
    """Rows are born inside a running action, one by `add()`, many by `bulk()`."""

    def bulk(self, rows: Iterable[Any], batch_size: int = 500) -> list[Any]:
        """Insert many rows at once; the caller notes what they are (`note()`), the count is kept."""
        running = require_running()
        made: list[Any] = QuerySet(self.model, using=self._db).bulk_create(list(rows), batch_size=batch_size)
        running.many[f"add {self.model._meta.label_lower}"] += len(made)
        return made

    def put(self, rows: many.Rows) -> None:
        """Insert very many rows that were made ready by column (`core.many`); counted like those of `bulk`."""
        if rows.model is not self.model:
            raise TypeError(f"these are rows of {rows.model.__name__}")
        running = require_running()
        rows.insert()
        running.many[f"add {self.model._meta.label_lower}"] += len(rows.keys)

    def get_queryset(self) -> NoReturn:
        raise RuntimeError(f"{self.model.__name__}.new only writes")


class Everywhere(models.Manager):  # type: ignore[type-arg]
    """All rows, whoever asks. For Django's own validation and the few files that tests allow."""

    def get_queryset(self) -> QuerySet[Any]:
        if hasattr(self, "core_filters"):
            raise RuntimeError(f"{self.model.__name__} is read through objects.visible_to(actor)")
        return Rows(self.model, using=self._db)


# Not Q(): an empty Q is dropped from `Q() | other`, and those who see all would see only the other part.
ALL_ROWS = ~Q(pk__in=[])


def spans_q(spans: tuple[Span, ...], column: str) -> Q:
    """Rows whose path column lies in one of the spans; none for no spans."""
    if Span.of("") in spans:
        return ALL_ROWS
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

    def save(self, *args: Any, **options: Any) -> None:
        if not require_running().is_recording:
            raise OutsideAction("rows are written by add() and change(), which note it for the audit event")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise RuntimeError("rows are never deleted: end them")

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

    @property
    def turn(self) -> str:
        """The key under which writers wait for each other: what one finds out stays true until it has written.

        A row elsewhere that writes into the same thing names that thing's turn (a centre's sheet: its fund's).
        """
        return self.chain


def chain_of(node: str) -> str:
    """A node's audit chain: the organisation it lies in, else the tambon or the place above."""
    steps = node.split(".")[:-1]
    for step in steps:
        if step.startswith("o"):
            return f"org:{step[1:]}"
    return "area:" + "".join(step + "." for step in steps[:3])
