"""Gatherings and co-operation agreements of a body in one list, for its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, DateField, F, PositiveSmallIntegerField, Q, Value

from khabuan.access.actor import Actor
from khabuan.gatherings.models import Cooperation, CooperationParty, Gathering
from khabuan.gatherings.queries.gatherings import of_body_q
from khabuan.gatherings.rules.kinds import Kind
from khabuan.gatherings.sentences.gatherings import titled
from khabuan.registry.models import Organisation

SIGNED = "cooperation"


@dataclass(frozen=True)
class TogetherLine:
    """A gathering or an agreement as the page of a body lists it: `kind` is that of the gathering, or SIGNED."""

    title: str
    kind: str
    on: date
    state: str
    ends_on: date | None
    path: str

    @property
    def is_signed(self) -> bool:
        return self.kind == SIGNED

    @property
    def label(self) -> str:
        """The message id of what it is."""
        return Kind(self.kind).label

    @property
    def is_held(self) -> bool:
        return self.state == "held"


def last_of_body(actor: Actor, body: Organisation, limit: int) -> list[TogetherLine]:
    """The last gatherings that were not called off and the last agreements of a body, the newest first. One query."""
    no_number, no_day = (
        Value(None, output_field=PositiveSmallIntegerField()),
        Value(None, output_field=DateField()),
    )
    columns = ("what", "pk", "name", "counted", "day", "standing", "last")
    gatherings = (
        Gathering.objects.visible_to(actor)
        .filter(of_body_q(actor, body.pk), cancelled_on__isnull=True)
        .annotate(
            what=F("kind"), name=F("title"), counted=F("number"), day=F("starts_on"), standing=F("state"),
            last=F("ends_on"),
        )
    )  # fmt: skip
    parties = CooperationParty.objects.visible_to(actor).filter(organisation=body, removed_on__isnull=True)
    agreements = (
        Cooperation.objects.visible_to(actor)
        .filter(Q(organisation=body) | Q(pk__in=parties.values("cooperation")))
        .annotate(
            what=Value(SIGNED, output_field=CharField()), name=F("title"), counted=no_number, day=F("signed_on"),
            standing=Value("", output_field=CharField()), last=no_day,
        )
    )  # fmt: skip
    rows = (
        gatherings.order_by()
        .values_list(*columns)
        .union(agreements.order_by().values_list(*columns), all=True)
    )
    return [
        TogetherLine(
            titled(name, counted, day), what, day, standing, last,
            f"/cooperations/{key}/" if what == SIGNED else f"/gatherings/{key}/",
        )
        for what, key, name, counted, day, standing, last in rows.order_by("-day", "-pk")[:limit]
    ]  # fmt: skip
