"""django-ledger on SQLite: a sheet as one journal entry, each member a transaction row of it, posted."""

from __future__ import annotations

from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any

from bench.books.contenders.own_django import database_settings
from bench.books.data import Data, month_end

state: dict[str, Any] = {}
CONTEXT = ("request", "auth", "messages")


def prepare(words: list[str], database: str) -> None:
    import django
    from django.conf import settings

    own = ("admin", "messages", "sessions", "contenttypes", "auth")
    settings.configure(
        DATABASES={"default": database_settings(database)},
        INSTALLED_APPS=[*(f"django.contrib.{name}" for name in own), "django_ledger"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", USE_TZ=True, SECRET_KEY="bench",
        ROOT_URLCONF="django_ledger.urls", TEMPLATES=[],
    )  # fmt: skip
    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django_ledger.models import EntityModel

    call_command("migrate", verbosity=0, skip_checks=True)
    state["data"] = Data.of(words)
    user = get_user_model().objects.create_user("bench")
    entity = EntityModel.create_entity(name="fund", use_accrual_method=False, admin=user, fy_start_month=1)
    entity.create_chart_of_accounts(assign_as_default=True, commit=True, coa_name="chart")
    entity.populate_default_coa(activate_accounts=True)
    accounts = {one.role: one for one in entity.get_default_coa_accounts()}
    state["cash"], state["income"] = accounts["asset_ca_cash"], accounts["in_operational"]
    state["ledger"] = entity.create_ledger(name="ledger", posted=True)


def save(month: int) -> int:
    paid = state["data"].sheet(month)
    rows = [
        {
            "account": state["income"],
            "amount": Decimal(satang).scaleb(-2),
            "tx_type": "credit",
            "description": f"M{at}",
        }
        for at, satang in enumerate(paid)
    ]
    total = Decimal(sum(paid)).scaleb(-2)
    rows.append({"account": state["cash"], "amount": total, "tx_type": "debit", "description": "sheet"})
    at = datetime.combine(month_end(month), time(5), UTC)
    state["ledger"].commit_txs(je_timestamp=at, je_txs=rows, je_posted=True)
    return sum(paid)


def total() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(cast(round(amount * 100) AS integer)) FROM django_ledger_transactionmodel WHERE tx_type = 'credit'"
        )
        return int(cursor.fetchone()[0])
