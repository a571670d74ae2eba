"""`@action`: the one way to write. Allowed? → receipt → locks → act → one audit event, in one transaction.

    @action("organisation.rename", on="organisation")
    def rename_organisation(*, actor: Actor, organisation: Organisation, name: str) -> Organisation: ...

An action called inside another joins it: no second policy check, transaction or event. When it is refused and
the outer one goes on, what it had begun is taken back.
"""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.db import IntegrityError, models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.actor import Actor, Role
from khabuan.access.running import Change, Running, _running, require_running, running
from khabuan.access.scoping import Row, chain_of
from khabuan.audit import chain as audit
from khabuan.audit import receipts
from khabuan.core import offers, sql
from khabuan.core.errors import OutOfArea, Refused, ReplayConflict
from khabuan.core.thai import ThaiDate

Facts = ParamSpec("Facts")
Result = TypeVar("Result")
HIDDEN = "•"
_NO_ROW = frozenset({int, str, bool, type(None)})

registry: dict[str, Callable[..., Any]] = {}


def action(
    name: str, *, on: str, seen: Collection[str] = (), second_person: bool = False
) -> Callable[[Callable[Facts, Result]], Callable[Facts, Result]]:
    """Declare an action. `on` names the keyword whose `.node` is judged by the policy and chained.

    Every other row among the facts, however deep in lists, mappings and dataclasses, must stand within the
    actor's reach as well; one under a name in `seen` need only be in sight, and the action judges the rest.
    What anybody may see (places and groups) is always in sight: name it in `seen` only with a rule of its own.

    `second_person`: what is done needs somebody else's name beside it. The act then asks for that name before it
    ends (`ledger.actions.signing.ask_second_person`); one that forgets is a bug and is taken back.

    Callers may add `client_key="…"`: the same key with the same facts gives the same answer again (a row, a
    plain value, or a list of them), with other facts ReplayConflict. Raises OutOfArea, NotAllowed, Refused.
    """

    def declare(act: Callable[Facts, Result]) -> Callable[Facts, Result]:
        _check_declaration(name, on, act)
        signature = inspect.signature(act)

        @functools.wraps(act)
        def run(*args: Any, **facts: Any) -> Any:
            if args:
                raise TypeError(f"{act.__name__} takes keywords only")
            current = running()
            if current is None:
                client_key = facts.pop("client_key", None)
                # A fact too many or too few is found before anything is asked.
                bound = signature.bind(**facts)
                bound.apply_defaults()
                policy.require(facts["actor"], name, bound.arguments[on].node)
                _judge_others(facts, on, bound.arguments[on], seen)
                return _run_outermost(name, bound.arguments[on], act, facts, client_key, second_person)
            facts.pop("client_key", None)
            if current.is_one_piece:
                with _broken_laws_refused():
                    return act(**facts)  # type: ignore[call-arg]
            with _broken_laws_refused(), sql.writing(), current.or_nothing():
                return act(**facts)  # type: ignore[call-arg]

        run.action_name = name  # type: ignore[attr-defined]
        run.action_on = on  # type: ignore[attr-defined]
        run.action_seen = frozenset(seen)  # type: ignore[attr-defined]
        run.needs_second_person = second_person  # type: ignore[attr-defined]
        registry[name] = run
        return run

    return declare


def is_answered(actor: Actor, client_key: str) -> bool:
    """Whether this seat was answered under this key before: the action then decides what the replay gets.

    For doors that ask a question first ("may be here already"): what the first sending made is no answer to it.
    """
    return receipts.is_known(actor.seat, client_key)


def _check_declaration(name: str, on: str, act: Callable[..., Any]) -> None:
    if name in registry:
        raise ValueError(f"action {name!r} is declared twice")
    parameters = inspect.signature(act).parameters
    loose = [one.name for one in parameters.values() if one.kind not in (one.KEYWORD_ONLY, one.VAR_KEYWORD)]
    if loose or not {"actor", on} <= parameters.keys() or "client_key" in parameters:
        raise TypeError(f"action {name!r} takes keywords only, among them actor and {on}, and no client_key")


def _judge_others(facts: Mapping[str, Any], on: str, subject: Any, seen: Collection[str]) -> None:
    """OutOfArea for a second row that the actor does not reach, or that is named in `seen` and out of sight.

    A row of the book that is the subject itself is judged by the policy alone. One query for each kind of row
    that is only seen.
    """
    actor: Actor = facts["actor"]
    if actor.role == Role.SYSTEM:
        return
    looked_at: dict[type[Row], dict[int, str]] = {}
    for key, value in facts.items():
        for name, row in _rows(key, value) if key not in (on, "actor") else ():
            if row is subject:
                continue
            if name in seen:
                looked_at.setdefault(type(row), {})[row.pk] = name
            elif not actor.reaches(row.node):
                raise OutOfArea(f"{name}: {state_of(row)}")
    for model, names in looked_at.items():
        found = model.objects.visible_to(actor).filter(pk__in=list(names)).values_list("pk", flat=True)
        for missing in names.keys() - set(found):
            raise OutOfArea(f"{names[missing]}: {model._meta.label_lower}:{missing}")


def _rows(name: str, value: Any) -> Iterator[tuple[str, Row]]:
    """The rows in a fact, each under the nearest name: a key, a field, or that of the fact itself."""
    if isinstance(value, Row):
        yield name, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _rows(str(key), inner)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for inner in value:
            if type(inner) not in _NO_ROW:  # columns of thousands of plain values are passed by quickly
                yield from _rows(name, inner)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _rows(one.name, getattr(value, one.name))


def _run_outermost(  # noqa: PLR0917 - what the decorator knows of one call
    name: str, subject: Any, act: Callable[..., Any], facts: dict[str, Any], client_key: str | None,
    second_person: bool,
) -> Any:  # fmt: skip
    actor: Actor = facts["actor"]
    state = Running(name, actor)
    token = _running.set(state)
    try:
        with _broken_laws_refused(), sql.writing():
            sql.in_turn(subject.turn if isinstance(subject, Row) else chain_of(subject.node))
            receipt = None
            if client_key is not None:
                known = {key: value for key, value in facts.items() if key != "actor"}
                receipt, is_new = receipts.take(actor.seat, client_key, {"action": name, "facts": known})
                if not is_new:
                    return _recall(receipt.answer, client_key)
            _ask_locks(name, subject.node)
            result = act(**facts)
            if second_person and not state.is_second_asked:
                raise RuntimeError(f"{name} needs a second person and asked for none")
            _still_in_sight(actor, subject)
            _write_event(state, subject, facts.get("reason"))
            if receipt is not None:
                receipts.answer(receipt, _remember(result))
            return result
    finally:
        _running.reset(token)


@contextmanager
def _broken_laws_refused() -> Iterator[None]:
    """A broken constraint of ours is a refusal with the constraint's own sentence."""
    try:
        yield
    except IntegrityError as problem:
        refusal = refusal_of(problem)
        if refusal is None:
            raise
        raise refusal from problem


def _ask_locks(name: str, node: str) -> None:
    for lock in offers.write_locks:
        reason = lock.reason(name, node)
        if reason:
            raise Refused("locked", reason)


def _still_in_sight(actor: Actor, subject: Any) -> None:
    """An edit that moves a row out of the actor's own sight is taken back."""
    if not isinstance(subject, Row) or actor.role == Role.SYSTEM:
        return
    if not _is_in_sight(actor, subject):
        raise OutOfArea(state_of(subject))


def _is_in_sight(actor: Actor, row: Row) -> bool:
    return type(row).objects.visible_to(actor).filter(pk=row.pk).exists()


def state_of(row: Row) -> str:
    return f"{row._meta.label_lower}:{row.pk}"


def _write_event(state: Running, subject: Any, reason: Any) -> None:
    changes = [change for change in state.changes if change.fields]
    if not changes and not state.notes and not state.many:
        return
    facts: dict[str, Any] = {
        "changes": [
            {"act": one.act, "kind": one.kind, "id": str(one.id), "title": one.title, "fields": one.fields}
            for one in changes
        ],
        **state.notes,
    }
    if state.many:
        facts["many"] = dict(state.many)
    if reason:
        facts["reason"] = str(reason)
    touched = [(change.kind, change.id) for change in changes]
    if isinstance(subject, models.Model):
        touched.insert(0, (subject._meta.label_lower, subject.pk))
    doer = audit.Doer(state.actor.seat, state.actor.title)
    # Judged again after the act: a row that was moved is chained where it stands now.
    audit.record(doer, state.action, chain=chain_of(subject.node), facts=facts, subjects=touched)


def _remember(result: Any) -> Any:
    """What a receipt keeps of an answer. TypeError for one that could not be given again."""
    if isinstance(result, models.Model):
        return {"kind": result._meta.label_lower, "id": str(result.pk)}
    if isinstance(result, (list, tuple)):
        return {"list": [_remember(one) for one in result], "tuple": isinstance(result, tuple)}
    if result is None or isinstance(result, (str, int, bool)):
        return result
    raise TypeError(f"a receipt cannot keep a {type(result).__name__}: return a row or a plain value")


def _recall(answer: Any, client_key: str) -> Any:
    if not isinstance(answer, dict):
        return answer
    if "list" in answer:
        again = [_recall(one, client_key) for one in answer["list"]]
        return tuple(again) if answer["tuple"] else again
    row = apps.get_model(answer["kind"])._base_manager.filter(pk=int(answer["id"])).first()
    if row is None:
        raise ReplayConflict(client_key)
    return row


def add(model: type[Row], **fields: Any) -> Any:
    """Make one row, as part of the running action, and note it for the audit event."""
    _check_lengths(model, fields)
    fields |= _as_known(model, fields)
    row = model(**fields)
    given = {name: value for name, value in fields.items() if value not in (None, "")}
    with require_running().recording():
        row.save(force_insert=True)
    _note_change(row, "add", {name: [None, _plain(model, name, value)] for name, value in given.items()})
    return row


def change(row: Row, **fields: Any) -> bool:
    """Change fields of one row, as part of the running action. Returns whether anything was different.

    Compared with what the database holds now, its row locked, and not with what the caller read a while ago:
    the audit event then tells the true old value, and a change in between is not overlooked.
    """
    model, running_now = type(row), require_running()
    _check_lengths(model, fields)
    partners = [name for pair in _rough_dates(model) if fields.keys() & set(pair) for name in pair]
    stored: Row = QuerySet(model).select_for_update().only(*fields, *partners).get(pk=row.pk)
    fields |= _as_known(model, {**{name: getattr(stored, name) for name in partners}, **fields})
    differing: dict[str, list[Any]] = {}
    for name, value in fields.items():
        old = getattr(stored, name)
        setattr(row, name, value)
        if old != value:
            differing[name] = [_plain(model, name, old), _plain(model, name, value)]
    if not differing:
        return False
    with running_now.recording():
        row.save(update_fields=list(differing))
    _note_change(row, "change", differing)
    return True


@functools.cache
def _rough_dates(model: type[Row]) -> tuple[tuple[str, str], ...]:
    """The dates of a table of which less may be known, each with the field that says how much."""
    names = {one.name for one in model._meta.concrete_fields}
    ends = "_precision"
    stems = [name.removesuffix(ends) for name in names if name.endswith(ends)]
    return tuple((stem if stem in names else f"{stem}_on", stem + ends) for stem in sorted(stems))


def _as_known(model: type[Row], fields: dict[str, Any]) -> dict[str, Any]:
    """Dates that stand at a day although only their month or year is known, put to its first day."""
    known = {}
    for date_name, precision in _rough_dates(model):
        on = fields.get(date_name)
        if on is not None and fields.get(precision, "day") != "day":
            known[date_name] = ThaiDate.of(on, fields[precision]).value
    return {name: on for name, on in known.items() if on != fields[name]}


def _check_lengths(model: type[Row], fields: dict[str, Any]) -> None:
    """SQLite keeps any length, PostgreSQL breaks off: neither is an answer to the person who typed it."""
    for name, value in fields.items():
        limit = getattr(model._meta.get_field(name), "max_length", None)
        if not isinstance(value, str):
            continue
        if limit is not None and len(value) > limit:
            words = _("This is too long: at most %(limit)d letters. Shorten it.")
            raise Refused("too_long", words % {"limit": limit}, field=name)
        if "\0" in value:
            words = _("There is an unprintable sign in this text. Type it again.")
            raise Refused("unprintable", words, field=name)


def note(**facts: Any) -> None:
    """Put more into the running action's audit event (counts of a bulk write, a file's name …)."""
    require_running().notes.update(facts)


def conceal() -> None:
    """From here on the running action's event names the fields it changed and repeats no value (erasure)."""
    require_running().is_concealed = True


def _note_change(row: Row, act: str, fields: dict[str, list[Any]]) -> None:
    state, title = require_running(), str(row)
    if state.is_concealed:
        title, fields = HIDDEN, {name: [HIDDEN, HIDDEN] for name in fields}
    state.changes.append(Change(row._meta.label_lower, row.pk, title, act, fields))


def _plain(model: type[Row], name: str, value: Any) -> Any:
    if name in model.hidden and value not in (None, "", b""):
        return HIDDEN
    if isinstance(value, models.Model):
        return {"id": str(value.pk), "title": str(value)}
    return value


UNIQUE_VIOLATION = "23505"
_SQLITE_COLUMNS = re.compile(r"UNIQUE constraint failed: (?P<columns>[\w., ]+)$")
_SQLITE_NAME = re.compile(r"constraint failed: (?:index ')?(?P<name>\w+)'?$")


def refusal_of(problem: IntegrityError) -> Refused | None:
    """The refusal that belongs to a broken constraint of ours, or None for anything else (a bug)."""
    name, columns, is_unique = _broken(problem)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name or (columns and columns == _columns(model, constraint)):
                return Refused(constraint.name, str(constraint.get_violation_error_message()))
    if is_unique:
        return Refused("already_there", _("This is in the book already. Look for it before adding it again."))
    return None


def _broken(problem: IntegrityError) -> tuple[str | None, set[str], bool]:
    """What the database complains of: the constraint's name or (SQLite) its columns, and whether a value is
    there twice that may be there once. A key made twice is no such complaint: that would be a bug."""
    diagnosis = getattr(problem.__cause__, "diag", None)
    if diagnosis is not None:
        name = diagnosis.constraint_name
        return name, set(), diagnosis.sqlstate == UNIQUE_VIOLATION and not str(name).endswith("_pkey")
    text = str(problem)
    if found := _SQLITE_COLUMNS.search(text):
        columns = {column.strip() for column in found["columns"].split(",")}
        return None, columns, not any(column.endswith(".id") for column in columns)
    if found := _SQLITE_NAME.search(text):
        return found["name"], set(), False
    return None, set(), False


def _columns(model: type[models.Model], constraint: models.BaseConstraint) -> set[str]:
    """How SQLite names a unique constraint: by its columns."""
    if not isinstance(constraint, models.UniqueConstraint):
        return set()
    columns = [model._meta.get_field(name).column for name in constraint.fields]  # type: ignore[union-attr]
    return {f"{model._meta.db_table}.{column}" for column in columns}
