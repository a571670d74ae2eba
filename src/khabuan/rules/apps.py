from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "khabuan.rules"
    label = "rules"

    def ready(self) -> None:
        from khabuan.core import offers
        from khabuan.rules.offers import AREA_END, FOLLOW

        offers.area_moves.add(FOLLOW)
        offers.area_ends.add(AREA_END)
