"""Addresses of open data: given to programs, they stay for ever."""

from django.urls import path

from khabuan.portal import views

urlpatterns = [
    path("open/", views.open_data, name="open-data"),
    path("open/popolo.json", views.home_popolo, name="open-popolo-home"),
    path("open/<str:key>/popolo.json", views.popolo, name="open-popolo"),
]
