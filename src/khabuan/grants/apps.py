from django.apps import AppConfig


class GrantsConfig(AppConfig):
    name = "khabuan.grants"
    label = "grants"

    def ready(self) -> None:
        from khabuan.grants import offers

        offers.register()
