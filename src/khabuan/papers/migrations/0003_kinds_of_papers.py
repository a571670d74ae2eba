from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_number_books")]
    operations = [
        migrations.AlterField(
            model_name="issueddocument",
            name="kind",
            field=models.CharField(
                choices=[
                    ("briefing", "briefing for a new officer"),
                    ("statement", "statement of a book"),
                    ("letter", "letters to members"),
                    ("passbook", "member's passbook"),
                ],
                max_length=20,
            ),
        ),
    ]
