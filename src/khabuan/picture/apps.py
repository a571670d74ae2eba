from django.apps import AppConfig


class PictureConfig(AppConfig):
    name = "khabuan.picture"
    label = "picture"
