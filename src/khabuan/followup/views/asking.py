"""A page that asks before an act: one sheet with a form, and the way back to the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access.request import Request
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show


@dataclass(frozen=True)
class Sheet:
    """A page that asks: its head, the act's button, the way back; what to know before."""

    title: str
    button: str
    lead: str
    back: str
    leave: str
    note: str = ""
    is_danger: bool = False


def ask(
    request: Request, form: forms.Form, sheet: Sheet, *, client_key: str = "", **more: object
) -> HttpResponse:
    """The page with all fields of a form in their order."""
    context: dict[str, Any] = {"form": form, "sheet": sheet, "client_key": client_key, **more}
    return show(request, "followup/ask.html", context)


def ask_and_act(
    request: Request, row: Any, form: forms.Form, act: Callable[..., Any], *,  # noqa: ANN401 - any record
    title: str, button: str, note: str,
    facts: dict[str, Any], part: str = "", client_key: str = "", is_danger: bool = False,
) -> HttpResponse:  # fmt: skip
    """The page of one act on a record; done, it leads back to the part of the record's page where it shows."""
    once_more = {"client_key": client_key} if client_key else {}
    if attempt(form, act, actor=request.actor, **facts, **once_more) is not None:
        toast(request, _("%(title)s is written down.") % {"title": row})
        return redirect(f"{row.get_absolute_url()}{f'#{part}' if part else ''}")
    back, leave = row.get_absolute_url(), _("Leave as it is")
    sheet = Sheet(title, button, str(row), back, leave, note=note, is_danger=is_danger)
    return ask(request, form, sheet, client_key=client_key)
