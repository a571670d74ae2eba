from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "khabuan.access"
    label = "access"
