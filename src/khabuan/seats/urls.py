"""Addresses of the door, one's own account, and the seats of others."""

from django.urls import path

from khabuan.seats.views import desk, door, own

app_name = "seats"
urlpatterns = [
    path("enter/", door.enter, name="enter"),
    path("enter/card/", door.card, name="card"),
    path("enter/card/password/", door.card_password, name="card_password"),
    path("enter/code/", door.code, name="code"),
    path("enter/seat/", door.choose, name="choose"),
    path("enter/nowhere/", door.nowhere, name="nowhere"),
    path("leave/", door.leave, name="leave"),
    path("me/", own.me, name="me"),
    path("me/password/", own.password, name="password"),
    path("me/phone/", own.phone, name="phone"),
    path("me/language/", own.language, name="language"),
    path("me/pin/", own.pin, name="pin"),
    path("me/code/", own.begin_code, name="begin_code"),
    path("me/code/confirm/", own.confirm_code, name="confirm_code"),
    path("me/code/drop/", own.drop_code, name="drop_code"),
    path("me/phones/<int:pk>/end/", own.end_phone, name="end_phone"),
    path("me/keys/", own.tokens, name="tokens"),
    path("me/keys/<int:pk>/end/", own.end_token, name="end_token"),
    path("seats/", desk.seat_list, name="list"),
    path("seats/grant/", desk.grant, name="grant"),
    path("seats/<int:pk>/", desk.seat, name="seat"),
    path("seats/<int:pk>/card/", desk.print_card, name="print_card"),
    path("seats/<int:pk>/end/", desk.end, name="end"),
    path("seats/<int:pk>/clear-code/", desk.clear_code, name="clear_code"),
    path("who-may-do-what/", desk.who_may, name="who_may"),
]
