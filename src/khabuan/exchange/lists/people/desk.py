"""The desk of the list: what each row would do, and doing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from khabuan.access.actor import Actor
from khabuan.core.lists import Candidate, Cells, Plan
from khabuan.exchange.actions.rows import Met, take_person
from khabuan.exchange.lists.people.bodies import Behalf, Bodies
from khabuan.exchange.lists.people.houses import HouseReader, house_changes
from khabuan.exchange.lists.people.persons import PersonReader, Read
from khabuan.exchange.lists.people.terms import TermReader, term_changes
from khabuan.exchange.lists.placing import Places
from khabuan.places.models import Area
from khabuan.registry.models import Organisation, Person


@dataclass
class PeopleDesk:
    """Persons with posts."""

    actor: Actor
    area: Area

    def __post_init__(self) -> None:
        self.places = Places(self.actor, self.area)
        self.people = PersonReader(self.actor, self.area)
        self.bodies = Bodies(self.actor, self.area, self.places)
        self.behalf = Behalf(self.actor, self.places, self.bodies)
        self.terms = TermReader(self.actor, self.behalf)
        self.reads: dict[int, Read] = {}
        self.houses = HouseReader(self.actor)
        self.met = Met()

    def prepare(self, rows: Sequence[Cells]) -> None:
        self.met = Met()
        self.reads = {row.number: self.people.read(row) for row in rows}
        self.people.look_up(rows, list(self.reads.values()))
        named = (self.bodies.find(row.raw("body"), row.raw("body_kind")) for row in rows if row.has("body"))
        self.terms.look_up((one.pk for found in named for one in found), self.people.by_pk)
        self.behalf.look_up(rows)
        self.houses.look_up(rows, self.people.by_pk)

    def plan(self, row: Cells) -> Plan:
        read = self.reads[row.number]
        title = " ".join(part for part in (f"{read.name.title}{read.name.given}", read.name.surname) if part)
        body = self.bodies.read(row)
        place = self._place(row, body)
        self.people.check_number(row, read)
        self.people.check_age(row, read)
        if place is None or not row.is_good:
            return Plan("wrong", title)
        there, candidates = self.people.who(row, read, place)
        natural = self.people.natural_key(read, place)
        if there is not None and not self._says_place(row):
            place = there.area
        return self._plan(row, read, place, body, there, candidates, natural, title)

    def _plan(
        self, row: Cells, read: Read, place: Area, body: Organisation | None, there: Person | None,
        candidates: list[Candidate], natural: str, title: str,
    ) -> Plan:  # fmt: skip
        term = self.terms.read(row, body, there, natural, 0)
        if row.has("post") and body is None and row.is_good:
            row.wrong("body", "body_missing")
        if body is None and not row.has("post"):
            first = self.people.seen.setdefault(natural, row.number)
            if first != row.number:
                row.wrong("", "double", first=first)
        house = self.houses.read(row, there, place)
        if not row.is_good:
            return Plan("wrong", title)
        changes = self.people.changes(row, there, read, place) if there else []
        facts = replace(self.people.row_facts(there, read, place, changes, natural), term=term, house=house)
        if candidates:
            of_term = term_changes(term, row)
            candidates = [replace(one, changes=[*one.changes, *of_term]) for one in candidates]
            return Plan("choose", title, natural, candidates=candidates, facts=facts)
        if there is None:
            return Plan("new", title, natural, facts=facts)
        changes += [*house_changes(house, self.houses.current.get(there.pk)), *term_changes(term, row)]
        if term is not None and term.there is not None and not term.facts:
            facts = replace(facts, term=None)
        return Plan("change" if changes else "same", title, natural, there.pk, changes, facts=facts)

    def _says_place(self, row: Cells) -> bool:
        return row.has("place") or row.has("moo")

    def _place(self, row: Cells, body: Organisation | None) -> Area | None:
        """Where the person lives, from the columns that say it; else where the body stands."""
        tambon, moo, district = row.raw("place"), row.digits("moo").removeprefix("ม"), row.raw("district")
        known = self.people.by_pk.get(row.key_of("p") or 0)
        if known is not None and not moo and tambon == self.places.full(known.area):
            return known.area  # as the export wrote it, wherever it is and however many places are called so
        if not tambon and not moo:
            if body is not None:
                return body.area
            if self.area.kind in ("subdistrict", "village", "community"):
                return self.area
            row.wrong("place", "place_missing")
            return None
        words = [f"ม.{moo}" if moo else "", _marked("ต.", tambon), _marked("อ.", district)]
        whole, wide = (" ".join(filter(None, said)) for said in (words, words[1:]))
        if moo and tambon and not self.places.find(whole).areas:
            found = self.places.find(wide)
            if found.areas and not found.slip and (village := self._village(found.areas[0], moo)):
                return village  # of a tambon told by its code
            if found.areas:
                return self._without_moo(row, moo, found.areas[0])
            if found.elsewhere:  # the tambon says where it lies; no village of it is known here
                whole = wide
        return self.places.read(row, "place" if tambon else "moo", whole)

    def _village(self, tambon: Area, moo: str) -> Area | None:
        return self.places.villages.get((tambon.path, int(moo))) if moo.isdecimal() else None

    def _without_moo(self, row: Cells, moo: str, tambon: Area) -> Area | None:
        """The tambon is known, the village is not: wrong when its villages are on record, else a notice."""
        known = sorted(number for (path, number) in self.places.villages if path == tambon.path)
        if known:
            row.wrong("moo", "no_such_moo", moo=moo, place=self.places.full(tambon), last=known[-1])
            return None
        row.notice("moo", "villages_unknown", place=self.places.full(tambon))
        return tambon

    def carry_out(self, plan: Plan) -> int | None:
        facts = self.people.with_made(plan.facts)
        place: Any = facts.place
        if facts.there is not None:
            own = facts.facts or facts.citizen or facts.phone or facts.house or facts.term is None
            place = facts.there if own else facts.term.organisation  # type: ignore[union-attr]
        met = self.met.copied()
        person = take_person(actor=self.actor, place=place, row=facts, met=met)
        self.met = met
        self.people.made[facts.natural] = person.pk
        return person.pk

    def forget(self) -> None:
        self.people.made.clear()
        self.met = Met()


def _marked(mark: str, text: str) -> str:
    """A bare name in a column of its own is of that kind: "ดาวเรือง" under ตำบล is ต.ดาวเรือง."""
    bare = bool(text) and " " not in text and "." not in text and not text.isdecimal() and not text.isascii()
    long = ("ตำบล", "อำเภอ", "แขวง", "เขต", "เทศบาล", "อบต")
    return f"{mark}{text}" if bare and not text.startswith(long) else text
