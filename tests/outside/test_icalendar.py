"""Calendars as two foreign programs read them: icalendar and ical, neither of which is part of what we hand out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from khabuan.calendars.ical import ZONE, Event, calendar, folded

NOW = datetime(2026, 11, 29, 3, tzinfo=UTC)
THAI = st.text(st.sampled_from("กขฃคเแโใไะัาำิีึืฺุู็่้๊๋์ฯๆ;,\\\n aZ9😀"), max_size=200)
MEETING = Event(
    uid="meeting-1@khabuan", title="ประชุมสภาองค์กรชุมชนตำบลดาวเรือง ครั้งที่ 3/2569; วาระ, ที่\\สอง\nต่อ",
    starts=datetime(2026, 12, 1, 9, 30, tzinfo=ZONE), ends=datetime(2026, 12, 1, 12, tzinfo=ZONE),
    place="ศาลา ม.3, ต.ดาวเรือง", sequence=2, changed_at=NOW,
)  # fmt: skip
TWO_DAYS = Event(
    uid="term-2@khabuan", title="ครบวาระ", starts=date(2026, 12, 5), ends=date(2026, 12, 6), changed_at=NOW,
    is_cancelled=True,
)  # fmt: skip


def test_icalendar_reads_both_sorts_of_events_without_complaint() -> None:
    found = icalendar.Calendar.from_ical(calendar("จ.สระบุรี", [MEETING, TWO_DAYS]))
    meeting, term = found.events
    assert found.errors == meeting.errors == term.errors == []
    assert (meeting["SUMMARY"], meeting["LOCATION"]) == (MEETING.title, MEETING.place)
    assert (meeting.start, meeting.end) == (MEETING.starts, MEETING.ends)
    assert (term.start, term.end, term["STATUS"]) == (date(2026, 12, 5), date(2026, 12, 7), "CANCELLED")


def test_ical_reads_the_same_and_an_empty_calendar() -> None:
    meeting, term = IcsCalendarStream.calendar_from_ics(
        calendar("จ.สระบุรี", [MEETING, TWO_DAYS]).decode()
    ).events
    assert (meeting.summary, meeting.sequence, meeting.dtstart) == (MEETING.title, 2, MEETING.starts)
    assert (term.dtstart, term.dtend, term.status) == (date(2026, 12, 5), date(2026, 12, 7), "CANCELLED")
    assert IcsCalendarStream.calendar_from_ics(calendar("ว่าง", []).decode()).events == []


@given(THAI)
def test_lines_are_short_and_unfold_to_what_was_folded(words: str) -> None:
    line = "SUMMARY:" + words.replace("\n", "")
    pieces = list(folded(line))
    assert all(len(piece) <= 77 and piece.endswith(b"\r\n") for piece in pieces)
    assert "".join(piece.decode()[bool(at) : -2] for at, piece in enumerate(pieces)) == line


def test_no_line_begins_with_a_mark_or_leaves_a_vowel_alone() -> None:
    for shift in range(40):
        pieces = [piece.decode()[:-2] for piece in folded("X:" + "a" * shift + "น้ำเก็บที่โต๊ะ" * 20)]
        assert not any(piece[1] in "ัำิีึืุู็่้๊๋์" for piece in pieces[1:])
        assert not any(piece[-1] in "เแโใไ" for piece in pieces)


def test_a_province_year_is_written_and_read() -> None:
    year = [
        Event(
            uid=f"m-{n}@khabuan",
            title=MEETING.title,
            starts=MEETING.starts + timedelta(hours=9 * n),
            changed_at=NOW,
        )
        for n in range(900)
    ]
    assert len(icalendar.Calendar.from_ical(calendar("จ.สระบุรี", year)).events) == 900
