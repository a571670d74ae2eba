"""Addresses of the dated rules."""

from django.urls import path

from khabuan.rules import views

urlpatterns = [
    path("rules/", views.rules, name="rules"),
    path("rules/unverified/", views.unverified, name="rules-unverified"),
    path("rules/<int:pk>/verify/", views.verify, name="rule-verify"),
    path("rules/<str:key>/set/", views.set_rule, name="rule-set"),
]
