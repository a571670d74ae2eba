import django.db.models.deletion
import django.db.models.manager
import khabuan.core.fields
import khabuan.core.keys
import khabuan.ledger.rules.words
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='BankStatement',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('file_name', models.CharField(max_length=200)),
                ('first_on', models.DateField()),
                ('last_on', models.DateField()),
                ('count', models.PositiveIntegerField()),
                ('known', models.PositiveIntegerField(default=0)),
                ('brought_at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.book')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='BankLine',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('seq', models.PositiveIntegerField()),
                ('on', models.DateField()),
                ('words', models.CharField(blank=True, max_length=200)),
                ('amount', khabuan.core.fields.BahtField()),
                ('balance', khabuan.core.fields.BahtField(null=True)),
                ('mark', models.CharField(max_length=64)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.book')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.bankstatement')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['account', 'on', 'seq'], name='bank_line_day')],
                'constraints': [models.UniqueConstraint(fields=('account', 'mark'), name='bank_line_once', violation_error_message='This line of the bank is here already. Look at the page again.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='CashCount',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('pieces', models.JSONField(default=dict)),
                ('counted', khabuan.core.fields.BahtField()),
                ('expected', khabuan.core.fields.BahtField()),
                ('counted_by', models.CharField(max_length=200)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.book')),
                ('entry', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['account', 'on'], name='cash_count_day')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Countersign',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('act', models.CharField(max_length=40)),
                ('what', models.CharField(max_length=300)),
                ('path', models.CharField(blank=True, max_length=120)),
                ('month', models.DateField()),
                ('done_by', models.CharField(max_length=200)),
                ('done_user', models.BigIntegerField(null=True)),
                ('done_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('waiting', 'Not signed by a second person yet'), ('signed', 'Signed by a second person'), ('objected', 'The second person says that it is not right')], default=khabuan.ledger.rules.words.SignState['WAITING'], max_length=8)),
                ('way', models.CharField(blank=True, choices=[('login', 'With the own log-in'), ('paper', 'On paper, with its picture')], max_length=6)),
                ('signed_by', models.CharField(blank=True, max_length=200)),
                ('signed_user', models.BigIntegerField(null=True)),
                ('signed_at', models.DateTimeField(null=True)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.book')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['book', 'state', 'done_at'], name='countersign_waiting')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='BankMatch',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('undone_at', models.DateTimeField(null=True)),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.book')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.bankline')),
                ('posting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.posting')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(condition=models.Q(('undone_at__isnull', True)), fields=['line'], name='bank_match_line')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('posting',), name='posting_matched_once', violation_error_message='This entry belongs to another line of the bank already.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
    ]
