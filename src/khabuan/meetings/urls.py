"""Addresses of the register of resolutions."""

from django.urls import path

from khabuan.meetings.views import act_duties
from khabuan.meetings.views import resolutions as views

urlpatterns = [
    path("resolutions/", views.resolutions, name="resolutions"),
    path("resolutions/choose/", views.choose, name="resolution-choose"),
    path("resolutions/of/<int:pk>/", views.of_body, name="resolutions-of"),
    path("resolutions/of/<int:pk>/add/", views.add, name="resolution-add"),
    path("resolutions/act/", act_duties.of_place, name="resolutions-act"),
    path("resolutions/of/<int:pk>/act/", act_duties.of_body, name="resolutions-act-of"),
    path("resolutions/<int:pk>/", views.resolution, name="resolution"),
    path("resolutions/<int:pk>/correct/", views.correct, name="resolution-correct"),
    path("resolutions/<int:pk>/withdraw/", views.withdraw, name="resolution-withdraw"),
    path("resolutions/<int:pk>/history/", views.history, name="resolution-history"),
    path("resolutions/<int:pk>/papers/add/", views.paper_add, name="resolution-paper-add"),
    path("resolutions/papers/<int:pk>/withdraw/", views.paper_withdraw, name="resolution-paper-withdraw"),
]
