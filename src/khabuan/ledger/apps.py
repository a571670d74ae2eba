from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "khabuan.ledger"
    label = "ledger"
