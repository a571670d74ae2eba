"""Addresses of all pages. Wiring only."""

from django.urls import include, path

handler500 = "khabuan.core.web.server_error"

urlpatterns: list = []
