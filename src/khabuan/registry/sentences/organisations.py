"""Organisations: the word a list shows, what waits, figures, facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.core.parts.words import thai_date
from khabuan.registry.models import (
    Agency,
    Appointment,
    Community,
    Organisation,
    WorkingGroup,
)
from khabuan.registry.queries.standing import Standing
from khabuan.registry.rules.coverage import Item
from khabuan.registry.rules.findings import Finding, FindingCode
from khabuan.registry.rules.kinds import (
    GroupFunction,
    Issue,
    Level,
    OrganisationKind,
    agency_kind_label,
)
from khabuan.registry.rules.registration import Missing, RegistrationState
from khabuan.registry.rules.registration import Standing as InLaw
from khabuan.registry.rules.terms import TermKind
from khabuan.registry.sentences.parts import Fact, Need, Said, Stat, term_said
from khabuan.registry.sentences.profile import Profile


def standing_said(organisation: Organisation, standing: Standing, on: date) -> Said | None:
    """The one word that a list shows of an organisation; None when all is as it should be."""
    if organisation.ended_on and organisation.ended_on <= on:
        return Said("quiet", _("Ended %(on)s") % {"on": thai_date(organisation.ended_on)})
    if organisation.kind == OrganisationKind.COUNCIL and Item.MEMBERS in standing.completeness.missing:
        return Said("need", _("No list of members yet"))
    return term_said(standing.term)


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


HARD = frozenset({FindingCode.OVERLAP, FindingCode.TWO_POSTS, FindingCode.END_BEFORE_START})


def needs_of(profile: Profile, actor: Actor) -> list[Need]:
    """Everything that waits on the page of an organisation, the worst first."""
    body = profile.body
    if body.ended_on:
        return []
    found = [
        *_seat_needs(profile, actor),
        *_registration_needs(profile, actor),
        *_record_needs(profile, actor),
    ]
    return sorted(found, key=lambda need: need.state != "wrong")


def _seat_needs(profile: Profile, actor: Actor) -> Iterator[Need]:
    yield from _term_need(profile, actor)
    posts = {line.post.pk: line.post for line in profile.open_posts}
    may = policy.may(actor, "registry.appoint", profile.body.node)
    for finding in profile.findings:
        post = posts.get(finding.where)
        if finding.code in (FindingCode.SUCCESSOR_GAP, FindingCode.OVER_TERM):
            continue  # a gap that is over needs nobody; terms that are over are said at once
        if post is None and finding.where != profile.body.pk:
            continue
        what = _(finding.code.label) + (f": {post}" if post else "")
        act, url = "", ""
        if may and post and finding.code == FindingCode.VACANT:
            act, url = _("Record the holder"), reverse("appoint", args=[post.pk])
        elif may and post:
            act, url = _("Look at the post"), f"#post-{post.pk}"
        state = "wrong" if finding.code in HARD else "need"
        more = finding_words(finding, profile.name_of)
        yield Need(what, f"{more} {_(finding.advice)}" if may else more, state, act, url)


def _term_need(profile: Profile, actor: Actor) -> Iterator[Need]:
    """Terms that are over, or else that end soon: one sentence for all posts, and the act that does it."""
    may = policy.may(actor, "registry.renew_term", profile.body.node)
    act, url = (_("Record the new term"), reverse("term-renew", args=[profile.body.pk])) if may else ("", "")
    over, left = _terms_rung(profile)
    if over:
        days = max(over)
        words = ngettext("Term over for %(days)d day", "Term over for %(days)d days", days) % {"days": days}
        posts = ngettext("%(n)d holder", "%(n)d holders", len(over)) % {"n": len(over)}
        advice = _("They stay in office until others follow. Record who goes on and who comes, with one day.")
        yield Need(f"{words} · {posts}", advice, "wrong", act, url)
        return
    if left:
        words = ngettext("Term ends in %(days)d day", "Term ends in %(days)d days", min(left))
        posts = ngettext("%(n)d holder", "%(n)d holders", len(left)) % {"n": len(left)}
        yield Need(f"{words % {'days': min(left)}} · {posts}", "", "need", act, url)


def _terms_rung(profile: Profile) -> tuple[list[int], list[int]]:
    """The days over, and the days left, of the holders for whom an alarm rings: of a council whose own term
    rings these are the council's days, for everybody."""
    whole, held = profile.standing.term, [h for line in profile.open_posts for h in line.holders]
    if profile.body.kind == OrganisationKind.COUNCIL and whole.days is not None:
        if whole.kind == TermKind.OVER:
            return [whole.days] * len(held), []
        if whole.kind == TermKind.ENDS_SOON:
            return [], [whole.days] * len(held)
    over = [finding for finding in profile.findings if finding.code == FindingCode.OVER_TERM]
    states = [holder.state for holder in held if holder.state and holder.state.kind == TermKind.ENDS_SOON]
    return (
        [int(str(dict(finding.facts)["days"])) for finding in over],
        [state.days for state in states if state.days is not None],
    )


def _registration_needs(profile: Profile, actor: Actor) -> Iterator[Need]:
    body, state = profile.body, profile.one.registration
    if state is None or state.standing == InLaw.DISSOLVED:
        return
    may = policy.may(actor, "registry.record_registration", body.node)
    url = reverse("registration-add", args=[body.pk]) if may else ""
    for finding in state.findings:
        more = finding_words(finding, {})
        yield Need(_(finding.code.label), f"{more} {_(finding.advice)}" if may else more, "wrong")
    for step in dict.fromkeys(lack.step for lack in state.missing if lack.entry is None):
        needs = tuple(lack for lack in state.missing if lack.step == step and lack.entry is None)
        more = _("The paper needs: %(things)s") % {"things": lack_words(needs)}
        words = _("Not recorded yet: %(step)s") % {"step": _(step.label)}
        yield Need(
            words, more, "need", _("Record this step") if may else "", f"{url}?step={step}" if may else ""
        )


def _record_needs(profile: Profile, actor: Actor) -> Iterator[Need]:
    body, missing = profile.body, profile.one.completeness.missing
    told = {Item.REGISTRATION} if profile.one.registration else set()
    missing = tuple(item for item in missing if item not in told)
    if not missing:
        return
    may = policy.may(actor, "registry.change_organisation", body.node)
    words = ngettext("The record lacks %(count)d fact", "The record lacks %(count)d facts", len(missing)) % {
        "count": len(missing)
    }
    url = reverse("organisation-change", args=[body.pk]) if may else ""
    yield Need(words, missing_words(missing), "quiet", _("Fill in") if may else "", url)


def figures_of(profile: Profile) -> list[Stat]:
    """Three to five figures, each with the place on the page where its records stand; of a body that has ended
    only its registration."""
    body = profile.body
    if profile.has_ended:
        return [_registration_figure(profile, profile.one.registration)] if profile.one.registration else []
    figures = [_people_figure(profile)]
    if profile.one.registration is not None:
        figures.append(_registration_figure(profile, profile.one.registration))
    if body.kind == OrganisationKind.AGENCY:
        figures += _support_figures(profile)
    else:
        figures.append(_term_figure(profile))
    if profile.one.parts:
        figures.append(Stat(_("Parts"), len(profile.one.parts), url="#parts", note=_("branches and centres")))
    done = profile.one.completeness
    figures.append(
        Stat(
            _("Record complete"),
            f"{done.percent} %",
            url="#need" if done.missing else "#facts",
            note=missing_words(done.missing[:3]) if done.missing else _("nothing is missing"),
        )
    )
    return figures


def _people_figure(profile: Profile) -> Stat:
    empty = profile.empty_count
    note = (
        ngettext("%(count)d seat is empty", "%(count)d seats are empty", empty) % {"count": empty}
        if empty
        else ""
    )
    if not profile.open_posts:
        return Stat(_("In office"), None, unknown=_("No posts are set up yet"), url="#posts")
    return Stat(_("In office"), profile.people_count, _("people"), "#posts", note)


def _registration_figure(profile: Profile, state: RegistrationState) -> Stat:
    number = profile.standing.number
    if state.standing != InLaw.REGISTERED:
        return Stat(_("Registration"), None, unknown=_(state.standing.label), url="#registration")
    note = thai_date(state.registered_on) if state.registered_on else _("The day is not in the book")
    return Stat(
        _("Registration number"),
        number or None,
        "",
        "#registration",
        note,
        _("The number is not in the book"),
    )


def _term_figure(profile: Profile) -> Stat:
    term = profile.standing.term
    if term.kind == TermKind.UNKNOWN or term.ends_on is None:
        return Stat(_("Term ends"), None, unknown=_("No day is known from which it counts"))
    said = term_said(term)
    return Stat(_("Term ends"), thai_date(term.ends_on), "", "#posts", said.words if said else "")


def _support_figures(profile: Profile) -> list[Stat]:
    issues = {support.issue for support in profile.one.supports}
    areas = {support.area_id for support in profile.one.supports}
    return [
        Stat(_("Issues"), len(issues), _("issues"), "#supports"),
        Stat(_("Areas it supports"), len(areas), _("areas"), "#supports"),
    ]


def ending_words(profile: Profile) -> list[str]:
    """What ending a body does, in figures: said before it happens."""
    words = [_("It leaves today's lists and figures; its records and its history stay.")]
    if profile.body.kind == OrganisationKind.COUNCIL:
        area = {"area": profile.body.council_area.name if profile.body.council_area else "–"}
        words.append(
            _("The council area %(area)s has no council from that day and can take a new one.") % area
        )
    held = sum(len(line.holders) for line in profile.one.posts)
    if held:
        term = ngettext("%(count)d term ends that day.", "%(count)d terms end that day.", held)
        words.append(term % {"count": held})
    if profile.one.parts:
        count = {"count": len(profile.one.parts)}
        words.append(
            ngettext(
                "%(count)d part stays open and needs another home.",
                "%(count)d parts stay open and need another home.",
                len(profile.one.parts),
            )
            % count
        )
    return words


def returning_words(body: Organisation, terms: Sequence[Appointment]) -> list[str]:
    """What bringing a body back does, in figures: said before it happens."""
    words = [_("It stands in today's lists and figures again, as if it had not ended.")]
    if body.council_area:
        words.append(_("The council area %(area)s has its council again.") % {"area": body.council_area.name})
    if terms:
        again = ngettext("%(count)d term runs again:", "%(count)d terms run again:", len(terms))
        people = ", ".join(f"{row.person} ({row.post})" for row in terms)
        words.append(f"{again % {'count': len(terms)}} {people}")
    return words


def facts_of(profile: Profile) -> list[Fact]:
    """The body's own facts, in the order of its paper; what its kind does not have is left out."""
    body = profile.body
    founded = thai_date(body.founded_on, precision=body.founded_precision) if body.founded_on else None
    facts = [
        Fact(_("Belongs to"), body.parent.name, body.parent.get_absolute_url()) if body.parent else None,
        Fact(_("Council area"), body.council_area.name) if body.council_area else None,
        *(
            Fact(_("Council of this place"), row.name, row.get_absolute_url())
            for row in profile.around.councils
        ),
        Fact(_("Zone or group of areas"), body.group.name, body.group.get_absolute_url())
        if body.group
        else None,
        *_own_facts(profile.one.own),
        Fact(_("Founded on"), founded, unknown=_("not in the book")),
        Fact(_("Level"), _(Level(body.level).label)) if body.level else None,
        Fact(_("Address"), body.address) if body.address else None,
        Fact(_("Telephone"), body.phone or None, unknown=_("not in the book")),
        Fact(_("Name in English"), body.name_en) if body.name_en else None,
        Fact(_("Also recorded as"), ", ".join(row.name for row in profile.one.aliases))
        if profile.one.aliases
        else None,
        Fact(_("Note"), body.note) if body.note else None,
    ]
    return [fact for fact in facts if fact is not None]


def _own_facts(own: Community | WorkingGroup | Agency | None) -> list[Fact]:
    """What stands in the kind's own table."""
    missing = _("not in the book")
    match own:
        case Community():
            count = f"{own.member_count:,}" if own.member_count is not None else None
            return [
                Fact(_("Kind of group"), own.group_kind or None, unknown=missing),
                Fact(_("Purpose"), own.purpose or None, unknown=missing),
                Fact(_("Number of members"), count, unknown=missing),
            ]
        case WorkingGroup():
            issue = _(Issue(own.issue).label) if own.issue else ""
            facts = [(_("What the group is for"), _(GroupFunction(own.function).label)), (_("Issue"), issue)]
            facts.append((_("Order or resolution that set it up"), own.mandate))
            return [Fact(name, value) for name, value in facts if value]
        case Agency():
            label = agency_kind_label(own.agency_kind)
            kind = _(label) if label else ""
            facts = [(_("Kind of agency"), kind), (_("Ministry or parent agency"), own.ministry)]
            return [Fact(name, value) for name, value in facts if value]
    return []
