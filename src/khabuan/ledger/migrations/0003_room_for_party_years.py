"""A member's year is written again with every sheet: on PostgreSQL its pages keep room for that.

With half of a page free, the next version of a row stands in the same page, no index is touched, and what is old is
cleared on the way. Without, a year of monthly sheets left five dead rows beside each that counts.
"""

from django.db import migrations


def keep_room(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE ledger_party_year SET (fillfactor = 50)")


def keep_none(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE ledger_party_year RESET (fillfactor)")


class Migration(migrations.Migration):

    dependencies = [("ledger", "0002_bank_and_signing")]

    operations = [migrations.RunPython(keep_room, keep_none)]
