"""iCalendar text (RFC 5545), written by ourselves: events in, bytes out. Pure; knows no database, no words of the house.

What phones and offices subscribe to must be read by every calendar program, so only what all of them know is
written: whole days as VALUE=DATE with the day after as end, hours with the zone of Thailand beside them, lines of
at most 75 octets that are never cut inside a letter with its vowel and tone marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Bangkok")
LINE_OCTETS = 75  # RFC 5545 3.1, without the line break; a continued line begins with a space
PRODUCT = "-//Khabuan//Calendar//TH"
BEFORE = frozenset("เแโใไ")  # vowels that stand before their consonant and are read after it
AFTER = frozenset("\u0e33\u0eb3")  # SARA AM: a letter by category, but part of what it follows
JOINER = "\u200d"
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]|[\ud800-\udfff]")
BREAKS = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
# Thailand has had one offset since 1920, so one rule serves every event.
TIME_ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Bangkok",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0700",
    "TZOFFSETTO:+0700",
    "TZNAME:+07",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True, kw_only=True)
class Event:
    """One VEVENT. `starts` is a day or an aware instant, `ends` of the same sort: the last day itself, or None.

    `uid` is the same for ever; `sequence` goes up with every change of day, place, title or state. ValueError
    where `ends` is of another sort than `starts`, or an instant has no zone.
    """

    uid: str
    title: str
    starts: date | datetime
    ends: date | datetime | None = None
    place: str = ""
    url: str = ""
    sequence: int = 0
    changed_at: datetime
    is_cancelled: bool = False

    def __post_init__(self) -> None:
        if self.ends is not None and isinstance(self.ends, datetime) != self.is_timed:
            raise ValueError(f"{self.uid}: begins with a day and ends with an hour, or the other way round")
        for instant in (self.starts, self.ends, self.changed_at):
            if isinstance(instant, datetime) and instant.tzinfo is None:
                raise ValueError(f"{self.uid}: an hour without a zone")

    @property
    def is_timed(self) -> bool:
        return isinstance(self.starts, datetime)


def calendar(name: str, events: Iterable[Event], *, refresh: timedelta = timedelta(hours=6)) -> bytes:
    """A whole calendar: what a feed or a file of one event consists of. The same events give the same bytes.

    `refresh` tells programs how often to ask again. The zone is always in it: an empty calendar would be against
    the grammar.
    """
    hours = f"PT{max(int(refresh.total_seconds() // 3600), 1)}H"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"NAME:{text(name)}",
        f"X-WR-CALNAME:{text(name)}",
        f"X-WR-TIMEZONE:{ZONE.key}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{hours}",
        f"X-PUBLISHED-TTL:{hours}",
        *TIME_ZONE,
    ]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return b"".join(octets for line in lines for octets in folded(line))


def _event(event: Event) -> Iterator[str]:
    """The lines of one event. DTSTAMP is when it last changed, so that what did not change reads the same."""
    changed = f"{event.changed_at.astimezone(UTC):%Y%m%dT%H%M%S}Z"
    yield "BEGIN:VEVENT"
    yield f"UID:{text(event.uid)}"
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"SEQUENCE:{event.sequence}"
    yield from _times(event)
    yield f"SUMMARY:{text(event.title)}"
    if event.place:
        yield f"LOCATION:{text(event.place)}"
    if event.url:
        yield f"URL:{UNSEEN.sub('', BREAKS.sub('', event.url))}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _times(event: Event) -> Iterator[str]:
    """DTSTART and DTEND. An end that is not after the beginning is not known, and left out. A whole day is no
    hour in which somebody is busy."""
    start, end = event.starts, event.ends
    if isinstance(start, datetime):
        yield f"DTSTART;TZID={ZONE.key}:{_local(start)}"
        if isinstance(end, datetime) and end > start:
            yield f"DTEND;TZID={ZONE.key}:{_local(end)}"
        return
    last = end if end is not None and end > start else start
    yield f"DTSTART;VALUE=DATE:{_day(start)}"
    if last < date.max:
        yield f"DTEND;VALUE=DATE:{_day(last + timedelta(days=1))}"
    yield "TRANSP:TRANSPARENT"


def _local(instant: datetime) -> str:
    local = instant.astimezone(ZONE)
    return f"{_day(local)}T{local:%H%M%S}"


def _day(day: date) -> str:
    """strftime's %Y has no leading zeros everywhere."""
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def text(words: str) -> str:
    """A TEXT value (3.3.11): NFC, escaped, line ends as \\n; control characters, which it may not hold, are gone."""
    plain = UNSEEN.sub("", BREAKS.sub("\n", unicodedata.normalize("NFC", words)))
    return plain.translate(ESCAPES)


def folded(line: str) -> Iterator[bytes]:
    """A content line as lines of at most 75 octets, each with its CRLF. Cut between letters only.

    Marks heaped on each other beyond a whole line are no letter of any writing, and cut where it must be.
    """
    begun, room = 0, LINE_OCTETS
    while begun < len(line):
        cut = begun + _fitting(line[begun : begun + room], room)
        whole = cut
        while begun < cut < len(line) and _is_one_letter(line, cut):
            cut -= 1
        cut = cut if cut > begun else whole
        yield (b" " if begun else b"") + line[begun:cut].encode() + b"\r\n"
        begun, room = cut, LINE_OCTETS - 1


def _fitting(some: str, room: int) -> int:
    """How many signs of a text go into so many octets."""
    return len(some.encode()[:room].decode(errors="ignore"))


def _is_one_letter(line: str, at: int) -> bool:
    """Whether the signs on both sides belong together: a consonant and its vowels and tone marks, what a joiner
    joins, an escape and what it escapes."""
    before, sign = line[at - 1], line[at]
    if sign in AFTER or JOINER in (before, sign) or unicodedata.category(sign)[0] == "M":
        return True
    if before in BEFORE:
        return "ก" <= sign <= "ฮ"
    return before == "\\" and (at - len(line[:at].rstrip("\\"))) % 2 == 1
