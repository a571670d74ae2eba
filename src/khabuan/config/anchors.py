"""The public page of anchors: each night's root over all chains of history, to be copied or printed by anybody.

Who keeps a root outside can show later that history up to that night was not rewritten (`khabuan check
--anchor`). A root tells nothing of what was recorded.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khabuan.audit.models import Anchor
from khabuan.core import clock
from khabuan.core.web import show

PAGE, GROUP = 30, 8


@login_not_required
@require_safe
def anchors(request: HttpRequest) -> HttpResponse:
    """The roots, the newest first."""
    page = Paginator(Anchor.objects.order_by("-pk"), PAGE).get_page(request.GET.get("page"))
    lines = [
        {
            "on": clock.day_of(row.at),
            "time": f"{row.at.astimezone(clock.BANGKOK):%H:%M}",
            "events": row.events,
            "root": " ".join(row.root[at : at + GROUP] for at in range(0, len(row.root), GROUP)),
        }
        for row in page
    ]
    return show(request, "config/anchors.html", {"page": page, "lines": lines})
