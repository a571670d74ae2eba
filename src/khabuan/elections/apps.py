from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    name = "khabuan.elections"
    label = "elections"

    def ready(self) -> None:
        from khabuan.elections import offers

        offers.register()
