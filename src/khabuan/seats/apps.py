from django.apps import AppConfig


class SeatsConfig(AppConfig):
    name = "khabuan.seats"
    label = "seats"

    def ready(self) -> None:
        from khabuan.core import offers
        from khabuan.seats.offers import CARDS, COPY, ENDING, ERASE, HOLD, MERGE

        offers.duty_sources.add(CARDS, ENDING)
        offers.erase_holds.add(HOLD)
        offers.erasures.add(ERASE)
        offers.person_copies.add(COPY)
        offers.organisation_merges.add(MERGE)
