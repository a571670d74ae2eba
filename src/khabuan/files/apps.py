from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "khabuan.files"
    label = "files"

    def ready(self) -> None:
        from khabuan.files import offers

        offers.register()
