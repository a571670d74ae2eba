from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "khabuan.registry"
    label = "registry"

    def ready(self) -> None:
        from khabuan.registry import offers

        offers.register()
