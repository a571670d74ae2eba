"""The months of an account lie beside each other on SQLite, and an account is found by its book and role.

A province's months are asked for by the accounts of one role in each of its books. An index finds these accounts; on
SQLite the table of months is now kept by account and month itself (WITHOUT ROWID), where it had an index beside the
rows: each month is found in one search instead of two, and a sheet writes one tree less. Rows are carried over as
they are. PostgreSQL keeps its table, whose rows are renewed in place.
"""

from django.db import migrations, models

COLUMNS = "id, source, month, is_closing, debit, credit, account_id"
TABLE = (
    'CREATE TABLE ledger_accountmonth ("id" integer NOT NULL{row_key}, "source" varchar(12) NOT NULL,'
    ' "month" date NOT NULL, "is_closing" bool NOT NULL, "debit" bigint NOT NULL, "credit" bigint NOT NULL,'
    ' "account_id" integer NOT NULL REFERENCES "ledger_account" ("id") DEFERRABLE INITIALLY DEFERRED,'
    ' CONSTRAINT "account_month_once" {key} ("account_id", "month", "source", "is_closing")){kept}'
)
BY_ACCOUNT = TABLE.format(row_key="", key="PRIMARY KEY", kept=" WITHOUT ROWID")
BY_ID = TABLE.format(row_key=" PRIMARY KEY", key="UNIQUE", kept="")


def made_as(table):
    def remake(apps, schema_editor):
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute("ALTER TABLE ledger_accountmonth RENAME TO ledger_accountmonth_before")
            schema_editor.execute(table)
            schema_editor.execute(
                f"INSERT INTO ledger_accountmonth ({COLUMNS}) SELECT {COLUMNS} FROM ledger_accountmonth_before"
                " ORDER BY account_id, month, source, is_closing"
            )
            schema_editor.execute("DROP TABLE ledger_accountmonth_before")

    return remake


class Migration(migrations.Migration):

    dependencies = [("ledger", "0006_lines_by_party")]

    operations = [
        migrations.AddIndex(
            model_name="account", index=models.Index(fields=["book", "role"], name="account_by_role")
        ),
        migrations.RunPython(made_as(BY_ACCOUNT), made_as(BY_ID)),
    ]
