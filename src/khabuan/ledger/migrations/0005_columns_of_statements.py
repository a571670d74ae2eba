"""What somebody said that the columns of a bank's file are; and a file may be taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_lines_without_key")]

    operations = [
        migrations.AddField("bankstatement", "columns", models.JSONField(default=dict)),
        migrations.AddField("bankstatement", "dropped_at", models.DateTimeField(null=True)),
    ]
