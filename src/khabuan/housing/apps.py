from django.apps import AppConfig


class HousingConfig(AppConfig):
    name = "khabuan.housing"
    label = "housing"

    def ready(self) -> None:
        from khabuan.housing import offers

        offers.register()
