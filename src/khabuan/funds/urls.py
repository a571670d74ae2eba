"""Addresses of funds, how they are set up, and their members."""

from django.urls import path

from khabuan.funds.views import acts, funds, members, papers, setup

urlpatterns = [
    path("funds/", funds.funds, name="funds"),
    path("organisations/<int:pk>/books/open/", funds.open_books, name="fund-open"),
    path("funds/<int:pk>/", funds.fund, name="fund"),
    path("funds/<int:pk>/rules/", setup.rules, name="fund-rules"),
    path("funds/<int:pk>/rules/<slug:key>/", setup.rule_set, name="fund-rule-set"),
    path("funds/rules/<int:pk>/take-back/", setup.rule_back, name="fund-rule-back"),
    path("funds/<int:pk>/centres/", setup.centres, name="fund-centres"),
    path("funds/<int:pk>/centres/add/", setup.part_add, name="fund-part-add"),
    path("funds/<int:pk>/accounts/add/", setup.account_add, name="fund-account-add"),
    path("bank-accounts/<int:pk>/signers/", setup.signers, name="fund-signers"),
    path("bank-accounts/<int:pk>/change/", setup.account_change, name="fund-account-change"),
    path("bank-accounts/<int:pk>/end/", setup.account_end, name="fund-account-end"),
    path("bank-accounts/<int:pk>/number/", setup.account_reveal, name="fund-account-reveal"),
    path("funds/<int:pk>/members/", members.members, name="fund-members"),
    path("funds/<int:pk>/members/apply/", members.apply, name="fund-apply"),
    path("funds/<int:pk>/members/applications/", members.applications, name="fund-applications"),
    path("members/doubles/", acts.doubles_list, name="member-doubles"),
    path("members/doubles/<int:pk>/", acts.double, name="member-double"),
    path("members/<int:pk>/", members.member, name="member"),
    path("members/<int:pk>/change/", acts.change, name="member-change"),
    path("members/<int:pk>/history/", acts.history, name="member-history"),
    path("members/<int:pk>/beneficiaries/", acts.heirs, name="member-heirs"),
    path("members/<int:pk>/leave/", acts.leave, name="member-leave"),
    path("members/<int:pk>/died/", acts.died, name="member-died"),
    path("members/<int:pk>/numbers/<slug:kind>/", acts.identity, name="member-identity"),
    path("members/<int:pk>/numbers/<slug:kind>/open/", acts.reveal, name="member-reveal"),
    path("members/<int:pk>/papers/add/", papers.of_member, name="member-paper-add"),
    path("funds/papers/<int:pk>/withdraw/", papers.withdraw, name="fund-paper-withdraw"),
    path("members/steps/<int:pk>/undo/", acts.undo, name="member-undo"),
    path("members/beneficiaries/<int:pk>/number/", acts.reveal_heir, name="member-heir-reveal"),
]
