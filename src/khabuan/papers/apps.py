from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "khabuan.papers"
    label = "papers"

    def ready(self) -> None:
        from khabuan.papers import offers

        offers.register()
