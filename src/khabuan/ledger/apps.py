from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "khabuan.ledger"
    label = "ledger"

    def ready(self) -> None:
        from khabuan.ledger import offers

        offers.register()
