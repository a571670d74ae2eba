"""django-hordak on PostgreSQL: an account for each member, a transaction with two legs for each payment."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bench.books.contenders.own_django import database_settings
from bench.books.data import Data, month_end

state: dict[str, Any] = {}


def prepare(words: list[str], database: str) -> None:
    import django
    from django.conf import settings

    settings.configure(
        DATABASES={"default": database_settings(database)},
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "mptt", "hordak"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", USE_TZ=True, SECRET_KEY="bench",
        HORDAK_INTERNAL_CURRENCY="THB", DEFAULT_CURRENCY="THB", HORDAK_CURRENCIES=["THB"], CURRENCIES=["THB"],
    )  # fmt: skip
    django.setup()
    from django.core.management import call_command
    from django.db import transaction
    from hordak.models import Account, AccountType

    call_command("migrate", verbosity=0)
    data = state["data"] = Data.of(words)
    state["cash"] = Account.objects.create(name="cash", type=AccountType.asset, code="1", currencies=["THB"])
    income = Account.objects.create(name="paid", type=AccountType.income, code="4", currencies=["THB"])
    with transaction.atomic():
        state["members"] = [
            Account.objects.create(name=f"M{at}", parent=income, code=f"{at:05d}", currencies=["THB"])
            for at in range(data.members)
        ]


def save_in_bulk(month: int) -> int:
    """The quickest way that hordak has: transactions and legs by bulk_create."""
    from django.db import transaction
    from hordak.models import Leg, Transaction
    from moneyed import Money

    paid, on = state["data"].sheet(month), month_end(month)
    with transaction.atomic():
        made = Transaction.objects.bulk_create([Transaction(date=on, description="paid") for _ in paid])
        legs = []
        for member, one, satang in zip(state["members"], made, paid, strict=True):
            money = Money(Decimal(satang).scaleb(-2), "THB")
            legs += [
                Leg(transaction=one, account=member, credit=money),
                Leg(transaction=one, account=state["cash"], debit=money),
            ]
        Leg.objects.bulk_create(legs)
    return sum(paid)


def save_by_transfer(month: int) -> int:
    """The way that hordak recommends: one transfer for each member."""
    from django.db import transaction
    from moneyed import Money

    paid, on = state["data"].sheet(month), month_end(month)
    with transaction.atomic():
        for member, satang in zip(state["members"], paid, strict=True):
            money = Money(Decimal(satang).scaleb(-2), "THB")
            member.transfer_to(state["cash"], money, date=on, description="paid")
    return sum(paid)


def total() -> int:
    """Both sides together, taken from the table."""
    return int(_ask("SELECT sum(coalesce(credit, 0)) FROM hordak_leg") * 100)


def bytes_used() -> int:
    _ask("VACUUM ANALYZE hordak_leg")
    _ask("VACUUM ANALYZE hordak_transaction")
    return int(
        _ask("SELECT pg_total_relation_size('hordak_leg') + pg_total_relation_size('hordak_transaction')")
    )


def rows() -> int:
    return int(_ask("SELECT count(*) FROM hordak_transaction"))


def _ask(query: str) -> Any:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0] if cursor.description else None
