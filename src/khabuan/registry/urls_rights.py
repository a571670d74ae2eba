"""Addresses of people's rights over their own facts."""

from django.urls import path

from khabuan.registry.views import papers, rights

urlpatterns = [
    path("requests/", rights.requests, name="subject-requests"),
    path("requests/<int:pk>/", rights.one, name="subject-request"),
    path("requests/<int:pk>/papers/add/", papers.add_to_request, name="request-paper-add"),
    path("requests/<int:pk>/erase/", rights.erase, name="person-erase"),
    path("people/<int:pk>/rights/", rights.rights, name="person-rights"),
    path("people/<int:pk>/rights/ask/", rights.ask, name="request-ask"),
    path("people/<int:pk>/rights/copy/", rights.copy, name="person-copy"),
    path("people/<int:pk>/reads/", rights.reads, name="person-reads"),
]
