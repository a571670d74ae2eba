from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "khabuan.rules"
    label = "rules"
