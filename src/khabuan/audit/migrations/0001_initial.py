import django.db.models.deletion
import khabuan.core.fields
import khabuan.core.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Anchor',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('root', models.CharField(max_length=64)),
                ('chains', models.PositiveIntegerField()),
                ('events', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='ChainHead',
            fields=[
                ('chain', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('seq', models.BigIntegerField(default=0)),
                ('digest', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('chain', models.CharField(max_length=40)),
                ('seq', models.BigIntegerField()),
                ('action', models.CharField(max_length=60)),
                ('at', models.DateTimeField()),
                ('seat', models.CharField(max_length=40)),
                ('seat_title', models.CharField(max_length=200)),
                ('previous', models.CharField(max_length=64)),
                ('payload_digest', models.CharField(max_length=64)),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'indexes': [models.Index(fields=['at'], name='event_at')],
                'constraints': [models.UniqueConstraint(fields=('chain', 'seq'), name='event_chain_seq_once')],
            },
        ),
        migrations.CreateModel(
            name='EventSubject',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='IdentityRead',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('seat', models.CharField(max_length=40)),
                ('seat_title', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('what', models.CharField(max_length=40)),
                ('reason', models.CharField(max_length=300)),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'subject_id', 'at'], name='identity_read_subject')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('holder', models.CharField(max_length=40)),
                ('client_key', models.CharField(max_length=80)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('digest', models.CharField(max_length=64)),
                ('answer', models.JSONField(null=True)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('holder', 'client_key'), name='receipt_once')],
            },
        ),
        migrations.CreateModel(
            name='Payload',
            fields=[
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='payload', serialize=False, to='audit.event')),
                ('salt', models.BinaryField()),
                ('body', models.TextField()),
                ('erased_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='eventsubject',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='subjects', to='audit.event'),
        ),
        migrations.AddIndex(
            model_name='eventsubject',
            index=models.Index(fields=['kind', 'subject_id', 'event'], name='subject_history'),
        ),
    ]
