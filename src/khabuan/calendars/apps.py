from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "khabuan.calendars"
    label = "calendars"

    def ready(self) -> None:
        from khabuan.calendars import offers

        offers.register()
