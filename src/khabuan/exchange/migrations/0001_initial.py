import django.db.models.deletion
import django.db.models.manager
import khabuan.core.fields
import khabuan.core.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('files', '0001_initial'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('sheet', models.CharField(max_length=40)),
                ('file_name', models.CharField(max_length=200)),
                ('sheet_name', models.CharField(blank=True, max_length=100)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('lineage', models.BigIntegerField(db_index=True)),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('rehearsing', 'being rehearsed'), ('rehearsed', 'rehearsed'), ('queued', 'waiting to be saved'), ('saving', 'being saved'), ('done', 'saved'), ('refused', 'not taken'), ('discarded', 'thrown away')], default='waiting', max_length=12)),
                ('total', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('notices', models.JSONField(default=list)),
                ('labels', models.JSONField(default=dict)),
                ('refusal', models.JSONField(default=list)),
                ('seconds', models.PositiveIntegerField(default=0)),
                ('by_seat', models.BigIntegerField(null=True)),
                ('by_title', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField()),
                ('moved_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('forgotten_on', models.DateField(null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
                ('blob', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.blob')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['state', 'created_at'], name='import_batch_state')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('row_key', models.CharField(max_length=80)),
                ('title', models.CharField(blank=True, max_length=260)),
                ('sealed', models.BinaryField()),
                ('verdict', models.CharField(choices=[('new', 'new'), ('change', 'changes'), ('same', 'same as before'), ('choose', 'to choose'), ('wrong', 'to correct'), ('skipped', 'skipped'), ('saved', 'saved')], max_length=8)),
                ('remarks', models.JSONField(default=list)),
                ('notices', models.JSONField(default=list)),
                ('changes', models.JSONField(default=list)),
                ('candidates', models.JSONField(default=list)),
                ('decision', models.CharField(blank=True, max_length=40)),
                ('was_new', models.BooleanField(default=False)),
                ('target_id', models.BigIntegerField(null=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='exchange.importbatch')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['batch', 'verdict', 'number'], name='import_row_verdict'), models.Index(fields=['batch', 'row_key'], name='import_row_key')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'number'), name='import_row_once', violation_error_message='This row was read already.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
    ]
