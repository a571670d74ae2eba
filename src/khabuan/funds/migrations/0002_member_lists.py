import django.db.models.deletion
import django.db.models.manager
import khabuan.core.fields
import khabuan.core.keys
import khabuan.funds.rules.words
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0001_initial'),
        ('funds', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='MemberList',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('file_name', models.CharField(max_length=200)),
                ('sheet_name', models.CharField(blank=True, max_length=100)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('rehearsing', 'being rehearsed'), ('columns', 'waits for its columns to be named'), ('rehearsed', 'rehearsed'), ('queued', 'waiting to be saved'), ('saving', 'being saved'), ('done', 'saved'), ('refused', 'not taken'), ('discarded', 'thrown away')], default=khabuan.funds.rules.words.ListState['WAITING'], max_length=12)),
                ('chosen', models.JSONField(default=dict)),
                ('columns', models.JSONField(default=list)),
                ('counts', models.JSONField(default=dict)),
                ('notices', models.JSONField(default=list)),
                ('refusal', models.JSONField(default=list)),
                ('total', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('by_seat', models.BigIntegerField(null=True)),
                ('by_title', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField()),
                ('moved_at', models.DateTimeField()),
                ('forgotten_on', models.DateField(null=True)),
                ('blob', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.blob')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.fund')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['fund', 'created_at'], name='member_list_file')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='MemberListRow',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(blank=True, max_length=260)),
                ('verdict', models.CharField(choices=[('choose', 'to choose'), ('wrong', 'to correct'), ('skipped', 'skipped'), ('saved', 'saved')], max_length=8)),
                ('remarks', models.JSONField(default=list)),
                ('candidates', models.JSONField(default=list)),
                ('decision', models.CharField(blank=True, max_length=30)),
                ('roll', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.memberlist')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.UniqueConstraint(fields=('roll', 'number'), name='member_list_row_once', violation_error_message='This row was read already.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
    ]
