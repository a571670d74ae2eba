"""Persons with their posts: the big list. One row is one person in one post, or a person without one.

A person is known by the hidden key, else by the citizen number with the name, else by name, birth and place taken
together. Who only resembles somebody waits for a person to compare them. Numbers never stand in a plan or remark.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core import secrets
from khabuan.core.lists import NEW, Candidate, Cells, Change, Plan, as_text, dated
from khabuan.core.sheets import Cell, ColumnSpec
from khabuan.core.thai import CitizenNumber, Name, Phone, search_key, sound_key, split_name
from khabuan.exchange.actions.rows import ONE_DAY, PersonRow, TermFacts, matching_post, take_person
from khabuan.exchange.lists.areas import key_column
from khabuan.exchange.lists.organisations import FIRST_YEAR, as_typed
from khabuan.exchange.lists.placing import Places
from khabuan.exchange.lists.words import (
    SEX_OF_TITLE,
    kind_words,
    labels,
    origin_words,
    said,
    sex_words,
    title_of_post,
)
from khabuan.places.models import Area
from khabuan.registry.actions.posts import term_of
from khabuan.registry.models import Appointment, Identity, Organisation, Person, Post
from khabuan.registry.rules.duplicates import POSSIBLE, PersonFacts, is_slip, likeness
from khabuan.registry.rules.kinds import SINGLE_HOLDER, OrganisationKind, PostTitle, SeatOrigin
from khabuan.registry.rules.terms import Term

_MASKED = re.compile(r"(?=.*[xX•])[xX•\d\s\-]+\Z")
_OUR_KEY = re.compile(r"p(\d{1,19})(?:\.a(\d{1,19}))?\Z")
FIRST_BIRTH = date(1880, 1, 1)
OWN_FIELDS = ("title", "given", "surname", "sex", "born_on", "nickname")
MOST_NEAR = 60


# ---------------------------------------------------------------- columns


def person_columns(*, prefix: str = "", required: bool = True) -> tuple[ColumnSpec, ...]:
    """The columns of a person's own facts; `prefix` tells an officer's from the body's own."""
    return (
        ColumnSpec(f"{prefix}title", _("Title before the name"), width=12, aliases=("คำนำหน้า", "คำนำหน้าชื่อ")),
        ColumnSpec(f"{prefix}given", _("First name"), width=18, aliases=("ชื่อ", "ชื่อตัว", "ชื่อจริง")),
        ColumnSpec(f"{prefix}surname", _("Surname"), width=18, aliases=("สกุล", "นามสกุล", "ชื่อสกุล")),
        ColumnSpec(
            f"{prefix}full_name", _("Full name"), width=28, help=_("Instead of the three columns before it"),
            aliases=("ชื่อ-สกุล", "ชื่อ สกุล", "ชื่อ-นามสกุล", "ชื่อ นามสกุล", "ชื่อและสกุล", "รายชื่อ"),
        ),
    )  # fmt: skip


def term_columns(*, required: bool = False) -> tuple[ColumnSpec, ...]:
    return (
        ColumnSpec(
            "post", _("Post"), width=24, required=required, aliases=("ตำแหน่ง",),
            help=_("As the order of appointment words it: ประธาน, เลขานุการ, กรรมการ …"),
        ),
        ColumnSpec("since", _("In the post since"), "date", width=18, aliases=("ตั้งแต่วันที่", "วันที่เริ่ม", "เริ่มวาระ", "ตั้งแต่")),
        ColumnSpec("until", _("Term ends on"), "date", width=18, aliases=("ถึงวันที่", "วันสิ้นสุดวาระ", "หมดวาระ", "ครบวาระ")),
        ColumnSpec("ended_on", _("Left on"), "date", width=18, aliases=("วันพ้นตำแหน่ง", "พ้นตำแหน่งเมื่อ", "วันลาออก")),
        ColumnSpec("order_number", _("Order number"), "code", width=16, aliases=("คำสั่งที่", "เลขที่คำสั่ง")),
    )  # fmt: skip


def people_columns() -> Sequence[ColumnSpec]:
    origins = labels(tuple(SeatOrigin))
    kinds = labels(tuple(OrganisationKind))
    return (
        key_column(), *person_columns(),
        ColumnSpec(
            "citizen", _("Citizen number"), "code", width=20, help=_("13 digits. A covered number (x) stays as it is."),
            aliases=("เลขบัตร", "เลขบัตรประชาชน", "เลขประจำตัวประชาชน", "บัตรประชาชน"),
        ),
        ColumnSpec("sex", _("Sex"), "choice", choices=("ชาย", "หญิง"), width=8, aliases=("เพศ",)),
        ColumnSpec("born_on", _("Born on"), "date", width=18, aliases=("วันเกิด", "วันเดือนปีเกิด", "เกิดวันที่")),
        ColumnSpec("phone", _("Phone"), "code", width=16, aliases=("โทรศัพท์", "โทร", "เบอร์โทร", "มือถือ")),
        ColumnSpec("moo", _("Moo"), "code", width=8, aliases=("หมู่", "หมู่ที่", "ม.")),
        ColumnSpec(
            "place", _("Tambon"), width=28, aliases=("ตำบล", "พื้นที่", "ที่อยู่", "ตำบล/เทศบาล"),
            help=_("As you would say it: a code, ต.ดาวเรือง, ม.3 ต.ดาวเรือง, ดาวเรือง อ.เมือง"),
        ),
        ColumnSpec("district", _("Amphoe"), width=18, aliases=("อำเภอ",)),
        ColumnSpec("body", _("Organisation"), width=36, aliases=("องค์กร", "ชื่อองค์กร", "สังกัด", "สภา/กองทุน")),
        ColumnSpec("body_kind", _("Kind of organisation"), "choice", choices=kinds, width=22, aliases=("ประเภทองค์กร",)),
        *term_columns(),
        ColumnSpec("origin", _("Seat comes from"), "choice", choices=origins, width=26, aliases=("ที่มา", "สัดส่วน")),
    )  # fmt: skip


# ---------------------------------------------------------------- reading


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
class Held:
    """A term as the check for two holders sees it: of a record, or of an earlier row of this file."""

    term: Term
    who: str
    row: int | None = None


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
        born = row.day("born_on", prefer="past", earliest=FIRST_BIRTH, latest=row.today)
        born_on, born_precision = dated(born)
        sex = row.choice("sex", sex_words()) or SEX_OF_TITLE.get(name.title, "")
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
            row.wrong(column, "name_missing")
        if len(name.given) > 120 or len(name.surname) > 120 or len(name.title) > 60:
            row.wrong(column, "too_long", most=120)
        return name

    def _citizen(self, row: Cells) -> tuple[str, bool]:
        typed = row.raw("citizen")
        if not typed or typed in ("-", "–") or _MASKED.match(typed):
            return "", False
        number = CitizenNumber.parse(row.values.get("citizen"))  # type: ignore[arg-type]
        count = len(number.digits)
        if "not_digits" in number.findings:
            row.wrong("citizen", "citizen_letters")
        elif count not in (12, 13):
            row.wrong("citizen", "citizen_length", count=count)
        elif number.findings:
            row.notice("citizen", "citizen_doubtful", count=count)
        return ("", False) if not row.is_good and count not in (12, 13) else (number.digits, number.ok)

    def _phone(self, row: Cells) -> str:
        typed = row.raw("phone")
        if not typed or typed in ("-", "–") or _MASKED.match(typed):
            return ""
        phone = Phone.parse(row.values.get("phone"))  # type: ignore[arg-type]
        if "not_digits" in phone.findings or "empty" in phone.findings:
            row.notice("phone", "phone_not_read")
            return ""
        if not phone.ok:
            row.notice("phone", "phone_doubtful")
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
        wanted = {key for row in rows for key in (row.chosen, our_key(row)[0]) if key} | set(with_number)
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

    def natural_key(self, read: Read, place: Area) -> str:
        """What tells a person apart where there is no hidden key: the number, else name, birth and place."""
        if read.citizen_token:
            return f"c:{read.citizen_token}"
        born = read.facts.get("born_on")
        return f"n:{read.key}|{born or ''}|{place.path}"

    def who(self, row: Cells, read: Read, place: Area) -> tuple[Person | None, list[Candidate]]:
        """The person that a row is about, or those whom somebody has to compare."""
        sure = self.by_pk.get(row.chosen or 0) or self.by_pk.get(our_key(row)[0] or 0)
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
        same_birth = one.born_on == born and (
            born is None or one.born_precision == read.facts["born_precision"]
        )
        return same_birth and one.area_id == place.pk

    def _candidate(self, one: Person, read: Read, place: Area) -> Candidate:
        alike = likeness(self._facts_of_row(read, place), self._facts_of(one))
        shown = self.citizens.get(one.pk)
        facts = [as_typed_text(one.born_on, one.born_precision), str(one.area), shown.shown if shown else ""]
        return Candidate(
            one.pk, str(one), [fact for fact in facts if fact], alike.score,
            [reason.code.value for reason in alike.reasons], self.changes(None, one, read, place),
        )  # fmt: skip

    def _facts_of_row(self, read: Read, place: Area) -> PersonFacts:
        return _facts(
            0, read.name.given, read.name.surname, read.facts, place, read.citizen_token, read.citizen_ok
        )

    def _facts_of(self, one: Person) -> PersonFacts:
        known = self.citizens.get(one.pk)
        facts = {"sex": one.sex, "born_on": one.born_on, "born_precision": one.born_precision}
        return _facts(
            one.pk, one.given, one.surname, facts, one.area, known.equality if known else "",
            bool(known) and not known.findings,  # type: ignore[union-attr]
        )  # fmt: skip

    def changes(self, row: Cells | None, there: Person, read: Read, place: Area | None) -> list[Change]:
        """What the person's own cells would change. A place wider than the known one says nothing new."""
        changes = [
            Change(name, as_text(getattr(there, name)), as_text(value))
            for name, value in read.facts.items()
            if name in OWN_FIELDS and getattr(there, name) != value
        ]
        if place is not None and place.path != there.area.path and not there.area.path.startswith(place.path):
            changes.append(Change("place", str(there.area), str(place)))
        known, phone = self.citizens.get(there.pk), self.phones.get(there.pk)
        if read.citizen_token and (known is None or known.equality != read.citizen_token):
            changes.append(
                Change("citizen", known.shown if known else "", CitizenNumber.parse(read.citizen).mask)
            )
        if read.phone and (phone is None or phone.equality != secrets.equality(read.phone, "identity.phone")):
            changes.append(Change("phone", phone.shown if phone else "", Phone.parse(read.phone).mask))
        return changes

    def check_number(self, row: Cells, read: Read) -> None:
        """One number for two names in one file is wrong on the later row."""
        if not read.citizen_token:
            return
        first, key = self.numbers.setdefault(read.citizen_token, (row.number, read.key))
        if key != read.key:
            row.wrong("citizen", "citizen_twice", first=first)

    def row_facts(
        self, there: Person | None, read: Read, place: Area, changes: Sequence[Change], natural: str
    ) -> PersonRow:
        """What saving needs: all facts of a new person, the differing ones of a known one."""
        if there is None:
            return PersonRow(place, None, read.facts, natural, read.citizen, read.phone)
        columns = {change.column for change in changes}
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
        return replace(row, there=there, facts={}, citizen="", phone="") if there else row


def _facts(
    key: int, given: str, surname: str, facts: Mapping[str, Any], place: Area, token: str, is_valid: bool
) -> PersonFacts:
    steps = place.path.split(".")[:-1]
    return PersonFacts(
        key=key, given=search_key(given), surname=search_key(surname), given_sound=sound_key(given),
        surname_sound=sound_key(surname), sex=facts.get("sex", ""), born_on=facts.get("born_on"),
        born_precision=facts.get("born_precision", "day"), citizen=token, citizen_is_valid=is_valid,
        tambon="".join(step + "." for step in steps[:3]) if len(steps) > 2 else "",
        village=place.path if len(steps) > 3 else "",
    )  # fmt: skip


def our_key(row: Cells) -> tuple[int | None, int | None]:
    """Person and appointment in a hidden key that an export wrote."""
    found = _OUR_KEY.match(row.row_key)
    return (int(found[1]), int(found[2]) if found[2] else None) if found else (None, None)


def as_typed_text(on: date | None, precision: str) -> str:
    return as_text(as_typed(on, precision))


@dataclass
class TermReader:
    """Reads posts and terms, and finds two holders of one seat, among the records and within the file."""

    actor: Actor
    held: dict[tuple[int, str], list[Held]] = field(default_factory=lambda: defaultdict(list))
    in_file: dict[tuple[int, str], list[Held]] = field(default_factory=lambda: defaultdict(list))

    def look_up(self, bodies: Iterable[int], people: Iterable[int]) -> None:
        """The posts of these bodies, who holds their single seats, and what these people hold there."""
        keys = sorted(set(bodies))
        self.posts: dict[int, list[Post]] = defaultdict(list)
        self.appointments: dict[int, list[Appointment]] = defaultdict(list)
        self.held = defaultdict(list)
        if not keys:
            return
        posts = (
            Post.objects.visible_to(self.actor)
            .filter(organisation__in=keys, until__isnull=True)
            .order_by("pk")
        )
        for post in posts.select_related("organisation__area"):
            self.posts[post.organisation_id].append(post)
        by_pk = {post.pk: post for found in self.posts.values() for post in found}
        single = [post.pk for post in by_pk.values() if post.holders == 1]
        rows = Appointment.objects.visible_to(self.actor)
        told = Q(post__in=single) | Q(post__organisation__in=keys, person__in=sorted(set(people)))
        for one in rows.filter(told).select_related("person").order_by("pk"):
            if one.post_id not in by_pk:
                continue
            one.post = by_pk[one.post_id]
            self.appointments[one.post_id].append(one)
            if not one.is_acting:
                self.held[self._seat(one.post.organisation_id, one.post, "", "")].append(
                    Held(term_of(one), str(one.person))
                )

    def _seat(self, body: int, post: Post | None, title: str, label: str) -> tuple[int, str]:
        if post is not None:
            title, label = post.title, post.label
        return body, title if PostTitle(title) in SINGLE_HOLDER else f"{title}/{search_key(label)}"

    def read(
        self, row: Cells, body: Organisation | None, person: Person | None, natural: str, new_key: int
    ) -> TermFacts | None:
        """The term of a row; None when no post is written. `new_key` stands for a body that is not here yet."""
        if not row.has("post"):
            if row.has("since") or row.has("until"):
                row.wrong("post", "post_missing")
            return None
        typed = row.text("post", most=200)
        title = title_of_post(typed)
        label = "" if search_key(typed) == search_key(said(PostTitle(title).label)) else typed
        since, until, ended = (
            row.day(column, earliest=FIRST_YEAR, latest=latest)
            for column, latest in (("since", row.today), ("until", None), ("ended_on", row.today))
        )
        for column, read in (("until", until), ("ended_on", ended)):
            if since and read and read.date.last < since.date.first:
                row.wrong(column, "before_since", since=since.value.isoformat())
        origin = row.choice("origin", origin_words())
        facts = self._facts(row, since, until, ended)
        post = matching_post(self.posts.get(body.pk, ()), title, label) if body else None
        there = self._there(row, post, person, facts.get("since"))
        if row.is_good:
            self._check_free(
                row, body.pk if body else new_key, post, title, label, person, natural, there, facts
            )
        return TermFacts(
            body, post, title, label, origin, there, facts if there is None else _differing(there, facts)
        )

    def _facts(self, row: Cells, since: Any, until: Any, ended: Any) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        for name, precision, read in (
            ("since", "since_precision", since), ("until", "until_precision", until), ("ended_on", "ended_precision", ended),
        ):  # fmt: skip
            if read is not None:
                facts[name], facts[precision] = dated(read)
        if number := row.text("order_number", most=80):
            facts["order_number"] = number
        return facts

    def _there(
        self, row: Cells, post: Post | None, person: Person | None, since: date | None
    ) -> Appointment | None:
        """The entry that the row is about: by its key, else this person's in this post at that time."""
        if post is None or person is None:
            return None
        mine = [one for one in self.appointments.get(post.pk, ()) if one.person_id == person.pk]
        keyed = our_key(row)[1]
        if keyed and (found := next((one for one in mine if one.pk == keyed), None)):
            return found
        same_start = next((one for one in mine if one.since == since), None)
        if same_start is not None or not mine:
            return same_start
        open_now = [one for one in mine if one.ended_on is None]
        last = open_now[-1] if open_now else None
        if last is None:
            return mine[-1] if since is None else None
        follows = since is not None and last.until is not None and since > last.until
        return None if follows else last

    def _check_free(
        self, row: Cells, body: int, post: Post | None, title: str, label: str, person: Person | None, natural: str,
        there: Appointment | None, facts: Mapping[str, Any],
    ) -> None:  # fmt: skip
        """Two holders of one seat, or one person twice in it, when that is certain (as `appoint` judges)."""
        seat = self._seat(body, post, title, label)
        who = person.pk if person else -(hash(natural) & 0x7FFFFFFFFFFF) - 1
        term = _term(there, who, facts)
        single = post.holders == 1 if post else PostTitle(title) in SINGLE_HOLDER
        for other in (*self.held[seat], *self.in_file[seat]):
            if (there is not None and other.term.key == there.pk) or not _overlap(
                term, other.term, row.today, single
            ):
                continue
            if other.term.person == who:
                if other.row is not None:
                    row.wrong("post", "double", first=other.row)
                    return
                row.wrong("since", "twice_in_post", who=other.who)
                return
            if single and other.row is not None:
                row.wrong(
                    "post", "two_holders_in_file", first=other.row, who=other.who, post=row.text("post")
                )
                return
            if single:
                row.wrong("post", "two_holders", who=other.who, post=row.text("post"))
                return
        self.in_file[seat].append(Held(term, row.text("full_name") or row.text("given"), row.number))


def _term(there: Appointment | None, who: int, facts: Mapping[str, Any]) -> Term:
    known = term_of(there) if there is not None else Term(key=0, post=0, person=who)
    return replace(
        known, person=who, **{name: value for name, value in facts.items() if name != "order_number"}
    )


def _overlap(one: Term, other: Term, today: date, single: bool) -> bool:
    if single:
        one, other = _ran_out(one, other), _ran_out(other, one)
    return one.starts_by(today) < other.stays_to and other.starts_by(today) < one.stays_to


def _ran_out(term: Term, following: Term) -> Term:
    """A term that had run out when the next holder began has ended."""
    if term.ended_on is None and term.until and following.since and term.until < following.since:
        return replace(term, ended_on=term.until + ONE_DAY)
    return term


def _differing(there: Appointment, facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if getattr(there, name) != value}


def term_changes(term: TermFacts | None, row: Cells) -> list[Change]:
    """What a row's post and dates would change."""
    if term is None:
        return []
    if term.there is None:
        return [Change("post", "", row.text("post"))]
    return [
        Change(name, as_text(getattr(term.there, name)), as_text(value))
        for name, value in term.facts.items()
        if not name.endswith("_precision")
    ]


# ---------------------------------------------------------------- the list


@dataclass
class PeopleDesk:
    """Persons with posts."""

    actor: Actor
    area: Area

    def __post_init__(self) -> None:
        self.places = Places(self.actor, self.area)
        self.people = PersonReader(self.actor, self.area)
        self.terms = TermReader(self.actor)
        self.bodies = Bodies(self.actor, self.area, self.places)
        self.reads: dict[int, Read] = {}
        self.posts_seen: dict[str, int] = {}

    def prepare(self, rows: Sequence[Cells]) -> None:
        self.reads = {row.number: self.people.read(row) for row in rows}
        self.people.look_up(rows, list(self.reads.values()))
        named = (self.bodies.find(row.raw("body"), row.raw("body_kind")) for row in rows if row.has("body"))
        self.terms.look_up((one.pk for found in named for one in found), self.people.by_pk)

    def plan(self, row: Cells) -> Plan:
        read = self.reads[row.number]
        title = " ".join(part for part in (f"{read.name.title}{read.name.given}", read.name.surname) if part)
        body = self.bodies.read(row)
        place = self._place(row, body)
        self.people.check_number(row, read)
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
        term = self.terms.read(row, body, there, natural, 0) if body is not None or row.has("post") else None
        if row.has("post") and body is None and row.is_good:
            row.wrong("body", "body_missing")
        if body is None and not row.has("post"):
            first = self.people.seen.setdefault(natural, row.number)
            if first != row.number:
                row.wrong("", "double", first=first)
        if not row.is_good:
            return Plan("wrong", title)
        changes = self.people.changes(row, there, read, place) if there else []
        facts = replace(self.people.row_facts(there, read, place, changes, natural), term=term)
        if candidates:
            return Plan("choose", title, natural, candidates=candidates, facts=facts)
        if there is None:
            return Plan("new", title, natural, facts=facts)
        changes += term_changes(term, row)
        if term is not None and term.there is not None and not term.facts:
            facts = replace(facts, term=None)
        return Plan("change" if changes else "same", title, natural, there.pk, changes, facts=facts)

    def _says_place(self, row: Cells) -> bool:
        return row.has("place") or row.has("moo")

    def _place(self, row: Cells, body: Organisation | None) -> Area | None:
        """Where the person lives, from the columns that say it; else where the body stands."""
        tambon, moo, district = row.raw("place"), row.digits("moo").removeprefix("ม"), row.raw("district")
        if not tambon and not moo:
            if body is not None:
                return body.area
            if self.area.kind in ("subdistrict", "village", "community"):
                return self.area
            row.wrong("place", "place_missing")
            return None
        words = [f"ม.{moo}" if moo else "", _marked("ต.", tambon), _marked("อ.", district)]
        found = self.places.find(" ".join(word for word in words if word))
        if (
            moo
            and not found.areas
            and tambon
            and (wide := self.places.find(" ".join(filter(None, words[1:])))).areas
        ):
            return self._without_moo(row, moo, wide.areas[0])
        return self.places.read(row, "place" if tambon else "moo", " ".join(word for word in words if word))

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
            own = facts.facts or facts.citizen or facts.phone or facts.term is None
            place = facts.there if own else facts.term.organisation  # type: ignore[union-attr]
        person = take_person(actor=self.actor, place=place, row=facts)
        self.people.made[facts.natural] = person.pk
        return person.pk

    def forget(self) -> None:
        self.people.made.clear()


def _marked(mark: str, text: str) -> str:
    """A bare name in a column of its own is of that kind: "ดาวเรือง" under ตำบล is ต.ดาวเรือง."""
    bare = bool(text) and " " not in text and "." not in text and not text.isdecimal() and not text.isascii()
    long = ("ตำบล", "อำเภอ", "แขวง", "เขต", "เทศบาล", "อบต")
    return f"{mark}{text}" if bare and not text.startswith(long) else text


@dataclass
class Bodies:
    """The organisations that stand within a place, by name."""

    actor: Actor
    area: Area
    places: Places
    near: int = 0

    def __post_init__(self) -> None:
        rows = Organisation.objects.visible_to(self.actor).filter(
            spans_q((Span.of(self.area.path),), "node"), stays__isnull=True, ended_on__isnull=True
        )
        self.by_key: dict[str, list[Organisation]] = defaultdict(list)
        for one in rows.select_related("area"):
            for key in {one.search_key, search_key(one.short_name)} - {""}:
                self.by_key[key].append(one)

    def find(self, text: str, kind: str) -> list[Organisation]:
        code = kind_words().get(search_key(kind)) if kind else None
        return [one for one in self.by_key.get(search_key(text), []) if code is None or one.kind == code]

    def read(self, row: Cells) -> Organisation | None:
        """The one body that a row names; a remark when it is not here, or when several bear the name."""
        if not row.has("body"):
            return None
        row.choice("body_kind", kind_words())
        typed = row.text("body")
        found = self.find(typed, row.raw("body_kind"))
        if len(found) > 1 and row.has("place"):
            paths = {area.path for area in self.places.find(row.raw("place")).areas}
            paths |= {
                tambon.path
                for area in self.places.find(row.raw("place")).areas
                if (tambon := self.places.tambon_of(area))
            }
            found = [one for one in found if one.area.path in paths] or found
        if len(found) == 1:
            return found[0]
        if found:
            names = " / ".join(self.places.full(one.area) for one in found[:4])
            row.wrong("body", "body_several", value=typed[:60], names=names)
            return None
        alike = self._alike(typed)
        row.wrong("body", "body_unknown_like" if alike else "body_unknown", value=typed[:60], names=alike)
        return None

    def _alike(self, typed: str) -> str:
        self.near += 1
        if self.near > MOST_NEAR:
            return ""
        keys = get_close_matches(search_key(typed), list(self.by_key), n=3, cutoff=0.8)
        return " / ".join(self.by_key[key][0].name for key in keys)


# ---------------------------------------------------------------- out


def people_rows(actor: Actor, area: Area) -> Iterator[Mapping[str, Cell]]:
    """Every post held within a place, and the persons there without one. Numbers are covered."""
    known = Places(actor, area)
    spans = (Span.of(area.path),)
    rows = Appointment.objects.visible_to(actor).filter(
        spans_q(spans, "post__organisation__node"),
        person__stays__isnull=True,
        post__organisation__ended_on__isnull=True,
    )
    held = list(
        rows.select_related("person__area", "post__organisation").order_by(
            "post__organisation__node", "post__order", "pk"
        )
    )
    with_post = {one.person_id for one in held}
    alone = Person.objects.visible_to(actor).filter(spans_q(spans, "area__path"), stays__isnull=True)
    others = [
        one
        for one in alone.select_related("area").order_by("area__path", "sort_key")
        if one.pk not in with_post
    ]
    shown = _shown(actor, [one.person_id for one in held] + [one.pk for one in others])
    for one in held:
        yield {
            **_person_cells(known, one.person, shown),
            **_term_cells(one),
            "row_key": f"p{one.person_id}.a{one.pk}",
        }
    for person in others:
        yield {**_person_cells(known, person, shown), "row_key": f"p{person.pk}"}


def _shown(actor: Actor, people: Sequence[int]) -> dict[tuple[int, str], str]:
    found: dict[tuple[int, str], str] = {}
    for start in range(0, len(people), 500):
        rows = Identity.objects.visible_to(actor).filter(
            person__in=people[start : start + 500], until__isnull=True, kind__in=("citizen", "phone")
        )
        found |= {(one.person_id, one.kind): one.shown for one in rows}
    return found


def _person_cells(known: Places, one: Person, shown: Mapping[tuple[int, str], str]) -> dict[str, Cell]:
    return {
        "title": one.title, "given": one.given, "surname": one.surname,
        "citizen": shown.get((one.pk, "citizen"), ""), "phone": shown.get((one.pk, "phone"), ""),
        "sex": {"f": "หญิง", "m": "ชาย"}.get(one.sex, ""), "born_on": as_typed(one.born_on, one.born_precision),
        "place": known.full(one.area),
    }  # fmt: skip


def _term_cells(one: Appointment) -> dict[str, Cell]:
    post = one.post
    return {
        "body": post.organisation.name, "body_kind": said(OrganisationKind(post.organisation.kind).label),
        "post": post.label or said(PostTitle(post.title).label),
        "since": as_typed(one.since, one.since_precision), "until": as_typed(one.until, one.until_precision),
        "ended_on": as_typed(one.ended_on, one.ended_precision), "order_number": one.order_number,
        "origin": said(SeatOrigin(post.origin).label) if post.origin else "",
    }  # fmt: skip
