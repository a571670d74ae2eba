"""The posts of an organisation with who holds them, and who held them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from khabuan.registry.models import (
    Appointment,
    Post,
)
from khabuan.registry.queries.organisations import Holder
from khabuan.registry.queries.standing import Names
from khabuan.registry.rules.kinds import OrganisationKind, SeatOrigin
from khabuan.registry.sentences.parts import Said, rough, span_of, term_said
from khabuan.registry.sentences.profile import Profile


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
    """The term of the agency's newest officer, whom the briefing is for."""
    if profile.body.kind != OrganisationKind.AGENCY:
        return None
    held = [holder.appointment for line in profile.open_posts for holder in line.holders]
    return max(held, key=lambda row: (row.since or date.min, row.pk)).pk if held else None


def _origin(post: Post) -> str:
    words = _(SeatOrigin(post.origin).label) if post.origin else ""
    body = post.origin_organisation.name if post.origin_organisation else ""
    return " ".join(filter(None, (words, body, post.origin_note)))


def _holder_said(holder: Holder, names: Names) -> HolderSaid:
    row = holder.appointment
    more = [_("acting")] if row.is_acting else []
    if row.on_behalf_of:
        more.append(_("on behalf of %(name)s") % {"name": row.on_behalf_of.name})
    if row.order_number:
        more.append(_("order %(number)s") % {"number": row.order_number})
    if row.ended_reason:
        more.append(row.ended_reason)
    name = names.of(row) or _("A holder; offices that read persons see the name")
    said = term_said(holder.state) if holder.state else None
    return HolderSaid(row.pk, name, names.url_of(row), term_days(row), " · ".join(more), said)


def term_days(row: Appointment) -> str:
    """ "5 ม.ค. 2566 – 4 ม.ค. 2570", as far as known; the day of leaving before the foreseen end."""
    ended = rough(row.ended_on, row.ended_precision)
    until = ended or rough(row.until, row.until_precision)
    since = rough(row.since, row.since_precision)
    return span_of(since, until) or _("days not known")
