"""What drafts say, in words: days in พ.ศ., baht with separators, counts with what is counted, places with their level."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from khabuan.core.numerals import baht, grouped
from khabuan.core.parts.words import shown_year
from khabuan.core.thai import ERA, MONTHS, long_date, long_range
from khabuan.reader.rules.drafts import Kind, Says
from khabuan.reader.rules.starting import ISSUES

COUNTED = {
    "people": gettext_lazy("people"), "members": pgettext_lazy("counted", "members"),
    "households": gettext_lazy("households"), "houses": gettext_lazy("houses"),
    "communities": gettext_lazy("communities"), "villages": gettext_lazy("villages"),
    "tambons": gettext_lazy("tambons"), "amphoe": gettext_lazy("amphoe"),
    "provinces": gettext_lazy("provinces"), "councils": pgettext_lazy("counted", "councils"),
    "funds": gettext_lazy("funds"), "organisations": gettext_lazy("organisations"),
    "groups": gettext_lazy("groups"), "projects": gettext_lazy("projects"), "days": gettext_lazy("days"),
    "percent": gettext_lazy("per cent"), "other": pgettext_lazy("counted", "others"),
    "money": gettext_lazy("baht"),
}  # fmt: skip
"""What is counted; of `money` only how much was lost."""
LOST = {
    **COUNTED,
    "date": pgettext_lazy("lost", "The day"),
    "meeting": pgettext_lazy("lost", "The number of the meeting"),
}
"""What a lost number was of."""
LEVELS = {
    "province": gettext_lazy("Province"), "amphoe": gettext_lazy("Amphoe"), "tambon": gettext_lazy("Tambon"),
    "village": gettext_lazy("Village"), "region": gettext_lazy("Region"), "zone": gettext_lazy("Zone"),
}  # fmt: skip
_MARKS = {"province": "จ.", "amphoe": "อ.", "tambon": "ต."}
PER = {
    "house": pgettext_lazy("each", "house"), "household": pgettext_lazy("each", "household"),
    "person": pgettext_lazy("each", "person"), "month": pgettext_lazy("each", "month"),
    "day": pgettext_lazy("each", "day"), "year": pgettext_lazy("each", "year"),
    "night": pgettext_lazy("each", "night"), "meal": pgettext_lazy("each", "meal"),
    "rai": pgettext_lazy("each", "rai"), "tambon": pgettext_lazy("each", "tambon"),
    "amphoe": pgettext_lazy("each", "amphoe"), "province": pgettext_lazy("each", "province"),
    "village": pgettext_lazy("each", "village"), "community": pgettext_lazy("each", "community"),
    "fund": pgettext_lazy("each", "fund"), "group": pgettext_lazy("each", "group"),
    "council": pgettext_lazy("each", "council"),
}  # fmt: skip


_FIGURES = re.compile(r"^[\d๐-๙,. ]+(?=[ก-๎])")


def said(kind: str, says: Says, quote: str = "") -> str:
    """What a draft says, in one line; what the list of things counted does not know, by its own word in the quote."""
    if kind == Kind.COUNT and says["what"] == "other" and (figures := _FIGURES.match(quote)):
        return _about(says, f"{_number(says.get('value'))} {quote[figures.end() :]}")
    return _TOLD[Kind(kind)](says)


def more_said(kind: str, says: Says) -> str:
    """What stands beside it: a role, what money is for, that a year is not written, a programme's issue."""
    told: list[str] = []
    if kind == Kind.PERSON and says.get("role"):
        told.append(says["role"])
    if kind == Kind.DATE and not says.get("certain", True):
        told.append(_("the year is not written in the text"))
    if kind == Kind.PROGRAMME and (issue := ISSUES.get(says["name"])):
        told.append(_("issue: %(issue)s") % {"issue": _(issue.label)})
    if says.get("main"):
        told.append(_("what the text is about"))
    if kind == Kind.MONEY:
        told += [says["purpose"]] if says.get("purpose") else []
        if says.get("words_agree") is False:
            told.append(_("figures and words do not agree"))
        if says.get("fiscal_year_be"):
            told.append(_("fiscal year %(year)s") % {"year": shown_year(says["fiscal_year_be"] - ERA)})
    return " · ".join(told)


def _date(says: Says) -> str:
    start, end = (_day(says.get(name)) for name in ("start", "end"))
    if start is None:
        return _yearless(says)
    if end and end != start:
        return long_range(start, end, lang=_lang())
    return long_date(start, lang=_lang())


def _day(told: object) -> date | None:
    try:
        return date.fromisoformat(str(told))
    except ValueError:
        return None


def _yearless(says: Says) -> str:
    """A day without a year, "--03-15"."""
    days = [_month_day(str(says.get(name) or "")) for name in ("start", "end")]
    return " – ".join(day for day in days if day)


def _month_day(told: str) -> str:
    parts = told.removeprefix("--").split("-")
    if len(parts) != 2 or not all(part.isdecimal() for part in parts):
        return ""
    return f"{int(parts[1])} {MONTHS[(int(parts[0]) - 1) % 12]}"


def _lang() -> Any:  # noqa: ANN401 - "th" or "en"
    return "en" if (get_language() or "th").startswith("en") else "th"


def _year(says: Says) -> str:
    year = shown_year(says["be"] - ERA)
    words = _("Fiscal year %(year)s") if says.get("fiscal") else _("Year %(year)s")
    return words % {"year": year}


def _meeting(says: Says) -> str:
    year = f"/{shown_year(says['be'] - ERA)}" if says.get("be") else ""
    return _("Meeting %(number)s") % {"number": f"{says['number']}{year}"}


def _place(says: Says) -> str:
    level, name, province = says.get("level", ""), says["name"], says.get("province")
    named = f"{_MARKS.get(level, '')}{name}" if level in _MARKS else f"{_word(LEVELS, level)} {name}".strip()
    return f"{named} จ.{province}" if province and level not in {"province", "region"} else named


def _about(says: Says, words: str) -> str:
    return _("about %(words)s") % {"words": words} if says.get("approx") else words


def _count(says: Says) -> str:
    return _about(says, f"{_number(says.get('value'))} {_word(COUNTED, says['what'])}")


def _money(says: Says) -> str:
    words = _("%(amount)s baht") % {"amount": baht(Decimal(str(says["baht"])))}
    if says.get("per"):
        words = _("%(money)s for %(each)s") % {"money": words, "each": _word(PER, says["per"])}
    return _about(says, words)


def _number(value: Any) -> str:  # noqa: ANN401 - a number as JSON keeps it
    return grouped(None if value is None else Decimal(str(value)))


def _person(says: Says) -> str:
    return " ".join(filter(None, (says.get("title"), says["name"])))


def _name(says: Says) -> str:
    return str(says["name"])


def _missing(says: Says) -> str:
    what = _word(LOST, says["what"])
    if says["what"] in ("date", "meeting"):
        return (
            f"{what} {_number(says['value'])}"
            if says.get("value") is not None
            else _("%(what)s is lost") % {"what": what}
        )
    if says.get("value") is not None:
        return f"{_number(says['value'])} {what}"
    return _("A number of %(what)s is lost") % {"what": what}


def _word(words: Mapping[str, Any], key: str) -> str:
    return str(words.get(key, key))


_TOLD = {
    Kind.DATE: _date, Kind.YEAR: _year, Kind.MEETING: _meeting, Kind.PLACE: _place, Kind.COUNT: _count,
    Kind.MONEY: _money, Kind.PERSON: _person, Kind.ORGANISATION: _name, Kind.PROGRAMME: _name,
    Kind.MISSING: _missing,
}  # fmt: skip
