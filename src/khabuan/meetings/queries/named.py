"""Resolutions and meetings by their key, for lower apps that cite them by value: titles and addresses."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from khabuan.access.actor import Actor
from khabuan.core.offers import Subject
from khabuan.core.parts.words import thai_date
from khabuan.followup.sentences import shortened
from khabuan.meetings.models import Meeting, Resolution
from khabuan.meetings.sentences.resolutions import SHORT


def named_resolutions(actor: Actor, keys: Sequence[int]) -> dict[int, Subject]:
    """Resolutions in sight: the number, and the body with the beginning of the words. One query."""
    rows = Resolution.objects.visible_to(actor).filter(pk__in=list(keys)).select_related("organisation")
    more = _("%(body)s · %(words)s")
    return {
        row.pk: Subject(
            "resolution", str(row.pk), str(row), row.get_absolute_url(),
            more % {"body": row.organisation.name, "words": shortened(row.words, SHORT)},
        )
        for row in rows
    }  # fmt: skip


def named_meetings(actor: Actor, keys: Sequence[int]) -> dict[int, Subject]:
    """Meetings in sight: the number, and the body with the day. One query."""
    rows = Meeting.objects.visible_to(actor).filter(pk__in=list(keys)).select_related("organisation")
    return {
        row.pk: Subject(
            "meeting", str(row.pk), str(row), row.get_absolute_url(),
            f"{row.organisation.name} · {thai_date(row.on)}",
        )
        for row in rows
    }  # fmt: skip
