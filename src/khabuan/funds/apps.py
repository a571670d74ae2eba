from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "khabuan.funds"
    label = "funds"

    def ready(self) -> None:
        from khabuan.funds import offers

        offers.register()
