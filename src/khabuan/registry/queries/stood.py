"""Where organisations stood on a day: today by their node, before by their former places and the areas' own.

Everything that is counted or listed for a place and a day asks here, so that a page of last year is true after
a merger, a split or a move.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Left

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core.periods import in_force
from khabuan.places.models import Area
from khabuan.places.queries.areas import is_past, path_then, placed_within
from khabuan.registry.models import FormerPlace, Organisation


def living(organisations: QuerySet[Organisation], on: date) -> QuerySet[Organisation]:
    """Organisations that exist on a day and were not merged away."""
    return organisations.filter(in_force(on, since="founded_on", until="ended_on"), stays__isnull=True)


def left_since(actor: Actor, on: date) -> QuerySet[FormerPlace]:
    """The places where organisations stood on a day and have left since; one at most for each."""
    rows: QuerySet[FormerPlace] = FormerPlace.objects.visible_to(actor).filter(in_force(on))
    return rows


def stood_in(actor: Actor, paths: Sequence[str], on: date, prefix: str = "") -> Q:
    """Rows whose organisation stood at or below one of these paths on a day; `prefix` leads to it ("post__organisation__")."""
    if not is_past(on):
        return spans_q(tuple(Span.of(path) for path in paths), f"{prefix}node")
    then = Area.objects.visible_to(actor).filter(placed_within(paths, on)).values("pk")
    return _stood(actor, on, prefix, Q(area__in=then), Q(**{f"{prefix}area__in": then}))


def stood_at(actor: Actor, on: date, place: Q) -> Q:
    """Organisations that stood at this very `area`, or worked for this `group`, on a day."""
    return _stood(actor, on, "", place, place) if is_past(on) else place


def _stood(actor: Actor, on: date, prefix: str, former: Q, present: Q) -> Q:
    key = f"{prefix.removesuffix('__') or 'pk'}__in"
    left = left_since(actor, on)
    was_here = Q(**{key: left.filter(former).values("organisation")})
    return was_here | (present & ~Q(**{key: left.values("organisation")}))


def bodies_by_place(
    actor: Actor, paths: Sequence[str], places: Sequence[str], on: date
) -> dict[str, Counter[str]]:
    """Living organisations at or below `paths` on a day, by the one of `places` in which they stood, and by kind.

    `places` are paths of one level, that of the day too; "" is for what stood in none of them. One query, for
    a past day two.
    """
    known = frozenset(places)
    letters = max(map(len, known), default=1)
    depth = max((path.count(".") for path in known), default=0)
    rows = living(Organisation.objects.visible_to(actor), on)
    if is_past(on):
        left = left_since(actor, on)
        asked = [
            (rows.exclude(pk__in=left.values("organisation")), "area__"),
            (rows.filter(pk__in=left.values("organisation")), "former_places__area__"),
        ]
    else:
        asked = [(rows, "")]
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for some, prefix in asked:
        for step, kind, bodies in _counted(some, prefix, paths, letters, on):
            at = "".join(f"{one}." for one in step.split(".")[:depth])
            found[at if at in known else ""][kind] += bodies
    return found


def _counted(
    rows: QuerySet[Organisation], prefix: str, paths: Sequence[str], letters: int, on: date
) -> QuerySet[Organisation, tuple[str, str, int]]:
    column = path_then(on, prefix) if prefix else "node"
    if prefix:
        here = placed_within(paths, on, prefix)
        rows = rows.filter(here & in_force(on, "former_places__") if "former" in prefix else here)
    else:
        rows = rows.filter(spans_q(tuple(Span.of(path) for path in paths), "node"))
    by_step = rows.order_by().annotate(step=Left(F(column), letters)).values("step", "kind")
    return by_step.annotate(bodies=Count("pk")).values_list("step", "kind", "bodies")
