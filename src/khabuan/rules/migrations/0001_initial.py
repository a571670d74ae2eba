import django.db.models.manager
import khabuan.core.fields
import khabuan.core.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='DatedRule',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('count', 'Number'), ('days', 'Days'), ('years', 'Years'), ('share', 'Share'), ('date', 'Date'), ('text', 'Text'), ('items', 'List'), ('day_list', 'List of days')], max_length=8)),
                ('value', models.TextField()),
                ('place', models.CharField(blank=True, max_length=90)),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('source', models.CharField(max_length=500)),
                ('address', models.CharField(blank=True, max_length=500)),
                ('section', models.CharField(blank=True, max_length=60)),
                ('sureness', models.CharField(choices=[('found', 'Read in a source'), ('high', 'Known well, source not read'), ('medium', 'Remembered, should be checked'), ('low', 'Doubtful, must be checked')], max_length=8)),
                ('is_verified', models.BooleanField(default=False)),
                ('verified_on', models.DateField(null=True)),
                ('verified_by', models.CharField(blank=True, max_length=200)),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.UniqueConstraint(fields=('key', 'place', 'since'), name='rule_begins_once', violation_error_message='This rule has a value from that day already. Choose another day.'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='rule_period', violation_error_message='The end is before the beginning. Check both dates.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
    ]
