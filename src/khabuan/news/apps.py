from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "khabuan.news"
    label = "news"

    def ready(self) -> None:
        from khabuan.news import offers

        offers.register()
