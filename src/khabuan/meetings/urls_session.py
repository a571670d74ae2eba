"""Addresses of a meeting as it is held: the door, its codes, the session, its votes."""

from django.urls import path

from khabuan.meetings.views import attendance, codes, holding, sign_in, votes

urlpatterns = [
    path("meetings/<int:pk>/attendance/", sign_in.sign_in, name="meeting-sign-in"),
    path("meetings/<int:pk>/attendance/tap/", sign_in.tap, name="meeting-sign-in-tap"),
    path("meetings/<int:pk>/attendance/live/", sign_in.live, name="meeting-sign-in-live"),
    path("meetings/<int:pk>/attendance/sheet/", codes.sheet, name="meeting-sign-sheet"),
    path("meetings/<int:pk>/attendance/cards/", codes.cards, name="meeting-cards"),
    path("meetings/<int:pk>/attendance/paper/", attendance.paper, name="meeting-paper"),
    path("meetings/<int:pk>/attendance/guests/add/", attendance.guest_add, name="meeting-guest-add"),
    path("meetings/<int:pk>/attendance/<int:person>/", attendance.member, name="meeting-member"),
    path("meetings/<int:pk>/attendance/<int:person>/excuse/", attendance.excuse, name="meeting-excuse"),
    path(
        "meetings/<int:pk>/attendance/<int:person>/substitute/",
        attendance.substitute,
        name="meeting-substitute",
    ),
    path("meetings/attendance/<int:pk>/", attendance.correct, name="attendance-correct"),
    path("meetings/attendance/<int:pk>/withdraw/", attendance.withdraw, name="attendance-withdraw"),
    path("meetings/attendance/<int:pk>/history/", attendance.history, name="attendance-history"),
    path("meetings/excuses/<int:pk>/withdraw/", attendance.excuse_withdraw, name="excuse-withdraw"),
    path("meetings/in/<int:body>/<int:person>/<str:code>/", codes.by_code, name="meeting-code"),
    path("meetings/<int:pk>/open/", holding.open_, name="meeting-open"),
    path("meetings/<int:pk>/close/", holding.close, name="meeting-close"),
    path("meetings/<int:pk>/reopen/", holding.reopen, name="meeting-reopen"),
    path("meetings/<int:pk>/quorum/", holding.quorum, name="meeting-quorum"),
    path("meetings/items/<int:pk>/vote/", votes.record, name="meeting-vote"),
    path("meetings/motions/<int:pk>/", votes.motion, name="motion"),
    path("meetings/motions/<int:pk>/withdraw/", votes.withdraw, name="motion-withdraw"),
    path("meetings/motions/<int:pk>/history/", votes.history, name="motion-history"),
]
