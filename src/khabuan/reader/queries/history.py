"""The history of a text beyond its own fields: what was said of its drafts, of other texts, and what was written out of it.

Names of those who are only accused are left out, as on the timeline.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from khabuan.access.actor import Actor
from khabuan.audit.queries import ChangeOf, Happening
from khabuan.core.offers import Subject
from khabuan.reader.models import Draft, SameEvent, Text, Use
from khabuan.reader.queries.linking import titles_of
from khabuan.reader.queries.timeline import accused_in
from khabuan.reader.rules.drafts import Kind, State
from khabuan.reader.rules.timeline import Verdict, without_names
from khabuan.reader.sentences import said
from khabuan.registry.queries.history import FieldDiff, Inside, Titled

DRAFT, USE, SAME = (model._meta.label_lower for model in (Draft, Use, SameEvent))
Meant = tuple[str, int]


def inside_of(actor: Actor, text: Text) -> Inside:
    """The rows whose acts belong to the history of a text, and what those acts say."""
    drafts = Draft.objects.visible_to(actor).filter(text=text)
    uses = Use.objects.visible_to(actor).filter(text=text)
    same = SameEvent.objects.visible_to(actor).filter(Q(text=text) | Q(other=text))
    keys = {DRAFT: drafts.values("pk"), USE: uses.values("pk"), SAME: same.values("pk")}
    return Inside(keys, lambda events: _Told(actor, text, events).lines())


@dataclass(frozen=True)
class _Known:
    """The rows that some acts touched, by their keys; those in sight alone."""

    drafts: Mapping[int, Draft]
    subjects: Mapping[Meant, Subject]
    same: Mapping[int, SameEvent]
    titles: Mapping[int, str]
    taken_back: Mapping[int, Use]


class _Told:
    """What each of some acts says. Four queries, two for other texts, and one for each kind of record that is named."""

    def __init__(self, actor: Actor, text: Text, events: Sequence[Happening]) -> None:
        self.actor, self.text, self.events = actor, text, events
        self.accused = accused_in(actor, [text.pk])[text.pk]
        self.known = self._known()

    def lines(self) -> list[list[Titled]]:
        return [
            [
                (self._nameless(title), tuple(self._masked(one) for one in diffs))
                for title, diffs in self._of(one)
            ]
            for one in self.events
        ]

    def _masked(self, one: FieldDiff) -> FieldDiff:
        return FieldDiff(one.field, self._nameless(str(one.old)), self._nameless(str(one.new)))

    def _nameless(self, words: str) -> str:
        return without_names(words, self.accused)

    def _of(self, event: Happening) -> Iterator[Titled]:
        if accepted := [self._words(int(key)) for key in event.notes.get("accepted", ())]:
            yield "", (FieldDiff("accepted", "", " · ".join(word for word in accepted if word)),)
        if event.action == "reader.read_again":  # nobody said anything of a draft by that
            return
        yield from (self._of_draft(one) for one in event.changes if one.kind == DRAFT)
        yield from (self._of_same(one) for one in event.changes if one.kind == SAME)
        yield from self._of_uses([one for one in event.changes if one.kind == USE])

    def _of_draft(self, change: ChangeOf) -> Titled:
        draft = self.known.drafts.get(change.id)
        if draft is None:
            return "", ()
        diffs = []
        if "state" in change.fields:
            old, new = (_(State(value).label) if value else "" for value in change.fields["state"])
            diffs.append(FieldDiff("state", old, new))
        if "changed" in change.fields:
            before, after = (value or {} for value in change.fields["changed"])
            old, new = (said(draft.kind, {**draft.facts, **value}) for value in (before, after))
            diffs += [FieldDiff("says", old, new)] if old != new else []
            mains = [{**draft.facts, **value}.get("main", False) for value in (before, after)]
            if mains[0] != mains[1]:
                diffs.append(
                    FieldDiff("main", *(_("what the text is about") if one else "" for one in mains))
                )
            if before.get("source") != after.get("source"):
                diffs.append(FieldDiff("source", before.get("source", ""), after.get("source", "")))
        if "subject_id" in change.fields:
            diffs.append(FieldDiff("subject", *(self._title(one) for one in _meant(change, draft))))
        elif "meant_by" in change.fields:  # said of nothing that was meant before: nothing is meant
            diffs.append(FieldDiff("subject", "", _("Means nothing of the register")))
        return f"{_(Kind(draft.kind).label)}: {said(draft.kind, draft.facts)}", tuple(diffs)

    def _of_same(self, change: ChangeOf) -> Titled:
        row = self.known.same.get(change.id)
        if row is None or "verdict" not in change.fields:
            return "", ()
        old, new = (_(Verdict(value).label) if value else "" for value in change.fields["verdict"])
        other = row.other_id if row.text_id == self.text.pk else row.text_id
        return self.known.titles.get(other, ""), (FieldDiff("verdict", old, new),)

    def _of_uses(self, changes: Sequence[ChangeOf]) -> Iterator[Titled]:
        """A record in sight that is one of the text, with the words that gave it values; or is one no longer."""
        given: dict[Meant, list[str]] = defaultdict(list)
        for change in changes:
            use = self.known.taken_back.get(change.id)
            if use is not None and "subject_kind" not in change.fields and "taken_back_on" in change.fields:
                yield "", (FieldDiff("record", self._title((use.subject_kind, use.subject_id)), ""),)
            if _id_of(change, "text") != self.text.pk:
                continue
            kind, key = (change.fields[name][1] for name in ("subject_kind", "subject_id"))
            given[kind, int(key)] += [self._words(_id_of(change, "draft"))]
        for record, words in given.items():
            if title := self._title(record):
                told = FieldDiff("drafts", "", " · ".join(word for word in words if word))
                yield "", (FieldDiff("record", "", title), *([told] if told.new else ()))

    def _words(self, key: int | None) -> str:
        draft = self.known.drafts.get(key or 0)
        return said(draft.kind, draft.says) if draft else ""

    def _title(self, meant: Meant | None) -> str:
        subject = self.known.subjects.get(meant) if meant else None
        return subject.title if subject else ""

    def _known(self) -> _Known:
        changes = [change for event in self.events for change in event.changes]
        rows = Draft.objects.visible_to(self.actor).filter(text=self.text)
        drafts = {row.pk: row for row in rows}
        wanted = {one for change in changes if change.kind == DRAFT and change.id in drafts
                  for one in _meant(change, drafts[change.id]) if one}  # fmt: skip
        wanted |= {
            (change.fields["subject_kind"][1], int(change.fields["subject_id"][1]))
            for change in changes
            if change.kind == USE and "subject_kind" in change.fields
        }
        back = [change.id for change in changes if change.kind == USE and "taken_back_on" in change.fields]
        uses = {row.pk: row for row in Use.objects.visible_to(self.actor).filter(pk__in=back)} if back else {}
        wanted |= {(row.subject_kind, row.subject_id) for row in uses.values()}
        pairs = SameEvent.objects.visible_to(self.actor).filter(
            pk__in=[change.id for change in changes if change.kind == SAME]
        )
        same = {row.pk: row for row in pairs}
        others = {key for row in same.values() for key in (row.text_id, row.other_id)} - {self.text.pk}
        accused = accused_in(self.actor, others) if others else {}
        found = Text.objects.visible_to(self.actor).filter(pk__in=others).defer("words") if others else ()
        titles = {row.pk: without_names(row.title, accused.get(row.pk, ())) for row in found}
        return _Known(drafts, titles_of(self.actor, wanted), same, titles, uses)


def _meant(change: ChangeOf, draft: Draft) -> tuple[Meant | None, Meant | None]:
    """What a draft meant before and after an act; the kind stands in the trail only where it changed."""
    if "subject_id" not in change.fields:
        return None, None
    kinds = change.fields.get("subject_kind", (draft.subject_kind, draft.subject_kind))
    old, new = (
        (kind, int(key)) if kind and key else None
        for kind, key in zip(kinds, change.fields["subject_id"], strict=True)
    )
    return old, new


def _id_of(change: ChangeOf, name: str) -> int | None:
    told: Any = change.fields.get(name, (None, None))[1]
    return int(told["id"]) if isinstance(told, dict) else None
