"""Addresses of gatherings and co-operation agreements."""

from django.urls import path

from khabuan.gatherings.views import cooperation, gatherings, outcomes, printing, programme, reach

urlpatterns = [
    path("gatherings/", gatherings.gatherings, name="gatherings"),
    path("gatherings/choose/", gatherings.choose, name="gathering-choose"),
    path("gatherings/unreached/", reach.unreached, name="gatherings-unreached"),
    path("gatherings/of/<int:pk>/", gatherings.of_body, name="gatherings-of"),
    path("gatherings/of/<int:pk>/add/", gatherings.add, name="gathering-add"),
    path("gatherings/<int:pk>/", gatherings.gathering, name="gathering"),
    path("gatherings/<int:pk>/correct/", gatherings.correct, name="gathering-correct"),
    path("gatherings/<int:pk>/cancel/", gatherings.cancel, name="gathering-cancel"),
    path("gatherings/<int:pk>/revive/", gatherings.revive, name="gathering-revive"),
    path("gatherings/<int:pk>/hold/", gatherings.hold, name="gathering-hold"),
    path("gatherings/<int:pk>/history/", gatherings.history, name="gathering-history"),
    path("gatherings/<int:pk>/report/", printing.report, name="gathering-report"),
    path("gatherings/<int:pk>/bodies/add/", programme.body_add, name="gathering-body-add"),
    path("gatherings/<int:pk>/parts/add/", programme.part_add, name="gathering-part-add"),
    path("gatherings/<int:pk>/acts/add/", programme.act_add, name="gathering-act-add"),
    path("gatherings/<int:pk>/heads/", outcomes.heads, name="gathering-heads"),
    path("gatherings/<int:pk>/agreements/add/", outcomes.agreement_add, name="gathering-agreement-add"),
    path("gatherings/<int:pk>/visits/add/", outcomes.visit_add, name="gathering-visit-add"),
    path("gatherings/<int:pk>/papers/add/", gatherings.paper_add, name="gathering-paper-add"),
    path("gatherings/papers/<int:pk>/withdraw/", gatherings.paper_withdraw, name="gathering-paper-withdraw"),
    path("gatherings/parts/<int:pk>/change/", programme.part_change, name="gathering-part-change"),
    path("gatherings/acts/<int:pk>/change/", programme.act_change, name="gathering-act-change"),
    path(
        "gatherings/agreements/<int:pk>/correct/",
        outcomes.agreement_correct,
        name="gathering-agreement-correct",
    ),
    path("gatherings/<str:noun>/<int:pk>/remove/", outcomes.line_remove, name="gathering-line-remove"),
    path("cooperations/", cooperation.cooperations, name="cooperations"),
    path("cooperations/choose/", cooperation.choose, name="cooperation-choose"),
    path("cooperations/of/<int:pk>/add/", cooperation.add, name="cooperation-add"),
    path("cooperations/<int:pk>/", cooperation.cooperation, name="cooperation"),
    path("cooperations/<int:pk>/correct/", cooperation.correct, name="cooperation-correct"),
    path("cooperations/<int:pk>/renew/", cooperation.renew, name="cooperation-renew"),
    path("cooperations/<int:pk>/end/", cooperation.end, name="cooperation-end"),
    path("cooperations/<int:pk>/history/", cooperation.history, name="cooperation-history"),
    path("cooperations/<int:pk>/parties/add/", cooperation.party_add, name="cooperation-party-add"),
    path("cooperations/parties/<int:pk>/remove/", cooperation.party_remove, name="cooperation-party-remove"),
    path("cooperations/<int:pk>/papers/add/", cooperation.paper_add, name="cooperation-paper-add"),
    path(
        "cooperations/papers/<int:pk>/withdraw/",
        cooperation.paper_withdraw,
        name="cooperation-paper-withdraw",
    ),
]
