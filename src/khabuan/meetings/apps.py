from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "khabuan.meetings"
    label = "meetings"

    def ready(self) -> None:
        from khabuan.meetings import offers

        offers.register()
