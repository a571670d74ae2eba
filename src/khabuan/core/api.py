"""What every API door repeats: the kinds of no as problem+json (RFC 9457), keys as text, pages of a list.

Pages say the same in HTML (`core.web.FourKindsOfNo`). Words are in the caller's language.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import BeforeValidator, ConfigDict, StringConstraints

from khabuan.core.errors import NotAllowed, OutOfArea, Refused, ReplayConflict
from khabuan.core.views import reference_of

log = logging.getLogger("khabuan.errors")
LONGEST_KEY = (1 << 63) - 1

Key = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,19}$")]
"""A record's key: 63 bits, as text, because JavaScript's numbers end at 53."""

ClientKey = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,80}$")]
"""`Idempotency-Key` of a write: the client's own, new for each new fact; again gives the same answer."""

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


def _day(value: Any) -> Any:
    """ISO text only: pydantic would take seconds since 1970 too, and 2569 typed for 2026 is a slip."""
    if value is None or isinstance(value, date):
        return value
    try:
        day = date.fromisoformat(value if ISO_DAY.fullmatch(value) else "")
    except (TypeError, ValueError) as problem:
        raise ValueError("a day is written 2026-11-23, in the Common Era") from problem
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError("a day lies between 1900 and 2199: write the year of the Common Era")
    return day


ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
Day = Annotated[date, BeforeValidator(_day)]
"""A day that is taken in; days that are given out are plain dates."""


def _whole(value: Any) -> Any:
    """A number only: pydantic would also take false for 0 and "12" for 12."""
    if value is not None and (isinstance(value, bool) or not isinstance(value, (int, float))):
        raise ValueError("a count is a whole number without quotation marks")
    return value


Count = Annotated[int, BeforeValidator(_whole), Field(ge=0, le=100_000)]
"""How many, as taken in."""

Truth = Annotated[bool, Field(strict=True)]
"""true or false as taken in: not 1, not "yes"."""

Words = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=200)]
PAGE, MOST = 50, 200


class Incoming(Schema):
    """The body of a write. A name that is not known is refused: dropped, it would be lost unseen."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """Why not (RFC 9457). `code` is stable; `field` names the input at fault; `detail` what to do next."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    field: str | None = None
    reference: str | None = None


class ListPage(Schema):
    """One page of a list: how many there are in all, and the number of the next page (none: the last)."""

    count: int
    page: int
    next: int | None


PROBLEMS: dict[int, type[Schema]] = dict.fromkeys((401, 403, 404, 422, 429), Problem)
WRITE_PROBLEMS: dict[int, type[Schema]] = {**PROBLEMS, 400: Problem, 409: Problem}
PageNumber = Annotated[int, Field(ge=1, le=100_000)]
PageSize = Annotated[int, Field(ge=1, le=MOST)]


def key_of(text: str) -> int:
    """A key from its text. OutOfArea for one that no record can have."""
    value = int(text)
    if value > LONGEST_KEY:
        raise OutOfArea("key")
    return value


def paged(rows: Any, page: int, size: int, shown: Callable[[list[Any]], list[Any]]) -> dict[str, Any]:
    """A page of a query as ListPage with `items`; beyond the last page it is empty. Two queries."""
    paginator = Paginator(rows, size, allow_empty_first_page=True)
    items = list(paginator.page(page).object_list) if page <= paginator.num_pages else []
    after = page + 1 if page < paginator.num_pages else None
    return {"items": shown(items), "count": paginator.count, "page": page, "next": after}


def problem(
    request: HttpRequest, status: int, code: str, detail: str, *, field: str | None = None
) -> HttpResponse:
    """The answer for one kind of no."""
    titles = {
        400: _("The request cannot be read"),
        401: _("Who asks?"),
        403: _("Another office does this"),
        404: _("Not found in your area"),
        409: _("The same key came with other facts"),
        422: _("A rule says no"),
        429: _("Too many tries"),
        500: _("Something went wrong in the program"),
    }
    facts = {
        "type": "about:blank",
        "title": titles.get(status, code),
        "status": status,
        "detail": detail,
        "code": code,
        "field": field,
        "reference": reference_of(request),
    }
    log.info("%s %s %r reference %s", status, request.method, request.path, facts["reference"])
    plain = {"ensure_ascii": False}
    response = JsonResponse(
        facts, status=status, content_type="application/problem+json", json_dumps_params=plain
    )
    response["Content-Language"] = translation.get_language() or ""
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="khabuan"'
    return response


def answer_problems(api: NinjaAPI) -> None:
    """Let an API say no as this house does. Anything else is a bug: 500 with the log's reference."""
    for kind, answer in (
        (Refused, _refused),
        (NotAllowed, _not_allowed),
        (OutOfArea, _not_found),
        (Http404, _not_found),
        (ReplayConflict, _replayed),
        (ValidationError, _misread),
        (BadRequest, _bad),
        (HttpError, _bad),
        (AuthenticationError, _nobody),
        (Exception, _bug),
    ):
        api.add_exception_handler(kind, answer)  # type: ignore[arg-type]


def _refused(request: HttpRequest, no: Refused) -> HttpResponse:
    status = 429 if no.code == "wait" else 401 if no.code == "token_wrong" else 422
    return problem(request, status, no.code, str(no.message), field=no.field)


def _not_allowed(request: HttpRequest, no: NotAllowed) -> HttpResponse:
    offices = ", ".join(str(office) for office in no.offices)
    return problem(request, 403, "not_allowed", _("This belongs to: %(offices)s.") % {"offices": offices})


def _not_found(request: HttpRequest, no: Exception) -> HttpResponse:
    return problem(request, 404, "not_found", _("There is no such record in your area."))


def _replayed(request: HttpRequest, no: ReplayConflict) -> HttpResponse:
    words = _(
        "This Idempotency-Key was used for other facts. Look at what was sent before, then use a new key."
    )
    return problem(request, 409, "replay_conflict", words)


def _misread(request: HttpRequest, no: ValidationError) -> HttpResponse:
    first = no.errors[0] if no.errors else {}
    loc = [str(step) for step in first.get("loc", ())]
    where = loc[2:] if loc[:1] == ["body"] else loc[1:]
    words = _("This value cannot be: %(why)s") % {"why": first.get("msg", "")}
    return problem(request, 422, str(first.get("type", "invalid")), words, field=".".join(where) or None)


def _bad(request: HttpRequest, no: Exception) -> HttpResponse:
    status = getattr(no, "status_code", 400)
    return problem(request, status, "bad_request", _("The request cannot be read. Look at the API's pages."))


def _nobody(request: HttpRequest, no: Exception) -> HttpResponse:
    words = _("Send the key of a seat as “Authorization: Bearer …”. Keys are made on the page “My account”.")
    return problem(request, 401, "nobody", words)


def _bug(request: HttpRequest, bug: Exception) -> HttpResponse:
    reference = reference_of(request)
    log.error("500 %s %r reference %s", request.method, request.path, reference, exc_info=sys.exc_info())
    words = _("Something went wrong in the program. Nothing half-done was kept. Reference: %(reference)s")
    return problem(request, 500, "bug", words % {"reference": reference})
