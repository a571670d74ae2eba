from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "khabuan.exchange"
    label = "exchange"
