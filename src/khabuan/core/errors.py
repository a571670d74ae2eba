"""The four kinds of no. A rule, an office, a border, a replay; everything else is a bug.

Doors turn them into 422, 403, 404 and 409. Nothing here knows about HTTP.
"""

from __future__ import annotations

from django.utils.functional import Promise


class Refused(Exception):
    """A rule of the field says no (422). The message tells a village officer what to do next.

    `code` is stable and machine-readable, `field` names the input at fault (None: the whole form).
    """

    def __init__(self, code: str, message: str | Promise, *, field: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.field = field


class NotAllowed(Exception):
    """The record is in your area, but the act belongs to another office (403)."""

    def __init__(self, action: str, offices: tuple[str | Promise, ...] = ()) -> None:
        super().__init__(action)
        self.action = action
        self.offices = offices


class OutOfArea(Exception):
    """The record stands outside your area (404): its existence is not confirmed across the border."""


class ReplayConflict(Exception):
    """The same receipt key came with other facts (409). A person must look."""


class OutsideAction(RuntimeError):
    """A write was tried outside a running `@action`. Always a bug of ours."""
