from django.apps import AppConfig


class SeatsConfig(AppConfig):
    name = "khabuan.seats"
    label = "seats"

    def ready(self) -> None:
        from khabuan.core import offers
        from khabuan.seats.offers import AREA_END, CARDS, COPY, ENDING, ERASE, FOLLOW, GROUP_COPY, HOLD, MERGE

        offers.duty_sources.add(CARDS, ENDING)
        offers.erase_holds.add(HOLD)
        offers.erasures.add(ERASE)
        offers.person_copies.add(COPY)
        offers.organisation_merges.add(MERGE)
        offers.area_moves.add(FOLLOW)
        offers.area_ends.add(AREA_END)
        offers.group_copies.add(GROUP_COPY)
