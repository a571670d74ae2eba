"""Search by what people know of a body beside its name: an office, a short name, a number, a telephone."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.offers import Subject
from khabuan.core.periods import in_force
from khabuan.core.searching import TRIGRAM
from khabuan.core.thai import search_key, tidy, to_arabic_digits
from khabuan.places.labels import label
from khabuan.registry.models import Organisation, Post, Registration
from khabuan.registry.queries.councils import living
from khabuan.registry.rules.kinds import PostTitle


def find_posts(actor: Actor, words: str, limit: int) -> list[Subject]:
    """Posts by their title or by how an order words them, those of agencies and of places above first."""
    key = search_key(words)
    if len(key) < TRIGRAM:
        return []
    titles = [title.value for title in PostTitle if key in search_key(_(title.label))]
    rows = Post.objects.visible_to(actor).filter(
        Q(title__in=titles) | Q(label__icontains=tidy(words)),
        in_force(clock.today()),
        organisation__ended_on__isnull=True,
        organisation__stays__isnull=True,
    )
    found = rows.select_related("organisation__area").order_by("organisation__node", "order", "pk")[:limit]
    return [
        Subject(
            "post",
            str(post.pk),
            str(post),
            f"{post.organisation.get_absolute_url()}#post-{post.pk}",
            f"{post.organisation.name} · {label(post.organisation.area)}",
        )
        for post in found
    ]


def find_by_number(actor: Actor, words: str, limit: int) -> list[Subject]:
    """Living organisations by their short name, registration number ("2/2552") or telephone."""
    typed, today = to_arabic_digits(tidy(words)), clock.today()
    has_digit = any(letter.isdecimal() for letter in typed)
    rows = _numbered(actor, typed, today) if has_digit else _short_named(actor, typed, today)
    return [
        Subject("number", str(row.pk), row.name, row.get_absolute_url(), _told(row))
        for row in rows.select_related("area").order_by("node")[:limit]
    ]


def _short_named(actor: Actor, typed: str, today: date) -> QuerySet[Organisation]:
    rows = living(Organisation.objects.visible_to(actor), today)
    return rows.filter(short_name__icontains=typed) if typed else rows.none()


def _numbered(actor: Actor, typed: str, today: date) -> QuerySet[Organisation]:
    steps = Registration.objects.visible_to(actor).filter(number=typed, withdrawn_on__isnull=True)
    rows = living(Organisation.objects.visible_to(actor), today)
    has_enough = len(typed) >= TRIGRAM
    by_phone = Q(phone__contains=typed) if has_enough else Q(pk__in=())
    return rows.filter(Q(pk__in=steps.values("organisation")) | by_phone)


def _told(row: Organisation) -> str:
    return " · ".join(filter(None, (row.short_name, row.phone, label(row.area))))
