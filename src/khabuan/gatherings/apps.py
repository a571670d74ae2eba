from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "khabuan.gatherings"
    label = "gatherings"

    def ready(self) -> None:
        from khabuan.gatherings import offers

        offers.register()
