"""On PostgreSQL the lines' primary key goes: a quarter of their bytes, and a search for each line that is written.

What it said, the seal says now once for the whole entry: no place twice in a posting. The index that stands instead
finds the lines of a posting; as it repeats one key a thousand times, PostgreSQL keeps it in seven bytes a line. On
SQLite the key is the table itself (WITHOUT ROWID) and stays. No row is written anew, no seal is touched.
"""

from django.db import migrations


def drop_key(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE INDEX ledger_line_posting ON ledger_line (posting_id)")
        schema_editor.execute("ALTER TABLE ledger_line DROP CONSTRAINT ledger_line_pkey")


def make_key(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE ledger_line ADD PRIMARY KEY (posting_id, seq)")
        schema_editor.execute("DROP INDEX ledger_line_posting")


class Migration(migrations.Migration):

    dependencies = [("ledger", "0003_room_for_party_years")]

    operations = [migrations.RunPython(drop_key, make_key)]
