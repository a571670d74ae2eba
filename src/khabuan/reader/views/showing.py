"""What the page of a text shows: its words in stretches with marks, its drafts as cards by kind, how far it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.core.offers import Subject
from khabuan.core.parts.reading import MarkKey, Stretch
from khabuan.core.parts.states import tag
from khabuan.core.parts.words import thai_date
from khabuan.reader.models import Draft, Text
from khabuan.reader.queries.linking import MEANS, MEANS_NOTHING, Likely, likely_of, subjects_meant
from khabuan.reader.queries.texts import Progress
from khabuan.reader.rules.adding import BY_HAND
from khabuan.reader.rules.drafts import ORDER, TRUE, Kind, State, TextKind
from khabuan.reader.rules.fitting import likely_record
from khabuan.reader.rules.meaning import Because
from khabuan.reader.sentences import more_said, said

PAGE = 150
#: What presses each button while its draft has the focus: Thai and Latin letters, as the keyboard stands.
PRESSED = {
    "accept": ("ย", "a"), "change": ("ก", "c"), "reject": ("ม", "r"), "claim": ("ข", "k"), "means": ("ห", "m"),
}  # fmt: skip
LOOKS = {
    State.ACCEPTED: "done", State.CHANGED: "done", State.REJECTED: "quiet", State.CLAIM: "wrong",
}  # fmt: skip


#: What the page begins out of a text: its address, the act, words, picture.
BEGINS = (
    ("gathering", "start_gathering", gettext_lazy("Record as a gathering"), "meet"),
    ("meeting", "start_meeting", gettext_lazy("Record as a meeting"), "work"),
    ("promise", "start_promise", gettext_lazy("Record a promise"), "hand"),
    ("project", "start_project", gettext_lazy("Record as a project"), "build"),
    ("house", "start_house", gettext_lazy("Record a house"), "build"),
    ("news", "start_news", gettext_lazy("Write as news"), "report"),
    ("fund", "start_fund", gettext_lazy("Enter a fund"), "fund"),
)


@dataclass(frozen=True)
class Begin:
    """A button that begins a record. `is_likely`: what the text most likely becomes."""

    words: str
    url: str
    icon: str
    is_likely: bool


@dataclass(frozen=True)
class Card:
    """A draft as its page shows it. `meant` of the register, or `likely` so. `form`: it is being corrected. `uses`: how
    many records have its value."""

    draft: Draft
    says: str
    more: str
    badge: str
    meant: Subject | None = None
    likely: Likely | None = None
    may_decide: bool = False
    may_link: bool = False
    uses: int = 0
    form: forms.Form | None = None
    page: int = 1

    @property
    def key(self) -> str:
        return str(self.draft.pk)

    @property
    def mark_url(self) -> str:
        return f"#m-{self.draft.pk}"

    @property
    def meant_words(self) -> str:
        if self.meant is None:
            return _("Means nothing of the register") if self.draft.meant_by else ""
        return _("Means %(title)s") % {"title": self.meant.title}

    @property
    def meant_why(self) -> str:
        """The points and reasons of the rules, or who said so."""
        if self.draft.meant_by:
            return self.draft.meant_by
        return why_words(self.draft.points, self.draft.reasons) if self.meant else ""

    @property
    def likely_words(self) -> str:
        return _("May mean %(title)s") % {"title": self.likely.subject.title} if self.likely else ""

    @property
    def likely_why(self) -> str:
        return why_words(self.likely.score.points, self.likely.score.reasons) if self.likely else ""

    @property
    def meant_url(self) -> str:
        return self.meant.path if self.meant else ""

    @property
    def ask(self) -> str:
        is_told = self.meant or self.likely or self.draft.meant_by
        return _("another one") if is_told else _("Say who or what is meant")

    @property
    def ask_url(self) -> str:
        return reverse("reader-link", args=[self.draft.pk]) if self.may_link else ""

    @property
    def is_waiting(self) -> bool:
        return bool(self.draft.state == State.WAITING)

    @property
    def is_lost(self) -> bool:
        return bool(self.draft.kind == Kind.MISSING)


@dataclass(frozen=True)
class Group:
    """The cards of one kind on a page."""

    kind: str
    words: str
    cards: list[Card] = field(default_factory=list)


def in_order(drafts: Iterable[Draft]) -> list[Draft]:
    """As the page lists them: by kind, then as they stand in the text."""
    return sorted(drafts, key=lambda one: (ORDER[Kind(one.kind)], one.start, one.pk))


def page_of(drafts: Sequence[Draft]) -> dict[int, int]:
    """On which page of the list each draft stands."""
    return {draft.pk: at // PAGE + 1 for at, draft in enumerate(drafts)}


def cards_of(
    actor: Actor, text: Text, drafts: Sequence[Draft], uses: Mapping[int, int], *, page: int = 1
) -> list[Card]:
    """The cards of some drafts of a text; a query for each kind of record that they mean, six for those likely so."""
    meant = subjects_meant(actor, drafts)
    is_open = text.closed_on is None
    may_decide = is_open and policy.may(actor, "reader.decide", text.node)
    may_link = is_open and policy.may(actor, "reader.link", text.node)
    likely = likely_of(actor, text, drafts) if may_link else {}
    return [
        Card(
            draft=one,
            says=said(one.kind, one.says, one.quote),
            more=_more(one),
            badge=_badge(one, uses.get(one.pk, 0)),
            meant=meant.get((one.subject_kind, one.subject_id or 0)),
            likely=likely.get(one.pk),
            may_decide=may_decide,
            may_link=may_link and Kind(one.kind) in MEANS and one.state not in MEANS_NOTHING,
            uses=uses.get(one.pk, 0),
            page=page,
        )
        for one in drafts
    ]


def _more(draft: Draft) -> str:
    parts = [more_said(draft.kind, draft.says)]
    was_read = said(draft.kind, draft.facts)
    if draft.kind != Kind.MISSING and was_read != said(draft.kind, draft.says):
        parts.append(_("read as: %(words)s") % {"words": was_read})
    if draft.why == BY_HAND:
        parts.append(_("added by a person"))
    if draft.changed.get("source"):
        parts.append(draft.changed["source"])
    if draft.says.get("alleged"):
        parts.append(_("words that accuse stand beside it: it goes into no record and on no timeline"))
    if draft.is_accusation and draft.state == State.WAITING:
        parts.append(_("words that accuse stand beside this name"))
    return " · ".join(part for part in parts if part)


def _badge(draft: Draft, uses: int) -> str:
    """The state with who said so and when; none while it waits, as most do at first."""
    if draft.state == State.WAITING:
        return ""
    said_of = (_(State(draft.state).label), draft.decided_by, thai_date(draft.decided_on))
    words = " · ".join(part for part in said_of if part)
    return tag(LOOKS[State(draft.state)], f"{words} · {_('stands in a record')}" if uses else words)


def why_words(points: int | None, reasons: Iterable[str]) -> str:
    """How likely it is that a record is meant, and why: "95 of 100: the same name, in the same province"."""
    if points is None:
        return ""
    told = ", ".join(_(Because(reason).label) for reason in reasons)
    return _("%(points)d of 100: %(reasons)s") % {"points": points, "reasons": told}


def begins_of(text: Text, drafts: Iterable[Draft], may: Mapping[str, bool]) -> list[Begin]:
    """What the seat may begin out of a text, what it most likely becomes first."""
    has_day = any(draft.kind == Kind.DATE and draft.says.get("main") for draft in drafts)
    likely = likely_record(text.kind, text.title, text.words, has_day=has_day)
    found = [
        Begin(
            str(words),
            reverse("reader-start-fund", args=[text.pk])
            if what == "fund"
            else reverse("reader-start", args=[text.pk, what]),
            icon,
            what == likely,
        )
        for what, act, words, icon in BEGINS
        if may[act]
    ]
    return sorted(found, key=lambda one: not one.is_likely)


def groups_of(cards: Iterable[Card]) -> list[Group]:
    found: dict[str, Group] = {}
    for card in cards:
        kind = Kind(card.draft.kind)
        found.setdefault(kind, Group(kind.value, _(kind.label))).cards.append(card)
    return list(found.values())


def keys_of(drafts: Iterable[Draft]) -> list[MarkKey]:
    """The kinds that a text has, with how many of each."""
    counted = Counter(draft.kind for draft in drafts)
    return [MarkKey(kind.value, _(kind.label), counted[kind]) for kind in Kind if counted[kind]]


def stretches_of(
    words: str, drafts: Sequence[Draft], pages: Mapping[int, int], *, page: int
) -> list[Stretch]:
    """A text cut where marks begin and end. The shortest draft has the letters' mark."""
    begins: dict[int, list[tuple[int, Draft]]] = defaultdict(list)
    ends: dict[int, list[Draft]] = defaultdict(list)
    first: dict[int, list[str]] = defaultdict(list)
    for draft in drafts:
        first[draft.start].append(str(draft.pk))
        for start, end in ((draft.start, draft.end), *draft.also_at):
            begins[start].append((end - start, draft))
            ends[end].append(draft)
    return list(_cut(words, begins, ends, first, lambda draft: _address(draft, pages[draft.pk], page)))


def _cut(
    words: str, begins: Mapping[int, list[tuple[int, Draft]]], ends: Mapping[int, list[Draft]],
    first: Mapping[int, list[str]], address: Any,  # noqa: ANN401 - of a draft
) -> Iterator[Stretch]:  # fmt: skip
    here: list[tuple[int, Draft]] = []
    cuts = sorted({0, *begins, *ends, len(words)} & set(range(len(words) + 1)))
    for start, end in pairwise(cuts):
        over = ends.get(start, ())
        here = [one for one in here if one[1] not in over] + list(begins.get(start, ()))
        anchors = tuple(first.get(start, ()))
        if not here:
            yield Stretch(words[start:end], begins=anchors)
            continue
        inside = [draft for _length, draft in sorted(here, key=lambda one: (one[0], one[1].pk))]
        first_of, keys = inside[0], tuple(str(draft.pk) for draft in inside)
        yield Stretch(
            words[start:end], first_of.kind, first_of.state, inside[-1].kind, address(first_of), keys, anchors
        )


def _address(draft: Draft, at: int, page: int) -> str:
    return f"#d-{draft.pk}" if at == page else f"?page={at}#d-{draft.pk}"


def press() -> dict[str, tuple[str, str]]:
    """For each button the letter that it shows, and all that press it."""
    at = 1 if (get_language() or "th").startswith("en") else 0
    return {act: (letters[at], " ".join(letters)) for act, letters in PRESSED.items()}


def lead_of(text: Text) -> str:
    """What sort of text, who published it, when."""
    day = thai_date(text.published_on, how="long") if text.published_on else ""
    return " · ".join(part for part in (_(TextKind(text.kind).label), text.outlet, day) if part)


def progress_words(progress: Progress) -> str:
    if not progress.total:
        return _("Nothing was read in this text.")
    facts = {"done": progress.decided, "total": progress.total}
    return _("%(done)d of %(total)d decided") % facts


def accepted_among(drafts: Iterable[Draft]) -> int:
    return sum(draft.state in TRUE for draft in drafts)
