"""What a lost sum of money was called "baht" is called "money", as facts call it; each draft's history says so."""

from django.db import migrations

from khabuan.access.actor import Actor
from khabuan.access.scoping import chain_of
from khabuan.audit import chain

OLD, NEW = "baht", "money"


def call_it_money(apps, schema_editor):
    Draft = apps.get_model("reader", "Draft")
    lost = Draft._base_manager.filter(kind="missing").select_related("text__area")
    for draft in lost.order_by("pk").iterator(chunk_size=1000):
        fields = {}
        for name in ("facts", "changed"):
            says = getattr(draft, name)
            if says.get("what") == OLD:
                fields[name] = [says, {**says, "what": NEW}]
                setattr(draft, name, fields[name][1])
        if fields:
            draft.save(update_fields=list(fields))
            _tell(draft, fields)


def _tell(draft, fields):
    system = Actor.system()
    told = {"act": "change", "kind": "reader.draft", "id": str(draft.pk), "title": draft.quote[:80]}
    chain.record(
        chain.Doer(system.seat, system.title), "reader.read_again", chain=chain_of(draft.text.area.path),
        facts={"changes": [{**told, "fields": fields}]},
        subjects=[("reader.draft", draft.pk), ("reader.text", draft.text_id)],
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("reader", "0004_meaning"), ("audit", "0001_initial"), ("places", "0001_initial")]

    operations = [migrations.RunPython(call_it_money, migrations.RunPython.noop)]
