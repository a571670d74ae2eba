"""What waits, what happened, how far it is: lines, tags, notes, steps, questions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import template
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from khabuan.core.parts.pieces import icon_if, present, silent, trimmed, wrapped

register = template.Library()

STATE_ICONS = {"done": "check", "need": "need", "wrong": "wrong", "quiet": "clock", "kram": "clock"}
NOTE_ICONS = {"": "info", "need": "need", "done": "done", "wrong": "wrong"}
LINE_ICONS = {"need": "need", "wrong": "wrong", "done": "done", "quiet": "day"}


@register.simple_block_tag
def lines(content: str, *, ordered: bool = False) -> SafeString:
    kind = "ol" if ordered else "ul"
    return format_html('<{} class="lines">{}</{}>', kind, content, kind)


@register.simple_block_tag
def line(
    content: str, what: str, *, state: str = "need", more: str = "", url: str = "", icon: str = ""
) -> SafeString:
    """The fact first, then who and until when (`more`), then one slim button as content."""
    act = trimmed(content)
    return format_html(
        '<li{}><span class="m {}-i">{}</span><p class="what">{}</p>{}{}</li>',
        SafeString(' class="with-act"') if act else "",
        state,
        icon_if(icon or LINE_ICONS[state]),
        format_html('<a href="{}">{}</a>', url, what) if url else what,
        wrapped('<p class="more">{}</p>', more),
        wrapped('<div class="x">{}</div>', act),
    )


@register.simple_tag
def tag(state: str, text: str, *, icon: str = "") -> SafeString:
    """A state in words with a shape. Do not tag what is normal in a long list."""
    return format_html('<span class="tag {}">{}{}</span>', state, icon_if(icon or STATE_ICONS[state]), text)


@register.simple_block_tag
def note(
    content: str, state: str = "", *, title: str = "", icon: str = "", alert: bool = False
) -> SafeString:
    """What happened, then what to do; `alert` only for what has just gone wrong."""
    return format_html(
        '<div class="note{}"{}>{}<div>{}{}</div></div>',
        f" {state}" if state else "",
        SafeString(' role="alert"') if alert else "",
        icon_if(icon or NOTE_ICONS[state]),
        wrapped("<b>{}</b> ", title),
        content,
    )


@register.simple_block_tag
def nothing(content: str, icon: str, title: str, *, text: str = "") -> SafeString:
    """Nothing here yet, and the first thing to do."""
    return format_html(
        '<div class="empty">{}<p><b>{}</b></p>{}{}</div>',
        icon_if(icon),
        title,
        wrapped('<p class="quiet">{}</p>', text),
        wrapped('<div class="acts">{}</div>', trimmed(content)),
    )


@register.simple_tag
def steps(names: Sequence[str], now: int) -> SafeString:
    """The steps of long work; `now` counts from 1."""
    past = silent(_("done"))
    shown = []
    for i, name in enumerate(names, start=1):
        style = "past" if i < now else "now" if i == now else ""
        attrs = flatatt(present({"class": style or None, "aria-current": "step" if i == now else None}))
        shown.append((attrs, name, past if i < now else ""))
    return format_html(
        '<ol class="steps">{}</ol>', format_html_join("", "<li{}><span>{}</span>{}</li>", shown)
    )


@dataclass(frozen=True)
class Month:
    """A month of the books on the strip: look is shut, held, live or "" (not begun); `url` opens its entries."""

    name: str
    look: str
    words: str
    url: str = ""


MONTH_ICONS = {"shut": "lock", "held": "clock", "live": "edit", "": ""}


@register.simple_tag
def months(strip: Sequence[Month]) -> SafeString:
    """The months of a year with their states, in words and shape."""
    cells = (
        (
            f" {one.look}" if one.look else "",
            format_html('<a href="{}">{}</a>', one.url, one.name) if one.url else one.name,
            icon_if(MONTH_ICONS[one.look]),
            one.words,
        )
        for one in strip
    )
    return format_html(
        '<ol class="year-strip">{}</ol>',
        format_html_join("", '<li class="mon{}"><b>{}</b>{} {}</li>', cells),
    )


@register.simple_tag
def progress(done: int, total: int, text: str, *, at: str = "progress") -> SafeString:
    """How far long work is; the words also say that the page may be left."""
    return format_html(
        '<p id="{}">{}</p><progress value="{}" max="{}" aria-labelledby="{}"></progress>',
        at,
        text,
        done,
        max(total, 1),
        at,
    )


@register.simple_block_tag
def ask(content: str, at: str, title: str, *, will: Iterable[str] | None = None) -> SafeString:
    """The question before money and legal acts: what will happen, in figures; fields and acts follow."""
    effects = format_html_join("", "<li>{}</li>", ((effect,) for effect in will or ()))
    return format_html(
        '<div class="dialog" id="{}" role="group" aria-labelledby="h-{}">'
        '<h2 class="h3" id="h-{}">{}</h2>{}{}</div>',
        at,
        at,
        at,
        title,
        wrapped('<ol class="will">{}</ol>', effects),
        content,
    )
