"""Addresses of files."""

from django.urls import path

from khabuan.files import views

app_name = "files"
urlpatterns = [path("files/<int:key>/", views.download, name="download")]
