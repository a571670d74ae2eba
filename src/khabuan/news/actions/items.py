"""Writes of news items: written, changed, published, withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock, offers
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.thai import search_key, tidy
from khabuan.files.models import Attachment
from khabuan.followup.actions.parts import check_issue, check_reason, check_words
from khabuan.news.models import NewsItem
from khabuan.news.rules import NUMBERS, Hindrance, State, hindrances, packed
from khabuan.places.models import Area
from khabuan.registry.models import Organisation

TOLD = ("title", "words", "outlet")
"""Fields whose words everybody reads."""


@action("news.write_of_place", on="area")
def write_of_place(
    *,
    actor: Actor,
    area: Area,
    title: str,
    words: str,
    on: date,
    issues: Collection[str] = (),
    outlet: str = "",
    address: str = "",
) -> NewsItem:
    """Write news of a place, as a draft of its offices.

    Refused: no title, no words, a citizen number or a phone number, no address of the web, the same title on the same
    day in the same book.
    """
    return _written(None, area, _facts(title, words, on, issues, outlet, address))


@action("news.write_of_body", on="organisation", seen=("area",))
def write_of_body(
    *,
    actor: Actor,
    organisation: Organisation,
    area: Area,
    title: str,
    words: str,
    on: date,
    issues: Collection[str] = (),
    outlet: str = "",
    address: str = "",
) -> NewsItem:
    """Write news of an organisation; `area` is where it happened. Refused as in `write_of_place`."""
    return _written(organisation, area, _facts(title, words, on, issues, outlet, address))


@action("news.change_item", on="item", seen=("area",))
def change_item(
    *,
    actor: Actor,
    item: NewsItem,
    area: Area,
    title: str,
    words: str,
    on: date,
    issues: Collection[str] = (),
    outlet: str = "",
    address: str = "",
    reason: str = "",
) -> NewsItem:
    """All facts as they are to be. Of published news readers see the change at once, so it says why.

    OutOfArea: news of a place put into another one that the seat does not reach. Refused: withdrawn, no reason for what
    is published, words that accuse in what is published, as in `write_of_place`.
    """
    _check_not_withdrawn(item)
    if item.organisation is None and not actor.reaches(area.path):
        raise OutOfArea(area.key)
    facts = _facts(title, words, on, issues, outlet, address)
    if item.is_published:
        check_reason(reason, _("Say why it is changed: everybody has read it."))
        _check_fit(facts, item.node)
    _check_new(item.organisation, area, facts, known=item)
    before = item.node
    change(item, area=area, changed_at=clock.now(), **facts)
    if item.node != before:
        _move_pictures(item)
    return item


@action("news.publish_item", on="item")
def publish_item(*, actor: Actor, item: NewsItem) -> NewsItem:
    """From now on everybody reads it. Refused: published already, withdrawn, words that accuse, numbers of people,
    a name that is kept as accused."""
    _check_not_withdrawn(item)
    if item.is_published:
        raise Refused("published", _("This news is published already."))
    _check_fit({name: getattr(item, name) for name in TOLD}, item.node)
    now = clock.now()
    change(item, state=State.PUBLISHED, published_at=now, published_by=actor.title[:200], changed_at=now)
    return item


@action("news.withdraw_item", on="item")
def withdraw_item(*, actor: Actor, item: NewsItem, reason: str) -> NewsItem:
    """Nobody but its own offices reads it any more; it stays, with the reason. Refused: no reason, withdrawn already."""
    reason = check_reason(reason, _("Say why it is withdrawn."))
    _check_not_withdrawn(item)
    change(item, state=State.WITHDRAWN, withdrawn_on=clock.today(), withdrawn_reason=reason)
    return item


def _written(organisation: Organisation | None, area: Area, facts: dict[str, Any]) -> NewsItem:
    _check_new(organisation, area, facts)
    made: NewsItem = add(NewsItem, organisation=organisation, area=area, changed_at=clock.now(), **facts)
    return made


def _facts(  # noqa: PLR0917 - the boxes of the form
    title: str, words: str, on: date, issues: Collection[str], outlet: str, address: str
) -> dict[str, Any]:
    """What a news item is, as it is kept. Numbers of people are not even kept in a draft."""
    title = check_words(" ".join(title.split()), _("Write a headline."), field="title")
    words = check_words(words, _("Write in a few lines what happened."))
    outlet, address = tidy(outlet), "".join(address.split())
    for issue in issues:
        check_issue(issue)
    if address and not address.startswith(("https://", "http://")):
        message = _("An address of the web begins with https://. Copy it from the browser.")
        raise Refused("address", message, field="address")
    _refuse_first(
        one for one in hindrances({"title": title, "words": words, "outlet": outlet}) if one.doubt in NUMBERS
    )
    return {
        "title": title, "words": words, "on": on, "issues": packed(issues), "outlet": outlet, "address": address,
        "search_key": search_key(f"{title} {outlet} {words[:2000]}"),
    }  # fmt: skip


def _check_fit(facts: Mapping[str, str], node: str) -> None:
    """Words that everybody may read: none that accuse, no numbers of people, nobody who is accused somewhere else.

    Of such a name it is not told why it is barred.
    """
    told = {name: facts[name] for name in TOLD}
    _refuse_first(hindrances(told))
    for field, words in told.items():
        barred = [name for guard in offers.name_guards for name in guard.barred(words, node)]
        if barred:
            message = gettext("This name may not stand in news: “%(name)s”. Take it out, then publish.")
            raise Refused("name_barred", message % {"name": barred[0]}, field=field)


def _refuse_first(found: Iterable[Hindrance]) -> None:
    for one in found:
        raise Refused(one.doubt.value, gettext(one.doubt.label) % {"words": one.words}, field=one.field)


def _check_not_withdrawn(item: NewsItem) -> None:
    item.refresh_from_db()
    if item.is_withdrawn:
        raise Refused("withdrawn", _("This news was withdrawn. Write it anew if it is right after all."))


def _check_new(
    organisation: Organisation | None, area: Area, facts: Mapping[str, Any], *, known: NewsItem | None = None
) -> None:
    """Two people may write the same news: the second one is told."""
    book = {"organisation": organisation} if organisation else {"organisation": None, "area": area}
    rows = NewsItem.everywhere.filter(**book, title=facts["title"], on=facts["on"], withdrawn_on__isnull=True)
    if (rows.exclude(pk=known.pk) if known else rows).exists():
        message = _(
            "News with this headline is in the book already, of the same day. Look for it in the list."
        )
        raise Refused("here_already", message, field="title")


def _move_pictures(item: NewsItem) -> None:
    """Its pictures stand where it stands."""
    kind = NewsItem._meta.label_lower
    for picture in Attachment.everywhere.filter(kind=kind, subject_id=item.pk).order_by("pk"):
        change(picture, place=item.node)
