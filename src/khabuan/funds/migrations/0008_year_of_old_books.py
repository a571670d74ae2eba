"""Each fund's year, so far a column of its book, stands among the dated values of its regulation from the day on which
the books opened, and its history says so. A value that stands there already is kept."""

from django.db import migrations

from khabuan.access.actor import Actor
from khabuan.access.scoping import chain_of
from khabuan.audit import chain
from khabuan.core.keys import new_key

SOURCE = "กำหนดไว้เมื่อเปิดสมุด"


def write_years(apps, schema_editor):
    Fund, FundRule = apps.get_model("funds", "Fund"), apps.get_model("funds", "FundRule")
    said = FundRule._base_manager.filter(key="year", taken_back_on__isnull=True).values("fund")
    funds = Fund._base_manager.exclude(pk__in=said).select_related("book", "organisation")
    for fund in funds.order_by("pk"):
        value = "fiscal" if fund.book.year_start_month == 10 else "calendar"
        rule = FundRule._base_manager.create(
            id=new_key(), fund=fund, key="year", value=value, since=fund.book.opened_on, source=SOURCE
        )
        _tell(rule, fund)


def _tell(rule, fund):
    system = Actor.system()
    fields = {
        "fund": [None, {"id": str(fund.pk), "title": fund.organisation.name}], "key": [None, rule.key],
        "value": [None, rule.value], "since": [None, rule.since], "source": [None, rule.source],
    }  # fmt: skip
    told = {"act": "add", "kind": "funds.fundrule", "id": str(rule.pk), "title": f"{rule.key} {rule.value}"}
    chain.record(
        chain.Doer(system.seat, system.title), "funds.set_rule", chain=chain_of(fund.organisation.node),
        facts={"changes": [{**told, "fields": fields}]}, subjects=[("funds.fundrule", rule.pk), ("funds.fund", fund.pk)],
    )  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [("funds", "0007_year_rule"), ("ledger", "0008_year_turns"), ("audit", "0001_initial")]

    operations = [migrations.RunPython(write_years, migrations.RunPython.noop)]
