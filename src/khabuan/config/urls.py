"""Addresses of all pages. Wiring only."""

from django.urls import include, path

handler400 = "khabuan.core.views.bad_request"
handler403 = "khabuan.core.views.not_allowed"
handler404 = "khabuan.core.views.not_found"
handler500 = "khabuan.core.views.server_error"

urlpatterns: list = []
