"""What is due in the register for a seat: counted with one query or two, for the office that does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.scoping import spans_q
from khabuan.core.offers import Duty
from khabuan.core.thai import short_date
from khabuan.files.models import Attachment, Paper
from khabuan.places.labels import label
from khabuan.registry.models import LikelyBodies, LikelyPair, Organisation, Proposal, Registration
from khabuan.registry.queries.councils import term_rules
from khabuan.registry.queries.terms import count_ending_bodies, ending_bodies, vacant_posts
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.registry.rules.registration import Step
from khabuan.registry.rules.terms import TermKind

Due = Callable[[Actor, date, int], Sequence[Duty]]
Count = Callable[[Actor, date], int]


def for_office(act: str, due: Due, count: Count) -> tuple[Due, Count]:
    """The same, but nothing for a seat whose office does not have the act."""
    return (
        lambda actor, today, limit: due(actor, today, limit) if policy.may(actor, act) else [],
        lambda actor, today: count(actor, today) if policy.may(actor, act) else 0,
    )


def _paths(actor: Actor) -> tuple[str, ...]:
    return tuple(span.low for span in actor.spans)


def terms_due(actor: Actor, today: date, limit: int) -> list[Duty]:
    """Organisations whose terms end within 120, 60, 30 days or are over, the longest over first.

    The alarm that rings is told, and the first one (120 days) quietly.
    """
    rules = term_rules(actor, today)
    duties, first = [], max(rules.alarms, default=0)
    for body in ending_bodies(actor, _paths(actor), today, limit=limit, rules=rules):
        is_over = body.state.kind is TermKind.OVER
        words = (
            _("%(days)d days over term") if is_over else _("term ends in %(days)d days (%(alarm)d-day alarm)")
        )
        facts = {"days": body.state.days or 0, "alarm": body.state.alarm or 0}
        posts = ngettext("%(n)d post", "%(n)d posts", body.posts) % {"n": body.posts}
        duties.append(
            Duty(
                what=str(body.organisation),
                more=f"{words % facts} · {posts}",
                path=_new_term_of(body.organisation),
                act=_("Record the new term"),
                state="wrong" if is_over else "need" if facts["alarm"] < first else "quiet",
                due_on=body.until,
                kind="registry.terms",
                about=f"organisation:{body.organisation.pk}",
            )
        )
    return duties


def _new_term_of(organisation: Organisation) -> str:
    """Officers of an agency change one by one; everybody else's list is renewed as a whole."""
    if organisation.kind == OrganisationKind.AGENCY:
        return organisation.get_absolute_url()
    return reverse("term-renew", args=[organisation.pk])


def count_terms(actor: Actor, today: date) -> int:
    return count_ending_bodies(actor, _paths(actor), today)


def vacancies_due(actor: Actor, today: date, limit: int) -> list[Duty]:
    """Seats that stand empty."""
    return [
        Duty(
            what=_("%(post)s: %(count)d empty") % {"post": post, "count": post.empty},  # type: ignore[attr-defined]
            more=str(post.organisation),
            path=post.organisation.get_absolute_url(),
            act=_("Record the holder"),
            kind="registry.vacancies",
            about=f"organisation:{post.organisation_id}",
        )
        for post in vacant_posts(actor, _paths(actor), today)[:limit]
    ]


def count_vacancies(actor: Actor, today: date) -> int:
    return vacant_posts(actor, _paths(actor), today).count()


def open_proposals(actor: Actor) -> QuerySet[Proposal]:
    """Proposals that wait for this seat's decision, the oldest first."""
    rows: QuerySet[Proposal] = Proposal.objects.visible_to(actor).filter(
        spans_q(actor.spans, "place"), state=Proposal.State.OPEN
    )
    return rows.order_by("made_on", "pk")


def proposals_due(actor: Actor, today: date, limit: int) -> list[Duty]:
    return [
        Duty(
            what=_("Proposed change: %(record)s") % {"record": row.subject_title},
            more=_("%(who)s, %(day)s") % {"who": row.by_title, "day": short_date(row.made_on)},
            path=f"/proposals/{row.pk}/",
            act=_("Decide"),
            due_on=row.made_on,
            kind="registry.proposals",
            about=f"{row.kind.removeprefix('registry.')}:{row.subject_id}",
        )
        for row in open_proposals(actor)[:limit]
    ]


def count_proposals(actor: Actor, today: date) -> int:
    return open_proposals(actor).count()


def doubles_due(actor: Actor, today: date, limit: int) -> list[Duty]:
    """Pairs of people who may be one."""
    rows = LikelyPair.seen_by(actor).select_related("low__area", "high__area").order_by("-score", "pk")
    return [
        Duty(
            what=_("Perhaps one person: %(one)s and %(other)s") % {"one": pair.low, "other": pair.high},
            more=_("%(one)s and %(other)s · likeness %(score)d of 100")
            % {"one": label(pair.low.area), "other": label(pair.high.area), "score": pair.score},
            path=f"/people/duplicates/{pair.pk}/",
            act=_("Compare"),
            kind="registry.doubles",
            about=f"person:{pair.low_id}",
        )
        for pair in rows[:limit]
    ]


def count_doubles(actor: Actor, today: date) -> int:
    return LikelyPair.seen_by(actor).count()


def bodies_due(actor: Actor, today: date, limit: int) -> list[Duty]:
    """Pairs of organisations that may be one."""
    rows = LikelyBodies.seen_by(actor).select_related("low", "high").order_by("-score", "pk")
    return [
        Duty(
            what=_("Perhaps one organisation: %(one)s and %(other)s") % {"one": pair.low, "other": pair.high},
            more=_("likeness %(score)d of 100") % {"score": pair.score},
            path=reverse("organisation-duplicate", args=[pair.pk]),
            act=_("Compare"),
            kind="registry.bodies",
            about=f"organisation:{pair.low_id}",
        )
        for pair in rows[:limit]
    ]


def count_bodies(actor: Actor, today: date) -> int:
    return LikelyBodies.seen_by(actor).count()


def without_paper(actor: Actor) -> QuerySet[Registration]:
    """Registrations of living councils to which neither form nor receipt is attached."""
    papers = Attachment.objects.visible_to(actor).filter(
        kind="registry.registration",
        subject_id=OuterRef("pk"),
        paper__in=(Paper.FORM, Paper.RECEIPT),
        withdrawn_on__isnull=True,
    )
    rows: QuerySet[Registration] = Registration.objects.visible_to(actor).filter(
        ~Exists(papers),
        spans_q(actor.spans, "organisation__node"),
        step=Step.REGISTERED,
        withdrawn_on__isnull=True,
        organisation__kind=OrganisationKind.COUNCIL,
        organisation__ended_on__isnull=True,
        organisation__stays__isnull=True,
    )
    return rows.select_related("organisation").order_by("organisation__node", "pk")


def papers_due(actor: Actor, today: date, limit: int) -> list[Duty]:
    return [
        Duty(
            what=_("No registration paper: %(council)s") % {"council": row.organisation},
            more=_("No. %(number)s") % {"number": row.number or "–"},
            path=f"{reverse('registration-paper-add', args=[row.pk])}?paper={Paper.FORM.value}",
            act=_("Attach the paper"),
            state="quiet",
            kind="registry.papers",
            about=f"organisation:{row.organisation_id}",
        )
        for row in without_paper(actor)[:limit]
    ]


def count_papers(actor: Actor, today: date) -> int:
    return without_paper(actor).count()


SOURCES: tuple[tuple[str, str, Any, Any, Any, int], ...] = (
    (
        "registry.proposals",
        "registry.decide_proposal",
        proposals_due,
        count_proposals,
        gettext_lazy("Proposals"),
        10,
    ),
    (
        "registry.terms",
        "registry.appoint",
        terms_due,
        count_terms,
        gettext_lazy("Terms that end or are over"),
        20,
    ),
    (
        "registry.doubles",
        "registry.merge_people",
        doubles_due,
        count_doubles,
        gettext_lazy("People entered twice"),
        30,
    ),
    (
        "registry.bodies",
        "registry.merge_organisations",
        bodies_due,
        count_bodies,
        gettext_lazy("Organisations entered twice"),
        31,
    ),
    (
        "registry.vacancies",
        "registry.appoint",
        vacancies_due,
        count_vacancies,
        gettext_lazy("Empty posts"),
        40,
    ),
    (
        "registry.papers",
        "registry.record_registration",
        papers_due,
        count_papers,
        gettext_lazy("Missing papers"),
        50,
    ),
)
"""Kind of duty, the act that does it, its first ones, its count, its name, its place in the list."""
