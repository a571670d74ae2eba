from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "khabuan.exchange"
    label = "exchange"

    def ready(self) -> None:
        from khabuan.core import offers
        from khabuan.exchange.erasing import ERASE, HOLD
        from khabuan.exchange.offers import AREA_END, SHEETS, WAITING

        offers.sheets.add(*SHEETS)
        offers.area_ends.add(AREA_END)
        offers.duty_sources.add(WAITING)
        offers.erasures.add(ERASE)
        offers.erase_holds.add(HOLD)
