from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "khabuan.papers"
    label = "papers"
