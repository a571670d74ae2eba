"""A request as views see it: who asks stands on it. For views and doors alone; below them goes the actor."""

from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from khabuan.access.actor import Actor


class Request(HttpRequest):
    """A request behind the middleware, for the type checker; nobody makes one."""

    actor: Actor
    htmx: HtmxDetails
    session: SessionBase
    waiting: int
    """How many duties wait for the seat; a page that has counted them spares the frame the count."""
