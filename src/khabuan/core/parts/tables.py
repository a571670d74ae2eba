"""Tables that become cards on a phone: each cell carries the label of its column."""

from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.core.paginator import Page
from django.forms.utils import flatatt
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from khabuan.core import numerals
from khabuan.core.parts.pages import button
from khabuan.core.parts.pieces import NOTHING, attributes, present, trimmed, wrapped
from khabuan.core.parts.words import shown_value

register = template.Library()

OPTIONS = frozenset(("kinds", "caption", "look", "scroll", "id", "of"))
KINDS = frozenset(("name", "text", "n", "date", "tag", "bar", "act"))
_CELL_CLASSES = {"n": "n", "date": "nb", "tag": "nol", "bar": "bar-cell", "act": "act-cell"}


class _Table:
    """Which column the next cell stands in. Lives in the context while a table renders."""

    def __init__(self, labels: Sequence[str], kinds: Sequence[str]) -> None:
        if not KINDS.issuperset(kinds) or len(kinds) != len(labels):
            raise ValueError(f"{len(labels)} columns, but kinds {' '.join(kinds)!r}")
        self.labels, self.kinds, self.at = labels, kinds, 0

    def heads(self) -> SafeString:
        cells = []
        for label, kind in zip(self.labels, self.kinds, strict=True):
            shown = format_html('<span class="vh">{}</span>', label) if kind in ("act", "bar") else label
            cells.append((SafeString(' class="n"') if kind == "n" else "", shown))
        return format_html_join("", '<th role="columnheader" scope="col"{}>{}</th>', cells)

    def cell(self, inside: str, *, zero: bool = False, hot: bool = False) -> SafeString:
        if self.at >= len(self.labels):
            raise ValueError(f"more cells than the {len(self.labels)} columns")
        label, kind = self.labels[self.at], self.kinds[self.at]
        self.at += 1
        if self.at == 1 and inside:  # a header without words would head nothing
            # A name may take its share of the width only where there is room.
            wide = kind == "name" and len(self.labels) <= 4
            name = SafeString(' class="name"') if wide else ""
            return format_html('<th role="rowheader" scope="row"{}>{}</th>', name, inside)
        words = [_CELL_CLASSES.get(kind, ""), "zero" if zero else "", "hot" if hot else ""]
        style = " ".join(word for word in words if word)
        silent = kind in ("tag", "act")
        attrs = present({"role": "cell", "class": style or None, "data-l": None if silent else label})
        return format_html("<td{}>{}</td>", flatatt(attrs), inside)

    def end_row(self) -> None:
        if self.at != len(self.labels):
            raise ValueError(f"a row of {self.at} cells under {len(self.labels)} columns")
        self.at = 0


class _TableNode(Node):
    """Unlike a block tag it must know its columns before its cells render."""

    def __init__(
        self, nodelist: NodeList, labels: list[FilterExpression], options: dict[str, FilterExpression]
    ) -> None:
        self.nodelist, self.labels, self.options = nodelist, labels, options

    def render(self, context: Context) -> SafeString:
        listed = self.options["of"].resolve(context) if "of" in self.options else ()
        labels = [str(label.resolve(context)) for label in self.labels] + [str(label) for label in listed]
        options = {name: str(value.resolve(context)) for name, value in self.options.items() if name != "of"}
        kinds = options.get("kinds", "").split() or ["name", *["text"] * (len(labels) - 1)]
        state = _Table(labels, kinds)
        with context.push(_table=state):
            rows = self.nodelist.render(context)
        attrs = {"id": options.get("id"), "role": "table", "class": options.get("look", "cards snug") or None}
        table = format_html(
            '<table{}>{}<thead role="rowgroup"><tr role="row">{}</tr></thead>'
            '<tbody role="rowgroup">{}</tbody></table>',
            flatatt(present(attrs)),
            wrapped("<caption>{}</caption>", options.get("caption", "")),
            state.heads(),
            rows,
        )
        if not options.get("scroll"):
            return table
        return format_html(
            '<div class="scroll" tabindex="0" role="group" aria-label="{}">{}</div>',
            options["scroll"],
            table,
        )


@register.tag
def table(parser: Parser, token: Token) -> _TableNode:
    """Labels stand first, one for each column, then the options by name."""
    labels: list[FilterExpression] = []
    options: dict[str, FilterExpression] = {}
    for bit in token.split_contents()[1:]:
        name, mark, value = bit.partition("=")
        if mark and name.isidentifier():
            if name not in OPTIONS:
                raise TemplateSyntaxError(f"a table has no option {name!r}")
            options[name] = parser.compile_filter(value)
        elif options:
            raise TemplateSyntaxError("the labels of a table stand before its options")
        else:
            labels.append(parser.compile_filter(bit))
    nodelist = parser.parse(("endtable",))
    parser.delete_first_token()
    return _TableNode(nodelist, labels, options)


@register.simple_block_tag(takes_context=True)
def row(context: Context, content: str, *, look: str = "", **attrs: object) -> SafeString:
    """A row; ValueError when its cells do not fill the columns."""
    _table(context).end_row()
    return format_html(
        "<tr{}>{}</tr>",
        flatatt(present({"role": "row", "class": look or None, **attributes(attrs)})),
        content,
    )


@register.simple_tag(takes_context=True)
def group_row(context: Context, text: str) -> SafeString:
    columns = len(_table(context).labels)
    return format_html(
        '<tr role="row" class="group"><th role="rowheader" scope="colgroup" colspan="{}">{}</th></tr>',
        columns,
        text,
    )


@register.simple_tag(takes_context=True)
def cell(
    context: Context,
    value: object = "",
    *,
    url: str = "",
    small: str = "",
    unknown: str = "",
    hot: bool = False,
    decimals: int | None = None,
) -> SafeString:
    """A cell with one value. A zero is quiet and leaves the card; None is "–" with its reason."""
    zero = isinstance(value, int | Decimal | float) and not isinstance(value, bool) and value == 0
    shown = shown_value(value, unknown, decimals)
    if zero:
        shown = format_html('<span class="quiet">{}</span>', shown)
    elif url and value not in (None, ""):
        shown = format_html('<a href="{}">{}</a>', url, shown)
    if small:  # one child, so that on a card the label stands beside value and small print together
        shown = format_html("<span>{}<small>{}</small></span>", shown, small)
    return _table(context).cell(shown, zero=zero, hot=hot)


@register.simple_block_tag(takes_context=True)
def td(context: Context, content: str, *, hot: bool = False) -> SafeString:
    """A cell with other parts inside."""
    return _table(context).cell(trimmed(content), hot=hot)


@register.simple_tag(takes_context=True)
def pager(context: Context, page: Page[object], *, name: str = "page") -> SafeString:
    """Where we are in a long list, and the way on; nothing when all fits on one page."""
    if page.paginator.num_pages <= 1:
        return NOTHING
    place = _("%(first)s–%(last)s of %(total)s") % {
        "first": numerals.grouped(page.start_index()),
        "last": numerals.grouped(page.end_index()),
        "total": numerals.grouped(page.paginator.count),
    }

    def way(text: str, there: bool, target: int, before: str, after: str) -> SafeString:
        query = context["request"].GET.copy()
        query[name] = str(target)
        return button(
            text, url=f"?{query.urlencode()}", look="plain slim", icon=before, after=after, disabled=not there
        )

    return format_html(
        '<nav class="pager" aria-label="{}">'
        '<span class="quiet">{}</span><span class="acts">{}{}</span></nav>',
        _("Pages of the list"),
        place,
        way(_("Back"), page.has_previous(), page.number - 1, "prev", ""),
        way(_("Next"), page.has_next(), page.number + 1, "", "next"),
    )


def _table(context: Context) -> _Table:
    state = context.get("_table")
    if not isinstance(state, _Table):
        raise ValueError("row and cell stand inside {% table %}")
    return state
