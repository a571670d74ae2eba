"""Addresses of what meetings leave on paper: minutes, extracts, the yearly report."""

from django.urls import path

from khabuan.meetings.views import minutes, payments, yearly

urlpatterns = [
    path("meetings/<int:pk>/minutes/", minutes.minutes, name="meeting-minutes"),
    path("meetings/<int:pk>/minutes/check/", minutes.check, name="meeting-minutes-check"),
    path("meetings/minutes/<int:pk>/take-back/", minutes.take_back, name="minutes-take-back"),
    path("meetings/minutes/<int:pk>/adopt/", minutes.adopt, name="minutes-adopt"),
    path("meetings/<int:pk>/pay/", payments.pay_lists, name="meeting-pay"),
    path("meetings/<int:pk>/pay/add/", payments.add, name="meeting-pay-add"),
    path("meetings/pay/<int:pk>/", payments.pay_list, name="meeting-pay-list"),
    path("meetings/pay/<int:pk>/correct/", payments.correct, name="meeting-pay-correct"),
    path("meetings/pay/<int:pk>/withdraw/", payments.withdraw, name="meeting-pay-withdraw"),
    path("resolutions/<int:pk>/extract/", minutes.extract, name="resolution-extract"),
    path("meetings/of/<int:pk>/report/", yearly.report, name="meetings-report"),
]
