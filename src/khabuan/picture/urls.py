"""Addresses of the picture."""

from django.urls import path

from khabuan.picture import views

urlpatterns = [
    path("", views.home, name="home"),
    path("places/<str:key>/", views.place, name="place"),
]
