"""Addresses of places themselves. They stand before `picture.urls`, which answers `places/<key>/`."""

from django.urls import path

from khabuan.places.views import areas, bodies, boundaries, finding, groups

urlpatterns = [
    path("places/find/", finding.find, name="place-find"),
    path("places/<str:key>/add/", areas.add, name="area-add"),
    path("places/<str:key>/correct/", areas.correct, name="area-correct"),
    path("places/<str:key>/rename/", areas.rename, name="area-rename"),
    path("places/<str:key>/move/", areas.move, name="area-move"),
    path("places/<str:key>/split/", areas.split, name="area-split"),
    path("places/<str:key>/merge/", areas.merge, name="area-merge"),
    path("places/<str:key>/history/", areas.history, name="area-history"),
    path("places/<str:key>/boundaries/", boundaries.boundaries, name="boundaries"),
    path("groups/add/", groups.add, name="group-add"),
    path("groups/copy/", groups.copy, name="groups-copy"),
    path("groups/<int:pk>/change/", groups.change, name="group-change"),
    path("local-governments/", bodies.body_list, name="local-governments"),
    path("local-governments/add/", bodies.add, name="local-government-add"),
    path("local-governments/<int:pk>/change/", bodies.change, name="local-government-change"),
]
