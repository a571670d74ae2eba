"""What was printed and may be asked after: a record of issued papers, without anything about persons."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.access.scoping import Row


class IssuedDocument(Row):
    """A paper that left, by the check code on it. Public, so that whoever holds the paper may check it.

    `figures` are the totals that it tells ([words, number] in Thai, as printed), `digest` the SHA-256 of all its
    values: the code is made from them with this installation's key, so one code is one content.
    """

    class Kind(models.TextChoices):
        BRIEFING = "briefing", _("briefing for a new officer")

    scope = "place"
    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=260)
    place = models.CharField(max_length=90)
    figures = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    on = models.DateField()
    by = models.CharField(max_length=200)  # the office that printed it first

    def __str__(self) -> str:
        return self.code

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        return Q()
