"""Addresses of calendars. Those of feeds are given to programs and stay for ever."""

from django.urls import path

from khabuan.calendars.views import feeds, pages

urlpatterns = [
    path("calendar/", pages.calendar, name="calendar"),
    path("calendar/events/<str:kind>/<str:key>.ics", pages.event, name="calendar-event"),
    path("calendar/feeds/", feeds.feeds, name="calendar-feeds"),
    path("calendar/feeds/add/", feeds.add, name="calendar-feed-add"),
    path("calendar/feeds/<int:pk>/end/", feeds.end, name="calendar-feed-end"),
    path("calendar/how/<str:key>/", feeds.how, name="calendar-how"),
    path("calendar/how/bodies/<int:pk>/", feeds.how_of_body, name="calendar-how-body"),
    path("calendar/private/<str:code>.ics", feeds.private, name="calendar-private"),
    path("calendar/public/<str:key>.ics", feeds.public, name="calendar-public"),
    path("calendar/public/bodies/<int:pk>.ics", feeds.public_body, name="calendar-public-body"),
    path("organisations/<int:pk>/calendar/", pages.of_body, name="calendar-of"),
]
