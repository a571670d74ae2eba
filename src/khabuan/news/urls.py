"""Addresses of news."""

from django.urls import path

from khabuan.news import views

urlpatterns = [
    path("news/", views.news, name="news"),
    path("news/add/", views.add, name="news-add"),
    path("news/of/<int:pk>/", views.of_body, name="news-of"),
    path("news/of/<int:pk>/add/", views.add_of, name="news-of-add"),
    path("news/<int:pk>/", views.item, name="news-item"),
    path("news/<int:pk>/change/", views.change, name="news-change"),
    path("news/<int:pk>/publish/", views.publish, name="news-publish"),
    path("news/<int:pk>/withdraw/", views.withdraw, name="news-withdraw"),
    path("news/<int:pk>/history/", views.history, name="news-history"),
    path("news/<int:pk>/pictures/add/", views.picture_add, name="news-picture-add"),
    path("news/pictures/<int:pk>/withdraw/", views.picture_withdraw, name="news-picture-withdraw"),
]
