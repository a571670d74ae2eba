"""What every door repeats: run an action for a form, show a page or its fragment, say no in four ways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from khabuan.core.errors import NotAllowed, OutOfArea, Refused, ReplayConflict
from khabuan.core.keys import new_key
from khabuan.core.views import error_page

Result = TypeVar("Result")
Respond = Callable[[HttpRequest], HttpResponseBase]


def attempt(form: forms.Form, action: Callable[..., Result], **facts: Any) -> Result | None:
    """Run an action with a valid form's facts; None when the form or a rule says no (the form says why).

    A form without data is no attempt: a page that is only asked for passes by.

    `facts` are what the form does not hold (actor, the row acted on). The form's cleaned data are added
    unless facts name them.
    """
    if not form.is_valid():
        return None
    try:
        return action(**{**form.cleaned_data, **facts})
    except Refused as no:
        field = no.field if no.field in form.fields else None
        form.add_error(field, forms.ValidationError(str(no.message), code=no.code))
        return None


def typed(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, also when it was sent empty; None for a page that is only asked for."""
    return request.POST if request.method == "POST" else None


def once(request: HttpRequest) -> str:
    """The key of a form's answer: sent twice (a double tap, the back button), it counts once."""
    return request.POST.get("client_key", "")[:80] or str(new_key())


def show(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *,
    partial: str | None = None, status: int | None = None,
) -> HttpResponse:  # fmt: skip
    """A page, or the named partial of it for an htmx request. A form with errors answers 422.

    A boosted link and htmx's walk back through history ask for the whole page.
    """
    context = context or {}
    htmx: Any = getattr(request, "htmx", None)
    if partial and htmx and not (htmx.boosted or htmx.history_restore_request):
        template = f"{template}#{partial}"
    if status is None:
        form = context.get("form")
        status = 422 if isinstance(form, forms.Form) and form.is_bound and form.errors else 200
    response = TemplateResponse(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def back_of(request: HttpRequest) -> str:
    """The page of this site that waits for the form (`back`), "" for none and for an address elsewhere."""
    asked = request.POST.get("back", request.GET.get("back", ""))
    is_ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours else ""


class FourKindsOfNo:
    """Middleware: Refused 422, NotAllowed 403, OutOfArea 404, ReplayConflict 409. Anything else is a bug."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, (OutOfArea, Http404)):
            return error_page(request, 404)
        if isinstance(problem, NotAllowed):
            return error_page(request, 403, offices=[str(office) for office in problem.offices])
        if isinstance(problem, Refused):
            return error_page(request, 422, message=problem.message)
        if isinstance(problem, ReplayConflict):
            return error_page(request, 409)
        return None


CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


class SafeHeaders:
    """Middleware: strict content policy; signed-in pages are never kept by a browser or proxy."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        response.headers.setdefault("Permissions-Policy", "geolocation=(self), camera=(self), microphone=()")
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated and not request.path.startswith(settings.STATIC_URL):
            add_never_cache_headers(response)
            response.headers["Cache-Control"] = "no-store"
        return response
