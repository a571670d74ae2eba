from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "khabuan.funds"
    label = "funds"
