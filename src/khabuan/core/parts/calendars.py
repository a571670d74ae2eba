"""A month as Thai wall calendars have it, weeks from Sunday; on a phone the same as a list by day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khabuan.core.parts.pieces import NOTHING, icon, wrapped
from khabuan.core.thai import long_date
from khabuan.core.thai.dates import ENGLISH_WEEKDAYS, WEEKDAYS

register = template.Library()

SUNDAY_FIRST = (6, 0, 1, 2, 3, 4, 5)
TODAY = SafeString(' aria-current="date"')


@dataclass(frozen=True)
class DayEvent:
    """An event in a day's cell: its hour ("09.30") or "", title and address, a line under it, whether it is off."""

    title: str
    url: str = ""
    hour: str = ""
    small: str = ""
    is_cancelled: bool = False


@dataclass(frozen=True)
class CalendarDay:
    """A day of a month's picture. `is_beside`: it is of the month before or after; `more` events stand on `more_url`."""

    on: dt.date
    events: Sequence[DayEvent] = ()
    is_beside: bool = False
    is_today: bool = False
    more: int = 0
    more_url: str = ""


@register.simple_tag
def month_grid(weeks: Sequence[Sequence[CalendarDay]], label: str) -> SafeString:
    """The weeks of a month as a table named `label`: on a phone a list of the days on which something is."""
    names = WEEKDAYS if (get_language() or "th").startswith("th") else ENGLISH_WEEKDAYS
    heads = format_html_join(
        "",
        '<th role="columnheader" scope="col">{}</th>',
        ((names[day],) for day in SUNDAY_FIRST),
    )
    rows = format_html_join(
        "",
        '<tr role="row"{}>{}</tr>',
        (
            (
                "" if any(day.events and not day.is_beside for day in week) else SafeString(' class="idle"'),
                format_html_join("", "{}", ((_cell(day),) for day in week)),
            )
            for week in weeks
        ),
    )
    return format_html(
        '<table class="cal" role="table"><caption class="vh">{}</caption>'
        '<thead role="rowgroup"><tr role="row">{}</tr></thead><tbody role="rowgroup">{}</tbody></table>',
        label,
        heads,
        rows,
    )


def _cell(day: CalendarDay) -> SafeString:
    looks = [
        word
        for word, is_so in (("off", day.is_beside), ("now", day.is_today), ("none", not day.events))
        if is_so
    ]
    lang = get_language() or "th"
    return format_html(
        '<td role="cell" id="d{}"{}{}><p class="on"><b aria-hidden="true">{}</b>'
        '<span class="whole">{}</span>{}</p>{}{}</td>',
        day.on.isoformat(),
        format_html(' class="{}"', " ".join(looks)) if looks else "",
        TODAY if day.is_today else "",
        day.on.day,
        long_date(day.on, lang=lang, weekday=True),
        format_html('<span class="tag kram">{}</span>', _("Today")) if day.is_today else "",
        _events(day.events),
        _more(day),
    )


def _events(events: Sequence[DayEvent]) -> SafeString:
    if not events:
        return NOTHING
    shown = (
        (
            SafeString(' class="gone"') if one.is_cancelled else "",
            wrapped('<span class="hour">{}</span> ', one.hour),
            format_html('<a href="{}">{}</a>', one.url, one.title) if one.url else one.title,
            format_html(' <b class="gone-word">{}</b>', _("Cancelled")) if one.is_cancelled else "",
            wrapped("<small>{}</small>", one.small),
        )
        for one in events
    )
    return format_html("<ul>{}</ul>", format_html_join("", "<li{}>{}{}{}{}</li>", shown))


def _more(day: CalendarDay) -> SafeString:
    if not day.more:
        return NOTHING
    words = _("%(count)d more") % {"count": day.more}
    return format_html('<p class="cal-more"><a href="{}">{}</a></p>', day.more_url, words)


@register.simple_tag
def month_turn(
    title: str, before_url: str, after_url: str, *, today_url: str = "", at: str = "month"
) -> SafeString:
    """The name of the month between the ways to the months beside it, and back to today's."""
    return format_html(
        '<nav class="cal-turn" aria-label="{}"><a class="b plain slim" href="{}">{}{}</a>'
        '<h2 id="{}">{}</h2><a class="b plain slim" href="{}">{}{}</a>{}</nav>',
        _("Turn the months"),
        before_url,
        icon("prev"),
        _("Month before"),
        at,
        title,
        after_url,
        _("Month after"),
        icon("next"),
        format_html('<a class="b bare slim" href="{}">{}</a>', today_url, _("To this month"))
        if today_url
        else "",
    )
