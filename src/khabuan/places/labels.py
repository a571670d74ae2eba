"""How people write a place: จ.สระบุรี, อ.แก่งคอย, ต.ดาวเรือง, ม.3 บ้านห้วยน้อย; เขต and แขวง in Bangkok."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language

from khabuan.places.models import Area, AreaKind

BANGKOK = "10."
SHORT = {AreaKind.PROVINCE: "จ.", AreaKind.DISTRICT: "อ.", AreaKind.SUBDISTRICT: "ต."}
LONG = {AreaKind.PROVINCE: "จังหวัด", AreaKind.DISTRICT: "อำเภอ", AreaKind.SUBDISTRICT: "ตำบล"}
IN_BANGKOK = {AreaKind.PROVINCE: "", AreaKind.DISTRICT: "เขต", AreaKind.SUBDISTRICT: "แขวง"}
ENGLISH = {AreaKind.PROVINCE: "Province", AreaKind.DISTRICT: "District", AreaKind.SUBDISTRICT: "Subdistrict"}


def bare(area: Area) -> str:
    """The name alone in the page's language, where the kind goes without saying."""
    is_english = (get_language() or "th").startswith("en")
    return area.name_en if is_english and area.name_en else area.name


def label(area: Area, *, full: bool = False) -> str:
    """The place with its kind, short ("ต.ดาวเรือง") or full ("ตำบลดาวเรือง"), in the page's language."""
    kind = AreaKind(area.kind)
    if (get_language() or "th").startswith("en"):
        return _english(area, kind)
    if kind == AreaKind.VILLAGE:
        moo = f"{'หมู่ที่ ' if full else 'ม.'}{area.moo} " if area.moo else ""
        return f"{moo}{area.name}"
    if kind == AreaKind.COMMUNITY:
        return area.name if area.name.startswith("ชุมชน") else f"ชุมชน{area.name}"
    words = IN_BANGKOK if area.path.startswith(BANGKOK) else LONG if full else SHORT
    return f"{words.get(kind, '')}{area.name}"


def _english(area: Area, kind: AreaKind) -> str:
    name = bare(area)
    if kind == AreaKind.VILLAGE:
        return f"Moo {area.moo} {name}" if area.moo else name
    if area.path == BANGKOK or kind not in ENGLISH:
        return name
    return f"{name} {ENGLISH[kind]}"


def whole(area: Area, line: Iterable[Area]) -> str:
    """The place and what it stands under, nearest first: "ต.ดาวเรือง อ.เมืองสระบุรี จ.สระบุรี"."""
    between = ", " if (get_language() or "th").startswith("en") else " "
    return between.join(label(one) for one in (area, *line) if one.kind != AreaKind.NATION)
