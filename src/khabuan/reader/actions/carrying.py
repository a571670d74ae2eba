"""How texts follow areas that end, people and bodies that become one, and a person's wishes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import change
from khabuan.access.running import require_running
from khabuan.core import offers, sql
from khabuan.core.thai import search_key
from khabuan.files import keeping
from khabuan.reader.models import Draft, LeftOut, Pile, Text, Use
from khabuan.reader.piled import piled
from khabuan.reader.queries.linking import ORGANISATION, PERSON
from khabuan.reader.rules.drafts import Kind
from khabuan.reader.rules.piles import UNFINISHED
from khabuan.reader.sentences import said
from khabuan.registry.actions.rights import kept_table
from khabuan.registry.models import Person

COUNTED = {"text": _("texts that were read"), "pile": _("files of many texts")}
BLANK = "–"
Line = list[tuple[str, Any, Any]]


def settle_area(going: offers.Succession) -> None:
    """Texts of an area that ends stand in the book of its successor; one that both have stays where it is."""
    held = set(Text.everywhere.filter(area=going.into).values_list("digest", flat=True))
    for text in Text.everywhere.filter(area=going.gone).defer("words").order_by("pk"):
        if text.digest not in held:
            change(text, area=going.into)
            going.count("text")
    for pile in Pile.everywhere.filter(area=going.gone).order_by("pk"):
        change(pile, area=going.into)
        going.count("pile")


def move_of_person(moves: offers.Moving) -> None:
    _move(moves, PERSON)


def move_of_organisation(moves: offers.Moving) -> None:
    _move(moves, ORGANISATION)


def _move(moves: offers.Moving, kind: str) -> None:
    for draft in Draft.everywhere.filter(subject_kind=kind, subject_id=moves.goes.pk).order_by("pk"):
        moves.change(draft, subject_id=moves.stays.pk)
    for use in Use.everywhere.filter(subject_kind=kind, subject_id=moves.goes.pk).order_by("pk"):
        moves.change(use, subject_id=moves.stays.pk)


def tell_of_organisations(bodies: Sequence[Any]) -> list[tuple[Any, dict[int, int]]]:
    keys = [body.pk for body in bodies]
    rows = Draft.everywhere.filter(subject_kind=ORGANISATION, subject_id__in=keys)
    return [(_("Words of texts that mean it"), Counter(rows.values_list("subject_id", flat=True)))]


def erase_of_person(erasing: offers.Erasing) -> None:
    """The name goes out of every text that has it, letter by letter, so that all other drafts stand where they stood.

    What was left out of a pile forgets what it is called where that has the name.
    """
    keys = [person.pk for person in erasing.people]
    names = {_name(person) for person in erasing.people} - {""}
    own = Q(subject_kind=PERSON, subject_id__in=keys) | Q(kind=Kind.PERSON, facts__name__in=sorted(names))
    wanted = Q(pk__in=Draft.everywhere.filter(own).values("text"))
    for name in names:
        wanted |= Q(words__contains=name)
    for text in list(Text.everywhere.filter(wanted).order_by("pk")):
        drafts = list(Draft.everywhere.filter(text=text).order_by("pk"))
        named = list(Draft.everywhere.filter(own, text=text))
        _erase_in(erasing, text, drafts, [*_spans_of(named), *_found(text.words, names)], names)
        sql.forget_search(Text._meta.db_table)
        # The event in which its drafts were born together is erased with it: this one says that there are such rows.
        require_running().many[f"add {Draft._meta.label_lower}"] += 0
    for name in names:
        for row in LeftOut.everywhere.filter(Q(name__contains=name) | Q(why__contains=name)).order_by("pk"):
            erasing.blank(row, name=row.name.replace(name, BLANK), why=row.why.replace(name, BLANK))


def still_at_work(person: Person, today: date) -> Sequence[str]:
    """A file that is being read would bring in again what was just erased."""
    name = _name(person)
    piles = Pile.everywhere.filter(state__in=UNFINISHED).select_related("blob") if name else ()
    words = gettext(
        "The file %(name)s with this person is not read to its end. Wait until it is, or have a stopped one go on."
    )
    return [words % {"name": pile.file_name} for pile in piles if _is_named(name, pile, today)]


def _is_named(name: str, pile: Pile, today: date) -> bool:
    found = piled(keeping.opened(pile.blob), pile.file_name, today=today)
    return any(name in one.words or name in one.title for one in found)


def _name(person: Person) -> str:
    return f"{person.given} {person.surname}" if person.given and person.surname else ""


def _spans_of(drafts: Iterable[Draft]) -> Iterator[tuple[int, int]]:
    for draft in drafts:
        yield draft.start, draft.end
        yield from ((start, end) for start, end in draft.also_at)


def _found(words: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    for name in names:
        yield from (found.span() for found in re.finditer(re.escape(name), words))


def _erase_in(
    erasing: offers.Erasing,
    text: Text,
    drafts: Iterable[Draft],
    gone: Sequence[tuple[int, int]],
    names: set[str],
) -> None:
    letters, title = list(text.words), text.title
    for start, end in gone:
        letters[start:end] = BLANK * (end - start)
    for name in names:
        title = title.replace(name, BLANK)
    words = "".join(letters)
    erasing.blank(text, words=words, title=title, search_key=search_key(f"{title} {text.outlet}"))
    for draft in drafts:
        if not any(start < draft.end and draft.start < end for start, end in gone):
            continue
        nameless: dict[str, Any] = {"quote": words[draft.start : draft.end]}
        if draft.kind == Kind.PERSON:
            nameless |= {"facts": {**draft.facts, "name": erasing.pseudonym}, "changed": {}}
            nameless |= {"subject_kind": "", "subject_id": None}
        erasing.blank(draft, **nameless)


def copy_of_person(people: Sequence[Any]) -> list[offers.Kept]:
    """What texts say of the person, where somebody said that the person is meant."""
    keys = [person.pk for person in people]
    return [kept_table("reader.draft", _("Texts that name the person"), _lines(keys))]


def _lines(keys: Sequence[int]) -> Iterator[Line]:
    rows = Draft.everywhere.filter(subject_kind=PERSON, subject_id__in=keys).select_related("text")
    for row in rows.defer("text__words").order_by("pk"):
        yield [
            ("text", _("Text"), str(row.text)),
            ("quote", _("Words of the text"), row.quote),
            ("facts", _("Read as"), said(row.kind, row.says)),
        ]


MERGE = offers.OnOrganisationMerge("reader", move_of_organisation, tell_of_organisations)
