"""What places give to others: areas, their groups and local governments in the search box."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.offers import SearchSource, Subject
from khabuan.core.parts.words import thai_date
from khabuan.core.periods import in_force
from khabuan.core.thai import search_key, split_place_words, tidy
from khabuan.places.labels import label
from khabuan.places.models import AreaGroup, LocalGovernment
from khabuan.places.queries import find_places
from khabuan.places.typed import MOST_LETTERS

LEAST = 3  # letters of a group's name to search by


def found_areas(actor: Actor, words: str, limit: int) -> Sequence[Subject]:
    """The areas that the words mean, those of the seat's own home first among equals."""
    home = "".join(step for step in actor.home.split(".")[:3] if step.isdecimal())
    return [
        Subject(
            kind="area",
            id=str(place.area.pk),
            title=label(place.area),
            path=place.area.get_absolute_url(),
            more=" ".join(label(above) for above in place.line),
        )
        for place in find_places(actor, words, near=home, limit=limit)
    ]


def found_groups(actor: Actor, words: str, limit: int) -> Sequence[Subject]:
    """Zones, clusters and regions whose name has the words; those that have ended come last, the latest first."""
    key, today = search_key(words), clock.today()
    if len(key) < LEAST:
        return []
    rows = AreaGroup.objects.visible_to(actor).filter(search_key__contains=key)
    rows = rows.filter(in_force(today) | Q(until__lte=today))
    ended = Case(When(until__lte=today, then=F("until")), default=None)
    found = rows.select_related("area").order_by(ended.desc(nulls_first=True), "sort_key", "pk")[:limit]
    return [
        Subject("group", str(row.pk), row.name, row.get_absolute_url(), _about(row, today)) for row in found
    ]


def _about(group: AreaGroup, today: date) -> str:
    parts = [str(group.get_kind_display()), label(group.area)]
    if group.until and group.until <= today:
        parts.append(gettext("ended, last day %(day)s") % {"day": thai_date(group.until - timedelta(days=1))})
    return " · ".join(parts)


def found_bodies(actor: Actor, words: str, limit: int) -> Sequence[Subject]:
    """Local governments in force by kind and name ("อบต.ดาวเรือง", "เทศบาลเมืองสระบุรี"); they open in the list."""
    key = _body_key(words)
    if len(key) < LEAST:
        return []
    kinds = LocalGovernment.Kind
    with translation.override("th"):  # names are kept in Thai
        spoken = [When(kind=kind, then=Value(search_key(str(kind.label)))) for kind in kinds]
    whole = Concat(Case(*spoken, default=Value("")), "search_key", output_field=CharField())
    rows = LocalGovernment.objects.visible_to(actor).filter(in_force(clock.today()))
    rows = rows.annotate(whole=whole).filter(whole__contains=key).select_related("area")
    return [
        Subject(
            "local_government",
            str(row.pk),
            str(row),
            f"{reverse('local-governments')}?place={row.area.key}",
            label(row.area),
        )
        for row in rows.order_by("sort_key", "pk")[:limit]
    ]


def _body_key(words: str) -> str:
    """The search key of what was typed, its short words for kinds written out ("อบต.")."""
    said = split_place_words(tidy(words[:MOST_LETTERS]))
    return search_key("".join(one.text for one in said if one.kind in (None, "local_government")) or words)


AREAS = SearchSource("area", _("Places"), found_areas, order=10)
BODIES = SearchSource("local_government", _("Local governments"), found_bodies, order=12)
GROUPS = SearchSource("group", _("Zones and groups of areas"), found_groups, order=15)
