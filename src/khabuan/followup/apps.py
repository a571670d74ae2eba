from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "khabuan.followup"
    label = "followup"

    def ready(self) -> None:
        from khabuan.followup import offers

        offers.register()
