from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class CoreConfig(AppConfig):
    name = "khabuan.core"
    label = "core"

    def ready(self) -> None:
        pre_migrate.connect(_drop, sender=self)
        # The last app of the list installs them, when every table is there.
        post_migrate.connect(_install, dispatch_uid="khabuan-triggers")


def _drop(using: str, **_: object) -> None:
    from khabuan.core import sql

    sql.drop_triggers(using)


def _install(sender: AppConfig, using: str, **_: object) -> None:
    from django.apps import apps

    from khabuan.core import sql

    if sender is list(apps.get_app_configs())[-1]:
        sql.install_triggers(using)
