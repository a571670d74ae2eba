from django.apps import AppConfig


class ReaderConfig(AppConfig):
    name = "khabuan.reader"
    label = "reader"

    def ready(self) -> None:
        from khabuan.reader import offers

        offers.register()
