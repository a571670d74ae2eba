"""Addresses of duties and of promises."""

from django.urls import path

from khabuan.followup.views import duties, duty_acts, met, papers, promise_acts, promises

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
    path("follow/duties/met/", met.met, name="follow-met"),
    path("follow/duties/met/<int:pk>/", met.of_body, name="follow-met-of"),
    path("follow/promises/", promises.promises, name="follow-promises"),
    path("follow/promises/choose/", promise_acts.choose, name="follow-promise-choose"),
    path("follow/promises/of/<int:pk>/", promises.of_body, name="follow-promises-of"),
    path("follow/promises/of/<int:pk>/add/", promise_acts.add, name="follow-promise-add"),
    path("follow/promises/by/<int:pk>/", promises.by_agency, name="follow-promises-by"),
    path("follow/promises/<int:pk>/", promises.promise, name="follow-promise"),
    path("follow/promises/<int:pk>/correct/", promise_acts.correct, name="follow-promise-correct"),
    path("follow/promises/<int:pk>/match/", promise_acts.match, name="follow-promise-match"),
    path("follow/promises/<int:pk>/answer/", promise_acts.answer, name="follow-promise-answer"),
    path("follow/promises/<int:pk>/settle/", promise_acts.settle, name="follow-promise-settle"),
    path("follow/promises/<int:pk>/withdraw/", promise_acts.withdraw, name="follow-promise-withdraw"),
    path("follow/promises/<int:pk>/reopen/", promise_acts.reopen, name="follow-promise-reopen"),
    path("follow/promises/<int:pk>/history/", promises.history, name="follow-promise-history"),
    path("follow/promises/<int:pk>/papers/add/", papers.add_to_promise, name="follow-promise-paper-add"),
    path("follow/promises/answers/<int:pk>/take-back/", promise_acts.take_back, name="follow-answer-back"),
    path("follow/papers/<int:pk>/withdraw/", papers.withdraw, name="follow-paper-withdraw"),
]
