"""A new term of a whole body in words: each seat as the page shows it, and what saving will do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabuan.core.parts.words import thai_date
from khabuan.registry.actions.renewing import NewPerson, Place, last_day_of_term
from khabuan.registry.forms.renewing import LineFields, RenewalForm
from khabuan.registry.models import Person
from khabuan.registry.sentences.parts import Said, term_said
from khabuan.registry.sentences.posts import term_days


@dataclass(frozen=True)
class LineSaid:
    """A seat on the page: its boxes, the holder's name, the term and what is to be said of it."""

    fields: LineFields
    post: str
    holder: str
    days: str
    said: Said | None


def lines_of(form: RenewalForm) -> list[LineSaid]:
    found = []
    for row in form.rows:
        line = row.line
        holder = str(line.held.person) if line.held else ""
        if line.held and line.held.is_acting:
            holder = _("%(person)s (acting)") % {"person": holder}
        days = term_days(line.held) if line.held else ""
        found.append(LineSaid(row, str(line.post), holder, days, term_said(line.term) if line.term else None))
    return found


def term_hint(years: int | None) -> str:
    """What an empty last day means."""
    if years is None:
        return _("Leave it empty: counted from each post's years of term.")
    return _("Leave it empty: %(years)d years, as the rule of the Act says.") % {"years": years}


def renewal_words(facts: Mapping[str, Any], years: int | None) -> list[str]:
    """What will happen, in figures and names."""
    places: Sequence[Place] = facts["places"]
    day = {"day": thai_date(facts["on"])}
    ends = [place for place in places if place.old is not None and not place.keeps]
    goes_on = [place for place in places if place.goes_on]
    comes = [place for place in places if place.who is not None and not place.goes_on]
    words = []
    if ends:
        over = ngettext("%(count)d term ends on %(day)s.", "%(count)d terms end on %(day)s.", len(ends))
        words.append(over % {"count": len(ends), **day})
    if goes_on:
        on = ngettext("%(count)d holder goes on: %(who)s.", "%(count)d holders go on: %(who)s.", len(goes_on))
        words.append(on % {"count": len(goes_on), "who": _names(goes_on)})
    if comes:
        new = ngettext("%(count)d new holder: %(who)s.", "%(count)d new holders: %(who)s.", len(comes))
        words.append(new % {"count": len(comes), "who": _names(comes)})
    return [*words, *_rest(facts, places, years)]


def _rest(facts: Mapping[str, Any], places: Sequence[Place], years: int | None) -> Iterator[str]:
    kept = [place for place in places if place.keeps and place.old]
    in_office = {place.who.pk for place in places if isinstance(place.who, Person)}
    in_office |= {place.old.person_id for place in kept if place.old}
    gone = [place for place in places if place.old is not None and place.old.person_id not in in_office]
    if gone:
        out = ngettext("%(count)d leaves: %(who)s.", "%(count)d leave: %(who)s.", len(gone))
        yield out % {
            "count": len(gone),
            "who": ", ".join(f"{one.old.person} ({one.post})" for one in gone if one.old),
        }
    empty = _empty(places)
    if empty:
        yield _("Empty from that day: %(posts)s.") % {"posts": ", ".join(empty)}
    if kept:
        who = ", ".join(f"{one.old.person} ({one.post})" for one in kept if one.old)
        yield _("Not touched, the term runs on: %(who)s.") % {"who": who}
    yield from _new_term(facts, places, years)


def _new_term(facts: Mapping[str, Any], places: Sequence[Place], years: int | None) -> Iterator[str]:
    days: set[date | None] = {
        facts["until"] or last_day_of_term(place.post, facts["on"], years) for place in places if place.who
    }
    known = sorted(day for day in days if day)
    if known:
        yield _("The new term runs from %(first)s to %(last)s.") % {
            "first": thai_date(facts["on"]),
            "last": " / ".join(thai_date(day) for day in known),
        }
    if None in days:
        yield _("No last day is known for some posts: write it, or give the post its years of term.")
    if facts["step"] is not None:
        yield _("The step “Renewed after the term” is recorded with this day.")


def _empty(places: Sequence[Place]) -> list[str]:
    """Posts with a fixed number of seats that are not all filled: "Treasurer", "Member 2"."""
    lacking: dict[int, int] = {}
    posts = {place.post.pk: place.post for place in places}
    for place in places:
        if place.post.holders is not None:
            lacking.setdefault(place.post.pk, place.post.holders)
            lacking[place.post.pk] -= place.who is not None or place.keeps
    return [
        f"{posts[key]} {count}" if count > 1 else str(posts[key])
        for key, count in lacking.items()
        if count > 0
    ]


def _names(places: Sequence[Place]) -> str:
    return ", ".join(f"{_name(place)} ({place.post})" for place in places)


def _name(place: Place) -> str:
    if isinstance(place.who, NewPerson):
        who = place.who
        name = " ".join(filter(None, (f"{who.title}{who.given}", who.surname)))
        return _("%(name)s, new in the book") % {"name": name}
    return str(place.who)
