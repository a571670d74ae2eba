"""What the pages of the register say: a state, a finding, a thing that is missing, as words with a look.

Takes the values of `rules` and `queries`, gives plain values for templates. Reads and writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.core.parts.words import thai_date
from khabuan.registry.models import Organisation
from khabuan.registry.queries.profiles import Profile, Record
from khabuan.registry.rules.coverage import Item
from khabuan.registry.rules.findings import Finding, FindingCode
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.registry.rules.registration import STEPS, Missing, Standing, Step
from khabuan.registry.rules.terms import TermKind, TermState


@dataclass(frozen=True)
class Said:
    """A state in words with its look: done, need, wrong, quiet."""

    look: str
    words: str


@dataclass(frozen=True)
class Need:
    """Something to do: the fact, more about it, and the act with its page ("" for who may not do it)."""

    what: str
    more: str = ""
    state: str = "need"
    act: str = ""
    url: str = ""


@dataclass(frozen=True)
class Stat:
    """A figure that opens its records; value None is not known, for the reason given."""

    label: str
    value: int | str | None
    unit: str = ""
    url: str = ""
    note: str = ""
    unknown: str = ""


def term_said(term: TermState) -> Said | None:
    """A term that needs a word; None for one that runs as it should."""
    days = term.days or 0
    match term.kind:
        case TermKind.OVER:
            return Said("wrong", ngettext("%(days)d day over", "%(days)d days over", days) % {"days": days})
        case TermKind.ENDS_SOON:
            return Said("need", ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days})
        case TermKind.NOT_STARTED:
            return Said("quiet", _("not begun yet"))
    return None


def record_said(record: Record, on: date) -> Said | None:
    """The one word that a list shows of an organisation; None when all is as it should be."""
    organisation = record.organisation
    if organisation.ended_on and organisation.ended_on <= on:
        return Said("quiet", _("Ended %(on)s") % {"on": thai_date(organisation.ended_on)})
    if organisation.kind == OrganisationKind.COUNCIL and Item.MEMBERS in record.completeness.missing:
        return Said("need", _("No list of members yet"))
    return term_said(record.term)


def missing_words(items: tuple[Item, ...]) -> str:
    return ", ".join(_(item.label) for item in items)


def lack_words(lacks: tuple[Missing, ...]) -> str:
    """What one registration step lacks: "no number, no receipt"."""
    return ", ".join(_(lack.need.label) for lack in lacks)


def finding_words(finding: Finding, names: Mapping[int, str]) -> str:
    """The finding's sentence, with dates in Thai, and who it is about where names may be read."""
    facts = {key: thai_date(value) if isinstance(value, date) else value for key, value in finding.facts}
    who = ", ".join(names[key] for key in finding.who if key in names)
    words = _(finding.text) % facts
    return f"{words} ({who})" if who else words


# What waits on a profile

HARD = frozenset({FindingCode.OVER_TERM, FindingCode.OVERLAP, FindingCode.TWO_POSTS, FindingCode.END_BEFORE_START})


def needs_of(profile: Profile, actor: Actor) -> list[Need]:
    """Everything that waits on the page of an organisation, the worst first."""
    body = profile.organisation
    if body.ended_on:
        return []
    found = [*_seat_needs(profile, actor), *_registration_needs(profile, actor), *_record_needs(profile, actor)]
    return sorted(found, key=lambda need: need.state != "wrong")


def _seat_needs(profile: Profile, actor: Actor) -> Iterator[Need]:
    posts = {line.post.pk: line.post for line in profile.posts}
    may = policy.may(actor, "registry.appoint", profile.organisation.node)
    for finding in profile.seat_findings:
        post = posts.get(finding.where)
        if finding.code == FindingCode.SUCCESSOR_GAP or (post is None and finding.where != profile.organisation.pk):
            continue  # a gap that is over needs nobody; it stands among the past holders
        what = _(finding.code.label) + (f": {post}" if post else "")
        act, url = "", ""
        if may and post and finding.code == FindingCode.VACANT:
            act, url = _("Record the holder"), reverse("appoint", args=[post.pk])
        elif may and post:
            act, url = _("Look at the post"), f"#post-{post.pk}"
        state = "wrong" if finding.code in HARD else "need"
        yield Need(what, f"{finding_words(finding, profile.names)} {_(finding.advice)}", state, act, url)


def _registration_needs(profile: Profile, actor: Actor) -> Iterator[Need]:
    body, state = profile.organisation, profile.registration
    if OrganisationKind(body.kind) not in STEPS or state.standing == Standing.DISSOLVED:
        return
    may = policy.may(actor, "registry.record_registration", body.node)
    url = reverse("registration-add", args=[body.pk]) if may else ""
    for finding in state.findings:
        yield Need(_(finding.code.label), f"{finding_words(finding, {})} {_(finding.advice)}", "wrong")
    for step in dict.fromkeys(lack.step for lack in state.missing if lack.entry is None):
        needs = tuple(lack for lack in state.missing if lack.step == step and lack.entry is None)
        more = _("The paper needs: %(things)s") % {"things": lack_words(needs)}
        words = _("Not recorded yet: %(step)s") % {"step": _(step.label)}
        yield Need(words, more, "need", _("Record this step") if may else "", f"{url}?step={step}" if may else "")


def _record_needs(profile: Profile, actor: Actor) -> Iterator[Need]:
    body, missing = profile.organisation, profile.record.completeness.missing
    told = {Item.REGISTRATION} if OrganisationKind(body.kind) in STEPS else set()
    missing = tuple(item for item in missing if item not in told)
    if not missing:
        return
    may = policy.may(actor, "registry.change_organisation", body.node)
    words = ngettext(
        "The record lacks %(count)d fact", "The record lacks %(count)d facts", len(missing)
    ) % {"count": len(missing)}  # fmt: skip
    url = reverse("organisation-change", args=[body.pk]) if may else ""
    yield Need(words, missing_words(missing), "quiet", _("Fill in") if may else "", url)


# Figures of a profile


def figures_of(profile: Profile) -> list[Stat]:
    """Three to five figures, each with the place on the page where its records stand."""
    body = profile.organisation
    figures = [_people_figure(profile)]
    if OrganisationKind(body.kind) in STEPS:
        figures.append(_registration_figure(profile))
    if body.kind == OrganisationKind.AGENCY:
        figures += _support_figures(profile)
    else:
        figures.append(_term_figure(profile))
    if profile.parts:
        figures.append(Stat(_("Parts"), len(profile.parts), url="#parts", note=_("branches and centres")))
    done = profile.record.completeness
    figures.append(
        Stat(_("Record complete"), f"{done.percent} %", url=f"{reverse('organisation', args=[body.pk])}#need",
             note=missing_words(done.missing[:3]) if done.missing else _("nothing is missing"))
    )  # fmt: skip
    return figures


def _people_figure(profile: Profile) -> Stat:
    empty = profile.empty_count
    note = ngettext("%(count)d seat is empty", "%(count)d seats are empty", empty) % {"count": empty} if empty else ""
    if not profile.posts:
        return Stat(_("In office"), None, unknown=_("No posts are set up yet"), url="#posts")
    return Stat(_("In office"), profile.people_count, _("people"), "#posts", note)


def _registration_figure(profile: Profile) -> Stat:
    state, number = profile.registration, profile.record.number
    if state.standing != Standing.REGISTERED:
        return Stat(_("Registration"), None, unknown=_(state.standing.label), url="#registration")
    note = thai_date(state.registered_on) if state.registered_on else _("The day is not in the book")
    return Stat(_("Registration number"), number or None, "", "#registration", note, _("The number is not in the book"))


def _term_figure(profile: Profile) -> Stat:
    term = profile.record.term
    if term.kind == TermKind.UNKNOWN or term.ends_on is None:
        return Stat(_("Term ends"), None, unknown=_("No day is known from which it counts"))
    said = term_said(term)
    return Stat(_("Term ends"), thai_date(term.ends_on), "", "#posts", said.words if said else "")


def _support_figures(profile: Profile) -> list[Stat]:
    issues = {support.issue for support in profile.supports}
    areas = {support.area_id for support in profile.supports}
    return [
        Stat(_("Issues"), len(issues), _("issues"), "#supports"),
        Stat(_("Areas it supports"), len(areas), _("areas"), "#supports"),
    ]


def ending_words(organisation: Organisation, profile: Profile) -> list[str]:
    """What ending a body does, in figures: said before it happens."""
    words = [_("It leaves today's lists and figures; its records and its history stay.")]
    if organisation.kind == OrganisationKind.COUNCIL:
        words.append(_("Its council area has no council from that day and can take a new one."))
    if profile.people_count:
        count = {"count": profile.people_count}
        words.append(
            ngettext("%(count)d holder is shown as past.", "%(count)d holders are shown as past.", profile.people_count) % count
        )  # fmt: skip
    if profile.parts:
        count = {"count": len(profile.parts)}
        words.append(
            ngettext(
                "%(count)d part stays open and needs another home.", "%(count)d parts stay open and need another home.",
                len(profile.parts),
            ) % count
        )  # fmt: skip
    return words


def step_label(step: str) -> str:
    return _(Step(step).label)
