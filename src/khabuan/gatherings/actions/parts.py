"""What the acts on gatherings share: what may not be done once it is called off, days, words, organisations."""

from __future__ import annotations

from datetime import date, time

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.thai import tidy
from khabuan.gatherings.models import Gathering, GatheringLine
from khabuan.gatherings.rules.days import Doubt, doubt_of_part
from khabuan.registry.models import Organisation


def check_on(gathering: Gathering) -> None:
    """Refused: a gathering that was called off takes nothing more."""
    gathering.refresh_from_db()
    if gathering.is_cancelled:
        raise Refused("called_off", _("This gathering was called off. Bring it back first, with the reason."))


def check_line(gathering: Gathering, line: GatheringLine) -> None:
    """OutOfArea for a line of another gathering. Refused: called off, a line that was taken off."""
    if line.gathering_id != gathering.pk:
        raise OutOfArea(f"{line._meta.label_lower} {line.pk}")
    check_on(gathering)
    line.refresh_from_db()
    if line.removed_on:
        raise Refused("taken_off", _("This line was taken off the list. Add it anew if it was right."))


def check_day(
    gathering: Gathering, on: date, starts_at: time | None = None, ends_at: time | None = None
) -> None:
    """Refused: a day that is none of the gathering's, hours that run backwards."""
    doubt = doubt_of_part(on, gathering.starts_on, gathering.ends_on, starts_at, ends_at)
    if doubt is not None:
        field = "on" if doubt is Doubt.OTHER_DAY else "ends_at"
        raise Refused(doubt.value, gettext(doubt.label), field=field)


def check_named(organisation: Organisation | None, words: str) -> str:
    """The words as they are kept. Refused: neither an organisation nor its name."""
    kept = tidy(words)
    if organisation is None and not kept:
        message = _("Choose the organisation. If the register does not have it, write its name.")
        raise Refused("no_body", message, field="organisation")
    return kept
