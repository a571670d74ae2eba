"""A text that was pasted in error, or is private, withdrawn with a reason and taken back. Nothing of it is deleted."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.followup.actions.parts import check_reason
from khabuan.reader.models import Text
from khabuan.reader.queries.texts import records_of, uses_in_force


@action("reader.withdraw_text", on="text")
def withdraw_text(*, actor: Actor, text: Text, reason: str) -> Text:
    """Only its history and the page that says so show it from now on. Refused: no reason, withdrawn already, records
    that stand on it."""
    reason = check_reason(reason, _("Say why it is withdrawn."))
    text.refresh_from_db()
    check_not_withdrawn(text)
    _check_no_records(actor, text)
    change(text, withdrawn_on=clock.today(), withdrawn_by=actor.title[:200], withdrawn_reason=reason[:300])
    return text


@action("reader.take_back_text", on="text")
def take_back_text(*, actor: Actor, text: Text) -> Text:
    """It is read again as it was before. Once more changes nothing."""
    change(text, withdrawn_on=None, withdrawn_by="", withdrawn_reason="")
    return text


def check_not_withdrawn(text: Text) -> None:
    if text.is_withdrawn:
        raise Refused("withdrawn", _("This text was withdrawn. Take it back among the texts first."))


def _check_no_records(actor: Actor, text: Text) -> None:
    """Refused: records stand on it, those in sight by name. A link that was taken back holds nothing."""
    uses = list(uses_in_force(Actor.system()).filter(text=text, draft__isnull=True).order_by("pk"))
    if uses:
        titles = [subject.title for subject in records_of(actor, uses)]
        named = ", ".join(f"“{title}”" for title in titles) or gettext("a record of another place")
        words = gettext("Records stand on this text: %(named)s. Their source has to stay.")
        raise Refused("has_records", words % {"named": named})
