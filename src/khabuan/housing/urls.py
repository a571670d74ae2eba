"""Addresses of houses."""

from django.urls import path

from khabuan.housing.views import acts, showing

urlpatterns = [
    path("housing/", showing.houses, name="housing"),
    path("housing/choose/", acts.choose, name="housing-choose"),
    path("housing/of/<int:pk>/", showing.of_body, name="housing-of"),
    path("housing/project/<int:pk>/", showing.of_project, name="housing-project"),
    path("housing/of/<int:pk>/add/", acts.add, name="housing-add"),
    path("housing/<int:pk>/", showing.house, name="housing-case"),
    path("housing/<int:pk>/change/", acts.change, name="housing-change"),
    path("housing/<int:pk>/step/", acts.step, name="housing-step"),
    path("housing/<int:pk>/money/", acts.money, name="housing-money"),
    path("housing/<int:pk>/withdraw/", acts.withdraw, name="housing-withdraw"),
    path("housing/<int:pk>/history/", showing.history, name="housing-history"),
    path("housing/<int:pk>/papers/add/", acts.paper_add, name="housing-paper-add"),
    path("housing/papers/<int:pk>/withdraw/", acts.paper_withdraw, name="housing-paper-withdraw"),
    path("housing/steps/<int:pk>/back/", acts.step_back, name="housing-step-back"),
    path("housing/money/<int:pk>/back/", acts.money_back, name="housing-money-back"),
]
