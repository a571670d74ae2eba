"""What apps offer to each other without importing upwards.

Each app's `offers.py` fills these registries from `AppConfig.ready()`; search, calendars, profiles, figures,
duties, imports and erasure iterate them and know no app. A reference upward is a `Subject`, a plain value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from django.utils.functional import Promise

if TYPE_CHECKING:
    from django.http import HttpRequest

    from khabuan.core.lists import Desk
    from khabuan.core.sheets import Cell, ColumnSpec

Words = str | Promise


@dataclass(frozen=True)
class Subject:
    """A record as others see it: kind ("organisation"), key as text, title, URL path."""

    kind: str
    id: str
    title: str
    path: str
    more: str = ""


@dataclass(frozen=True)
class SearchSource:
    """A kind of thing that the search box finds. `find(actor, words, limit)` gives the best first."""

    kind: str
    label: Words
    find: Callable[[Any, str, int], Sequence[Subject]]
    order: int = 50


@dataclass(frozen=True)
class Duty:
    """Something that is due: what, why or until when, where to do it. State: need, wrong or quiet."""

    what: Words
    more: Words
    path: str
    act: Words
    state: str = "need"
    due_on: date | None = None
    kind: str = ""
    about: str = ""  # the record it is about, "organisation:123"


@dataclass(frozen=True)
class Job:
    """One of the few things that a seat does most: words, address, icon, today's fact."""

    text: Words
    url: str
    icon: str
    fact: Words = ""


@dataclass(frozen=True)
class JobSource:
    """What some seats do most, for the top of งานของฉัน: (actor) → jobs, none for other seats."""

    key: str
    jobs: Callable[[Any], Sequence[Job]]
    order: int = 50


@dataclass(frozen=True)
class DutySource:
    """Duties of one kind for a seat. `due(actor, today, limit)` gives the first ones; `count` all of them.

    `name` is what people call them ("Terms that end").
    """

    kind: str
    due: Callable[[Any, date, int], Sequence[Duty]]
    count: Callable[[Any, date], int]
    name: Words
    order: int = 50


@dataclass(frozen=True)
class Figure:
    """A number of the province picture: value(actor, area, on) or None when unknown, with its reason."""

    key: str
    label: Words
    unit: Words
    value: Callable[[Any, Any, date], FigureValue]
    order: int = 50


@dataclass(frozen=True)
class FigureValue:
    """A figure's value with a line under it and the page that lists its records."""

    value: int | None
    note: Words = ""
    path: str = ""


@dataclass(frozen=True)
class ProfilePanel:
    """A section on a profile page of `kind`: (request, row) → template and context, or None to stay away."""

    key: str
    kind: str
    build: Callable[[HttpRequest, Any], PanelContent | None]
    order: int = 50


@dataclass(frozen=True)
class PanelContent:
    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class WriteLock:
    """Asked before each action: a reason why this place is locked now, or None."""

    key: str
    reason: Callable[[str, str], Words | None]  # (action name, node) -> reason


@dataclass(frozen=True)
class NameGuard:
    """Asked before words become public: the names among them that may not, at a place."""

    key: str
    barred: Callable[[str, str], Sequence[str]]  # (words, node) -> names


class Moving(Protocol):
    """A merge under way. What is changed through it is remembered, and undone with the merge."""

    @property
    def stays(self) -> Any: ...

    @property
    def goes(self) -> Any: ...

    def change(self, row: Any, **fields: Any) -> None: ...


@dataclass(frozen=True)
class OnPersonMerge:
    """Called inside the merge action: an app moves its references from the person who goes to who stays."""

    key: str
    move: Callable[[Moving], None]


@dataclass(frozen=True)
class OnOrganisationMerge:
    """The same for two records of one organisation. `tell` says before what stands at each of some records."""

    key: str
    move: Callable[[Moving], None]
    tell: Callable[[Sequence[Any]], Sequence[tuple[Words, Mapping[int, int]]]]  # what, how many by record


class Erasing(Protocol):
    """An erasure under way. `people` are all records of the one person, merged ones included.

    What is blanked through `blank` is told without its values, and the past events about that row lose their
    facts; `about` says the same of a record that stays as it is.
    """

    @property
    def people(self) -> Sequence[Any]: ...

    @property
    def on(self) -> date: ...

    @property
    def pseudonym(self) -> str: ...

    def blank(self, row: Any, **fields: Any) -> None: ...

    def about(self, kind: str, key: int) -> None: ...

    def parts(self) -> Mapping[str, Sequence[int]]:
        """Records touched so far, by kind: what stands beside them (papers) goes with them."""
        ...


@dataclass(frozen=True)
class OnErase:
    """Called inside the erasure action so that an app blanks what it keeps about the person."""

    key: str
    erase: Callable[[Erasing], None]
    order: int = 50


@dataclass(frozen=True)
class EraseHold:
    """Asked before an erasure: why the law or an office still needs the person's facts, in sentences."""

    key: str
    reasons: Callable[[Any, date], Sequence[Words]]  # (person, today) -> reasons, none: nothing holds


@dataclass(frozen=True)
class KeptFact:
    """One thing that is kept about a person: its machine name, its words on paper, its value as text."""

    name: str
    label: Words
    value: str


@dataclass(frozen=True)
class Kept:
    """What one table keeps about a person: a title, and for each row its facts."""

    kind: str
    title: Words
    rows: Sequence[Sequence[KeptFact]]


@dataclass(frozen=True)
class PersonCopy:
    """Called inside the action that makes a person's copy (PDPA s.30): all that an app keeps about them."""

    key: str
    collect: Callable[[Sequence[Any]], Sequence[Kept]]  # all records of the person
    order: int = 50


@dataclass(frozen=True)
class PersonSight:
    """Keys of persons whom a seat knows through an app's own records (members of its fund), beside place and post.

    `people(actor)` is a query of their keys, or None where the app adds nothing for this seat.
    """

    key: str
    people: Callable[[Any], Any]


@dataclass(frozen=True)
class OnAreaMove:
    """Called inside the action that gives an area another path, so that stored nodes follow: (old, new)."""

    key: str
    move: Callable[[str, str], None]


class Succession(Protocol):
    """Something of the places ends and another takes its place: `gone` gives way to `into` on the day `on`.

    What an app moves it counts by a name; the names' words are in its offer, the numbers are told before the
    act is agreed to, and stand in its event. `successor` gives what took the place of a row of a lower app (a
    council area), or the row itself.
    """

    @property
    def gone(self) -> Any: ...

    @property
    def into(self) -> Any: ...

    @property
    def on(self) -> date: ...

    def count(self, name: str, number: int = 1) -> None: ...

    def successor(self, row: Any) -> Any: ...


@dataclass(frozen=True)
class OnSuccession:
    """Called inside the action that ends an area, or begins last year's group again: an app moves its rows.

    Nothing in force may be left at what has ended. Refused where that cannot be, with what to do first.
    `counted` are the words for the names it counts by. Lower `order` first.
    """

    key: str
    settle: Callable[[Succession], None]
    counted: Mapping[str, Words] = field(default_factory=dict)
    order: int = 50


@dataclass(frozen=True)
class Sheet:
    """A list that comes in and goes out as a spreadsheet (see `exchange` and `core.lists`).

    `columns()` are `ColumnSpec` with labels in the reader's language, the hidden key among them. `open(actor,
    area)` gives a `core.lists.Desk` that reads and saves rows for a place; `rows(actor, area)` gives what
    stands there now, by machine name, so that an export can be sent in again. `act` is the action a seat
    must be allowed to do before it is offered the list.
    """

    key: str
    title: Words
    about: Words
    act: str
    columns: Callable[[], Sequence[ColumnSpec]]
    open: Callable[[Any, Any], Desk]
    rows: Callable[[Any, Any], Iterable[Mapping[str, Cell]]]
    unit: Words = ""
    order: int = 50


@dataclass(frozen=True)
class BookSide:
    """What the app whose book it is adds to the pages of a book: by the book's key, or None for others' books.

    `limit(book, on)`: the most that management may cost, per cent of the year's income. `subject(actor, entry)`:
    the record behind an entry, by the entry's key. `pages(actor, book)`: its own lists that belong to the book.
    """

    key: str
    limit: Callable[[int, date], Any]
    subject: Callable[[Any, int], Subject | None]
    pages: Callable[[Any, int], Sequence[Subject]]


@dataclass(frozen=True)
class ResolutionUse:
    """What of an app stands on a resolution (rules of a fund, members admitted): it may not be withdrawn then.

    `find(resolution)` gives the records, whoever asks: the few that a page lists, and none when nothing does.
    """

    key: str
    find: Callable[[Any], Sequence[Subject]]
    order: int = 50


@dataclass(frozen=True)
class Hindrance:
    """What is not done yet in a month of a book, in words, with where to do it. `is_law`: it forbids closing."""

    words: Words
    path: str = ""
    is_law: bool = False


@dataclass(frozen=True)
class HindranceSource:
    """What of an app stands against closing a month: `find(book, month)`, the month by its first day."""

    key: str
    find: Callable[[Any, date], Sequence[Hindrance]]
    order: int = 50


@dataclass(frozen=True)
class SpendingGuard:
    """Asked inside an action before money is spent: `check(spending)` refuses what the body's rules forbid.

    What is a fact already (cash that is missing) is not refused: `told(spending)` says what it goes over, or "".
    `spending` is a `ledger.spending.Spending`; a guard that is about another kind of book lets it pass.
    """

    key: str
    check: Callable[[Any], None]
    told: Callable[[Any], str]


@dataclass(frozen=True)
class OnReversal:
    """An entry is about to be taken back: `act(entry, reason)` refuses, or does to the app's own record what it means.

    Inside the action, before the turning entry is written; an entry that is no act of this app it lets pass.
    """

    key: str
    act: Callable[[Any, str], None]


@dataclass(frozen=True, kw_only=True)
class CalendarItem:
    """An event as calendars show and feed it. `kind` and `key` name it for ever: other programs know it by them.

    `starts` is a day, or an aware instant for an event with an hour; `ends` is of the same sort: the last day
    itself, or the instant of its end; None where that is not known. `node` is where it stands: the path of an
    area, or an organisation's node. `sequence` counts how often its day, place, title or state was changed;
    `changed_at` is when that was last (its making, at first). A cancelled event stays in the calendar, marked.

    `title` and `place` go into feeds that others read: no name of a person in them unless an office is public.
    `detail` stands on pages only, for who is signed in. `is_open`: its page is there for everybody.
    """

    kind: str
    key: str
    title: str
    starts: date | datetime
    ends: date | datetime | None = None
    place: str = ""
    detail: str = ""
    node: str
    path: str
    organisation: int | None = None
    organisation_name: str = ""
    issue: str = ""  # of the movement: a value of registry.rules.kinds.Issue
    sequence: int = 0
    changed_at: datetime
    is_cancelled: bool = False
    is_open: bool = False


@dataclass(frozen=True, kw_only=True)
class CalendarWanted:
    """Which events: that touch a day of [since, until), at or below one of the `paths` ("" holds the country).

    Of one organisation (as host or among the hosts), about one issue, of some kinds (none named: all).
    """

    since: date
    until: date
    paths: tuple[str, ...] = ("",)
    organisation: int | None = None
    issue: str = ""
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CalendarSource:
    """Events of one app for all calendars and feeds, cancelled ones among them.

    `kinds` are the kinds of its items with what people call them ("Meetings of councils"). `items(actor, wanted)`
    gives those in the actor's sight in any order, in a number of queries that does not grow; it narrows by days,
    paths and organisation itself, and by issue where its events have one (the calendar looks again).
    `one(actor, kind, key)` gives one event in sight, or None. An Actor may be the public.
    """

    key: str
    kinds: Mapping[str, Words]
    items: Callable[[Any, CalendarWanted], Iterable[CalendarItem]]
    one: Callable[[Any, str, str], CalendarItem | None]
    order: int = 50


@dataclass(frozen=True)
class NamedInMinutes:
    """Somebody as minutes name them, with a word beside the name; `key` of the person, so that an erasure finds it."""

    name: str
    beside: str = ""
    key: int = 0


@dataclass(frozen=True, kw_only=True)
class MinutesTold:
    """Something that a meeting did and another app keeps (an election), as its minutes tell it, in Thai.

    `title` heads it where no item of the agenda is its own. `item`: the number of the item that decided it ("4.2"),
    `about`: words, one of which an item of that matter has in its title. `how`: lines on the way to it; `words`: what
    was decided, by the resolution `number`; `chosen` and `stood`: the names.
    """

    title: str
    words: str
    chosen: Sequence[NamedInMinutes] = ()
    stood: Sequence[NamedInMinutes] = ()
    how: Sequence[str] = ()
    number: str = ""
    item: str = ""
    about: Sequence[str] = ()


@dataclass(frozen=True)
class MinutesPart:
    """What an app adds to the minutes of a meeting: `tell(actor, meeting)`, what happened first the first."""

    key: str
    tell: Callable[[Any, Any], Sequence[MinutesTold]]
    order: int = 50


Offer = TypeVar("Offer")


@dataclass(frozen=True)
class NamedSubjects:
    """Titles and addresses of records of one kind ("registry.organisation"), for lower apps that know keys only.

    `of(actor, keys)` gives those in sight, in a number of queries that does not grow.
    """

    kind: str
    of: Callable[[Any, Sequence[int]], Mapping[int, Subject]]


@dataclass(frozen=True)
class ReceiptTold:
    """What an app knows of a number that went to one of its records, told to whoever holds the receipt.

    Never who paid: the paper says it, and who asks may be anybody.
    """

    issuer: str
    on: date
    total: Decimal
    is_void: bool = False


@dataclass(frozen=True)
class ReceiptCheck:
    """Asked about one number of a book of receipts: `find(book key, number)`, None when it is not this app's."""

    key: str
    find: Callable[[int, int], ReceiptTold | None]


@dataclass(frozen=True)
class YearTold:
    """What an app tells of a year for a body's report: a heading, lines of words with a figure, as of what day.

    `heads`: over the lines, where they tell something else than an entry with a number (an election, names).
    """

    title: Words
    lines: Sequence[tuple[Words, str]]
    remark: Words = ""
    heads: tuple[Words, Words] | None = None


@dataclass(frozen=True)
class YearReportPart:
    """What an app adds to the yearly report of a council: `tell(actor, body, first, last)`, None when it has nothing.

    The days are those of the year; what the seat may not read, the app leaves out.
    """

    key: str
    tell: Callable[[Any, Any, date, date], YearTold | None]
    order: int = 50


@dataclass(frozen=True)
class Deed:
    """Something that a body did for a duty that the law gives it, and that is no resolution."""

    body: int
    words: str  # Thai, as it stands in a report
    path: str


@dataclass(frozen=True)
class DeedSource:
    """What an app knows of such deeds: `tell(actor, path, first, last)`, by number of the duty, at and below a place."""

    key: str
    tell: Callable[[Any, str, date, date], Mapping[str, Sequence[Deed]]]
    order: int = 50


class Registry(Generic[Offer]):
    """Offers of one type, by key, in their order. A key offered twice is a bug."""

    def __init__(self, key: str = "key") -> None:
        self._key = key
        self._offers: dict[str, Offer] = {}

    def add(self, *offers: Offer) -> None:
        for offer in offers:
            key = getattr(offer, self._key)
            if key in self._offers:
                raise ValueError(f"{type(offer).__name__} {key!r} is offered twice")
            self._offers[key] = offer

    def __iter__(self) -> Iterator[Offer]:
        return iter(sorted(self._offers.values(), key=lambda offer: getattr(offer, "order", 50)))

    def __getitem__(self, key: str) -> Offer:
        return self._offers[key]

    def get(self, key: str) -> Offer | None:
        return self._offers.get(key)


search_sources: Registry[SearchSource] = Registry("kind")
duty_sources: Registry[DutySource] = Registry("kind")
job_sources: Registry[JobSource] = Registry()
figures: Registry[Figure] = Registry()
profile_panels: Registry[ProfilePanel] = Registry()
write_locks: Registry[WriteLock] = Registry()
name_guards: Registry[NameGuard] = Registry()
person_merges: Registry[OnPersonMerge] = Registry()
organisation_merges: Registry[OnOrganisationMerge] = Registry()
erasures: Registry[OnErase] = Registry()
erase_holds: Registry[EraseHold] = Registry()
person_copies: Registry[PersonCopy] = Registry()
person_sights: Registry[PersonSight] = Registry()
area_moves: Registry[OnAreaMove] = Registry()
area_ends: Registry[OnSuccession] = Registry()
group_copies: Registry[OnSuccession] = Registry()
sheets: Registry[Sheet] = Registry()
calendar_sources: Registry[CalendarSource] = Registry()
named_subjects: Registry[NamedSubjects] = Registry("kind")
receipt_checks: Registry[ReceiptCheck] = Registry()
resolution_uses: Registry[ResolutionUse] = Registry()
month_hindrances: Registry[HindranceSource] = Registry()
spending_guards: Registry[SpendingGuard] = Registry()
reversals: Registry[OnReversal] = Registry()
book_sides: Registry[BookSide] = Registry()
deed_sources: Registry[DeedSource] = Registry()
year_report_parts: Registry[YearReportPart] = Registry()
minutes_parts: Registry[MinutesPart] = Registry()
