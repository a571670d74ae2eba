from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "khabuan.files"
    label = "files"
