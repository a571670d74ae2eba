from django.apps import AppConfig


class SeatsConfig(AppConfig):
    name = "khabuan.seats"
    label = "seats"

    def ready(self) -> None:
        from khabuan.core import offers
        from khabuan.seats.offers import CARDS, ENDING

        offers.duty_sources.add(CARDS, ENDING)
