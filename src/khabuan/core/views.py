"""Pages that belong to no app: the ones that say no, and the gallery of parts.

`config.urls` names `bad_request`, `not_allowed`, `not_found` and `server_error` as handlers, settings name
`csrf_failure`; a middleware may call `error_page` for 409 and 422.
"""

import logging
import sys
from collections.abc import Sequence

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import gettext as _

from khabuan.core import gallery as samples
from khabuan.core.secrets import read_aloud

log = logging.getLogger("khabuan.errors")


def error_page(
    request: HttpRequest,
    status: int,
    *,
    message: object = "",
    offices: Sequence[object] = (),
    template: str = "",
) -> HttpResponse:
    """The page for 400, 403, 404, 409 or 422.

    `message`, a whole sentence, replaces the usual why; `offices` are those who may do it, in words.
    """
    reference = reference_of(request)
    log.info("%s %s %r reference %s", status, request.method, request.path, reference)
    context = {"message": message, "offices": offices, "reference": reference}
    return render(request, template or f"{status}.html", context, status=status)


def reference_of(request: HttpRequest) -> str:
    """The number that stands on the page and in the log: the request's own, or a new one of eight letters."""
    known = getattr(request, "reference", "")
    if known:
        return str(known)
    made = read_aloud(8)
    request.reference = made  # type: ignore[attr-defined]  # kept, so that page and log agree
    return made


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    log.info("csrf: %s", reason)
    return error_page(request, 403, template="403_csrf.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """A bug: a sentence with a reference that stands in the log too.

    Without context processors: what failed may fail again.
    """
    reference = reference_of(request)
    log.error("500 %s %r reference %s", request.method, request.path, reference, exc_info=sys.exc_info())
    try:
        return HttpResponse(render_to_string("500.html", {"reference": reference}), status=500)
    except Exception:  # the page itself may be what is broken
        log.exception("the error page failed, reference %s", reference)
        words = _("Something went wrong in the program. Nothing half-done was kept. Reference: %(reference)s")
        plain = words % {"reference": reference}
        return HttpResponse(plain, status=500, content_type="text/plain; charset=utf-8")


@login_not_required
def favicon(request: HttpRequest) -> HttpResponse:
    """What browsers ask for by themselves, where no page named the icon: files, errors of the proxy."""
    return redirect(static("khabuan/icon.svg"))


def gallery(request: HttpRequest) -> HttpResponse:
    """Every part in every state, with invented figures."""
    return render(request, "core/gallery.html", samples.context())
