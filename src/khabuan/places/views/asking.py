"""Asks before an act that is hard to take back: the act is rehearsed, its effects are told, then it is done.

The answer carries a mark of what was asked: when a field is changed after the question, it is asked again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from khabuan.access.request import Request
from khabuan.core.keys import new_key
from khabuan.core.sql import rehearsing
from khabuan.core.web import attempt

OWN = ("csrfmiddlewaretoken", "confirm", "client_key")


@dataclass(frozen=True)
class Question:
    """What will happen, the mark that the answer carries, and the key that makes it count once."""

    will: Sequence[str]
    mark: str
    client_key: str


def is_answered(request: Request) -> bool:
    """Whether this is the answer to the question asked for just these facts."""
    return request.POST.get("confirm") == _mark(request)


def ask_first(
    request: Request, form: forms.Form, action: Callable[..., Any], tell: Callable[[Any], Sequence[str]],
    **facts: Any,
) -> Question | None:  # fmt: skip
    """Rehearse the act and tell its effects; None when the form or a rule says no (the form says why).

    `tell` is called with what the action returned, while everything stands as it would afterwards.
    """
    with rehearsing():
        done = attempt(form, action, **facts)
        will = tuple(tell(done)) if done is not None else ()
    return Question(will, _mark(request), str(new_key())) if done is not None else None


def _mark(request: Request) -> str:
    typed = sorted((name, request.POST.getlist(name)) for name in request.POST if name not in OWN)
    return hashlib.sha256(json.dumps(typed).encode()).hexdigest()[:32]
