"""Addresses of the picture."""

from django.urls import path

from khabuan.picture.views import council_areas, groups, home, maps, places, search

urlpatterns = [
    path("", home.home, name="home"),
    path("duties/", home.duties, name="duties"),
    path("places/<str:key>/map.geojson", maps.place_geojson, name="place-geojson"),
    path("places/<str:key>/", places.place, name="place"),
    path("search/", search.search, name="search"),
    path("groups/", groups.group_list, name="groups"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("council-areas/", council_areas.council_areas, name="council-areas"),
    path("council-areas/propose/", council_areas.propose, name="council-areas-propose"),
]
