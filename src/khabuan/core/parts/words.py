"""Figures, dates and places in words; an unknown one is "–" with its reason."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khabuan.core import clock, numerals, thai
from khabuan.core.numerals import Figure
from khabuan.core.parts.pieces import icon, silent

register = template.Library()
register.simple_tag(icon)


@register.filter
def number(value: Figure | None, decimals: int | None = None) -> str:
    return numerals.grouped(value, decimals)


@register.filter
def baht(value: Figure | None) -> str:
    return numerals.baht(value)


def shown_year(year: int) -> int:
    """A year (CE) as the page's language counts it."""
    return year if (get_language() or "th").startswith("en") else year + thai.ERA


@register.filter(name="thai_date")
def thai_date_filter(value: date | thai.ThaiDate | None, how: str = "short") -> str:
    return thai_date(value, how=how)


@register.simple_tag
def thai_date(
    value: date | thai.ThaiDate | None, *, precision: thai.Precision = "day", how: str = "short"
) -> str:
    """5 ม.ค. 2569; "long" 5 มกราคม 2569; "weekday" วันจันทร์ที่ 5 …; less where less is known (`precision`).

    An instant is told by its day in Thailand.
    """
    if value is None:
        return numerals.UNKNOWN
    if isinstance(value, datetime):
        value = clock.day_of(value)
    if isinstance(value, date) and precision != "day":
        value = thai.ThaiDate.of(value, precision)
    lang = "en" if (get_language() or "th").startswith("en") else "th"
    if how == "short":
        return thai.short_date(value, lang=lang)
    return thai.long_date(value, lang=lang, weekday=how == "weekday")


@register.simple_tag
def area_name(
    *, village: str = "", subdistrict: str = "", district: str = "", province: str = "", full: bool = False
) -> str:
    """A place in Thai order, from the village up, with ต. อ. จ. or in full; in English with commas."""
    if (get_language() or "th").startswith("en"):
        return ", ".join(name for name in (village, subdistrict, district, province) if name)
    bangkok = province in ("กรุงเทพมหานคร", "กรุงเทพฯ", "กทม.")
    if bangkok:
        marks = ("", "แขวง", "เขต", "")
    else:
        marks = ("", "ตำบล", "อำเภอ", "จังหวัด") if full else ("", "ต.", "อ.", "จ.")
    names = zip(marks, (village, subdistrict, district, province), strict=True)
    return " ".join(name if name.startswith(mark) else mark + name for mark, name in names if name)


@register.simple_tag
def unknown(reason: str = "") -> SafeString:
    """A figure that nobody knows, with why."""
    why = format_html("<small> {}</small>", reason) if reason else silent(_("No data yet"))
    return format_html('<span class="quiet">{}{}</span>', numerals.UNKNOWN, why)


def shown_value(value: object, reason: str = "", decimals: int | None = None) -> str:
    if value is None:
        return unknown(reason)
    if isinstance(value, int | Decimal | float) and not isinstance(value, bool):
        return numerals.grouped(value, decimals)
    return value if isinstance(value, SafeString) else conditional_escape(str(value))
