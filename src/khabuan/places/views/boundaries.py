"""The boundaries of a province: what is there, a file that comes in, what it would do, and that it was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core.errors import Refused
from khabuan.core.keys import new_key
from khabuan.core.parts.words import thai_date
from khabuan.core.shapes import packed
from khabuan.core.sql import rehearsing
from khabuan.core.toasts import toast
from khabuan.core.uploads import was_too_big
from khabuan.core.web import attempt, once, show
from khabuan.places import actions
from khabuan.places.actions.boundaries import NewBoundary
from khabuan.places.boundaries import Standing, known_to_files, standing_in
from khabuan.places.boundary_files import KnownArea, ReadFile, Unreadable, read_file
from khabuan.places.boundary_words import sentence
from khabuan.places.forms import BoundaryAnswerForm, BoundaryFileForm
from khabuan.places.forms.boundaries import MOST_LETTERS, sealed
from khabuan.places.here import area_of_key, be_at
from khabuan.places.labels import label
from khabuan.places.models import Area, AreaKind

SHOWN = 40  # problems and missing areas that are named; the rest are counted


@dataclass(frozen=True)
class Rehearsal:
    """What a file would do: codes by what becomes of them, and everything that it says for the answer."""

    read: ReadFile
    fresh: tuple[NewBoundary, ...]
    new: int
    changed: int
    same: int
    missing: tuple[Area, ...]


def boundaries(request: Request, key: str) -> HttpResponse:
    """The boundaries of a province; a file is read and told about first, then the answer puts it on the maps."""
    province = area_of_key(key)
    policy.require(request.actor, "places.bring_in_boundaries", province.path)
    if province.kind != AreaKind.PROVINCE:
        raise Refused("boundary.province", _("Boundaries are brought in for a province: choose it."))
    be_at(request, province)
    if request.method == "POST" and "boundaries" in request.POST:
        return _answered(request, province)
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = BoundaryFileForm(*data, too_big=request.method == "POST" and was_too_big(request))
    standing = standing_in(request.actor, province)
    rehearsal = _rehearsed(request, province, form, standing) if form.is_valid() else None
    if rehearsal is None or form.errors:
        return show(request, "places/boundaries.html", {"form": form, **_beside(province, standing)})
    return show(request, "places/boundaries_read.html", _told(province, form, rehearsal))


def _beside(province: Area, standing: Standing) -> dict[str, Any]:
    return {
        "province": province, "place": label(province, full=True), "standing": standing,
        "count": len(standing.digests), "missing": standing.missing, "missing_names": _names(standing.missing),
        "back": province.get_absolute_url(),
    }  # fmt: skip


def _names(areas: tuple[Area, ...]) -> str:
    names = ", ".join(label(area) for area in areas[:SHOWN])
    more = len(areas) - SHOWN
    return _("%(names)s and %(n)d more") % {"names": names, "n": more} if more > 0 else names


def _rehearsed(
    request: Request, province: Area, form: BoundaryFileForm, standing: Standing
) -> Rehearsal | None:
    """What the file would do, tried with the real action and taken back; None: the form says why not."""
    known = known_to_files(request.actor, province)
    try:
        read = read_file(form.cleaned_data["file"].read(), KnownArea(province.code, province.name), known)
    except Unreadable as no:
        form.add_error("file", sentence(no.problem))
        return None
    digests = standing.digests
    news = [NewBoundary(one.code, packed(one.shape), one.digest) for one in read.boundaries]
    fresh = tuple(one for one in news if digests.get(one.code) != one.digest)
    if fresh and not _may_go_in(request, province, form, fresh):
        return None
    there = {one.code for one in news} | digests.keys()
    return Rehearsal(
        read, fresh, new=sum(one.code not in digests for one in fresh),
        changed=sum(one.code in digests for one in fresh), same=len(news) - len(fresh),
        missing=tuple(area for area in standing.missing if area.code not in there),
    )  # fmt: skip


def _may_go_in(
    request: Request, province: Area, form: BoundaryFileForm, fresh: tuple[NewBoundary, ...]
) -> bool:
    if len(sealed(fresh)) > MOST_LETTERS:
        form.add_error("file", _("The outlines are too detailed. Simplify the layer in QGIS first."))
        return False
    with rehearsing():
        done = attempt(form, _tried, actor=request.actor, province=province, boundaries=fresh)
    return done is not None


def _tried(*, file: UploadedFile, **facts: Any) -> int:  # noqa: ANN401 - the action's own facts
    return actions.bring_in_boundaries(**facts, file_name=file.name or "")


def _told(province: Area, form: BoundaryFileForm, rehearsal: Rehearsal) -> dict[str, Any]:
    facts, read = form.cleaned_data, rehearsal.read
    answer = {
        "boundaries": sealed(rehearsal.fresh), "source": facts["source"], "licence": facts["licence"],
        "file_name": facts["file"].name, "on": facts["on"],
    }  # fmt: skip
    return {
        "answer": BoundaryAnswerForm(initial=answer), "place": label(province, full=True), "read": read,
        "rehearsal": rehearsal, "client_key": str(new_key()), "file_name": facts["file"].name,
        "source": facts["source"], "licence": facts["licence"],
        "will": _effects(facts, rehearsal), "missing_names": _names(rehearsal.missing),
        "wrong": [sentence(one) for one in read.wrong[:SHOWN]], "wrong_count": len(read.wrong),
        "unmatched": [sentence(one) for one in read.unmatched[:SHOWN]], "unmatched_count": len(read.unmatched),
        "to_wrong": "#wrong" if read.wrong else "", "to_unmatched": "#unmatched" if read.unmatched else "",
        "matched": len(read.boundaries), "again": reverse("boundaries", args=[province.key]),
    }  # fmt: skip


def _effects(facts: dict[str, Any], rehearsal: Rehearsal) -> list[str]:
    told = []
    if rehearsal.new:
        words = ngettext("%(n)d area gets its outline.", "%(n)d areas get their outlines.", rehearsal.new)
        told.append(words % {"n": rehearsal.new})
    if rehearsal.changed and facts["on"]:
        words = ngettext(
            "%(n)d outline changes from %(day)s; maps of days before keep the former one.",
            "%(n)d outlines change from %(day)s; maps of days before keep the former ones.",
            rehearsal.changed,
        )
        told.append(words % {"n": rehearsal.changed, "day": thai_date(facts["on"])})
    elif rehearsal.changed:
        words = ngettext(
            "%(n)d outline is corrected, on maps of past years too.",
            "%(n)d outlines are corrected, on maps of past years too.",
            rehearsal.changed,
        )
        told.append(words % {"n": rehearsal.changed})
    if rehearsal.same:
        told.append(_("%(n)d are the same as those here and stay.") % {"n": rehearsal.same})
    told.append(_("Source and licence stand under every map and in every file given out."))
    return told


def _answered(request: Request, province: Area) -> HttpResponse:
    form = BoundaryAnswerForm(request.POST)
    count = attempt(
        form, actions.bring_in_boundaries, actor=request.actor, province=province, client_key=once(request)
    )
    if count is None:
        standing = standing_in(request.actor, province)
        context = {"form": BoundaryFileForm(), "refused": form.errors, **_beside(province, standing)}
        return show(request, "places/boundaries.html", context, status=422)
    toast(request, _("Boundaries of %(n)d areas are on the maps.") % {"n": count})
    return redirect("boundaries", province.key)
