"""What the acts on duties and promises share: reasons, words, days, the issue, where a thing came from."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import change
from khabuan.access.running import require_running
from khabuan.access.scoping import Row
from khabuan.core import clock, offers
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.parts.words import thai_date
from khabuan.core.thai import tidy
from khabuan.followup.models import DutyReport, PromiseAnswer
from khabuan.followup.rules import AnswerStep, Doubt, DutyStep, doubt_of_given, doubt_of_step
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import Issue

ISSUES = frozenset(Issue)


def check_reason(reason: str, message: str | Lazy) -> str:
    """The reason as it is kept. Refused: none."""
    if not tidy(reason):
        raise Refused("no_reason", message, field="reason")
    return tidy(reason)


def check_words(words: str, message: str | Lazy, field: str = "words") -> str:
    """The words as they are kept. Refused: none."""
    kept = tidy(words, keep_lines=True)
    if not kept:
        raise Refused("no_words", message, field=field)
    return kept


def check_given(organisation: Organisation, given_on: date, due_on: date | None) -> None:
    """Refused: a day to come, due before it was given, a body that had ended by then."""
    doubt = doubt_of_given(given_on, due_on, clock.today())
    if doubt is not None:
        field = "due_on" if doubt is Doubt.DUE_FIRST else "given_on"
        raise Refused(doubt.value, gettext(doubt.label), field=field)
    if organisation.ended_on and given_on > organisation.ended_on:
        message = _("The organisation ended on %(day)s. Nothing was given or promised to it after that day.")
        raise Refused("body_ended", message % {"day": thai_date(organisation.ended_on)}, field="given_on")


def check_step(given_on: date, on: date) -> None:
    """Refused: a day to come, or before it was given."""
    doubt = doubt_of_step(given_on, on, clock.today())
    if doubt is not None:
        raise Refused(doubt.value, gettext(doubt.label), field="on")


def check_issue(issue: str) -> None:
    if issue and issue not in ISSUES:
        raise Refused("no_such_issue", _("Choose the issue from the list."), field="issue")


def check_origin(kind: str, key: int | None) -> None:
    """Refused: a kind that no app offers, half an origin. OutOfArea: not in sight of who acts."""
    if not kind and key is None:
        return
    named = offers.named_subjects.get(kind)
    if named is None or key is None:
        raise Refused("no_such_origin", _("Where it came from is not known here. Leave it out."))
    if key not in named.of(require_running().actor, [key]):
        raise OutOfArea(f"{kind}:{key}")


def take_back_line(line: DutyReport | PromiseAnswer, reason: str, *, refusal: Refused) -> None:
    """Take back a line of a trail that was entered in error; it stays to be read. `reason` is checked already.

    Refused: taken back before; with `refusal` a line that did more than tell, and is undone another way.
    """
    line.refresh_from_db()
    if line.withdrawn_on:
        raise Refused("taken_back_already", _("This was taken back already."))
    if line.step not in (DutyStep.REPORT, AnswerStep.ANSWER):
        raise refusal
    change(line, withdrawn_on=clock.today(), withdrawn_reason=reason)


def check_sight(row: Row) -> None:
    """OutOfArea for a row that who acts does not see: an act by sight asks for it."""
    actor = require_running().actor
    if not type(row).objects.visible_to(actor).filter(pk=row.pk).exists():
        raise OutOfArea(f"{row._meta.label_lower}:{row.pk}")
