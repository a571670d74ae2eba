"""What is due, by whom, with what evidence: duties that a body gave, promises that agencies made to it.

Mirrors: ผู้รับผิดชอบและกำหนดเสร็จ under a resolution in รายงานการประชุม, and วาระที่ 3 เรื่องสืบเนื่อง. Lower than
meetings: where a thing came from is a value (`origin_kind`, `origin_id`), its title comes by `core.offers`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor, Role
from khabuan.access.scoping import Row, spans_q
from khabuan.followup.rules import AnswerStep, DutyState, DutyStep, PromiseState
from khabuan.followup.sentences import shortened
from khabuan.registry.models import Organisation, Person
from khabuan.registry.rules.kinds import Issue

DUE_MESSAGE = _("It would be due before the day on which it was given. Check both dates.")
ORIGIN_MESSAGE = _("Where it came from is known in part only. Leave it out, or name the record.")


def whole_origin(name: str) -> models.CheckConstraint:
    """A kind and a key, or neither."""
    neither, both = Q(origin_kind="", origin_id__isnull=True), ~Q(origin_kind="") & Q(origin_id__isnull=False)
    return models.CheckConstraint(condition=neither | both, name=name, violation_error_message=ORIGIN_MESSAGE)


def due_after_given(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(due_on__isnull=True) | Q(due_on__gte=F("given_on")),
        name=name,
        violation_error_message=DUE_MESSAGE,
    )


class Duty(Row):
    """Something that a body gave somebody to do (งานค้าง). `organisation`: in whose book it stands.

    The owner is a person, an organisation, words, or several of these. Seen by who reaches the body, and by who
    reaches the organisation that is to do it. `closed_on`, `closed_words`: when and how it was done or dropped;
    the steps before that stand in `DutyReport`.
    """

    scope = "organisation__node"
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    what = models.TextField(max_length=2000)
    owner_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    owner_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False
    )
    owner_words = models.CharField(max_length=200, blank=True)
    issue = models.CharField(max_length=30, choices=Issue.choices(), blank=True)
    given_on = models.DateField()
    due_on = models.DateField(null=True)
    origin_kind = models.CharField(max_length=60, blank=True)
    origin_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=8, choices=DutyState.choices(), default=DutyState.OPEN)
    closed_on = models.DateField(null=True)
    closed_words = models.TextField(max_length=2000, blank=True)
    search_key = models.TextField()
    searched = ("search_key",)

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(owner_person__isnull=False)
                | Q(owner_organisation__isnull=False)
                | ~Q(owner_words=""),
                name="duty_has_owner",
                violation_error_message=_("Nobody is named who does it. Choose or write who does it."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_on__isnull=True)
                | ~Q(state="open") & Q(closed_on__isnull=False),
                name="duty_closed_has_day",
                violation_error_message=_("A duty that is closed has the day. Write the day."),
            ),
            due_after_given("duty_due_after_given"),
            whole_origin("duty_origin_whole"),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "due_on"], name="duty_body_state"),
            models.Index(fields=["owner_organisation", "state", "due_on"], name="duty_owner_state"),
            models.Index(fields=["origin_kind", "origin_id"], name="duty_origin"),
            models.Index(fields=["due_on"], condition=Q(state="open"), name="duty_open_due"),
        ]

    def __str__(self) -> str:
        return shortened(self.what)

    def get_absolute_url(self) -> str:
        return f"/follow/duties/{self.pk}/"

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        return spans_q(actor.spans, cls.scope) | spans_q(actor.spans, "owner_organisation__node")


class DutyReport(Row):
    """A line of a duty's trail: progress, done, dropped, opened again; the day, the words, who said so.

    Photos and papers are attached beside the line. One that was entered in error is taken back, with the reason.
    """

    scope = "duty__organisation__node"
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="+", db_index=False)
    step = models.CharField(max_length=8, choices=DutyStep.choices(), default=DutyStep.REPORT)
    on = models.DateField()
    words = models.TextField(max_length=2000)
    by_words = models.CharField(max_length=200, blank=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["duty", "on"], name="dutyreport_trail")]

    def __str__(self) -> str:
        return shortened(self.words)

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        return spans_q(actor.spans, cls.scope) | spans_q(actor.spans, "duty__owner_organisation__node")


class Promise(Row):
    """What an agency said it would do (ข้อรับปาก), as the body heard it that keeps it in its book.

    `agency_words` is the agency as it was said, where the register did not have it; the words stay when it is
    matched later. `giver_name` and `giver_post` are who spoke and the post held that day, as written down then;
    the trail does not repeat `giver_person`, so that the link can be cut at the person's wish. Seen by who reaches
    the body, and by the agency's own seat. Answers, and how it ended, stand in `PromiseAnswer`.
    """

    scope = "organisation__node"
    hidden = frozenset({"giver_person"})
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", db_index=False)
    agency_words = models.CharField(max_length=200, blank=True)
    giver_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    giver_name = models.CharField(max_length=200, blank=True)
    giver_post = models.CharField(max_length=200, blank=True)
    words = models.TextField(max_length=4000)
    issue = models.CharField(max_length=30, choices=Issue.choices(), blank=True)
    given_on = models.DateField()
    due_on = models.DateField(null=True)
    origin_kind = models.CharField(max_length=60, blank=True)
    origin_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=PromiseState.choices(), default=PromiseState.OPEN)
    settled_on = models.DateField(null=True)
    search_key = models.TextField()
    searched = ("search_key",)

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=False) | ~Q(agency_words=""),
                name="promise_has_agency",
                violation_error_message=_("No agency is named. Choose the agency, or write its name."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=("open", "answered"), settled_on__isnull=True)
                | ~Q(state__in=("open", "answered")) & Q(settled_on__isnull=False),
                name="promise_settled_has_day",
                violation_error_message=_("A promise that is settled has the day. Write the day."),
            ),
            due_after_given("promise_due_after_given"),
            whole_origin("promise_origin_whole"),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "due_on"], name="promise_body_state"),
            models.Index(fields=["agency", "state", "due_on"], name="promise_agency_state"),
            models.Index(fields=["origin_kind", "origin_id"], name="promise_origin"),
            models.Index(
                fields=["due_on"], condition=Q(state__in=("open", "answered")), name="promise_open_due"
            ),
        ]

    def __str__(self) -> str:
        return shortened(self.words)

    def get_absolute_url(self) -> str:
        return f"/follow/promises/{self.pk}/"

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        """An agency's seat sees what its own agency promised, and nothing of others, wherever it sits."""
        if actor.role == Role.AGENCY:
            return Q(agency__node=actor.body)
        return spans_q(actor.spans, cls.scope)


class PromiseAnswer(Row):
    """A line of a promise's trail: an answer of the agency, how it ended, opened again, withdrawn.

    `is_by_agency`: entered by the agency's own seat. One entered in error is taken back, with the reason.
    """

    scope = "promise__organisation__node"
    promise = models.ForeignKey(Promise, models.PROTECT, related_name="+", db_index=False)
    step = models.CharField(max_length=10, choices=AnswerStep.choices(), default=AnswerStep.ANSWER)
    on = models.DateField()
    words = models.TextField(max_length=4000)
    by_words = models.CharField(max_length=200, blank=True)
    is_by_agency = models.BooleanField(default=False)
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["promise", "on"], name="promiseanswer_trail")]

    def __str__(self) -> str:
        return shortened(self.words)

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        if actor.role == Role.AGENCY:
            return Q(promise__agency__node=actor.body)
        return spans_q(actor.spans, cls.scope)
