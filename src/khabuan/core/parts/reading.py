"""A text with the words marked on which drafts stand, and the drafts beside it: each points to the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import template
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from khabuan.core import numerals
from khabuan.core.parts.pieces import NOTHING, present, trimmed, wrapped

register = template.Library()

KINDS = frozenset(
    ("date", "place", "meeting", "person", "organisation", "count", "money", "programme", "year", "missing")
)
STATES = frozenset(("waiting", "accepted", "changed", "rejected", "claim"))


@dataclass(frozen=True)
class Stretch:
    """Some letters of a text. Marked: of which kind, in what state, the drafts that stand on them, where they are.

    `around`: the kind of the longest stretch that these letters belong to, underlined. `begins`: drafts whose words
    begin here.
    """

    text: str
    kind: str = ""
    state: str = ""
    around: str = ""
    url: str = ""
    drafts: Sequence[str] = ()
    begins: Sequence[str] = ()


@dataclass(frozen=True)
class MarkKey:
    """A kind of mark, what people call it, how many there are."""

    kind: str
    words: str
    count: int


@dataclass(frozen=True)
class Offer:
    """What a text has for a box of a form: as it is said, as the box takes it ("15/3/2566" for a day), its words."""

    says: str
    value: str
    quote: str


@register.simple_block_tag
def panes(content: str) -> SafeString:
    """A text and what is said of it, side by side; on a phone the text stays above."""
    return format_html('<div class="panes" data-reader>{}</div>', trimmed(content))


@register.simple_tag
def evidence(stretches: Iterable[Stretch], label: str) -> SafeString:
    """The whole text, letter by letter."""
    return format_html(
        '<div class="evidence" id="evidence" role="region" aria-label="{}" tabindex="0">{}</div>',
        label,
        format_html_join("", "{}{}", ((_anchors(one), _marked(one)) for one in stretches)),
    )


def _anchors(one: Stretch) -> SafeString:
    return format_html_join("", '<span id="m-{}"></span>', ((key,) for key in one.begins))


def _marked(one: Stretch) -> str:
    if not one.kind:
        return one.text
    return format_html(
        '<a class="mark k-{} u-{} {}" href="{}" data-drafts="{}">{}</a>',
        _known(one.kind, KINDS), _known(one.around or one.kind, KINDS), _known(one.state, STATES), one.url,
        " ".join(one.drafts), one.text,
    )  # fmt: skip


@register.simple_tag
def offers(box: BoundField, found: Sequence[Offer]) -> SafeString:
    """Under a field: what a text offers for it, each with its words. With `put.js` one tap puts it into the box."""
    if not found:
        return NOTHING
    items = (
        (
            one.value,
            _("Put “%(says)s” into “%(box)s”") % {"says": one.says, "box": box.label},
            one.says,
            wrapped(" <q>{}</q>", one.quote),
        )
        for one in found
    )
    return format_html(
        '<div class="offers" data-into="{}"><span class="hint">{}</span><ul>{}</ul></div>',
        box.auto_id,
        _("In the text:"),
        format_html_join("", '<li><b data-put="{}" data-say="{}">{}</b>{}</li>', items),
    )


def _known(word: str, words: frozenset[str]) -> str:
    if word not in words:
        raise ValueError(f"no such look of a draft: {word!r}")
    return word


@register.simple_tag
def mark_key(keys: Iterable[MarkKey], label: str) -> SafeString:
    """Which kind has which mark."""
    items = ((_known(one.kind, KINDS), one.kind, one.words, numerals.grouped(one.count)) for one in keys)
    return format_html(
        '<ul class="mark-key" aria-label="{}">{}</ul>',
        label,
        format_html_join("", '<li><span class="mark k-{} u-{}">{}</span> {}</li>', items),
    )


@register.simple_block_tag
def drafts(content: str) -> SafeString:
    """Drafts of one kind, made of `draft`."""
    return format_html('<ul class="drafts">{}</ul>', trimmed(content))


@register.simple_block_tag
def draft(
    content: str, at: str, kind: str, state: str, says: str, *, more: str = "", quote: str = "", badge: str = "",
    url: str = "", meant: str = "", meant_url: str = "", meant_why: str = "", ask: str = "", ask_url: str = "",
) -> SafeString:  # fmt: skip
    """What is said, whom it means, the words on which it stands; then forms and acts. `badge`: a `tag`.

    `url` is where its words are marked, `ask_url` where it is said whom it means, `meant_why` how that is known. A key
    with `data_key` on a button here is pressed while the draft has focus.
    """
    attrs = {
        "class": f"draft u-{_known(kind, KINDS)} {_known(state, STATES)}", "id": f"d-{at}", "data-draft": at,
        "data-state": state, "tabindex": "-1",
    }  # fmt: skip
    who = format_html('<a href="{}">{}</a>', meant_url, meant) if meant_url else meant
    why = wrapped(' <span class="quiet">{}</span>', meant_why)
    asked = format_html('{}<a href="{}">{}</a>', " · " if meant else "", ask_url, ask) if ask_url else ""
    return format_html(
        '<li{}><p class="says"><b>{}</b> {}</p>{}{}{}{}</li>',
        flatatt(present(attrs)),
        says,
        badge,
        wrapped('<p class="more">{}</p>', more),
        wrapped('<p class="more">{}</p>', format_html("{}{}{}", who, why, asked)),
        format_html('<p class="quote"><a href="{}">{}</a></p>', url, quote) if quote else "",
        trimmed(content),
    )
