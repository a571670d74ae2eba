"""Addresses of the pages that belong to no app."""

from django.urls import path

from khabuan.core import views

app_name = "core"
urlpatterns = [
    path("ui/", views.gallery, name="gallery"),
    path("favicon.ico", views.favicon, name="favicon"),
]
