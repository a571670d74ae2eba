"""Is this paper ours, and do its figures stand as they were printed? For whoever holds the paper."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect

from khabuan.access.request import Request
from khabuan.core.web import show
from khabuan.papers.forms import CodeForm
from khabuan.papers.queries.documents import document_of, plain_code


@login_not_required
def check(request: Request) -> HttpResponse:
    """Ask for the code."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("paper-check", code=form.cleaned_data["code"])
    return show(request, "papers/check.html", {"form": form}, status=422 if form.is_bound else None)


@login_not_required
def checked(request: Request, code: str) -> HttpResponse:
    """What was issued under a code; says plainly when there is no such paper."""
    found = document_of(request.actor, plain_code(code))
    context = {"form": CodeForm({"code": code}), "document": found, "code": code, "is_asked": True}
    return show(request, "papers/check.html", context, status=None if found else 404)
