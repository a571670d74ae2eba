"""Addresses of what meetings leave: minutes, extracts, the yearly report, lists to pay, proposals that go up."""

from django.urls import path

from khabuan.meetings.views import minutes, payments, submissions, yearly

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
    path("submissions/", submissions.submissions, name="submissions"),
    path("submissions/choose/", submissions.choose, name="submission-choose"),
    path("submissions/of/<int:pk>/", submissions.of_body, name="submissions-of"),
    path("submissions/of/<int:pk>/add/", submissions.add, name="submission-add"),
    path("submissions/<int:pk>/", submissions.submission, name="submission"),
    path("submissions/<int:pk>/step/", submissions.step, name="submission-step"),
    path("submissions/<int:pk>/withdraw/", submissions.withdraw, name="submission-withdraw"),
    path("submissions/<int:pk>/history/", submissions.history, name="submission-history"),
    path("submissions/steps/<int:pk>/take-back/", submissions.step_back, name="submission-step-back"),
]
