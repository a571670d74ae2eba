from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "khabuan.places"
    label = "places"
