"""Which acts a page may offer, and where to."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.places.models import Area


def may_of(actor: Actor, node: str) -> dict[str, bool]:
    """Each act of the register by its last word, for buttons: {"appoint": True, …}."""
    return {
        name.removeprefix("registry."): policy.may(actor, name, node)
        for name in policy.POLICY
        if name.startswith("registry.")
    }


def listing(request: Request, place: Area) -> str:
    """The address of the spreadsheet of this list, "" while lists do not go out."""
    try:
        return f"{reverse('export-list', args=['organisations'])}?{request.GET.urlencode()}"
    except NoReverseMatch:
        return ""
