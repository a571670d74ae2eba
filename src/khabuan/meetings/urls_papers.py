"""Addresses of what meetings leave on paper: minutes, extracts, the yearly report."""

from django.urls import path

from khabuan.meetings.views import minutes, yearly

urlpatterns = [
    path("meetings/<int:pk>/minutes/", minutes.minutes, name="meeting-minutes"),
    path("meetings/<int:pk>/minutes/check/", minutes.check, name="meeting-minutes-check"),
    path("meetings/minutes/<int:pk>/take-back/", minutes.take_back, name="minutes-take-back"),
    path("meetings/minutes/<int:pk>/adopt/", minutes.adopt, name="minutes-adopt"),
    path("resolutions/<int:pk>/extract/", minutes.extract, name="resolution-extract"),
    path("meetings/of/<int:pk>/report/", yearly.report, name="meetings-report"),
]
