"""Addresses of open data: given to programs, they stay for ever."""

from django.urls import path

from khabuan.portal import views

urlpatterns = [
    path("open/", views.open_data, name="open-data"),
    path("open/popolo.json", views.home_popolo, name="open-popolo-home"),
    path("open/<str:key>/popolo.json", views.popolo, name="open-popolo"),
    path("open/<str:key>/news/", views.news, name="open-news"),
    path("open/<str:key>/news/feed.atom", views.news_feed, name="open-news-feed"),
    path("open/<str:key>/news/<int:pk>/", views.news_item, name="open-news-item"),
    path("open/<str:key>/news/<int:pk>/pictures/<int:file>/", views.news_picture, name="open-news-picture"),
]
