"""What a change of areas does, in sentences: counts before and after, names and codes that stay found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from khabuan.access.actor import Actor
from khabuan.core.numerals import grouped
from khabuan.core.parts.words import thai_date
from khabuan.places.labels import label
from khabuan.places.models import Area, AreaKind
from khabuan.places.queries import children


def counted(actor: Actor, area: Area) -> str:
    """ "12 villages, 1 urban community": what stands directly below an area today."""
    kinds = [AreaKind(child.kind) for child in children(actor, area)]
    return in_words({kind: kinds.count(kind) for kind in AreaKind})


def in_words(counts: Mapping[str, int]) -> str:
    """Counts by kind in words; "nothing below it" where there are none."""
    parts = [f"{AreaKind(kind).label} {grouped(count)}" for kind, count in counts.items() if count]
    return " · ".join(parts) or _("nothing below it")


def renamed(area: Area, old: str) -> list[str]:
    return [
        _("%(old)s is called %(new)s.") % {"old": old, "new": label(area)},
        _("The old name stays in its history and is still found."),
        _("Its code, what stands below it and its organisations stay as they are."),
    ]


def moved(actor: Actor, area: Area, old: str, code: str, on: date) -> list[str]:
    facts = {
        "area": label(area),
        "old": old,
        "new": label(area.parent) if area.parent else "",
        "day": thai_date(on),
    }
    told = [
        _("From %(day)s %(area)s stands under %(new)s, no longer under %(old)s.") % facts,
        _("With it go what stands below it (%(counts)s) and the organisations there.")
        % {"counts": counted(actor, area)},
    ]
    if area.code != code:
        told.append(
            _("Its code %(old)s becomes %(new)s; the former code is still found.")
            % {"old": code, "new": area.code}
        )
    return told


def split(
    actor: Actor, area: Area, before: str, made: Iterable[Area], on: date, *, goes_on: bool
) -> list[str]:
    told = [_("Before: %(area)s has %(counts)s.") % {"area": label(area), "counts": before}]
    if goes_on:
        told.append(
            _("After: %(area)s has %(counts)s.") % {"area": label(area), "counts": counted(actor, area)}
        )
    else:
        told.append(
            _("%(area)s ends on %(day)s; its code leads to the new areas.")
            % {"area": label(area), "day": thai_date(on)}
        )
    told += [
        _("New: %(area)s has %(counts)s.") % {"area": label(one), "counts": counted(actor, one)}
        for one in made
    ]
    return told


def merged(actor: Actor, into: Area, before: Iterable[tuple[str, str]], on: date) -> list[str]:
    told = [
        _("Before: %(area)s has %(counts)s.") % {"area": name, "counts": counts} for name, counts in before
    ]
    told.append(_("After: %(area)s has %(counts)s.") % {"area": label(into), "counts": counted(actor, into)})
    told.append(
        _("The other areas end on %(day)s; their codes lead to %(area)s.")
        % {"area": label(into), "day": thai_date(on)}
    )
    return told
