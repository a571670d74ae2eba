"""`@action`: the one way to write. Allowed? → receipt → locks → the act → one audit event, in one transaction.

    @action("organisation.rename", on="organisation")
    def rename_organisation(*, actor: Actor, organisation: Organisation, name: str) -> Organisation: ...

An action called inside another joins it: no second policy check, transaction or event.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.db import IntegrityError, models
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.actor import Actor, Role
from khabuan.access.running import Change, Running, _running, require_running
from khabuan.access.scoping import Row, chain_of
from khabuan.audit import chain as audit
from khabuan.audit import receipts
from khabuan.core import offers, sql
from khabuan.core.errors import OutOfArea, Refused, ReplayConflict

Facts = ParamSpec("Facts")
Result = TypeVar("Result")
HIDDEN = "•"

registry: dict[str, Callable[..., Any]] = {}


def action(name: str, *, on: str) -> Callable[[Callable[Facts, Result]], Callable[Facts, Result]]:
    """Declare an action. `on` names the keyword whose `.node` is judged by the policy and chained.

    Callers may add `client_key="…"`: the same key with the same facts gives the same answer again, with
    other facts ReplayConflict. Raises OutOfArea, NotAllowed, Refused.
    """

    def declare(act: Callable[Facts, Result]) -> Callable[Facts, Result]:
        if name in registry:
            raise ValueError(f"action {name!r} is declared twice")

        @functools.wraps(act)
        def run(*args: Any, **facts: Any) -> Any:
            if args:
                raise TypeError(f"{act.__name__} takes keywords only")
            current = _running.get()
            if current is not None:
                facts.pop("client_key", None)
                return act(**facts)  # type: ignore[call-arg]
            return _run_outermost(name, on, act, facts)

        run.action_name = name  # type: ignore[attr-defined]
        run.action_on = on  # type: ignore[attr-defined]
        registry[name] = run
        return run

    return declare


def _run_outermost(name: str, on: str, act: Callable[..., Any], facts: dict[str, Any]) -> Any:
    actor: Actor = facts["actor"]
    subject, client_key = facts[on], facts.pop("client_key", None)
    node: str = subject.node
    policy.require(actor, name, node)
    state = Running(name, actor)
    token = _running.set(state)
    try:
        with sql.writing():
            receipt = None
            if client_key:
                known = {key: value for key, value in facts.items() if key != "actor"}
                receipt, is_new = receipts.take(actor.seat, client_key, {"action": name, "facts": known})
                if not is_new:
                    return _recall(receipt.answer, client_key)
            _ask_locks(name, node)
            result = act(**facts)
            _still_in_sight(actor, subject)
            _write_event(state, subject, facts.get("reason"))
            if receipt is not None:
                receipts.answer(receipt, _answer(result))
            return result
    except IntegrityError as problem:
        refusal = refusal_of(problem)
        if refusal is None:
            raise
        raise refusal from problem
    finally:
        _running.reset(token)


def _ask_locks(name: str, node: str) -> None:
    for lock in offers.write_locks:
        reason = lock.reason(name, node)
        if reason:
            raise Refused("locked", reason)


def _still_in_sight(actor: Actor, subject: Any) -> None:
    """An edit that moves a row out of the actor's own sight is taken back."""
    if not isinstance(subject, Row) or actor.role == Role.SYSTEM:
        return
    if not type(subject).objects.visible_to(actor).filter(pk=subject.pk).exists():
        raise OutOfArea(state_of(subject))


def state_of(row: Row) -> str:
    return f"{row._meta.label_lower}:{row.pk}"


def _write_event(state: Running, subject: Any, reason: Any) -> None:
    changes = [change for change in state.changes if change.fields]
    if not changes and not state.notes:
        return
    facts: dict[str, Any] = {
        "changes": [
            {"act": c.act, "kind": c.kind, "id": str(c.id), "title": c.title, "fields": c.fields} for c in changes
        ],
        **state.notes,
    }
    if reason:
        facts["reason"] = str(reason)
    touched = [(change.kind, change.id) for change in changes]
    if isinstance(subject, models.Model):
        touched.insert(0, (subject._meta.label_lower, subject.pk))
    doer = audit.Doer(state.actor.seat, state.actor.title)
    # Judged again after the act: a row that was moved is chained where it stands now.
    audit.record(doer, state.action, chain=chain_of(subject.node), facts=facts, subjects=touched)


def _answer(result: Any) -> dict[str, str] | None:
    if isinstance(result, models.Model):
        return {"kind": result._meta.label_lower, "id": str(result.pk)}
    return None


def _recall(answer: dict[str, str] | None, client_key: str) -> Any:
    if answer is None:
        return None
    row = apps.get_model(answer["kind"])._base_manager.filter(pk=int(answer["id"])).first()
    if row is None:
        raise ReplayConflict(client_key)
    return row


def add(model: type[Row], **fields: Any) -> Any:
    """Make one row, as part of the running action, and note it for the audit event."""
    row = model(**fields)
    noted = {name: [None, _plain(model, name, value)] for name, value in fields.items() if value not in (None, "")}
    row.save(force_insert=True)
    _note_change(row, "add", noted)
    return row


def change(row: Row, **fields: Any) -> bool:
    """Change fields of one row, as part of the running action. Returns whether anything was different."""
    model, differing = type(row), {}
    for name, value in fields.items():
        old = getattr(row, name)
        if old != value:
            differing[name] = [_plain(model, name, old), _plain(model, name, value)]
            setattr(row, name, value)
    if not differing:
        return False
    row.save(update_fields=list(differing))
    _note_change(row, "change", differing)
    return True


def note(**facts: Any) -> None:
    """Put more into the running action's audit event (counts of a bulk write, a file's name …)."""
    require_running().notes.update(facts)


def _note_change(row: Row, act: str, fields: dict[str, list[Any]]) -> None:
    require_running().changes.append(Change(row._meta.label_lower, row.pk, str(row), act, fields))


def _plain(model: type[Row], name: str, value: Any) -> Any:
    if name in model.hidden and value not in (None, "", b""):
        return HIDDEN
    if isinstance(value, models.Model):
        return {"id": str(value.pk), "title": str(value)}
    return value


_SQLITE_COLUMNS = re.compile(r"UNIQUE constraint failed: (?P<columns>[\w., ]+)$")
_SQLITE_NAME = re.compile(r"constraint failed: (?:index ')?(?P<name>\w+)'?$")


def refusal_of(problem: IntegrityError) -> Refused | None:
    """The refusal that belongs to a broken constraint of ours, or None for anything else."""
    wanted, columns = _broken(problem)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            names = {f"{model._meta.db_table}.{field}" for field in _columns(model, constraint)}
            if constraint.name == wanted or (columns and columns == names):
                return Refused(constraint.name, constraint.get_violation_error_message())
    if columns or wanted:
        return Refused("already_there", _("This is in the book already. Look for it before adding it again."))
    return None


def _broken(problem: IntegrityError) -> tuple[str | None, set[str]]:
    diagnosis = getattr(problem.__cause__, "diag", None)
    if diagnosis is not None:
        return diagnosis.constraint_name, set()
    text = str(problem)
    if found := _SQLITE_COLUMNS.search(text):
        return None, {column.strip() for column in found["columns"].split(",")}
    if found := _SQLITE_NAME.search(text):
        return found["name"], set()
    return None, set()


def _columns(model: type[models.Model], constraint: models.BaseConstraint) -> list[str]:
    if not isinstance(constraint, models.UniqueConstraint):
        return []
    return [model._meta.get_field(name).column for name in constraint.fields]  # type: ignore[union-attr]
