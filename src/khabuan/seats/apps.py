from django.apps import AppConfig


class SeatsConfig(AppConfig):
    name = "khabuan.seats"
    label = "seats"
