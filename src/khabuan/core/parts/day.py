"""The parts of a meeting-day page: one hand, arm's length, sunlight; the amount is the button."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from khabuan.core import numerals
from khabuan.core.parts.pieces import icon, icon_if, trimmed, wrapped

register = template.Library()

CURRENT = SafeString(' aria-current="true"')
SWAP = SafeString(' hx-swap-oob="true"')
ROWS = frozenset(("", "paid", "now"))
MARKS = frozenset(("", "done", "wrong"))


@register.simple_tag
def day_bar(title: str, *, small: str = "", back_url: str = "", level: int = 1) -> SafeString:
    """What stays on top: where one collects, and the way out. `level` is that of the heading: 1 on its own page."""
    way_out = (
        format_html(
            '<a class="tool" href="{}" aria-label="{}">{}</a>',
            back_url,
            gettext("Leave this page"),
            icon("prev"),
        )
        if back_url
        else ""
    )
    return format_html(
        '<header class="day-bar">{}<h{} class="t"><b>{}</b>{}</h{}></header>',
        way_out,
        level,
        title,
        wrapped("<small>{}</small>", small),
        level,
    )


@register.simple_tag
def net_line(*, gone: str = "") -> SafeString:
    """The state of the line. Without a script nothing is known of it, so nothing is said. `gone`: what to do then."""
    return format_html(
        '<div class="nets"><p class="net" role="status" data-net="on" hidden>{}{}</p>'
        '<p class="net gone" role="status" data-net="off" hidden>{}{}</p></div>',
        icon("on"),
        gettext("Online"),
        icon("off"),
        gone or gettext("Offline: wait with the next payment until the line is back."),
    )


@register.simple_block_tag
def seg(content: str, label: str) -> SafeString:
    """Which part of a list is shown: links side by side, made with `seg_item`."""
    return format_html('<nav class="seg" aria-label="{}">{}</nav>', label, trimmed(content))


@register.simple_tag
def seg_item(
    text: str, url: str, *, count: int | None = None, current: bool = False, at: str = ""
) -> SafeString:
    """One of them, with how many it has. `at` is the id of the count, which changes with each payment."""
    number = (
        format_html(" <b{}>{}</b>", format_html(' id="{}"', at) if at else "", numerals.grouped(count))
        if count is not None
        else ""
    )
    marked = CURRENT if current else ""
    return format_html('<a href="{}"{}>{}{}</a>', url, marked, text, number)


@register.simple_tag
def seg_count(at: str, count: int) -> SafeString:
    """The count of one of them anew, put in its place."""
    return format_html('<b id="{}"{}>{}</b>', at, SWAP, numerals.grouped(count))


@register.simple_tag
def roll_find(label: str, *, form: str, value: str = "") -> SafeString:
    """The box that finds a row by number or name: on the page by a script, else (or with Enter) by asking."""
    return format_html(
        '<p class="roll-find"><label for="roll-find" class="vh">{}</label>'
        '<input id="roll-find" type="search" name="q" form="{}" value="{}" placeholder="{}" '
        'autocomplete="off" data-finds="#roll"><button class="b slim plain" form="{}">{}{}</button></p>',
        label, form, value, label, form, icon("search"), gettext("Find"),
    )  # fmt: skip


@register.simple_block_tag
def roll(content: str) -> SafeString:
    """The list of who pays, made of `roll_row`."""
    return format_html('<ul class="roll" id="roll">{}</ul>', trimmed(content))


@register.simple_block_tag
def roll_row(
    content: str, number: str, who: str, *, at: str, note: str = "", late: bool = False, look: str = "",
    url: str = "", page_url: str = "", swap: bool = False,
) -> SafeString:  # fmt: skip
    """One member: number, name, up to when is paid, and the button or sums. look: paid, now.

    `url`: the name leads to the sums of the member, so that any other sum can be taken. `page_url`: to a page of
    the member's own.
    """
    if look not in ROWS:
        raise ValueError(f"no such look of a row: {look!r}")
    small = wrapped('<small class="late">{}</small>' if late else "<small>{}</small>", note)
    if url:
        linked = '<a class="who" href="{}" hx-get="{}" hx-swap="none"><span>{}</span>{}</a>'
        named = format_html(linked, url, url, who, small)
    elif page_url:
        named = format_html('<a class="who" href="{}"><span>{}</span>{}</a>', page_url, who, small)
    else:
        named = format_html('<span class="who">{}{}</span>', who, small)
    return format_html(
        '<li id="{}"{}{}><span class="no">{}</span>{}{}</li>',
        at,
        format_html(' class="{}"', look) if look else "",
        SWAP if swap else "",
        number,
        named,
        trimmed(content),
    )


@register.simple_tag
def take(
    text: str, small: str, *, value: str, name: str = "pay", main: bool = False, label: str = ""
) -> SafeString:
    """The amount as a button; `label` is what a screen reader says of it."""
    spoken = format_html(' aria-label="{}"', label) if label else ""
    return format_html(
        '<button class="take{}" name="{}" value="{}"{}><span>{}</span><small>{}</small></button>',
        " main" if main else "",
        name,
        value,
        spoken,
        text,
        small,
    )


@register.simple_tag
def take_link(text: str, small: str, *, url: str, label: str = "") -> SafeString:
    """The same as a way to choose among sums first."""
    return format_html(
        '<a class="take" href="{}" hx-get="{}" hx-swap="none"{}><span>{}</span><small>{}</small></a>',
        url,
        url,
        format_html(' aria-label="{}"', label) if label else "",
        text,
        small,
    )


@register.simple_block_tag
def sums(content: str) -> SafeString:
    """The sums of a member who has several, under the name."""
    return format_html('<div class="sums">{}</div>', trimmed(content))


@register.simple_tag
def roll_other(label: str, text: str, *, value: str) -> SafeString:
    """A box for a sum that no button names, and the button that takes it."""
    return format_html(
        '<p class="other"><label>{} <input name="other" inputmode="decimal" autocomplete="off" size="7"></label>'
        '<button class="b plain" name="pay" value="{}">{}</button></p>',
        label,
        value,
        text,
    )


@register.simple_tag
def got(text: str, *, url: str = "", label: str = "") -> SafeString:
    """What was taken from a member, ticked."""
    if not url:
        return format_html('<span class="got">{}{}</span>', icon("check"), text)
    return format_html(
        '<a class="got" href="{}" hx-get="{}" hx-swap="none" aria-label="{}">{}{}</a>',
        url, url, label, icon("check"), text,
    )  # fmt: skip


@register.simple_tag
def count_line(satang: int) -> SafeString:
    """What notes and coins come to while they are typed, against what there should be. Nothing without a script."""
    return format_html(
        '<p class="counted" id="counted" role="status" data-should="{}" data-same="{}" data-less="{}" data-more="{}" '
        "hidden></p>",
        satang,
        gettext("{baht} baht counted: it agrees."),
        gettext("{baht} baht counted: {differs} baht are missing."),
        gettext("{baht} baht counted: {differs} baht too much."),
    )


@register.simple_block_tag
def dock(content: str, label: str, *, swap: bool = False, still: bool = False) -> SafeString:
    """What never leaves the screen: the last receipt and the running total. `still`: shown as part of a page."""
    return format_html(
        '<aside class="dock{}" id="dock" aria-label="{}"{}>{}</aside>',
        " still" if still else "",
        label,
        SWAP if swap else "",
        trimmed(content),
    )


@register.simple_block_tag
def slip(content: str, title: str, *, small: str = "", wrong: bool = False) -> SafeString:
    """What was just done, until the next tap: title, receipt number, its acts."""
    return format_html(
        '<div class="slip{}" role="{}">{}<p><b>{}</b>{}</p>{}</div>',
        " wrong" if wrong else "",
        "alert" if wrong else "status",
        icon("wrong" if wrong else "done"),
        title,
        wrapped("<small>{}</small>", small),
        trimmed(content),
    )


@register.simple_tag
def key_button(text: str, *, url: str = "", icon: str = "", name: str = "", value: str = "") -> SafeString:
    """A small act on the slip."""
    if url:
        return format_html('<a class="key-b" href="{}">{}{}</a>', url, icon_if(icon), text)
    return format_html(
        '<button class="key-b" name="{}" value="{}">{}{}</button>', name, value, icon_if(icon), text
    )


@register.simple_block_tag
def running(
    content: str, figure: str, unit: str, *, small: str = "", mark: str = "", at: str = "", swap: bool = False
) -> SafeString:
    """The running total, and beside it the act that ends the day. mark: done or wrong, a state told before `small`;
    `at` and `swap`: the total alone is put in its place."""
    if mark not in MARKS:
        raise ValueError(f"no such mark of a total: {mark!r}")
    small_words = format_html('<small class="{}">{}</small>', mark or "quiet", small)
    return format_html(
        '<div class="total"{}{}><p><span class="sumline">{} <small>{}</small></span>{}</p>{}</div>',
        format_html(' id="{}"', at) if at else "",
        SWAP if swap else "",
        figure,
        unit,
        small_words,
        trimmed(content),
    )
