"""States of a news item, which items a list shows, and what keeps words from being published. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from khabuan.core.thai import accusations_in, to_arabic_digits
from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.registry.rules.kinds import Issue


class State(Word):
    """Where a news item stands. Only what is published is read by everybody."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class NewsList(Word):
    """Which news a list shows."""

    ALL = "all", _("drafts and published")
    DRAFT = "draft", _("drafts")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Doubt(Word):
    """Why words cannot be published, and what to do next."""

    ACCUSES = (
        "accuses",
        _("News accuses nobody. Write it without “%(words)s”, or leave it a draft."),
    )
    CITIZEN = (
        "citizen",
        _(
            "A number of 13 digits stands here; it may be somebody's citizen number. Take it out, then save again."
        ),
    )
    PHONE = (
        "phone",
        _("A phone number of 10 digits stands here; it may be somebody's own. Take it out, then save again."),
    )


@dataclass(frozen=True)
class Hindrance:
    """What is wrong with a field. `words` are those that accuse; a number is never repeated."""

    doubt: Doubt
    field: str
    words: str = ""


NUMBERS = frozenset({Doubt.CITIZEN, Doubt.PHONE})
"""What is not even kept in a draft."""

_CITIZEN = re.compile(r"(?<!\d)(?:\d{13}|\d[- ]\d{4}[- ]\d{5}[- ]\d{2}[- ]\d)(?!\d)")
_PHONE = re.compile(
    r"(?<!\d)(?:0\d{9}|0\d{2}[- ]\d{3}[- ]?\d{4}|0\d{2}[- ]?\d{4}[- ]\d{3}|0\d[- ]\d{4}[- ]?\d{4})(?!\d)"
    r"|(?:\+|(?<!\d))66[- ]?\d{1,2}[- ]?\d{3}[- ]?\d{4}(?!\d)"
)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


def hindrances(fields: Mapping[str, str]) -> list[Hindrance]:
    """What keeps these words from everybody's eyes, field by field."""
    return [one for name, words in fields.items() for one in _of_field(name, words)]


def _of_field(name: str, words: str) -> Iterable[Hindrance]:
    plain = to_arabic_digits(words).translate(_DASHES)
    if _CITIZEN.search(plain):
        yield Hindrance(Doubt.CITIZEN, name)
    elif _PHONE.search(plain):
        yield Hindrance(Doubt.PHONE, name)
    accusing = dict.fromkeys(words[start:end] for start, end in accusations_in(words))
    if accusing:
        yield Hindrance(Doubt.ACCUSES, name, ", ".join(accusing))


def packed(issues: Collection[str]) -> str:
    """Several issues in one column, in the order of the list, a blank on each side: " housing welfare "."""
    kept = [issue.value for issue in Issue if issue in issues]
    return f" {' '.join(kept)} " if kept else ""


def unpacked(column: str) -> list[Issue]:
    """The issues of such a column."""
    return [Issue(word) for word in column.split()]


def one_in(issue: str) -> str:
    """What a column that has this issue contains."""
    return f" {issue} "
