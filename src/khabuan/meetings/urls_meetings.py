"""Addresses of meetings: the call, the letter, the agenda, the rules of a body."""

from django.urls import path

from khabuan.meetings.views import agenda, body_rules, letters, meetings, of_year, past

urlpatterns = [
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/year/", of_year.of_place, name="meetings-year"),
    path("meetings/choose/", meetings.choose, name="meeting-choose"),
    path("meetings/of/<int:pk>/", meetings.of_body, name="meetings-of"),
    path("meetings/of/<int:pk>/call/", meetings.call, name="meeting-call"),
    path("meetings/of/<int:pk>/held/", past.record, name="meeting-held"),
    path("meetings/<int:pk>/held/", past.correct, name="meeting-held-correct"),
    path("meetings/<int:pk>/held/resolution/", past.resolve, name="meeting-held-resolution"),
    path("meetings/<int:pk>/held/take-back/", past.take_back, name="meeting-held-take-back"),
    path("meetings/of/<int:pk>/rules/", body_rules.rules, name="meeting-rules"),
    path("meetings/of/<int:pk>/rules/<slug:key>/", body_rules.rule_set, name="meeting-rule-set"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/change/", meetings.change, name="meeting-change"),
    path("meetings/<int:pk>/notice/", meetings.notice, name="meeting-notice"),
    path("meetings/<int:pk>/letter/", letters.notice_paper, name="meeting-letter"),
    path("meetings/<int:pk>/cancel/", meetings.cancel, name="meeting-cancel"),
    path("meetings/<int:pk>/invite/", meetings.invite, name="meeting-invite"),
    path("meetings/<int:pk>/history/", meetings.history, name="meeting-history"),
    path("meetings/<int:pk>/papers/add/", meetings.paper_add, name="meeting-paper-add"),
    path("meetings/papers/<int:pk>/withdraw/", meetings.paper_withdraw, name="meeting-paper-withdraw"),
    path(
        "meetings/invitations/<int:pk>/withdraw/",
        meetings.invitation_withdraw,
        name="meeting-invitation-withdraw",
    ),
    path("meetings/<int:pk>/agenda/", agenda.edit, name="meeting-agenda"),
    path("meetings/<int:pk>/agenda/bring/", agenda.bring, name="meeting-agenda-bring"),
    path("meetings/items/<int:pk>/", agenda.item, name="meeting-item"),
    path("meetings/items/<int:pk>/change/", agenda.item_change, name="meeting-item-change"),
    path("meetings/items/<int:pk>/move/", agenda.item_move, name="meeting-item-move"),
    path("meetings/items/<int:pk>/remove/", agenda.item_remove, name="meeting-item-remove"),
]
