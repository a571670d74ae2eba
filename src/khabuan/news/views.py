"""News: of a place, of a body, one item, and the acts on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms as django_forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import offers
from khabuan.core.errors import OutOfArea
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.files.models import Paper
from khabuan.files.queries import files_of
from khabuan.meetings.views.resolutions import own_body
from khabuan.news import forms, queries
from khabuan.news.actions import items as actions
from khabuan.news.models import NewsItem
from khabuan.news.rules import Hindrance, hindrances
from khabuan.places.here import here, home_area, stand_at
from khabuan.places.labels import label
from khabuan.places.models import Area
from khabuan.registry.models import Organisation
from khabuan.registry.queries.standing import organisation_of
from khabuan.registry.views import papers
from khabuan.registry.views.history import show_history
from khabuan.registry.views.links import may_read_history

PAGE = 50
KIND = NewsItem._meta.label_lower
ACTS = ("change_item", "publish_item", "withdraw_item")
PICTURES = (Paper.PHOTO,)
FIELD_WORDS = {
    "area": gettext_lazy("Place"),
    "organisation": gettext_lazy("Organisation"),
    "title": gettext_lazy("Headline"),
    "words": gettext_lazy("What happened"),
    "on": gettext_lazy("Day of the event"),
    "issues": gettext_lazy("Issues"),
    "outlet": gettext_lazy("Where it was published"),
    "address": gettext_lazy("Address on the web"),
    "state": gettext_lazy("State"),
    "published_at": gettext_lazy("Published on"),
    "published_by": gettext_lazy("Published by"),
    "changed_at": gettext_lazy("Last change"),
    "withdrawn_on": gettext_lazy("Withdrawn on"),
    "withdrawn_reason": gettext_lazy("Why it was withdrawn"),
    "search_key": gettext_lazy("Words for searching"),
}


@login_not_required
def news(request: Request) -> HttpResponse:
    """The news of the place and the budget year of the bar."""
    at = here(request)
    form = forms.FilterForm(request.GET, year=at.year)
    find = partial(queries.news_in, request.actor, at.place)
    context = {
        **_listed(request, form, find),
        "place": label(at.place, full=True),
        "may_write": policy.may(request.actor, "news.write_of_body")
        if own_body(request)
        else policy.may(request.actor, "news.write_of_place", at.place.path),
    }
    return show(request, "news/news.html", context, partial="rows")


def of_body(request: Request, pk: int) -> HttpResponse:
    """The news in a body's book."""
    body = organisation_of(request.actor, pk)
    form = forms.FilterForm(request.GET, year=stand_at(request, body.area).year)
    find = partial(queries.news_of, request.actor, body)
    context = {**_listed(request, form, find), "body": body, "may_write": may_write_of(request.actor, body)}
    return show(request, "news/news.html", context, partial="rows")


def may_write_of(actor: Actor, body: Organisation) -> bool:
    return not body.ended_on and policy.may(actor, "news.write_of_body", body.node)


def _listed(
    request: Request, form: forms.FilterForm, find: Callable[[queries.Wanted], QuerySet[NewsItem]]
) -> dict[str, Any]:
    page = Paginator(find(form.wanted), PAGE).get_page(request.GET.get("page"))
    return {
        "filter": form,
        "page": page,
        "other_years": form.of_other_years(find, page.paginator.count),
        "is_narrowed": form.wanted != queries.Wanted(year=form.bar_year),
    }


def add(request: Request) -> HttpResponse:
    """Write news of a place; the seat of one body writes of its body."""
    mine = own_body(request)
    if mine:
        return redirect("news-of-add", pk=mine)
    policy.require(request.actor, "news.write_of_place", request.actor.home)
    form = forms.PlaceNewsForm(typed(request), actor=request.actor, place=_own_place(request))
    return _write(request, form, actions.write_of_place, {"list_url": "/news/"})


def add_of(request: Request, pk: int) -> HttpResponse:
    """Write news of a body."""
    body = organisation_of(request.actor, pk)
    policy.require(request.actor, "news.write_of_body", body.node)
    stand_at(request, body.area)
    form = forms.NewsForm(typed(request), near=body.area.code, initial={"area": body.area})
    context = {"body": body, "list_url": f"/news/of/{pk}/"}
    return _write(request, form, actions.write_of_body, context, organisation=body)


def _write(
    request: Request, form: django_forms.Form, act: Any, context: dict[str, Any], **facts: Any  # noqa: ANN401 - an action's
) -> HttpResponse:  # fmt: skip
    client_key = once(request)
    made = attempt(form, act, actor=request.actor, client_key=client_key, **facts)
    if made is not None:
        toast(request, _("The draft is kept. Nobody outside reads it before it is published."))
        return redirect(made)
    return show(request, "news/write.html", {"form": form, "client_key": client_key, **context})


def _own_place(request: Request) -> Area:
    """The place of the bar where the seat reaches it, else where the seat begins."""
    place = here(request).place
    return place if request.actor.reaches(place.path) else home_area(request)


@login_not_required
def item(request: Request, pk: int) -> HttpResponse:
    """One news item, and what its offices may do with it."""
    row, actor = item_here(request, pk), request.actor
    panels = [panel.build(request, row) for panel in offers.profile_panels if panel.kind == "news"]
    files, address = files_of(actor, row), public_url(row)
    may = {act: policy.may(actor, f"news.{act}", row.node) and not row.is_withdrawn for act in ACTS}
    context = {
        "row": row,
        "where": label(row.area, full=True),
        "issues": issue_words(row),
        "pictures": queries.pictures_of(row) if address else queries.shown_among(files),
        "files": files,
        "hindrances": hindrance_words(row) if row.is_draft and may["change_item"] else [],
        "public_url": address,
        "may": may,
        "may_withdraw_paper": policy.may(actor, "files.withdraw", row.node),
        "may_read_history": may_read_history(actor, row.node),
        "panels": [panel for panel in panels if panel is not None],
    }
    return show(request, "news/item.html", context)


def change(request: Request, pk: int) -> HttpResponse:
    """Other words, another day or place; of what is published with the reason."""
    row = _to_act_on(request, pk, "change_item")
    form = forms.form_of(row, request.actor, typed(request))
    if attempt(form, actions.change_item, actor=request.actor, item=row):
        toast(request, _("%(title)s is changed.") % {"title": row})
        return redirect(row)
    return show(request, "news/change.html", {"form": form, "row": row})


def publish(request: Request, pk: int) -> HttpResponse:
    """What everybody will read, and the button."""
    row = _to_act_on(request, pk, "publish_item")
    form = forms.PublishForm(typed(request))
    if attempt(form, actions.publish_item, actor=request.actor, item=row):
        toast(request, _("%(title)s is published.") % {"title": row})
        return redirect(row)
    context = {
        "form": form, "row": row, "where": label(row.area, full=True), "hindrances": hindrance_words(row),
        "pictures": queries.shown_among(files_of(request.actor, row)), "issues": issue_words(row),
    }  # fmt: skip
    return show(request, "news/publish.html", context)


def withdraw(request: Request, pk: int) -> HttpResponse:
    """It is read by nobody outside any more; why."""
    row = _to_act_on(request, pk, "withdraw_item")
    form = forms.ReasonForm(typed(request))
    if attempt(form, actions.withdraw_item, actor=request.actor, item=row):
        toast(request, _("%(title)s is withdrawn.") % {"title": row})
        return redirect(row)
    return show(request, "news/withdraw.html", {"form": form, "row": row})


def history(request: Request, pk: int) -> HttpResponse:
    """Who wrote, published and withdrew it, when and why; to who reaches its book."""
    row = item_here(request, pk)
    if not request.actor.reaches(row.node):
        raise OutOfArea(f"history of news {pk}")
    return show_history(request, row, FIELD_WORDS)


def picture_add(request: Request, pk: int) -> HttpResponse:
    """Attach a picture; with published news everybody sees it at once."""
    row = _to_act_on(request, pk, "change_item")
    return papers.attach_paper(request, row, papers.Sheet(PICTURES, str(row), _back(row)))


def picture_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a picture back; a file of another record is not to be found here."""
    paper = papers.paper_of(request, pk)
    if paper.kind != KIND:
        raise OutOfArea(f"file {pk}")
    return papers.take_back(request, paper, _back(item_here(request, paper.subject_id)))


# ---------------------------------------------------------------- parts


def item_here(request: Request, pk: int) -> NewsItem:
    """An item that is looked at; the bar stands at its place."""
    row = queries.item_of(request.actor, pk)
    stand_at(request, row.area)
    return row


def _to_act_on(request: Request, pk: int, act: str) -> NewsItem:
    """An item within the seat's reach, whose office may do this. OutOfArea, NotAllowed."""
    row = item_here(request, pk)
    policy.require(request.actor, f"news.{act}", row.node)
    return row


def _back(row: NewsItem) -> papers.Back:
    return papers.Back(f"{row.get_absolute_url()}#pictures", row.area)


def issue_words(row: NewsItem) -> str:
    return ", ".join(_(issue.label) for issue in row.issue_list)


def hindrance_words(row: NewsItem) -> list[str]:
    """What keeps a draft from being published, in sentences."""
    return [said(one) for one in hindrances({name: getattr(row, name) for name in actions.TOLD})]


def said(one: Hindrance) -> str:
    return _(one.doubt.label) % {"words": one.words}


def public_url(row: NewsItem) -> str:
    """The address under which everybody reads it; "" before it is published, and for news of the whole country."""
    province = row.area.path.partition(".")[0]
    return f"/open/{province}/news/{row.pk}/" if row.is_published and province else ""
