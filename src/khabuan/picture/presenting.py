"""A picture in words: figures with their links, states as tags, facts of the place; for the templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.core.drawing import TileGroup, TileKey
from khabuan.core.numerals import grouped
from khabuan.core.parts.words import thai_date
from khabuan.picture.groups import GroupPicture
from khabuan.picture.queries import TILE_OF, Picture, PlaceLine, Village, ZoneLine, names_of
from khabuan.places.labels import BANGKOK, label
from khabuan.places.models import Area, AreaKind
from khabuan.registry.models import Organisation
from khabuan.registry.queries.councils import CouncilLine, Coverage
from khabuan.registry.queries.standing import heads_of
from khabuan.registry.rules.coverage import CouncilState
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.registry.sentences.parts import Fact, Need, Stat, term_said

LOOK_OF = {
    CouncilState.IN_TERM: "done",
    CouncilState.ENDS_SOON: "need",
    CouncilState.OVER_TERM: "wrong",
    CouncilState.NO_LIST: "quiet",
    CouncilState.NO_COUNCIL: "quiet",
}


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
        words = ngettext("%(n)s district", "%(n)s districts", districts)
        if picture.area.path.startswith(BANGKOK):
            words = ngettext("%(n)s district of Bangkok", "%(n)s districts of Bangkok", districts)
        parts.append(words % {"n": grouped(districts)})
    if tambons:
        words = ngettext("%(n)s subdistrict", "%(n)s subdistricts", tambons)
        if picture.area.path.startswith(BANGKOK):
            words = ngettext("%(n)s subdistrict of Bangkok", "%(n)s subdistricts of Bangkok", tambons)
        parts.append(words % {"n": grouped(tambons)})
    if villages:
        parts.append(
            ngettext("%(n)s village or community", "%(n)s villages and communities", villages)
            % {"n": grouped(villages)}
        )
    parts.append(_("as of %(day)s") % {"day": thai_date(picture.on, how="long")})
    return " · ".join(parts)


def figures_of(picture: Picture) -> list[Stat]:
    """Three to five figures, each with the list of its records."""
    area = picture.area
    kinds = (
        (OrganisationKind.FUND, _("Community welfare funds"), _("funds")),
        (OrganisationKind.COMMUNITY, _("Registered communities"), _("groups")),
        (OrganisationKind.WORKING_GROUP, _("Working groups"), _("groups")),
    )
    return [
        *_council_figures(
            picture.coverage,
            listing("organisations", area, kind=OrganisationKind.COUNCIL),
            _councils_in(area, CouncilState.OVER_TERM),
        ),
        *(_kind_figure(picture, *kind) for kind in kinds),
    ]


def offered_figures(actor: Actor, area: Area, on: date) -> list[Stat]:
    """What other apps count at a place (funds and their members): each app's figures, with its own lists."""
    found = [(figure, figure.value(actor, area, on)) for figure in offers.figures]
    return [
        Stat(str(one.label), told.value, str(one.unit), told.path, str(told.note), str(told.note))
        for one, told in found
    ]


def village_figures(picture: Picture, village: Village) -> list[Stat]:
    """Who lives in a village and what stands there; councils and terms are told of the tambon."""
    hidden = _("This seat reads no persons")
    area = picture.area
    return [
        Stat(_("People in the register"), village.people, _("people"), listing("people", area), unknown=hidden),
        Stat(_("Households in the register"), village.households, _("households"), unknown=hidden),
        Stat(
            _("Organisations here"), sum(picture.bodies.values()), _("organisations"),
            listing("organisations", area),
        ),
    ]  # fmt: skip


def group_figures(picture: GroupPicture) -> list[Stat]:
    """The same of a group; each opens a table of its page, whose figures open their records."""
    kinds = (
        (OrganisationKind.FUND, _("Community welfare funds"), _("funds")),
        (OrganisationKind.COMMUNITY, _("Registered communities"), _("groups")),
    )
    bodies = picture.bodies
    return [
        *_council_figures(picture.coverage, "#members", "#terms"),
        *(Stat(words, bodies[kind], unit, "#members") for kind, words, unit in kinds),
        Stat(_("Empty posts"), picture.vacant_count, _("posts")),
    ]


def _council_figures(coverage: Coverage, councils: str, over: str) -> list[Stat]:
    """Coverage and terms, with where each is opened; not known before the list of areas is confirmed."""
    counts, total = coverage.counts, coverage.total
    unlisted = _("The list of council areas is not confirmed yet")
    return [
        Stat(
            _("Community organisation councils"),
            coverage.with_council if total else None,
            _("councils"),
            councils,
            note=_("of %(total)d council areas") % {"total": total} if total else "",
            unknown=unlisted,
        ),
        Stat(
            _("Councils over term"),
            counts[CouncilState.OVER_TERM] if total else None,
            _("councils"),
            over,
            note=_("%(n)d more end within 120 days") % {"n": counts[CouncilState.ENDS_SOON]},
            unknown=unlisted,
        ),
    ]


def _kind_figure(picture: Picture, kind: OrganisationKind, words: str, unit: str) -> Stat:
    return Stat(words, picture.bodies.get(kind, 0), unit, listing("organisations", picture.area, kind=kind))


def needs_of(actor: Actor, picture: Picture) -> list[Need]:
    """What waits for somebody at this place, the worst first; how it is done only for who may do it."""
    may = policy.may(actor, "registry.appoint", picture.area.path)
    counts, area = picture.coverage.counts, picture.area
    needs = []
    if not picture.coverage.total and area.kind == AreaKind.PROVINCE:
        words = _("The list of council areas is not confirmed yet")
        more = _("Coverage is counted over this list: the province looks at a proposal and confirms it.")
        needs.append(Need(words, more, "need", _("Look at the list"), listing("council-areas", area)))
    if counts[CouncilState.OVER_TERM]:
        needs.append(_over_term(picture, counts[CouncilState.OVER_TERM]))
    if missing := counts[CouncilState.NO_LIST]:
        words = ngettext(
            "%(n)d council has no list of members", "%(n)d councils have no list of members", missing
        )
        more = _("Enter the members from the council's paper, or bring in a sheet.") if may else ""
        needs.append(_need(words, missing, more, _councils_in(area, CouncilState.NO_LIST)))
    if empty := counts[CouncilState.NO_COUNCIL]:
        words = ngettext("%(n)d council area has no council", "%(n)d council areas have no council", empty)
        more = _("Enter its registration if there is one.") if may else ""
        needs.append(_need(words, empty, more, listing("council-areas", area)))
    if vacant := picture.vacant_count:
        words = ngettext("%(n)d post stands empty", "%(n)d posts stand empty", vacant)
        more = _("Record the new holder, or close the post.") if may else ""
        needs.append(_need(words, vacant, more, listing("terms", area, show="vacant")))
    return needs


def _over_term(picture: Picture, count: int) -> Need:
    longest = max(
        (line for line in picture.coverage.lines if line.state == CouncilState.OVER_TERM),
        key=_days_over,
    )
    words = ngettext("%(n)d council is over its term", "%(n)d councils are over their term", count)
    more = _("Longest: %(name)s, %(days)d days over") % {
        "name": longest.council,
        "days": _days_over(longest),
    }
    return _need(words, count, more, _councils_in(picture.area, CouncilState.OVER_TERM), state="wrong")


def _days_over(line: CouncilLine) -> int:
    return (line.term.days if line.term else 0) or 0


def _need(words: str, count: int, more: str, url: str, *, state: str = "need") -> Need:
    return Need(words % {"n": count}, more, state, _("See them"), url)


def _councils_in(area: Area, state: CouncilState) -> str:
    """The list of the councils of a place that are in one state."""
    return listing("organisations", area, kind=OrganisationKind.COUNCIL, state=state)


def tile_lists(area: Area) -> dict[CouncilState, str]:
    """The lists that the key of a place's tile map opens."""
    shown = (CouncilState.IN_TERM, CouncilState.ENDS_SOON, CouncilState.OVER_TERM)
    lists = {state: _councils_in(area, state) for state in shown}
    return lists | {CouncilState.NO_COUNCIL: listing("council-areas", area, state="none")}


def key_of(coverage: Coverage, lists: Mapping[CouncilState, str]) -> list[TileKey]:
    """The key of a tile map: it counts, and opens the list of a state where there is one."""
    counts = coverage.counts
    none = counts[CouncilState.NO_LIST] + counts[CouncilState.NO_COUNCIL]
    entries = (
        ("ok", _("In term"), CouncilState.IN_TERM, counts[CouncilState.IN_TERM]),
        ("soon", _("Ending in 120 days"), CouncilState.ENDS_SOON, counts[CouncilState.ENDS_SOON]),
        ("over", _("Over term"), CouncilState.OVER_TERM, counts[CouncilState.OVER_TERM]),
        ("none", _("No list, or no council"), CouncilState.NO_COUNCIL, none),
    )
    return [TileKey(look, words, count, lists.get(state, "")) for look, words, state, count in entries]


def tiles_of(lines: Sequence[PlaceLine]) -> list[TileGroup]:
    """The tile map: a group of tiles for each place below with council areas, a tile for each of them."""
    return [_tiles(line) for line in lines if line.coverage.total]


def _tiles(line: PlaceLine) -> TileGroup:
    over, none = line.state(CouncilState.OVER_TERM), line.state(CouncilState.NO_LIST)
    notes = [_("over term %(n)d") % {"n": over}] if over else []
    notes += [_("no list %(n)d") % {"n": none}] if none else []
    return TileGroup(
        name=line.name, url=line.area.get_absolute_url(),
        states=tuple(TILE_OF[council.state] for council in line.coverage.lines),
        count=ngettext("%(n)d area", "%(n)d areas", line.coverage.total) % {"n": line.coverage.total},
        note=" · ".join(notes), late=bool(over),
        column=line.area.tile_column or 0, row=line.area.tile_row or 0,
    )  # fmt: skip


@dataclass(frozen=True)
class Tally:
    """A number of a table and the list of its records."""

    count: int
    url: str


def line_of(line: PlaceLine) -> dict[str, Any]:
    """One place in the table of places: its numbers in the order of the columns."""
    return {"area": line.area, "name": line.name, "tallies": _tallies(line.coverage, line.bodies, line.area)}


def total_of(coverage: Coverage, bodies: Mapping[str, int], area: Area | None) -> dict[str, Any]:
    """The last row of the table: the same numbers for the whole; without lists where no one area is whole."""
    return {
        "tallies": _tallies(coverage, bodies, area),
        "over": coverage.counts[CouncilState.OVER_TERM],
        "funds": bodies.get(OrganisationKind.FUND, 0),
    }


TABLED_STATES = (
    CouncilState.ENDS_SOON,
    CouncilState.OVER_TERM,
    CouncilState.NO_LIST,
    CouncilState.NO_COUNCIL,
)
TABLED_KINDS = (OrganisationKind.FUND, OrganisationKind.COMMUNITY)


def _tallies(coverage: Coverage, bodies: Mapping[str, int], area: Area | None) -> list[Tally]:
    return [
        _tally(coverage.total, "council-areas", area),
        *(_tally(coverage.counts[state], "council-areas", area, state=state) for state in TABLED_STATES),
        *(_tally(bodies.get(kind, 0), "organisations", area, kind=kind) for kind in TABLED_KINDS),
    ]


def _tally(count: int, name: str, area: Area | None, **filters: str) -> Tally:
    return Tally(count, listing(name, area, **filters) if area else "")


def zone_line(zone: ZoneLine) -> dict[str, Any]:
    counts = zone.coverage.counts
    return {
        "group": zone.group, "names": names_of(zone.members), "total": zone.coverage.total,
        "soon": counts[CouncilState.ENDS_SOON], "over": counts[CouncilState.OVER_TERM],
        "funds": zone.bodies.get(OrganisationKind.FUND, 0),
    }  # fmt: skip


@dataclass(frozen=True)
class BodyLine:
    """An organisation of the place and who heads it: an office, so every seat reads the name."""

    body: Organisation
    kind: str
    head: str
    post: str


def body_lines(actor: Actor, bodies: Sequence[Organisation], on: date) -> list[BodyLine]:
    """The table of organisations at a place; one query."""
    heads = heads_of(actor, bodies, on)
    return [
        BodyLine(
            body, _(OrganisationKind(body.kind).label),
            str(heads[body.pk].person) if body.pk in heads else "",
            str(heads[body.pk].post) if body.pk in heads else "",
        )
        for body in bodies
    ]  # fmt: skip


def place_word(area: Area) -> str:
    """What the places below are called."""
    in_bangkok = area.path.startswith(BANGKOK)
    words = {
        AreaKind.NATION: _("Province"),
        AreaKind.PROVINCE: _("Bangkok district") if in_bangkok else _("District"),
        AreaKind.DISTRICT: _("Bangkok subdistrict") if in_bangkok else _("Subdistrict"),
    }
    return words.get(AreaKind(area.kind), _("Village or community"))


def ending_councils(coverage: Coverage, on: date) -> list[dict[str, Any]]:
    """Councils whose term is over or ends soon, the longest over first; `on` stands for an unknown end."""
    ends = [
        (line, line.term.ends_on)
        for line in coverage.lines
        if line.term and line.state in (CouncilState.OVER_TERM, CouncilState.ENDS_SOON)
    ]
    ends.sort(key=lambda pair: pair[1] or on)
    return [council_line(line) | {"ends_on": ends_on} for line, ends_on in ends]


def council_line(line: CouncilLine) -> dict[str, Any]:
    """A council area with its council in the tables: look, words of its state, address."""
    return {
        "line": line, "look": LOOK_OF[line.state], "words": _state_words(line),
        "kind": line.council_area.get_kind_display(),
        "url": line.council.get_absolute_url() if line.council else "",
    }  # fmt: skip


def _state_words(line: CouncilLine) -> str:
    if line.term is None or line.state in (CouncilState.NO_LIST, CouncilState.NO_COUNCIL):
        return _(line.state.label)
    said = term_said(line.term)
    return said.words if said else _(line.term.kind.label)


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
    """What the lists of a place lack: the emptiest items, the nearest to whole first. What is whole is left out."""
    lines = [
        CompleteLine(
            f"{_(kind.kind.label)}: {_(item.item.label)}", item.have, item.total, item.total - item.have,
            listing("organisations", picture.area, kind=kind.kind, missing=item.item),
        )
        for kind in picture.completeness if kind.kind in SHOWN_KINDS
        for item in kind.items if item.have < item.total
    ]  # fmt: skip
    lines.sort(key=lambda line: line.have / line.total)
    return sorted(lines[:MOST_ITEMS], key=lambda line: -line.have / line.total)


def facts_of(area: Area, on: date, groups: list[Any], covering: list[Any]) -> list[Fact]:
    """What is public about the place: codes, names, what is laid over it."""
    facts = [Fact(_("Official code"), area.code or None, unknown=_("Urban communities have no code"))]
    if area.kind == AreaKind.NATION:
        facts = []
    if area.name_en:
        facts.append(Fact(_("English name"), area.name_en))
    if area.postal_code:
        facts.append(Fact(_("Postal code"), area.postal_code))
    facts += [
        Fact(group.get_kind_display().capitalize(), group.name, url=group.get_absolute_url())
        for group in groups
    ]
    if covering:
        facts.append(Fact(_("Local governments"), ", ".join(str(body) for body in covering)))
    return facts
