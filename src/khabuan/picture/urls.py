"""Addresses of the picture."""

from django.urls import path

from khabuan.picture import views, views_council_areas, views_groups

urlpatterns = [
    path("", views.home, name="home"),
    path("places/<str:key>/", views.place, name="place"),
    path("search/", views.search, name="search"),
    path("groups/", views_groups.group_list, name="groups"),
    path("groups/<int:pk>/", views_groups.group, name="group"),
    path("council-areas/", views_council_areas.council_areas, name="council-areas"),
    path("council-areas/propose/", views_council_areas.propose, name="council-areas-propose"),
]
