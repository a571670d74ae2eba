"""On SQLite the lines of a posting lie in the order of their parties, and no index by party is kept any more.

That index was written at a thousand places with every sheet of a thousand: three of four pages of the commit, more
with each year of history. A party's lines are found through the postings of its book instead, by (posting, party).
Rows are carried over as they are; no seal is touched. PostgreSQL keeps its index, which is small there.
"""

from django.db import migrations

COLUMNS = "posting_id, party_id, amount, from_on, to_on, seq, kind"
TABLE = (
    "CREATE TABLE ledger_line (posting_id bigint NOT NULL, party_id bigint NOT NULL, amount bigint NOT NULL,"
    " from_on date NULL, to_on date NULL, seq integer NOT NULL, kind smallint NOT NULL,"
    " PRIMARY KEY ({key})) WITHOUT ROWID"
)


def keyed(key):
    def remake(apps, schema_editor):
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute("ALTER TABLE ledger_line RENAME TO ledger_line_before")
            schema_editor.execute("DROP INDEX IF EXISTS ledger_line_party")
            schema_editor.execute(TABLE.format(key=key))
            schema_editor.execute(
                f"INSERT INTO ledger_line ({COLUMNS}) SELECT {COLUMNS} FROM ledger_line_before ORDER BY {key}"
            )
            schema_editor.execute("DROP TABLE ledger_line_before")

    return remake


def index_by_party(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("CREATE INDEX ledger_line_party ON ledger_line (party_id)")


class Migration(migrations.Migration):

    dependencies = [("ledger", "0005_columns_of_statements")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, index_by_party),
        migrations.RunPython(keyed("posting_id, party_id, seq"), keyed("posting_id, seq")),
    ]
