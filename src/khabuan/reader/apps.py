from django.apps import AppConfig


class ReaderConfig(AppConfig):
    name = "khabuan.reader"
    label = "reader"
