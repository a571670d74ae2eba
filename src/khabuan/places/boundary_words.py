"""The sentences for what is wrong with a file of boundaries or one of its features, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from khabuan.places.boundary_files import Problem

_SENTENCES: Mapping[str, str | Promise] = {
    "file.too_large": _(
        "The file is larger than %(most)d MB. Take this province's features only, or fewer decimals."
    ),
    "file.packed": _("This file is packed (ZIP). Unpack it and choose the GeoJSON inside."),
    "file.not_utf8": _("The letters of this file are not UTF-8. Save it as GeoJSON in UTF-8."),
    "file.too_deep": _("The brackets of this file are nested too deep: it is no GeoJSON."),
    "file.not_json": _(
        "This is no GeoJSON: the file cannot be read at line %(line)d. A shapefile is saved as GeoJSON in QGIS first."
    ),
    "file.not_collection": _(
        "This is no GeoJSON FeatureCollection. Save the whole layer as GeoJSON in QGIS."
    ),
    "file.other_crs": _(
        "The coordinates are not degrees of WGS 84. Save the layer as GeoJSON with the system EPSG:4326."
    ),
    "file.no_features": _("There is no feature in this file. Choose another one."),
    "file.too_many_features": _(
        "There are more than %(most)d features in this file. Take this province's features only."
    ),
    "file.too_many_points": _(
        "The outlines of this province have more than %(most)d points. Simplify the layer in QGIS first."
    ),
    "match.unknown_code": _(
        "Feature %(number)d (%(feature)s): the code %(code)s is not in use in this province. Look it up and correct it."
    ),
    "match.nameless": _(
        "Feature %(number)d has neither a code nor a name. Give it the property “code” with the official code."
    ),
    "match.several": _(
        "Feature %(number)d (%(feature)s): several areas have this name. Give it the property “code”: %(codes)s."
    ),
    "match.unknown_name": _(
        "Feature %(number)d: there is no area called “%(name)s” in this province. Give it the property “code”."
    ),
    "shape.none": _("Feature %(number)d (%(feature)s) has no outline. Draw it, or leave it out."),
    "shape.kind": _(
        "Feature %(number)d (%(feature)s) is a %(kind)s. A boundary is a Polygon or MultiPolygon: close the line in QGIS."
    ),
    "shape.empty": _("Feature %(number)d (%(feature)s): its outline encloses nothing. Draw it again."),
    "shape.short_ring": _(
        "Feature %(number)d (%(feature)s): a ring has fewer than four positions. Draw it again."
    ),
    "shape.open_ring": _(
        "Feature %(number)d (%(feature)s): a ring does not end where it begins. Repair the layer in QGIS."
    ),
    "shape.no_position": _(
        "Feature %(number)d (%(feature)s): a position is not two numbers, longitude and latitude."
    ),
    "shape.swapped": _(
        "Feature %(number)d (%(feature)s): %(x)s, %(y)s is latitude first. GeoJSON has the longitude first: swap them."
    ),
    "shape.metres": _(
        "Feature %(number)d (%(feature)s): %(x)s, %(y)s are metres (UTM). Save the layer with the system EPSG:4326."
    ),
    "shape.outside": _("Feature %(number)d (%(feature)s): %(x)s, %(y)s lies outside Thailand. Correct it."),
}


def sentence(problem: Problem) -> str:
    return str(_SENTENCES[problem.code]) % problem.facts
