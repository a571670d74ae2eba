import django.db.models.deletion
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
            name='Blob',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('size', models.PositiveIntegerField()),
                ('content_type', models.CharField(max_length=100)),
                ('created_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('place', models.CharField(max_length=90)),
                ('name', models.CharField(max_length=200)),
                ('paper', models.CharField(blank=True, choices=[('form', 'registration form'), ('receipt', 'receipt of registration'), ('minutes', 'minutes of the meeting'), ('member_list', 'list of members'), ('rules', 'rules of the organisation'), ('order', 'order of appointment'), ('evidence', 'evidence'), ('photo', 'photo')], max_length=12)),
                ('caption', models.CharField(blank=True, max_length=300)),
                ('on', models.DateField(null=True)),
                ('withdrawn_on', models.DateField(null=True)),
                ('blob', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.blob')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['kind', 'subject_id'], name='attachment_subject'), models.Index(fields=['place'], name='attachment_place')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
    ]
