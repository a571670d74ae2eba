"""What a change of areas does, in sentences: counts before and after, names and codes that stay found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.core.numerals import grouped
from khabuan.core.offers import Words
from khabuan.core.parts.words import thai_date
from khabuan.places.labels import label
from khabuan.places.models import Area, AreaEvent, AreaKind
from khabuan.places.queries import children

ENDS = (AreaEvent.Kind.ABOLISH, AreaEvent.Kind.SPLIT)


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
    actor: Actor, area: Area, before: str, made: Sequence[Area], on: date, *, goes_on: bool
) -> list[str]:
    told = [_("Before: %(area)s has %(counts)s.") % {"area": label(area), "counts": before}]
    if goes_on:
        told.append(
            _("After: %(area)s has %(counts)s.") % {"area": label(area), "counts": counted(actor, area)}
        )
    told += [
        _("New: %(area)s has %(counts)s.") % {"area": label(one), "counts": counted(actor, one)}
        for one in made
    ]
    if goes_on:
        words = _("What stands at %(area)s itself (council, funds, people without a village) stays there.")
        told.append(words % {"area": label(area)})
    else:
        words = _("%(area)s ends on %(day)s; its code leads to the new areas.")
        told += [words % {"area": label(area), "day": thai_date(on)}, *_gone_from(area, *made)]
    if area.kind == AreaKind.SUBDISTRICT:
        told.append(_("A new tambon may need a council area: confirm the list of council areas afterwards."))
    return told


def merged(actor: Actor, into: Area, before: Iterable[tuple[Area, str]], on: date) -> list[str]:
    joined = list(before)
    told = [
        _("Before: %(area)s has %(counts)s.") % {"area": label(one), "counts": counts}
        for one, counts in joined
    ]
    told.append(_("After: %(area)s has %(counts)s.") % {"area": label(into), "counts": counted(actor, into)})
    for one, _counts in joined:
        told += _gone_from(one, into) if one.pk != into.pk else []
    told.append(
        _("The other areas end on %(day)s; their codes lead to %(area)s.")
        % {"area": label(into), "day": thai_date(on)}
    )
    return told


def _gone_from(area: Area, *into: Area) -> list[str]:
    """What stood at an area that ended, and to which of these areas it went: as its event has it."""
    event = AreaEvent.public_rows().filter(area=area, kind__in=ENDS).order_by("-pk").first()
    facts = event.after if event else {}
    if not facts.get("moved"):
        return [_("Nothing else stands at %(area)s.") % {"area": label(area)}]
    heir = next((label(one) for one in into if str(one) == facts.get("heir")), label(into[0]))
    told = [
        _("From %(area)s to %(heir)s go: %(counts)s. Pages of days before show them where they stood.")
        % {"area": label(area), "heir": heir, "counts": moved_in_words(facts["moved"])}
    ]
    if "council_area" in facts["moved"]:
        told.append(
            _("The council area of %(area)s ends, and that of %(heir)s stands.")
            % {"area": label(area), "heir": heir}
        )
    return told


OWN_COUNTS = {
    "council_area": gettext_lazy("council areas"),
    "local_government": gettext_lazy("local governments"),
}


def moved_in_words(moved: Mapping[str, int]) -> str:
    """ "councils 1 · people 12": what went along, by the words of the apps that moved it."""
    words: dict[str, Words] = dict(OWN_COUNTS)
    for offer in offers.area_ends:
        words |= offer.counted
    known = [name for name in words if name in moved]
    return " · ".join(f"{words[name]} {grouped(moved[name])}" for name in known)
