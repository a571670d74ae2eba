from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "khabuan.places"
    label = "places"

    def ready(self) -> None:
        from khabuan.core import offers
        from khabuan.places.offers import AREAS, BODIES, GROUPS

        offers.search_sources.add(AREAS, BODIES, GROUPS)
