"""Figures that open their records, facts, charts and maps."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from khabuan.core import drawing, map_drawing, numerals
from khabuan.core.numerals import Figure
from khabuan.core.parts.pieces import wrapped
from khabuan.core.parts.words import shown_value

register = template.Library()


@register.simple_block_tag
def stats(content: str, *, long: bool = False) -> SafeString:
    """Three to five figures; `long` for baht with satang."""
    return format_html('<dl class="stats{}">{}</dl>', " long" if long else "", content)


@register.simple_tag
def stat(
    label: str,
    value: Figure | str | None,
    *,
    unit: str = "",
    url: str = "",
    note: str = "",
    unknown: str = "",
    share: Figure | None = None,
    limit: Figure | None = None,
    mark: str = "",
) -> SafeString:
    """A figure that opens its records. `share` of 1 draws a bar, with a stroke at `limit`; `mark` is a tag shown as the label."""
    heading = mark or label
    if value is None:
        why = unknown or _("No data yet, this is not zero")
        return format_html(
            '<div class="stat"><dt>{}</dt><dd><b>{}</b><span class="d">{}</span></dd></div>',
            heading,
            numerals.UNKNOWN,
            why,
        )
    shown = format_html("<b>{}</b>", value if isinstance(value, str) else numerals.grouped(value))
    return format_html(
        '<div class="stat"><dt>{}</dt><dd>{}{}{}{}</dd></div>',
        heading,
        format_html('<a href="{}">{}</a>', url, shown) if url else shown,
        wrapped(' <span class="u">{}</span>', unit),
        drawing.bar(share, 1, limit) if share is not None else "",
        wrapped('<span class="d">{}</span>', note),
    )


@register.simple_block_tag
def facts(content: str, *, four: bool = False) -> SafeString:
    return format_html('<dl class="facts{}">{}</dl>', " four-f" if four else "", content)


@register.simple_tag
def fact(label: str, value: object, *, url: str = "", unknown: str = "", figure: bool = False) -> SafeString:
    shown = shown_value(value, unknown)
    return format_html(
        "<dt>{}</dt><dd{}>{}</dd>",
        label,
        SafeString(' class="n"') if figure else "",
        format_html('<a href="{}">{}</a>', url, shown) if url and value is not None else shown,
    )


@register.simple_tag
def bar(value: Figure, total: Figure, limit: Figure | None = None) -> SafeString:
    return drawing.bar(value, total, limit)


@register.simple_tag
def plate(text: str) -> SafeString:
    """A number that identifies."""
    return format_html('<span class="plate">{}</span>', text)


@register.simple_tag
def count(number: int) -> SafeString:
    return format_html('<span class="count">{}</span>', numerals.grouped(number))


@register.simple_tag
def tile_map(groups: Sequence[drawing.TileGroup], key: Sequence[drawing.TileKey]) -> SafeString:
    return drawing.tile_map(groups, key)


@register.simple_tag
def area_map(
    areas: Sequence[map_drawing.MapArea],
    lines: Sequence[map_drawing.MapLine],
    key: Sequence[drawing.TileKey],
) -> SafeString:
    """Outlines by state, with heavier lines and names over them; the table follows on the page."""
    return map_drawing.area_map(areas, lines, key)


@register.simple_tag
def chart(
    kind: str,
    labels: Sequence[str],
    series: Sequence[drawing.Series],
    *,
    finding: str,
    head: str,
    summary: str = "",
) -> SafeString:
    """A chart that says `finding`, with its table (first column `head`) open under it."""
    picture = {"columns": drawing.columns, "lines": drawing.lines}[kind](labels, series, finding=finding)
    cut = kind == "lines" and not drawing.starts_at_zero(series)
    return format_html(
        '{}{}<details class="fold" open><summary>{}</summary>{}</details>',
        picture,
        wrapped('<p class="hint">{}</p>', _("The scale does not start at zero") if cut else ""),
        summary or _("Table of the figures"),
        drawing.figures_table(labels, series, head=head),
    )
