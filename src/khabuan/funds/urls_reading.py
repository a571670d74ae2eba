"""Addresses of a fund's lists: a member's account, arrears, the month for the village board."""

from django.urls import path

from khabuan.funds.views import reading

urlpatterns = [
    path("members/<int:pk>/account/", reading.statement, name="member-account"),
    path("funds/<int:pk>/arrears/", reading.arrears, name="fund-arrears"),
    path("funds/<int:pk>/board/", reading.board, name="fund-board"),
]
