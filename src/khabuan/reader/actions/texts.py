"""Writes of texts: brought in with what was read in them, read again, closed and opened.

Reading itself comes before (`work`): an action takes what was read and writes it down.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change, note
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.parts.words import thai_date
from khabuan.core.thai import search_key, tidy
from khabuan.places.models import Area
from khabuan.reader.actions.withdrawing import check_not_withdrawn
from khabuan.reader.models import Draft, Text
from khabuan.reader.queries.linking import ORGANISATION, Meant, meant_by
from khabuan.reader.rules import texts as rules
from khabuan.reader.rules.adding import BY_HAND
from khabuan.reader.rules.drafts import Drafted, State, TextKind, identity
from khabuan.reader.rules.reading import VERSION

KINDS = frozenset(TextKind)


@action("reader.take_text", on="area")
def take_text(
    *,
    actor: Actor,
    area: Area,
    words: str,
    drafts: Sequence[Drafted],
    title: str = "",
    kind: str = TextKind.NEWS,
    outlet: str = "",
    address: str = "",
    published_on: date | None = None,
) -> Text:
    """Keep a text in the book of an area, with what was read in it. Nothing else is written of it.

    Without a title its first line is one. Refused: nothing pasted, too long, no text at all, letters of another
    encoding, a day to come, a text that this place has already.
    """
    doubt = rules.doubt_of(words)
    if doubt is not None:
        raise Refused(doubt.value, gettext(doubt.label), field="words")
    known = {"title": title, "kind": kind, "outlet": outlet, "address": address}
    about = _about(words, published_on, **known)
    _check_new(area, words)
    now = clock.now()
    text: Text = add(
        Text, area=area, words=words, digest=rules.digest_of(words), taken_at=now, read_at=now, rules=VERSION,
        by_seat=actor.seat_id, by_title=actor.title[:200], **about,
    )  # fmt: skip
    _add(actor, text, drafts)
    return text


@action("reader.change_text", on="text")
def change_text(
    *,
    actor: Actor,
    text: Text,
    title: str = "",
    kind: str = TextKind.NEWS,
    outlet: str = "",
    address: str = "",
    published_on: date | None = None,
) -> Text:
    """What it is called, what sort it is, where and when it was published, as it is to be; its words stay as they were
    pasted. Refused: withdrawn, a day to come."""
    text.refresh_from_db()
    check_not_withdrawn(text)
    known = {"title": title, "kind": kind, "outlet": outlet, "address": address}
    change(text, **_about(text.words, published_on, **known))
    return text


def _about(
    words: str, published_on: date | None, *, title: str, kind: str, outlet: str, address: str
) -> dict[str, Any]:
    """What is known of a text beside its words."""
    if kind not in KINDS:
        raise Refused("kind_unknown", _("Choose what sort of text it is."), field="kind")
    if published_on is not None and published_on > clock.today():
        raise Refused("to_come", _("This day is still to come. Check it."), field="published_on")
    head = tidy(title) or rules.title_of(words)
    return {
        "title": head, "kind": kind, "outlet": tidy(outlet), "address": address.strip(), "published_on": published_on,
        "search_key": search_key(f"{head} {outlet}"),
    }  # fmt: skip


def _check_new(area: Area, words: str) -> None:
    known = Text.everywhere.filter(area=area, digest=rules.digest_of(words)).defer("words").first()
    if known is not None:
        facts = {"title": known, "day": thai_date(known.taken_at)}
        message = gettext("This text stands here already, since %(day)s: “%(title)s”.") % facts
        raise Refused("text_known", message, field="words")


@action("reader.read_again", on="text")
def read_again(*, actor: Actor, text: Text, drafts: Sequence[Drafted]) -> Text:
    """Take in what the rules read now. What a person decided stays as it is; waiting drafts give way.

    A sum or count that is now seen beside words that accuse keeps what was said of it, and is alleged from now on.
    A draft is known again by what it says; whom somebody said it means, stays. Refused: a text that is closed.
    """
    text.refresh_from_db()
    check_not_withdrawn(text)
    if text.closed_on is not None:
        raise Refused("closed", _("This text is closed. Open it again first."))
    held = list(Draft.everywhere.filter(text=text))
    decided = {_identity(one) for one in held if _is_kept(one)}
    waiting = {_identity(one): one for one in held if not _is_kept(one)}
    new = [one for one in drafts if one.identity not in decided]
    meant = meant_by(actor, text.area, new)
    for one in new:
        known = waiting.pop(one.identity, None)
        if known is not None:
            said = {} if known.meant_by else meaning(meant.get(one.identity))
            change(known, state=State.WAITING, **{**_fields(one), **said})
    for gone in waiting.values():
        change(gone, state=State.GONE)
    alleged = {one.identity for one in drafts if one.says.get("alleged")}
    for one in held:
        if _is_kept(one) and _identity(one) in alleged and not one.says.get("alleged"):
            change(one, facts={**one.facts, "alleged": True})
    known_now = {_identity(one) for one in held}
    _add(actor, text, [one for one in new if one.identity not in known_now])
    change(text, read_at=clock.now(), rules=VERSION)
    return text


@action("reader.close_text", on="text")
def close_text(*, actor: Actor, text: Text) -> Text:
    """Who read it is done: what is not decided by now stays so."""
    change(text, closed_on=text.closed_on or clock.today())
    return text


@action("reader.reopen_text", on="text")
def reopen_text(*, actor: Actor, text: Text) -> Text:
    """Go on with a text that was closed."""
    change(text, closed_on=None)
    return text


def _is_kept(draft: Draft) -> bool:
    """Whether it stays as it is when the text is read again: a person decided it, or added it."""
    return draft.state not in (State.WAITING, State.GONE) or draft.why == BY_HAND


def _identity(draft: Draft) -> str:
    return identity(draft.kind, draft.facts, draft.start)


def _add(actor: Actor, text: Text, drafts: Sequence[Drafted]) -> None:
    meant = meant_by(actor, text.area, drafts)
    Draft.new.bulk(
        Draft(text=text, kind=one.kind.value, **{**_fields(one), **meaning(meant.get(one.identity))})
        for one in drafts
    )
    note(drafts=len(drafts), rules=VERSION)


def _fields(one: Drafted) -> dict[str, Any]:
    return {
        "facts": dict(one.says), "quote": one.quote, "start": one.start, "end": one.end,
        "also_at": [list(span) for span in one.also_at], "why": one.why[:80], "note": one.note[:300],
        "is_certain": one.is_certain, "is_accusation": one.is_accusation,
    }  # fmt: skip


def meaning(found: Meant | None) -> dict[str, Any]:
    """What a draft has of the record that it means."""
    if found is None:
        return {"subject_kind": "", "subject_id": None, "points": None, "reasons": []}
    score = found.score
    reasons = [one.value for one in score.reasons]
    told = {"subject_kind": found.kind, "subject_id": found.key, "points": score.points, "reasons": reasons}
    if found.kind == ORGANISATION:
        told["is_certain"] = True  # the register says where its name ends
    return told
