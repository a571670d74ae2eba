"""Addresses of a fund's everyday money."""

from django.urls import path

from khabuan.funds.views import money

urlpatterns = [
    path("funds/<int:pk>/money/", money.overview, name="fund-paying"),
    path("funds/<int:pk>/money/pay/", money.pay, name="fund-pay"),
    path("funds/<int:pk>/money/benefit/", money.benefit, name="fund-benefit"),
    path("funds/<int:pk>/money/receive/", money.receive, name="fund-receive"),
    path("funds/<int:pk>/money/move/", money.move, name="fund-move"),
    path("funds/<int:pk>/money/unclear/", money.unclear, name="fund-unclear"),
    path("funds/<int:pk>/money/divide/", money.divide, name="fund-divide"),
    path("members/<int:pk>/give-back/", money.give_back, name="member-give-back"),
    path("vouchers/<int:pk>/", money.voucher, name="voucher"),
    path("vouchers/<int:pk>/clear/", money.clear, name="voucher-clear"),
]
