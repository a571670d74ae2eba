"""What all parts are made with: icons, attributes, and nothing around nothing."""

from collections.abc import Mapping

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

ICONS = frozenset(
    (
        *(
            "work",
            "picture",
            "people",
            "meet",
            "fund",
            "build",
            "search",
            "user",
            "collect",
            "give",
            "report",
        ),
        *("receipt", "check", "done", "need", "wrong", "info", "clock", "day", "off", "on", "undo", "print"),
        *(
            "share",
            "down",
            "plus",
            "edit",
            "next",
            "prev",
            "open",
            "close",
            "lock",
            "place",
            "hand",
            "camera",
        ),
        *("menu", "mark"),
    )
)
NOTHING = SafeString("")


def icon(name: str) -> SafeString:
    """A line icon of the sprite, always beside a word.  ValueError: not in the sprite."""
    if name not in ICONS:
        raise ValueError(f"no icon {name!r}")
    return format_html('<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>', _sprite(), name)


def _sprite() -> str:
    return static("khabuan/icons.svg")


def icon_if(name: str) -> SafeString:
    return icon(name) if name else NOTHING


def silent(text: str) -> SafeString:
    """Spoken, not shown."""
    return format_html('<span class="vh"> {}</span>', text)


def trimmed(content: str) -> SafeString:
    """What a block rendered, without the blanks around it; strip() alone would forget that it is markup."""
    if not isinstance(content, SafeString):
        raise TypeError("only rendered content")
    return SafeString(content.strip())


def wrapped(html: str, inside: str) -> SafeString:
    """`html` around `inside`, or nothing around nothing. `html` is always a literal of this file."""
    return format_html(html, inside) if inside else NOTHING


def attributes(attrs: Mapping[str, object]) -> dict[str, str | bool]:
    """The **attrs of a tag as HTML attributes: hx_get becomes hx-get."""
    return {
        name.replace("_", "-"): value if isinstance(value, bool) else str(value)
        for name, value in attrs.items()
    }


def present(attrs: Mapping[str, object]) -> dict[str, object]:
    """Without those that are None; False is left out by flatatt itself."""
    return {name: value for name, value in attrs.items() if value is not None}
