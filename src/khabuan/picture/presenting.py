"""A picture in words: figures with their links, states as tags, facts of the place. Values for the templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabuan.core.drawing import TileGroup, TileKey
from khabuan.core.numerals import grouped
from khabuan.core.parts.words import thai_date
from khabuan.picture.queries import TILE_OF, Picture, PlaceLine, ZoneLine, names_of
from khabuan.places.labels import label
from khabuan.places.models import Area, AreaKind
from khabuan.registry.queries.councils import CouncilLine
from khabuan.registry.rules.coverage import CouncilState
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.registry.rules.terms import TermKind, TermState

LOOK_OF = {
    CouncilState.IN_TERM: "done",
    CouncilState.ENDS_SOON: "need",
    CouncilState.OVER_TERM: "wrong",
    CouncilState.NO_LIST: "quiet",
    CouncilState.NO_COUNCIL: "quiet",
}


@dataclass(frozen=True)
class FigureLine:
    label: str
    value: int | None
    unit: str
    url: str = ""
    note: str = ""
    unknown: str = ""


@dataclass(frozen=True)
class Fact:
    label: str
    value: str | int | None
    url: str = ""
    unknown: str = ""


@dataclass(frozen=True)
class Need:
    """Something at this place that needs somebody, with the list where it is done."""

    what: str
    more: str
    path: str
    act: str
    state: str = "need"


def listing(name: str, area: Area, **filters: str) -> str:
    """The address of a list at a place, filtered."""
    return f"{reverse(name)}?{urlencode({'place': area.key, **filters})}"


def title_of(area: Area) -> str:
    return _("Thailand") if area.kind == AreaKind.NATION else label(area, full=True)


def lead_of(picture: Picture) -> str:
    """ "13 amphoe, 111 tambons": the one sentence under the title."""
    counts = picture.counts
    provinces, districts = counts.get(AreaKind.PROVINCE, 0), counts.get(AreaKind.DISTRICT, 0)
    tambons = counts.get(AreaKind.SUBDISTRICT, 0)
    villages = counts.get(AreaKind.VILLAGE, 0) + counts.get(AreaKind.COMMUNITY, 0)
    parts = []
    if provinces:
        parts.append(ngettext("%(n)s province", "%(n)s provinces", provinces) % {"n": grouped(provinces)})
    if districts:
        parts.append(ngettext("%(n)s district", "%(n)s districts", districts) % {"n": grouped(districts)})
    if tambons:
        parts.append(ngettext("%(n)s subdistrict", "%(n)s subdistricts", tambons) % {"n": grouped(tambons)})
    if villages:
        parts.append(ngettext("%(n)s village or community", "%(n)s villages and communities", villages) % {"n": grouped(villages)})
    parts.append(_("as of %(day)s") % {"day": thai_date(picture.on, how="long")})
    return " · ".join(parts)


def figures_of(picture: Picture) -> list[FigureLine]:
    """Three to five figures, each with the list of its records."""
    area, counts = picture.area, picture.coverage.counts
    total = picture.coverage.total
    councils = FigureLine(
        _("Community organisation councils"), picture.coverage.with_council if total else None, _("councils"),
        listing("organisations", area, kind=OrganisationKind.COUNCIL),
        note=_("of %(total)d council areas") % {"total": total} if total else "",
        unknown=_("The list of council areas is not confirmed yet"),
    )  # fmt: skip
    over = FigureLine(
        _("Councils over term"), counts[CouncilState.OVER_TERM] if total else None, _("councils"),
        listing("organisations", area, kind=OrganisationKind.COUNCIL, state=CouncilState.OVER_TERM),
        note=_("%(n)d more end within 120 days") % {"n": counts[CouncilState.ENDS_SOON]},
        unknown=_("The list of council areas is not confirmed yet"),
    )  # fmt: skip
    kinds = (
        (OrganisationKind.FUND, _("Community welfare funds"), _("funds")),
        (OrganisationKind.COMMUNITY, _("Registered communities"), _("groups")),
        (OrganisationKind.WORKING_GROUP, _("Working groups"), _("groups")),
    )
    return [councils, over, *(_kind_figure(picture, *kind) for kind in kinds)]


def _kind_figure(picture: Picture, kind: OrganisationKind, words: str, unit: str) -> FigureLine:
    return FigureLine(words, picture.bodies.get(kind, 0), unit, listing("organisations", picture.area, kind=kind))


def needs_of(picture: Picture) -> list[Need]:
    """What waits for somebody at this place, the worst first."""
    counts, area = picture.coverage.counts, picture.area
    needs = []
    if over := counts[CouncilState.OVER_TERM]:
        longest = max(
            (line for line in picture.coverage.lines if line.state == CouncilState.OVER_TERM),
            key=lambda line: (line.term.days if line.term else 0) or 0,
        )
        words = ngettext("%(n)d council is over its term", "%(n)d councils are over their term", over) % {"n": over}
        days = (longest.term.days if longest.term else 0) or 0
        more = _("Longest: %(name)s, %(days)d days over") % {"name": longest.council, "days": days}
        url = listing("organisations", area, kind=OrganisationKind.COUNCIL, state=CouncilState.OVER_TERM)
        needs.append(Need(words, more, url, _("See them"), "wrong"))
    if missing := counts[CouncilState.NO_LIST]:
        words = ngettext("%(n)d council has no list of members", "%(n)d councils have no list of members", missing)
        url = listing("organisations", area, kind=OrganisationKind.COUNCIL, state=CouncilState.NO_LIST)
        needs.append(Need(words % {"n": missing}, _("Enter the members from the council's paper, or bring in a sheet."), url, _("See them")))
    if empty := counts[CouncilState.NO_COUNCIL]:
        words = ngettext("%(n)d council area has no council", "%(n)d council areas have no council", empty) % {"n": empty}
        needs.append(Need(words, _("Enter its registration if there is one."), listing("council-areas", area), _("See them")))
    if picture.vacant_count:
        words = ngettext("%(n)d post stands empty", "%(n)d posts stand empty", picture.vacant_count)
        needs.append(Need(words % {"n": picture.vacant_count}, _("Record the new holder, or close the post."), listing("terms", area, show="vacant"), _("See them")))
    return needs


def key_of(picture: Picture) -> list[TileKey]:
    """The key of the tile map: it counts and filters."""
    counts, area = picture.coverage.counts, picture.area

    def councils(state: CouncilState) -> str:
        return listing("organisations", area, kind=OrganisationKind.COUNCIL, state=state)

    none = counts[CouncilState.NO_LIST] + counts[CouncilState.NO_COUNCIL]
    return [
        TileKey("ok", _("In term"), counts[CouncilState.IN_TERM], councils(CouncilState.IN_TERM)),
        TileKey("soon", _("Ending in 120 days"), counts[CouncilState.ENDS_SOON], councils(CouncilState.ENDS_SOON)),
        TileKey("over", _("Over term"), counts[CouncilState.OVER_TERM], councils(CouncilState.OVER_TERM)),
        TileKey("none", _("No list, or no council"), none, listing("council-areas", area, state="none")),
    ]


def tiles_of(lines: Sequence[PlaceLine]) -> list[TileGroup]:
    """The tile map: a group of tiles for each place below, a tile for each council area."""
    return [_tiles(line) for line in lines]


def _tiles(line: PlaceLine) -> TileGroup:
    over, none = line.state(CouncilState.OVER_TERM), line.state(CouncilState.NO_LIST)
    notes = [_("over term %(n)d") % {"n": over}] if over else []
    notes += [_("no list %(n)d") % {"n": none}] if none else []
    return TileGroup(
        name=line.area.name, url=line.area.get_absolute_url(),
        states=tuple(TILE_OF[council.state] for council in line.coverage.lines),
        count=ngettext("%(n)d area", "%(n)d areas", line.coverage.total) % {"n": line.coverage.total},
        note=" · ".join(notes), late=bool(over),
        column=line.area.tile_column or 0, row=line.area.tile_row or 0,
    )  # fmt: skip


def line_of(line: PlaceLine) -> dict[str, Any]:
    counts = line.coverage.counts
    return {
        "area": line.area, "coverage": line.coverage, "funds": line.funds, "communities": line.communities,
        "soon": counts[CouncilState.ENDS_SOON], "over": counts[CouncilState.OVER_TERM],
        "no_list": counts[CouncilState.NO_LIST], "no_council": counts[CouncilState.NO_COUNCIL],
    }  # fmt: skip


def total_of(picture: Picture) -> dict[str, int]:
    """The last row: the same figures for the whole place."""
    counts = picture.coverage.counts
    return {
        "soon": counts[CouncilState.ENDS_SOON], "over": counts[CouncilState.OVER_TERM],
        "no_list": counts[CouncilState.NO_LIST], "no_council": counts[CouncilState.NO_COUNCIL],
        "funds": picture.bodies.get(OrganisationKind.FUND, 0),
        "communities": picture.bodies.get(OrganisationKind.COMMUNITY, 0),
    }  # fmt: skip


def zone_line(zone: ZoneLine) -> dict[str, Any]:
    counts = zone.coverage.counts
    return {
        "group": zone.group, "names": names_of(zone.members), "total": zone.coverage.total,
        "soon": counts[CouncilState.ENDS_SOON], "over": counts[CouncilState.OVER_TERM],
        "funds": zone.bodies.get(OrganisationKind.FUND, 0),
    }  # fmt: skip


def place_word(area: Area) -> str:
    """What the places below are called."""
    words = {AreaKind.NATION: _("Province"), AreaKind.PROVINCE: _("District"), AreaKind.DISTRICT: _("Subdistrict")}
    return words.get(AreaKind(area.kind), _("Village or community"))


def term_words(state: TermState) -> tuple[str, str]:
    """Look and words of a term's state: ("need", "13 days left")."""
    if state.kind == TermKind.OVER:
        return "wrong", _("%(days)d days over") % {"days": state.days or 0}
    if state.kind == TermKind.ENDS_SOON:
        return "need", _("%(days)d days left") % {"days": state.days or 0}
    if state.kind == TermKind.IN_TERM:
        return "done", _("In term")
    return "quiet", _("Term not known")


def ending_councils(picture: Picture, most: int = 6) -> list[dict[str, Any]]:
    """Councils whose term is over or ends soon, the longest over first."""
    waiting = [
        line for line in picture.coverage.lines
        if line.term and line.state in (CouncilState.OVER_TERM, CouncilState.ENDS_SOON)
    ]  # fmt: skip
    waiting.sort(key=lambda line: line.term.ends_on if line.term and line.term.ends_on else picture.on)
    return [council_line(line) | {"ends_on": line.term.ends_on if line.term else None} for line in waiting[:most]]


def council_line(line: CouncilLine) -> dict[str, Any]:
    words = _(line.state.label) if line.term is None else term_words(line.term)[1]
    if line.state in (CouncilState.NO_LIST, CouncilState.NO_COUNCIL):
        words = _(line.state.label)
    return {
        "line": line, "look": LOOK_OF[line.state], "words": words,
        "kind": line.council_area.get_kind_display(),
        "url": line.council.get_absolute_url() if line.council else "",
    }  # fmt: skip


@dataclass(frozen=True)
class CompleteLine:
    """One item of one kind of organisation: how many records have it, of how many."""

    label: str
    have: int
    total: int
    missing: int
    url: str

    @property
    def of(self) -> str:
        return f"{self.have}/{self.total}"


SHOWN_KINDS = (OrganisationKind.COUNCIL, OrganisationKind.FUND, OrganisationKind.COMMUNITY)
MOST_ITEMS = 9


def complete_lines(picture: Picture) -> list[CompleteLine]:
    """What the lists of a place lack, the emptiest first; what is whole is left out."""
    lines = [
        CompleteLine(
            f"{_(kind.kind.label)}: {_(item.item.label)}", item.have, item.total, item.total - item.have,
            listing("organisations", picture.area, kind=kind.kind, missing=item.item),
        )
        for kind in picture.completeness if kind.kind in SHOWN_KINDS
        for item in kind.items if item.have < item.total
    ]  # fmt: skip
    return sorted(lines, key=lambda line: line.have / line.total)[:MOST_ITEMS]


def facts_of(area: Area, on: date, groups: list[Any], covering: list[Any]) -> list[Fact]:
    """What is public about the place: codes, names, what is laid over it."""
    facts = [Fact(_("Official code"), area.code or None, unknown=_("Urban communities have no code"))]
    if area.kind == AreaKind.NATION:
        facts = []
    if area.name_en:
        facts.append(Fact(_("English name"), area.name_en))
    if area.postal_code:
        facts.append(Fact(_("Postal code"), area.postal_code))
    facts += [Fact(group.get_kind_display().capitalize(), group.name, url=group.get_absolute_url()) for group in groups]
    if covering:
        facts.append(Fact(_("Local governments"), ", ".join(str(body) for body in covering)))
    return facts
