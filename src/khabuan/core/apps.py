from collections.abc import Sequence

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class CoreConfig(AppConfig):
    name = "khabuan.core"
    label = "core"

    def ready(self) -> None:
        # Django sends these once for each app that has models, never for one without (as this one): so they
        # are heard from any app, and what they do is done once and then already done.
        pre_migrate.connect(_drop, dispatch_uid="khabuan-drop-triggers")
        post_migrate.connect(_install, dispatch_uid="khabuan-install-triggers")


def _drop(using: str, plan: Sequence[object] = (), **_: object) -> None:
    """Away while tables are made anew. Where nothing is to be migrated, as at most starts, the guard never goes."""
    from khabuan.core import sql

    if plan:
        sql.drop_triggers(using)


def _install(using: str, **_: object) -> None:
    from khabuan.core import sql

    sql.install_triggers(using)
