"""Addresses of projects."""

from django.urls import path

from khabuan.grants.views import acts, showing

urlpatterns = [
    path("projects/", showing.projects, name="projects"),
    path("projects/choose/", acts.choose, name="project-choose"),
    path("projects/of/<int:pk>/", showing.of_body, name="projects-of"),
    path("projects/of/<int:pk>/add/", acts.add, name="project-add"),
    path("projects/<int:pk>/", showing.project, name="project"),
    path("projects/<int:pk>/change/", acts.change, name="project-change"),
    path("projects/<int:pk>/step/", acts.step, name="project-step"),
    path("projects/<int:pk>/reached/", acts.reached, name="project-reached"),
    path("projects/<int:pk>/withdraw/", acts.withdraw, name="project-withdraw"),
    path("projects/<int:pk>/history/", showing.history, name="project-history"),
    path("projects/<int:pk>/papers/add/", acts.paper_add, name="project-paper-add"),
    path("projects/papers/<int:pk>/withdraw/", acts.paper_withdraw, name="project-paper-withdraw"),
    path("projects/steps/<int:pk>/back/", acts.step_back, name="project-step-back"),
    path("projects/results/<int:pk>/back/", acts.result_back, name="project-result-back"),
]
