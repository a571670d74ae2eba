"""Addresses of the check of papers: public."""

from django.urls import path

from khabuan.papers import views

urlpatterns = [
    path("papers/check/", views.check, name="paper-check-ask"),
    path("papers/check/<slug:code>/", views.checked, name="paper-check"),
]
