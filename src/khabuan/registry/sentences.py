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
from khabuan.core.words import mark
from khabuan.files.models import Attachment
from khabuan.registry.models import Agency, Appointment, Community, Organisation, Post, WorkingGroup
from khabuan.registry.queries.organisations import Holder, OneOrganisation, PostLine, RegistrationLine
from khabuan.registry.queries.standing import Names, Standing
from khabuan.registry.rules.coverage import Item
from khabuan.registry.rules.findings import Finding, FindingCode
from khabuan.registry.rules.kinds import GroupFunction, Issue, Level, OrganisationKind, SeatOrigin
from khabuan.registry.rules.registration import Missing, RegistrationState, Step
from khabuan.registry.rules.registration import Standing as InLaw
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


# What a profile says


@dataclass(frozen=True)
class Profile:
    """What the sentences of a profile are made from."""

    one: OneOrganisation
    standing: Standing
    findings: tuple[Finding, ...]
    names: Names
    on: date

    @property
    def body(self) -> Organisation:
        return self.one.organisation

    @property
    def open_posts(self) -> list[PostLine]:
        """Posts that are not closed on the day."""
        return [line for line in self.one.posts if line.post.until is None or line.post.until > self.on]

    @property
    def people_count(self) -> int:
        return len({holder.person.pk for line in self.open_posts for holder in line.holders})

    @property
    def empty_count(self) -> int:
        return sum(line.empty for line in self.open_posts)

    @property
    def name_of(self) -> dict[int, str]:
        """Names by key of all who hold or held a post, as far as they may be read."""
        held = (holder for line in self.one.posts for holder in (*line.holders, *line.former))
        return {holder.person.pk: self.names.of(holder.person) for holder in held if self.names.are_shown}


HARD = frozenset(
    {FindingCode.OVER_TERM, FindingCode.OVERLAP, FindingCode.TWO_POSTS, FindingCode.END_BEFORE_START}
)


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
    posts = {line.post.pk: line.post for line in profile.open_posts}
    may = policy.may(actor, "registry.appoint", profile.body.node)
    for finding in profile.findings:
        post = posts.get(finding.where)
        if finding.code == FindingCode.SUCCESSOR_GAP or (post is None and finding.where != profile.body.pk):
            continue  # a gap that is over needs nobody; it stands among the past holders
        what = _(finding.code.label) + (f": {post}" if post else "")
        act, url = "", ""
        if may and post and finding.code == FindingCode.VACANT:
            act, url = _("Record the holder"), reverse("appoint", args=[post.pk])
        elif may and post:
            act, url = _("Look at the post"), f"#post-{post.pk}"
        state = "wrong" if finding.code in HARD else "need"
        yield Need(what, f"{finding_words(finding, profile.name_of)} {_(finding.advice)}", state, act, url)


def _registration_needs(profile: Profile, actor: Actor) -> Iterator[Need]:
    body, state = profile.body, profile.one.registration
    if state is None or state.standing == InLaw.DISSOLVED:
        return
    may = policy.may(actor, "registry.record_registration", body.node)
    url = reverse("registration-add", args=[body.pk]) if may else ""
    for finding in state.findings:
        yield Need(_(finding.code.label), f"{finding_words(finding, {})} {_(finding.advice)}", "wrong")
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


# Figures of a profile


def figures_of(profile: Profile) -> list[Stat]:
    """Three to five figures, each with the place on the page where its records stand."""
    body = profile.body
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
        words.append(_("Its council area has no council from that day and can take a new one."))
    if profile.people_count:
        count = {"count": profile.people_count}
        words.append(
            ngettext(
                "%(count)d holder is shown as past.",
                "%(count)d holders are shown as past.",
                profile.people_count,
            )
            % count
        )
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


def step_label(step: str) -> str:
    return _(Step(step).label)


# What stands on the page


@dataclass(frozen=True)
class Fact:
    label: str
    value: str | None
    url: str = ""
    unknown: str = ""


def facts_of(profile: Profile) -> list[Fact]:
    """The body's own facts, in the order of its paper; what its kind does not have is left out."""
    body, own = profile.body, profile.one.own
    founded = thai_date(body.founded_on, precision=body.founded_precision) if body.founded_on else None  # type: ignore[arg-type]
    facts = [
        Fact(_("Belongs to"), body.parent.name, body.parent.get_absolute_url()) if body.parent else None,
        Fact(_("Council area"), body.council_area.name) if body.council_area else None,
        Fact(_("Zone or group of areas"), body.group.name, body.group.get_absolute_url())
        if body.group
        else None,
        *_own_facts(body, own),
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


def _own_facts(body: Organisation, own: Community | WorkingGroup | Agency | None) -> list[Fact]:
    """What stands in the kind's own table."""
    missing = _("not in the book")
    match body.kind if own is not None else "":
        case OrganisationKind.COMMUNITY:
            count = f"{own.member_count:,}" if own.member_count is not None else None
            return [
                Fact(_("Kind of group"), own.group_kind or None, unknown=missing),
                Fact(_("Purpose"), own.purpose or None, unknown=missing),
                Fact(_("Number of members"), count, unknown=missing),
            ]
        case OrganisationKind.WORKING_GROUP:
            issue = _(Issue(own.issue).label) if own.issue else ""
            facts = [(_("What the group is for"), _(GroupFunction(own.function).label)), (_("Issue"), issue)]
            facts.append((_("Order or resolution that set it up"), own.mandate))
            return [Fact(name, value) for name, value in facts if value]
        case OrganisationKind.AGENCY:
            facts = [(_("Kind of agency"), own.agency_kind), (_("Ministry or parent agency"), own.ministry)]
            return [Fact(name, value) for name, value in facts if value]
    return []


@dataclass(frozen=True)
class StepSaid:
    """A step of จดแจ้ง on the page."""

    key: int
    what: str
    more: str
    lacks: str
    state: str
    files: tuple[Attachment, ...]


def steps_of(profile: Profile) -> list[StepSaid]:
    """The steps that happened, in order, each with what it lacks; those taken back stay to be seen."""
    lacking = profile.one.registration.missing if profile.one.registration else ()
    return [
        _step_said(line, tuple(lack for lack in lacking if lack.entry == line.registration.pk))
        for line in profile.one.registrations
    ]


def _step_said(line: RegistrationLine, lacks: tuple[Missing, ...]) -> StepSaid:
    row = line.registration
    day = thai_date(row.on, precision=row.on_precision) if row.on else _("day not known")  # type: ignore[arg-type]
    parts = [day]
    if row.number:
        parts.append(_("No. %(number)s") % {"number": row.number})
    if row.receiver:
        parts.append(_("received by %(name)s") % {"name": row.receiver})
    if row.agreed is not None and row.present is not None:
        parts.append(
            _("%(agreed)d of %(present)d present agreed") % {"agreed": row.agreed, "present": row.present}
        )
    if row.note:
        parts.append(row.note)
    if row.withdrawn_on:
        what = _("Taken back: %(step)s") % {"step": step_label(row.step)}
        return StepSaid(row.pk, what, " · ".join(parts), "", "quiet", line.files)
    return StepSaid(
        row.pk,
        step_label(row.step),
        " · ".join(parts),
        lack_words(lacks),
        "need" if lacks else "done",
        line.files,
    )


@dataclass(frozen=True)
class HolderSaid:
    """Somebody in a post on the page; where this seat may not read names, a word for that stands instead."""

    key: int
    name: str
    url: str
    days: str
    more: str
    said: Said | None


@dataclass(frozen=True)
class PostSaid:
    """A post on the page; `empty` seats have no holder (0 for a post without a fixed number)."""

    post: Post
    is_open: bool
    origin: str
    holders: list[HolderSaid]
    empty: int


def posts_of(profile: Profile) -> list[PostSaid]:
    """The posts with their holders; closed ones last."""
    open_keys = {line.post.pk for line in profile.open_posts}
    said = [
        PostSaid(
            line.post,
            line.post.pk in open_keys,
            _origin(line.post),
            [_holder_said(holder, profile.names) for holder in line.holders],
            line.empty,
        )
        for line in profile.one.posts
    ]
    return sorted(said, key=lambda post: not post.is_open)


def former_of(profile: Profile) -> list[tuple[Post, HolderSaid]]:
    """Who held the posts before, in the posts' order, the last holder first."""
    return [
        (line.post, _holder_said(holder, profile.names))
        for line in profile.one.posts
        for holder in line.former
    ]


def newest_officer(profile: Profile) -> int | None:
    """The term of the agency's newest officer, whom the briefing is for. None where names stay hidden."""
    if profile.body.kind != OrganisationKind.AGENCY or not profile.names.are_shown:
        return None
    held = [holder.appointment for line in profile.open_posts for holder in line.holders]
    return max(held, key=lambda row: (row.since or date.min, row.pk)).pk if held else None


def _origin(post: Post) -> str:
    words = _(SeatOrigin(post.origin).label) if post.origin else ""
    return " ".join(filter(None, (words, post.origin_note)))


def _holder_said(holder: Holder, names: Names) -> HolderSaid:
    row = holder.appointment
    more = [_("acting")] if row.is_acting else []
    if row.on_behalf_of:
        more.append(_("on behalf of %(name)s") % {"name": row.on_behalf_of.name})
    if row.order_number:
        more.append(_("order %(number)s") % {"number": row.order_number})
    if row.ended_reason:
        more.append(row.ended_reason)
    name = names.of(holder.person) or _("A holder; offices that read persons see the name")
    said = term_said(holder.state) if holder.state else None
    return HolderSaid(row.pk, name, names.url_of(holder.person), term_days(row), " · ".join(more), said)


def term_days(row: Appointment) -> str:
    """ "5 ม.ค. 2566 – 4 ม.ค. 2570", as far as known; the day of leaving before the foreseen end."""
    since = thai_date(row.since, precision=row.since_precision) if row.since else ""  # type: ignore[arg-type]
    if row.ended_on:
        until = thai_date(row.ended_on, precision=row.ended_precision)  # type: ignore[arg-type]
    else:
        until = thai_date(row.until, precision=row.until_precision) if row.until else ""  # type: ignore[arg-type]
    if since and until:
        return f"{since} – {until}"
    if since:
        return _("since %(day)s") % {"day": since}
    return _("until %(day)s") % {"day": until} if until else _("days not known")


FIELD_WORDS = {
    "name": mark("Name"),
    "short_name": mark("Short name"),
    "name_en": mark("Name in English"),
    "kind": mark("Kind of organisation"),
    "level": mark("Level"),
    "area": mark("Place"),
    "group": mark("Zone or group of areas"),
    "parent": mark("Belongs to"),
    "council_area": mark("Council area"),
    "founded_on": mark("Founded on"),
    "founded_precision": mark("How much of the day is known"),
    "ended_on": mark("Ended on"),
    "ended_reason": mark("Reason"),
    "ended_precision": mark("How much of the day is known"),
    "phone": mark("Telephone"),
    "address": mark("Address"),
    "note": mark("Note"),
    "organisation": mark("Organisation"),
    "group_kind": mark("Kind of group"),
    "purpose": mark("Purpose"),
    "member_count": mark("Number of members"),
    "counted_on": mark("Counted on"),
    "function": mark("What the group is for"),
    "issue": mark("Issue"),
    "mandate": mark("Order or resolution that set it up"),
    "agency_kind": mark("Kind of agency"),
    "ministry": mark("Ministry or parent agency"),
    "local_government": mark("Local government"),
    "step": mark("Step"),
    "number": mark("Registration number"),
    "on": mark("Day"),
    "on_precision": mark("How much of the day is known"),
    "receiver": mark("Who received it"),
    "receiver_office": mark("Office that received it"),
    "present": mark("Present at the meeting"),
    "agreed": mark("Agreed"),
    "entitled": mark("Representatives entitled"),
    "withdrawn_on": mark("Taken back on"),
    "title": mark("Post or title"),
    "label": mark("As the order words it"),
    "holders": mark("How many seats"),
    "term_years": mark("Years of term"),
    "origin": mark("Where the seat comes from"),
    "origin_note": mark("Which group or agency"),
    "order": mark("Order in the list"),
    "since": mark("From"),
    "since_precision": mark("How much of the day is known"),
    "until": mark("Until"),
    "until_precision": mark("How much of the day is known"),
    "person": mark("Person"),
    "post": mark("Post"),
    "order_number": mark("Number of the order or minutes"),
    "on_behalf_of": mark("On behalf of"),
    "is_acting": mark("Acting for the time being"),
    "given": mark("First name"),
    "surname": mark("Surname"),
    "former_surname": mark("Former surname"),
    "nickname": mark("Nickname"),
    "sex": mark("Sex"),
    "born_on": mark("Born on"),
    "born_precision": mark("How much of the day is known"),
    "died_on": mark("Died on"),
    "died_precision": mark("How much of the day is known"),
    "stays": mark("Merged into"),
    "value": mark("Value"),
    "source": mark("Source"),
    "is_verified": mark("Verified"),
    "verified_on": mark("Verified on"),
    "verified_by": mark("Verified by"),
    "section": mark("Section"),
    "sureness": mark("How sure"),
    "place": mark("Place"),
    "key": mark("Rule"),
    "shown": mark("Number as shown"),
}
"""The fields of records as a history names them."""
