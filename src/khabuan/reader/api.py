"""Reading through the API: a text in, facts with their words out. Nothing of it is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from django.utils.translation import gettext
from ninja import Field, Router, Schema
from pydantic import StringConstraints

from khabuan.access.policy import require_reader
from khabuan.access.request import Request
from khabuan.core.api import WRITE_PROBLEMS, Incoming
from khabuan.core.errors import Refused
from khabuan.reader.models import Text
from khabuan.reader.pasted import Unreadable, pasted
from khabuan.reader.queries.known import known
from khabuan.reader.rules.facts import as_json, told
from khabuan.reader.rules.reading import read as facts_of
from khabuan.reader.rules.texts import MOST_LETTERS, Doubt, doubt_of

KIND = Text._meta.label_lower


class TextGiven(Incoming):
    """A report or minutes, plain or as a web page, as it was copied."""

    text: Annotated[str, StringConstraints(max_length=MOST_LETTERS)] = Field(
        description=f"At most {MOST_LETTERS:,} letters"
    )


class Reading(Schema):
    """As `khabuan read --json` prints it: each fact with its `kind`, `quote` and `span`, in code points of the text."""

    facts: list[dict[str, Any]]
    doubtful: list[dict[str, Any]] = Field(
        default=[], description="What a person would read so, though its letters do not plainly say it"
    )


router = Router(tags=["reader"])


@router.post(
    "/reader/read", response={200: Reading, **WRITE_PROBLEMS}, operation_id="read", exclude_unset=True
)
def read(request: Request, given: TextGiven) -> dict[str, Any]:
    """What a text says: days, places, people, bodies, counts, money, programmes, lost numbers. Nothing is kept."""
    require_reader(request.actor, KIND)
    if doubt := doubt_of(given.text):
        raise Refused(doubt.value, gettext(doubt.label), field="text")
    try:
        report = pasted(given.text.encode("utf-8"))
    except (Unreadable, UnicodeEncodeError) as no:
        raise Refused("not_text", gettext(Doubt.BINARY.label), field="text") from no
    facts = facts_of(report.text, known(request.actor))
    return told(as_json(replace(fact, quote=report.whole[slice(*fact.span)])) for fact in facts)
