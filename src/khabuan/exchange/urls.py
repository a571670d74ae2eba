"""Addresses of lists in and out."""

from django.urls import path

from khabuan.exchange import views

urlpatterns = [
    path("imports/", views.import_list, name="imports"),
    path("imports/new/", views.import_new, name="import_new"),
    path("imports/template/<slug:sheet>/", views.import_template, name="import_template"),
    path("imports/<int:pk>/", views.import_batch, name="import"),
    path("imports/<int:pk>/rows/", views.import_rows, name="import_rows"),
    path("imports/<int:pk>/file/", views.import_file, name="import_file"),
    path("imports/<int:pk>/save/", views.import_save, name="import_save"),
    path("imports/<int:pk>/discard/", views.import_discard, name="import_discard"),
    path("imports/<int:pk>/go-on/", views.import_go_on, name="import_go_on"),
    path("imports/<int:pk>/again/", views.import_again, name="import_again"),
    path("imports/<int:pk>/settle/", views.import_settle, name="import_settle"),
    path("imports/<int:pk>/settle/<int:number>/", views.import_settle, name="import_settle_row"),
    path("exports/", views.exports, name="exports"),
    path("exports/file/", views.export_file, name="export_file"),
]
