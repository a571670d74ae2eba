"""Reads posts and terms, and finds two holders of one seat, among the records and within the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Q

from khabuan.access.actor import Actor
from khabuan.core.lists import PRECISIONS, Cells, Change, as_text, change_of, dated, differing, tells_news
from khabuan.core.thai import DateRead, search_key
from khabuan.exchange.actions.rows import ONE_DAY, TermFacts, matching_posts
from khabuan.exchange.lists.organisations import FIRST_YEAR
from khabuan.exchange.lists.people.bodies import Behalf
from khabuan.exchange.lists.words import is_plain, origin_words, title_of_post, wording
from khabuan.registry.actions.posts import term_of
from khabuan.registry.models import Appointment, Organisation, Person, Post, Registration
from khabuan.registry.rules.dates import add_years
from khabuan.registry.rules.kinds import SINGLE_HOLDER, OrganisationKind, PostTitle
from khabuan.registry.rules.registration import Step
from khabuan.registry.rules.terms import Term
from khabuan.rules.queries import count_for

NOT_OF_TIME = frozenset({"order_number", "on_behalf_of"})


@dataclass
class Held:
    """A term as the check for two holders sees it: of a record, or of an earlier row of this file."""

    term: Term
    who: str
    row: int | None = None


@dataclass
class TermReader:
    """Reads posts and terms, and finds two holders of one seat, among the records and within the file."""

    actor: Actor
    behalf: Behalf | None = None
    prefix: str = ""
    held: dict[tuple[int, str], list[Held]] = field(default_factory=lambda: defaultdict(list))
    registered: dict[int, list[date]] = field(default_factory=dict)
    term_years: int | None = None
    claimed: dict[int, int] = field(default_factory=dict)
    in_file: dict[tuple[int, str], list[Held]] = field(default_factory=lambda: defaultdict(list))

    def look_up(self, bodies: Iterable[int], people: Iterable[int]) -> None:
        """The posts of these bodies, who holds their single seats, and what these people hold there."""
        keys = sorted(set(bodies))
        self.posts: dict[int, list[Post]] = defaultdict(list)
        self.appointments: dict[int, list[Appointment]] = defaultdict(list)
        self.by_pk: dict[int, Appointment] = {}
        self.held = defaultdict(list)
        if not keys:
            return
        posts = (
            Post.objects.visible_to(self.actor)
            .filter(organisation__in=keys)
            .order_by("pk")
            .select_related("organisation__area")
        )
        by_pk = {post.pk: post for post in posts}
        for post in by_pk.values():
            if post.until is None:
                self.posts[post.organisation_id].append(post)
        self._look_up_registrations(keys)
        single = [post.pk for post in by_pk.values() if post.holders == 1]
        rows = Appointment.objects.visible_to(self.actor)
        told = Q(post__in=single) | Q(post__organisation__in=keys, person__in=sorted(set(people)))
        for one in rows.filter(told).select_related("person", "on_behalf_of").order_by("pk"):
            if one.post_id not in by_pk:
                continue
            one.post = by_pk[one.post_id]
            self.appointments[one.post_id].append(one)
            self.by_pk[one.pk] = one
            if not one.is_acting:
                self.held[self._seat(one.post.organisation_id, one.post, "", "")].append(
                    Held(term_of(one), str(one.person))
                )

    def _look_up_registrations(self, bodies: Sequence[int]) -> None:
        """When these councils were registered or renewed; the years of a term are a dated rule."""
        self.term_years = count_for(self.actor, "council.term_years")
        rows = Registration.objects.visible_to(self.actor).filter(
            organisation__in=bodies, organisation__kind=OrganisationKind.COUNCIL, on__isnull=False,
            step__in=(Step.REGISTERED, Step.RENEWED), withdrawn_on__isnull=True,
        )  # fmt: skip
        self.registered = defaultdict(list)
        for body, on in rows.values_list("organisation", "on"):
            self.registered[body].append(on)

    def _seat(self, body: int, post: Post | None, title: str, label: str) -> tuple[int, str]:
        """What has one holder or several: a post of its own, or the one that rows of this file will make."""
        if post is not None:
            return body, f"#{post.pk}"
        return body, title if PostTitle(title) in SINGLE_HOLDER else f"{title}/{search_key(label)}"

    def read(
        self, row: Cells, body: Organisation | None, person: Person | None, natural: str, new_key: int
    ) -> TermFacts | None:
        """The term of a row; None when no post is written. `new_key` stands for a body that is not here yet."""
        if not row.has("post"):
            if row.has("since") or row.has("until"):
                row.wrong("post", "post_missing")
            elif row.has("on_behalf_of"):
                row.wrong("post", "behalf_without_post")
            return None
        typed = row.text("post", most=200)
        title = title_of_post(typed)
        label = "" if is_plain(typed, title) else typed
        since, until, ended = (
            row.day(column, earliest=FIRST_YEAR, latest=latest)
            for column, latest in (("since", row.today), ("until", None), ("ended_on", row.today))
        )
        begun = since or row.peek("since")
        for column, read in (("until", until), ("ended_on", ended)):
            if begun and read and read.date.last < begun.date.first:
                row.wrong(column, "before_since", since=as_text(begun.value, begun.precision))
        origin = row.choice("origin", origin_words())
        facts = self._facts(row, since, until, ended)
        post, there = self._known(row, body, person, typed, title, label, facts)
        if self.behalf and (of := self.behalf.read(row, body, there.on_behalf_of if there else None)):
            facts["on_behalf_of"] = of
        self._check_length(row, body, since, until)
        facts = facts if there is None else differing(facts, {name: getattr(there, name) for name in facts})
        if row.is_good:
            self._check_free(
                row, body.pk if body else new_key, post, title, label, person, natural, there, facts
            )
        if there is not None and row.is_good:
            self.claimed.setdefault(there.pk, row.number)
        return TermFacts(body, post, title, label, origin, there, facts)

    def only_holder(self, body: Organisation, people: Iterable[Person]) -> Person | None:
        """The one of these persons who holds a post of a body, or held one."""
        posts = {one.person_id for one in self.by_pk.values() if one.post.organisation_id == body.pk}
        found = [one for one in people if one.pk in posts]
        return found[0] if len(found) == 1 else None

    def _check_length(
        self, row: Cells, body: Organisation | None, since: DateRead | None, until: DateRead | None
    ) -> None:
        """A term longer than a council's, or reaching beyond the one that a registration of these years began."""
        if until is None or since is None or body is None or body.kind != OrganisationKind.COUNCIL:
            return
        years = self.term_years
        if years is None:
            return
        ends, begun = until.date.first, since.date.last
        steps = [on for on in self.registered.get(body.pk, ()) if on <= begun < add_years(on, years)]
        told = {"until": as_text(until.value, until.precision), "years": years}
        if steps and ends >= add_years(max(steps), years):
            row.notice("until", "beyond_term", on=max(steps), **told)
        elif ends >= add_years(begun, years):
            row.notice("until", "term_long", since=as_text(since.value, since.precision), **told)

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

    def _known(
        self, row: Cells, body: Organisation | None, person: Person | None, typed: str, title: str, label: str,
        facts: Mapping[str, Any],
    ) -> tuple[Post | None, Appointment | None]:  # fmt: skip
        """The post and the entry that a row is about: by its key, else by the wording and the person.

        Of posts that are worded alike the one is meant in which this person stands, else the first that is free.
        """
        keyed = self.by_pk.get(row.key_of("a") or 0)
        if (
            keyed is not None and person is not None and body is not None
            and (keyed.person_id, keyed.post.organisation_id) == (person.pk, body.pk)
            and wording(keyed.post) == search_key(typed)
        ):  # fmt: skip
            return keyed.post, keyed
        twins = matching_posts(self.posts.get(body.pk, ()), title, label) if body else []
        found = ((post, self._there(post, person, facts)) for post in twins)
        known = next(((post, there) for post, there in found if there is not None), None)
        if known is not None:
            return known
        return next((post for post in twins if self._is_free(post)), twins[0] if twins else None), None

    def _is_free(self, post: Post) -> bool:
        """Nobody is in this seat, neither on record nor by an earlier row."""
        seat = self._seat(post.organisation_id, post, "", "")
        return not self.in_file[seat] and all(
            one.term.ended_on or one.term.key in self.claimed for one in self.held[seat]
        )

    def _there(self, post: Post, person: Person | None, facts: Mapping[str, Any]) -> Appointment | None:
        """This person's entry in this post at that time, unless an earlier row of the file is about it."""
        if person is None:
            return None
        since, precision = facts.get("since"), facts.get("since_precision", "day")
        mine = [one for one in self.appointments.get(post.pk, ()) if one.person_id == person.pk]
        mine = [one for one in mine if one.pk not in self.claimed]
        same_start = next(
            (
                one for one in mine
                if (one.since is None and since is None)
                or (since and one.since and not tells_news(since, precision, one.since, one.since_precision))
            ),
            None,
        )  # fmt: skip
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
        if there is not None and (there.is_acting or not facts.keys() - NOT_OF_TIME):
            self.in_file[seat].append(Held(term, str(there.person), row.number))
            return  # what stands in the book is not this row's doing
        single = post.holders == 1 if post else PostTitle(title) in SINGLE_HOLDER
        for other in (*self.held[seat], *self.in_file[seat]):
            if other.row is None and (
                other.term.key in self.claimed or (there is not None and other.term.key == there.pk)
            ):
                continue  # the row of this file that is about it says how it will be
            if not _overlap(term, other.term, row.today, single):
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
                row.wrong(
                    "post", "two_holders", who=other.who, post=row.text("post"), when=_period(other.term)
                )
                return
        self.in_file[seat].append(Held(term, self._name(row), row.number))

    def _name(self, row: Cells) -> str:
        """The whole name that a row has, as it is written there."""
        full, given, surname = (row.raw(f"{self.prefix}{part}") for part in ("full_name", "given", "surname"))
        return full or f"{given} {surname}".strip()


def _term(there: Appointment | None, who: int, facts: Mapping[str, Any]) -> Term:
    known = term_of(there) if there is not None else Term(key=0, post=0, person=who)
    return replace(
        known, person=who, **{name: value for name, value in facts.items() if name not in NOT_OF_TIME}
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


def _period(term: Term) -> str:
    """ "2023-03-15 – 2026-XX-XX" for the door to word; the day of leaving before the one foreseen."""
    until = as_text(term.ended_on, term.ended_precision) or as_text(term.until, term.until_precision)
    return f"{as_text(term.since, term.since_precision) or '…'} – {until or '…'}"


def term_changes(term: TermFacts | None, row: Cells) -> list[Change]:
    """What a row's post and dates would change."""
    if term is None:
        return []
    if term.there is None:
        return [Change("post", "", row.text("post"))]
    held = {name: getattr(term.there, name) for name in term.facts}
    return [change_of(name, term.facts, held) for name in term.facts if name not in PRECISIONS.values()]
