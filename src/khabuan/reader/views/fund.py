"""A welfare fund out of a text: the ordinary form of the register with what was accepted; one that is in it is led to."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.places.models import Area
from khabuan.reader.actions.starting import start_fund
from khabuan.reader.models import Text
from khabuan.reader.queries.promised import accepted
from khabuan.reader.queries.recorded import recorded
from khabuan.reader.queries.texts import accepted_of, drafts_of
from khabuan.reader.rules import starting as rules
from khabuan.reader.rules.accepted import Fields
from khabuan.reader.rules.candidates import candidates, shown
from khabuan.reader.rules.drafts import Kind, State
from khabuan.reader.views.offering import boxes_of, offers_of
from khabuan.reader.views.starting import used_of
from khabuan.reader.views.texts import text_here
from khabuan.registry.forms.organisations import OrganisationForm
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import OrganisationKind


def fund(request: Request, pk: int) -> HttpResponse:
    """Enter a fund in the register. Where the text names only funds that are in it, there is nothing to enter."""
    row, actor = text_here(request, pk), request.actor
    policy.require(actor, "reader.start_fund", row.node)
    drafts = accepted_of(actor, row)
    told = [accepted(draft) for draft in drafts]
    given, known = rules.for_fund(told), _known(actor, rules.known_funds(told))
    open_names = _undecided(actor, row)
    if known and "name" not in given and "other" not in request.GET:
        return show(request, "reader/fund.html", {"row": row, "known": known, "open_names": open_names})
    place = _place(actor, row, given)
    form = OrganisationForm(
        typed(request), actor=actor, kind=OrganisationKind.FUND, place=place, on=clock.today(),
        initial={name: one.value for name, one in given.items() if name != "area"},
    )  # fmt: skip
    client_key, could = once(request), candidates("fund", told)

    def write(*, area: Area, **facts: Any) -> Organisation:  # noqa: ANN401 - of the form
        used = used_of(given, {"area": area, **facts}, drafts, could)
        asked: dict[str, Any] = {"actor": actor, "area": area, "text": row, "client_key": client_key}
        return start_fund(drafts=used, facts=facts, **asked)

    made = attempt(form, write)
    if made is not None:
        toast(request, _("%(title)s is written down, with this text as its source.") % {"title": made})
        return redirect(made)
    offers = offers_of(actor, form, row, drafts, shown(could, given))
    context = {
        "form": form, "boxes": boxes_of(form, offers),
        "row": row, "known": known, "client_key": client_key, "from_drafts": bool(given),
        "recorded": recorded(actor, row, "fund"), "open_names": open_names,
    }  # fmt: skip
    return show(request, "reader/fund.html", context)


def _known(actor: Actor, keys: list[int]) -> list[Organisation]:
    rows = Organisation.objects.visible_to(actor).filter(pk__in=keys, kind=OrganisationKind.FUND)
    return list(rows.select_related("area").order_by("sort_key"))


def _undecided(actor: Actor, text: Text) -> list[tuple[str, str]]:
    """Names of funds on which nobody decided and that mean none of the register, with where they stand."""
    return [
        (draft.says["name"], f"{text.get_absolute_url()}#d-{draft.pk}")
        for draft in drafts_of(actor, text)
        if draft.kind == Kind.ORGANISATION and draft.state == State.WAITING and draft.subject_id is None
        and draft.says["name"].startswith(rules.FUND)
    ]  # fmt: skip


def _place(actor: Actor, text: Text, given: Fields) -> Area:
    """The accepted place where the seat reaches it, else the place of the text."""
    key = given["area"].value if "area" in given else 0
    found: Area | None = Area.objects.visible_to(actor).filter(pk=key, until__isnull=True).first()
    return found if found is not None and actor.reaches(found.path) else text.area
