"""Reads the persons of a list and finds who they are, in a few queries whatever the number of rows.

Numbers never stand in a plan or remark.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from khabuan.access.actor import Actor
from khabuan.core import secrets
from khabuan.core.lists import NEW, Candidate, Cells, Change, as_text, change_of, dated, differing
from khabuan.core.thai import CitizenNumber, Name, Phone, search_key, sound_key, split_name
from khabuan.exchange.actions.rows import PersonRow
from khabuan.exchange.lists.words import SEX_OF_TITLE, sex_words
from khabuan.places.labels import label
from khabuan.places.models import Area
from khabuan.registry.actions.likeness import named_facts
from khabuan.registry.models import Identity, Person
from khabuan.registry.rules.dates import add_years
from khabuan.registry.rules.duplicates import POSSIBLE, PersonFacts, is_slip, likeness

_MASKED = re.compile(r"(?=.*[xX•])[xX•\d\s\-]+\Z")
#: What no name has in it: signs of programs and sums.
_NO_NAME = re.compile(r"[<>{}\[\]|\\=;@#$%^&*_+~?!]")
#: Holders of posts are at least so many years old.
YOUNGEST = 15
FIRST_BIRTH = date(1880, 1, 1)
OWN_FIELDS = ("title", "given", "surname", "sex", "born_on", "nickname")


@dataclass(frozen=True)
class Read:
    """A person's own cells, read. `citizen` and `phone` are digits; tokens are their keyed digests."""

    name: Name
    facts: Mapping[str, Any]
    key: str
    sound: str
    citizen: str = field(default="", repr=False)
    citizen_token: str = ""
    citizen_ok: bool = False
    phone: str = field(default="", repr=False)


@dataclass
class PersonReader:
    """Reads the persons of a list and finds who they are; shared by the lists that name persons."""

    actor: Actor
    area: Area
    prefix: str = ""
    made: dict[str, int] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, tuple[int, str]] = field(default_factory=dict)

    def column(self, name: str) -> str:
        return f"{self.prefix}{name}"

    # -- one row's own cells

    def read(self, row: Cells) -> Read:
        """The person's cells; what is wrong becomes a remark. Names come whole or in three columns."""
        name = self._name(row)
        born = row.day(self.column("born_on"), prefer="past", earliest=FIRST_BIRTH, latest=row.today)
        born_on, born_precision = dated(born)
        told, titled = row.choice(self.column("sex"), sex_words()), SEX_OF_TITLE.get(name.title, "")
        sex = told or titled
        if told and titled and told != titled:
            row.notice(self.column("sex"), "sex_and_title", title=name.title)
        facts: dict[str, Any] = {"title": name.title, "given": name.given, "surname": name.surname}
        facts |= {"nickname": name.nickname} if name.nickname else {}
        facts |= {"sex": str(sex)} if sex else {}
        facts |= {"born_on": born_on, "born_precision": born_precision} if born_on else {}
        citizen, ok = self._citizen(row)
        token = secrets.equality(citizen, "identity.citizen") if citizen else ""
        key = search_key(f"{name.given} {name.surname}")
        return Read(
            name, {k: v for k, v in facts.items() if v}, key, sound_key(f"{name.given} {name.surname}".strip())[:160],
            citizen, token, ok, self._phone(row),
        )  # fmt: skip

    def _name(self, row: Cells) -> Name:
        given, surname, title = (
            row.text(self.column(part), spoken=True) for part in ("given", "surname", "title")
        )
        column = self.column("given")
        if not given:
            whole, column = row.text(self.column("full_name"), spoken=True), self.column("full_name")
            name = split_name(whole)
        elif title and surname:
            name = replace(split_name(""), title=title, given=given, surname=surname)
        else:
            name = split_name(" ".join(part for part in (f"{title}{given}", surname) if part))
        if not name.given:
            row.wrong(row.of_file(column, self.column("given")), "name_missing")
        elif _NO_NAME.search(f"{name.title}{name.given}{name.surname}"):
            row.wrong(
                row.of_file(column, self.column("full_name")),
                "name_letters",
                value=f"{name.given} {name.surname}"[:40],
            )
        if len(name.given) > 120 or len(name.surname) > 120 or len(name.title) > 60:
            row.wrong(column, "too_long", most=120)
        return name

    def _citizen(self, row: Cells) -> tuple[str, bool]:
        column = self.column("citizen")
        typed = row.raw(column)
        if not typed or typed in ("-", "–") or _MASKED.match(typed):
            return "", False
        number = CitizenNumber.parse(row.values.get(column))  # type: ignore[arg-type]
        count = len(number.digits)
        if "not_digits" in number.findings:
            row.wrong(column, "citizen_letters")
        elif count not in (12, 13):
            row.wrong(column, "citizen_length", count=count)
        elif number.findings:
            row.notice(column, "citizen_doubtful", count=count)
        return ("", False) if not row.is_good and count not in (12, 13) else (number.digits, number.ok)

    def _phone(self, row: Cells) -> str:
        column = self.column("phone")
        typed = row.raw(column)
        if not typed or typed in ("-", "–") or _MASKED.match(typed):
            return ""
        phone = Phone.parse(row.values.get(column))  # type: ignore[arg-type]
        if "not_digits" in phone.findings or "empty" in phone.findings:
            row.notice(column, "phone_not_read")
            return ""
        if not phone.ok:
            row.notice(column, "phone_doubtful")
        return phone.digits

    # -- who is here

    def look_up(self, rows: Sequence[Cells], reads: Sequence[Read]) -> None:
        """Everybody that these rows may be about: a fixed number of queries."""
        visible = Person.objects.visible_to(self.actor).filter(stays__isnull=True).select_related("area")
        tokens = [read.citizen_token for read in reads if read.citizen_token]
        identities = Identity.objects.visible_to(self.actor).filter(
            kind=Identity.Kind.CITIZEN, until__isnull=True
        )
        with_number = (
            identities.filter(equality__in=tokens).values_list("person_id", flat=True) if tokens else ()
        )
        wanted = {key for row in rows for key in (row.chosen, row.key_of("p")) if key} | set(with_number)
        found = {one.pk: one for one in visible.filter(pk__in=wanted)} if wanted else {}
        found |= {
            one.pk: one for one in visible.filter(search_key__in={read.key for read in reads if read.key})
        }
        found |= {
            one.pk: one for one in visible.filter(sound_key__in={read.sound for read in reads if read.sound})
        }
        self.by_pk: dict[int, Person] = found
        self.by_key, self.by_sound = defaultdict(list), defaultdict(list)
        for one in found.values():
            self.by_key[one.search_key].append(one)
            self.by_sound[one.sound_key].append(one)
        self.citizens: dict[int, Identity] = {}
        self.by_token: dict[str, list[Person]] = defaultdict(list)
        for identity in identities.filter(person__in=list(found)) if found else ():
            self.citizens[identity.person_id] = identity
            self.by_token[identity.equality].append(found[identity.person_id])
        self.phones = {
            identity.person_id: identity
            for identity in Identity.objects.visible_to(self.actor).filter(
                kind=Identity.Kind.PHONE, until__isnull=True, person__in=list(found)
            )
        } if found else {}  # fmt: skip

    def check_age(self, row: Cells, read: Read) -> None:
        """Nobody is in a post as a child: the year was meant otherwise ("15 มี.ค. 66" is 2566)."""
        born = read.facts.get("born_on")
        if born and row.has("post") and add_years(born, YOUNGEST) > row.today:
            row.notice(
                self.column("born_on"), "born_lately", years=YOUNGEST,
                born=as_text(born, read.facts["born_precision"]),
            )  # fmt: skip

    def natural_key(self, read: Read, place: Area) -> str:
        """What tells a person apart where there is no hidden key: the number, else name, birth and place."""
        if read.citizen_token:
            return f"c:{read.citizen_token}"
        born = read.facts.get("born_on")
        return f"n:{read.key}|{born or ''}|{place.path}"

    def who(self, row: Cells, read: Read, place: Area) -> tuple[Person | None, list[Candidate]]:
        """The person that a row is about, or those whom somebody has to compare."""
        sure = self.by_pk.get(row.chosen or 0) or self.by_pk.get(row.key_of("p") or 0)
        if sure is not None:
            return sure, []
        if row.decision == NEW:
            return None, []
        numbered = self.by_token.get(read.citizen_token, []) if read.citizen_token else []
        if len(numbered) == 1 and self._name_fits(numbered[0], read):
            return numbered[0], []
        exact = [one for one in self.by_key.get(read.key, []) if self._is_natural(one, read, place)]
        if len(exact) == 1 and not numbered:
            return exact[0], []
        pool = dict.fromkeys(
            [*numbered, *exact, *self.by_key.get(read.key, []), *self.by_sound.get(read.sound, [])]
        )
        candidates = [self._candidate(one, read, place) for one in pool]
        return None, sorted((one for one in candidates if one.score >= POSSIBLE), key=lambda one: -one.score)

    def _name_fits(self, one: Person, read: Read) -> bool:
        given, theirs = search_key(read.name.given), search_key(one.given)
        return given == theirs or is_slip(given, theirs) or sound_key(read.name.given) == sound_key(one.given)

    def _is_natural(self, one: Person, read: Read, place: Area) -> bool:
        """Name, birth and place are all the same (both unknown is the same), and no other number speaks against."""
        known = self.citizens.get(one.pk)
        if read.citizen_token and known is not None and known.equality != read.citizen_token:
            return False
        born = read.facts.get("born_on")
        held, said = (
            as_text(one.born_on, one.born_precision),
            as_text(born, read.facts.get("born_precision", "day")),
        )
        return held == said and one.area_id == place.pk

    def _candidate(self, one: Person, read: Read, place: Area) -> Candidate:
        alike = likeness(self._facts_of_row(read, place), self._facts_of(one))
        shown = self.citizens.get(one.pk)
        facts = [
            ("born_on", as_text(one.born_on, one.born_precision)), ("place", label(one.area)),
            ("citizen", shown.shown if shown else ""),
        ]  # fmt: skip
        return Candidate(
            one.pk, str(one), [(name, value) for name, value in facts if value], alike.score,
            [reason.code.value for reason in alike.reasons], self.changes(None, one, read, place),
        )  # fmt: skip

    def _facts_of_row(self, read: Read, place: Area) -> PersonFacts:
        told = {name: read.facts[name] for name in ("sex", "born_on", "born_precision") if name in read.facts}
        return PersonFacts.written(
            key=0, given=read.name.given, surname=read.name.surname, path=place.path, citizen=read.citizen_token,
            citizen_is_valid=read.citizen_ok, **told,
        )  # fmt: skip

    def _facts_of(self, one: Person) -> PersonFacts:
        known = self.citizens.get(one.pk)
        return replace(
            named_facts(one, one.area.path),
            citizen=known.equality if known else "",
            citizen_is_valid=bool(known and not known.findings),
        )

    def changes(self, row: Cells | None, there: Person, read: Read, place: Area | None) -> list[Change]:
        """What the person's own cells would change. A place wider than the known one says nothing new."""
        held = {name: getattr(there, name) for name in read.facts}
        news = differing(read.facts, held)
        changes = [
            replace(change_of(name, read.facts, held), column=self.column(name))
            for name in news
            if name in OWN_FIELDS
        ]
        if place is not None and place.path != there.area.path and not there.area.path.startswith(place.path):
            changes.append(Change(self.column("place"), label(there.area), label(place)))
        known, phone = self.citizens.get(there.pk), self.phones.get(there.pk)
        if read.citizen_token and (known is None or known.equality != read.citizen_token):
            changes.append(
                Change(
                    self.column("citizen"),
                    known.shown if known else "",
                    CitizenNumber.parse(read.citizen).mask,
                )
            )
        if read.phone and (phone is None or phone.equality != secrets.equality(read.phone, "identity.phone")):
            changes.append(
                Change(self.column("phone"), phone.shown if phone else "", Phone.parse(read.phone).mask)
            )
        return changes

    def check_number(self, row: Cells, read: Read) -> None:
        """One number for two names in one file is wrong on the later row."""
        if not read.citizen_token:
            return
        first, key = self.numbers.setdefault(read.citizen_token, (row.number, read.key))
        if key != read.key:
            row.wrong(self.column("citizen"), "citizen_twice", first=first)

    def row_facts(
        self, there: Person | None, read: Read, place: Area, changes: Sequence[Change], natural: str
    ) -> PersonRow:
        """What saving needs: all facts of a new person, the differing ones of a known one."""
        if there is None:
            return PersonRow(place, None, read.facts, natural, read.citizen, read.phone)
        columns = {change.column.removeprefix(self.prefix) for change in changes}
        facts = {name: value for name, value in read.facts.items() if name in columns}
        if "born_on" in facts:
            facts["born_precision"] = read.facts["born_precision"]
        if "place" in columns:
            facts["area"] = place
        return PersonRow(
            place, there, facts, natural, read.citizen if "citizen" in columns else "",
            read.phone if "phone" in columns else "",
        )  # fmt: skip

    def with_made(self, row: PersonRow) -> PersonRow:
        """The row, about the person whom an earlier row of this file has just made."""
        made = self.made.get(row.natural) if row.there is None else None
        if made is None:
            return row
        there = Person.objects.visible_to(self.actor).filter(pk=made).first()
        return replace(row, there=there, facts={}, citizen="", phone="", house=None) if there else row
