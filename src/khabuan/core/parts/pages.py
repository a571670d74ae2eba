"""The large parts of a page, and its acts."""

from django import template
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

from khabuan.core import numerals
from khabuan.core.parts.pieces import attributes, icon, icon_if, present, trimmed, wrapped

register = template.Library()

LOOKS = frozenset(("plain", "bare", "danger", "big", "slim", "fill"))


@register.simple_block_tag
def head(content: str, title: str, *, lead: str = "") -> SafeString:
    return format_html(
        '<div class="head"><div><h1>{}</h1>{}</div>{}</div>',
        title,
        wrapped('<p class="lead">{}</p>', lead),
        wrapped('<div class="acts">{}</div>', trimmed(content)),
    )


@register.simple_block_tag
def part(
    content: str,
    at: str,
    title: str,
    *,
    lead: str = "",
    count: int | None = None,
    go: str = "",
    go_url: str = "",
    rule: bool = False,
) -> SafeString:
    """A section named by its heading; `at` is its address on the page."""
    waiting = format_html(' <span class="count">{}</span>', numerals.grouped(count)) if count else ""
    return format_html(
        '<section class="part{}" id="{}" aria-labelledby="h-{}">'
        '<header><h2 id="h-{}">{}{}</h2>{}{}</header>{}</section>',
        " rule" if rule else "",
        at,
        at,
        at,
        title,
        waiting,
        go_link(go, go_url) if go and go_url else "",
        wrapped("<p>{}</p>", lead),
        content,
    )


@register.simple_tag(name="go")
def go_link(text: str, url: str) -> SafeString:
    return format_html('<a class="go" href="{}">{}{}</a>', url, text, icon("next"))


@register.simple_block_tag
def two(content: str, *, wide_left: bool = False) -> SafeString:
    """Two columns from 992 px, one below."""
    return format_html('<div class="{}">{}</div>', "wide-left" if wide_left else "two", content)


@register.simple_block_tag
def acts(content: str) -> SafeString:
    return format_html('<div class="acts spaced">{}</div>', content)


@register.simple_block_tag
def fold(content: str, summary: str, *, opened: bool = False) -> SafeString:
    return format_html(
        '<details class="fold"{}><summary>{}</summary>{}</details>',
        " open" if opened else "",
        summary,
        content,
    )


@register.simple_block_tag
def foot_acts(content: str) -> SafeString:
    return format_html('<p class="foot-acts">{}</p>', content)


@register.simple_tag
def foot_link(text: str, url: str, *, icon: str = "down") -> SafeString:
    return format_html('<a href="{}">{} {}</a>', url, icon_if(icon), text)


@register.simple_tag
def button(
    text: str,
    *,
    url: str = "",
    icon: str = "",
    look: str = "",
    after: str = "",
    disabled: bool = False,
    kind: str = "submit",
    name: str = "",
    value: str = "",
    key: str = "",
    **attrs: object,
) -> SafeString:
    """One act, said in words. `icon` stands before the words, `after` behind; `key` is shown as what presses it."""
    words = look.split()
    if not LOOKS.issuperset(words):
        raise ValueError(f"no such look of a button: {look!r}")
    pressed = format_html(' <kbd aria-hidden="true">{}</kbd>', key) if key else ""
    inside = format_html("{}{}{}{}", icon_if(icon), text, icon_if(after), pressed)
    shared = {"class": " ".join(["b", *words]), **attributes(attrs)}
    if url and disabled:
        return format_html(
            "<a{}>{}</a>", flatatt({**shared, "role": "link", "aria-disabled": "true"}), inside
        )
    if url:
        return format_html("<a{}>{}</a>", flatatt({**shared, "href": url}), inside)
    own = {"type": kind, "name": name or None, "value": value or None, "disabled": disabled}
    return format_html("<button{}>{}</button>", flatatt(present({**shared, **own})), inside)


@register.simple_block_tag
def jobs(content: str, label: str) -> SafeString:
    """The main jobs of a seat, four at most."""
    return format_html('<nav class="four" aria-label="{}">{}</nav>', label, content)


@register.simple_tag
def job(text: str, url: str, icon: str, *, fact: str = "", first: bool = False) -> SafeString:
    """One job with today's fact; `first` only for the job of today."""
    return format_html(
        '<a class="act{}" href="{}">{}<div><b>{}</b>{}</div></a>',
        " first" if first else "",
        url,
        icon_if(icon),
        text,
        wrapped("<span>{}</span>", fact),
    )
