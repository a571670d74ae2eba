"""Addresses of duties and of promises."""

from django.urls import path

from khabuan.followup.views import duties, duty_acts, papers

urlpatterns = [
    path("follow/duties/", duties.duties, name="follow-duties"),
    path("follow/duties/choose/", duty_acts.choose, name="follow-duty-choose"),
    path("follow/duties/of/<int:pk>/", duties.of_body, name="follow-duties-of"),
    path("follow/duties/of/<int:pk>/add/", duty_acts.add, name="follow-duty-add"),
    path("follow/duties/<int:pk>/", duties.duty, name="follow-duty"),
    path("follow/duties/<int:pk>/correct/", duty_acts.correct, name="follow-duty-correct"),
    path("follow/duties/<int:pk>/hand-on/", duty_acts.hand_on, name="follow-duty-hand-on"),
    path("follow/duties/<int:pk>/report/", duty_acts.report, name="follow-duty-report"),
    path("follow/duties/<int:pk>/close/", duty_acts.close, name="follow-duty-close"),
    path("follow/duties/<int:pk>/drop/", duty_acts.drop, name="follow-duty-drop"),
    path("follow/duties/<int:pk>/reopen/", duty_acts.reopen, name="follow-duty-reopen"),
    path("follow/duties/<int:pk>/history/", duties.history, name="follow-duty-history"),
    path("follow/duties/<int:pk>/papers/add/", papers.add_to_duty, name="follow-duty-paper-add"),
    path("follow/duties/reports/<int:pk>/take-back/", duty_acts.take_back, name="follow-report-back"),
    path("follow/papers/<int:pk>/withdraw/", papers.withdraw, name="follow-paper-withdraw"),
]
