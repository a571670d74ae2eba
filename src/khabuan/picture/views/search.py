"""The one box that looks for everything."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from khabuan.access.request import Request
from khabuan.core.web import show
from khabuan.picture.search import sections_for


@require_safe
def search(request: Request) -> HttpResponse:
    """One box for places, organisations and people; `?in=person` shows more of one kind."""
    words, only = request.GET.get("q", "").strip()[:200], request.GET.get("in", "")
    sections = sections_for(request.actor, words, only) if words else []
    context = {
        "words": words,
        "sections": sections,
        "only": only,
        "count": sum(len(section.found) for section in sections),
    }
    return show(request, "picture/search.html", context, partial="found")
