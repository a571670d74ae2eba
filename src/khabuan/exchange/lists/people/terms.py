"""Reads posts and terms, and finds two holders of one seat, among the records and within the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Q

from khabuan.access.actor import Actor
from khabuan.core.lists import Cells, Change, as_text, dated, is_same_day
from khabuan.core.thai import search_key
from khabuan.exchange.actions.rows import ONE_DAY, TermFacts, matching_post
from khabuan.exchange.lists.organisations import FIRST_YEAR
from khabuan.exchange.lists.people.bodies import Behalf
from khabuan.exchange.lists.people.persons import our_key
from khabuan.exchange.lists.words import origin_words, said, title_of_post
from khabuan.registry.actions.posts import term_of
from khabuan.registry.models import Appointment, Organisation, Person, Post
from khabuan.registry.rules.kinds import SINGLE_HOLDER, PostTitle
from khabuan.registry.rules.terms import Term

#: The dates of a term and how much of each is known.
DATES = {"since": "since_precision", "until": "until_precision", "ended_on": "ended_precision"}
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
        for one in rows.filter(told).select_related("person", "on_behalf_of").order_by("pk"):
            if one.post_id not in by_pk:
                continue
            one.post = by_pk[one.post_id]
            self.appointments[one.post_id].append(one)
            if not one.is_acting:
                self.held[self._seat(one.post.organisation_id, one.post, "", "")].append(
                    Held(term_of(one), str(one.person))
                )

    def _post(
        self, row: Cells, body: Organisation, person: Person | None, title: str, label: str
    ) -> Post | None:
        """The post that a wording means; of several so worded (two delegates of one seat each) the person's own."""
        posts = self.posts.get(body.pk, ())
        post = matching_post(posts, title, label)
        if post is None or person is None:
            return post
        key, keyed = search_key(post.label), our_key(row)[1]
        alike = [one for one in posts if one.title == post.title and search_key(one.label) == key]
        held = [one for other in alike for one in self.appointments.get(other.pk, ())]
        mine = [one for one in held if one.person_id == person.pk]
        own = next((one for one in mine if one.pk == keyed), mine[0] if mine else None)
        return own.post if own else post

    def _seat(self, body: int, post: Post | None, title: str, label: str) -> tuple[int, str]:
        if post is not None:
            return body, f"{post.pk}"
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
        post = self._post(row, body, person, title, label) if body else None
        there = self._there(row, post, person, facts.get("since"))
        if self.behalf and (of := self.behalf.read(row, body, there.on_behalf_of if there else None)):
            facts["on_behalf_of"] = of
        if row.is_good and not (there and there.is_acting):
            self._check_free(
                row, body.pk if body else new_key, post, title, label, person, natural, there, facts
            )
        return TermFacts(
            body, post, title, label, origin, there, facts if there is None else _differing(there, facts)
        )

    def _facts(self, row: Cells, since: Any, until: Any, ended: Any) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        for (name, precision), read in zip(DATES.items(), (since, until, ended), strict=True):
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


def _differing(there: Appointment, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says otherwise. A date that is the same as far as it is known is no difference."""
    same: set[str] = set()
    for name, precision in DATES.items():
        if name in facts and is_same_day(
            getattr(there, name), getattr(there, precision), facts[name], facts[precision]
        ):
            same.add(name)
    return {
        name: value for name, value in facts.items() if name not in same and getattr(there, name) != value
    }


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
