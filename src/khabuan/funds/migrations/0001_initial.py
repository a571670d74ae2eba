import django.db.models.deletion
import django.db.models.manager
import khabuan.core.fields
import khabuan.core.keys
import khabuan.funds.rules.words
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '0001_initial'),
        ('meetings', '0001_initial'),
        ('papers', '0002_number_books'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Fund',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('started_on', models.DateField(null=True)),
                ('is_old', models.BooleanField(default=False)),
                ('book', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.book')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
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
            name='CutOver',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('facts', models.JSONField(default=dict)),
                ('given_up_on', models.DateField(null=True)),
                ('entry', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.fund')),
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
            name='BankAccount',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('bank', models.CharField(max_length=80)),
                ('branch', models.CharField(blank=True, max_length=80)),
                ('name', models.CharField(max_length=160)),
                ('shown', models.CharField(blank=True, max_length=40)),
                ('sealed', models.BinaryField(default=b'')),
                ('signs', models.PositiveSmallIntegerField(default=2)),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.fund')),
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
            name='HandOver',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('step', models.CharField(choices=[('treasurer', 'Handed to the treasurer'), ('bank', 'Paid into the bank')], max_length=10)),
                ('on', models.DateField()),
                ('amount', khabuan.core.fields.BahtField()),
                ('expected', khabuan.core.fields.BahtField()),
                ('giver', models.CharField(blank=True, max_length=200)),
                ('taker', models.CharField(blank=True, max_length=200)),
                ('document', models.CharField(blank=True, max_length=120)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('bank_account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.bankaccount')),
                ('centre', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('entry', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.fund')),
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
            name='CollectionSheet',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('place', models.CharField(max_length=90)),
                ('on', models.DateField()),
                ('collector', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('open', 'Collecting'), ('posted', 'Saved in the books'), ('dropped', 'Given up')], default=khabuan.funds.rules.words.SheetState['OPEN'], max_length=8)),
                ('total', khabuan.core.fields.BahtField(default=0)),
                ('lines', models.PositiveIntegerField(default=0)),
                ('counted', khabuan.core.fields.BahtField(null=True)),
                ('signature', models.CharField(choices=[('none', 'Not signed yet'), ('pin', "The second person's PIN on the same device"), ('later', "The second person's own log-in"), ('paper', 'The signed printed sheet, photographed')], default=khabuan.funds.rules.words.SecondSignature['NONE'], max_length=8)),
                ('signed_by', models.CharField(blank=True, max_length=200)),
                ('signed_at', models.DateTimeField(null=True)),
                ('centre', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('entry', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry')),
                ('number_book', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='papers.numberbook')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.fund')),
                ('hand_over', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.handover')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['fund', 'on'], name='sheet_day')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(blank=True, max_length=12)),
                ('number_key', models.CharField(blank=True, max_length=20)),
                ('kind', models.CharField(choices=[('general', 'General'), ('child', 'Child or youth'), ('elder', 'Elder'), ('disadvantaged', 'Disadvantaged'), ('disabled', 'Disabled'), ('orphan', 'Orphan')], default=khabuan.funds.rules.words.MemberKind['GENERAL'], max_length=14)),
                ('state', models.CharField(choices=[('applied', 'Applied'), ('certified', 'Certified by the village'), ('active', 'Member'), ('lapsed', 'Rights suspended'), ('refused', 'Not admitted'), ('resigned', 'Resigned'), ('moved', 'Moved away'), ('died', 'Died')], default=khabuan.funds.rules.words.MemberState['APPLIED'], max_length=10)),
                ('applied_on', models.DateField(null=True)),
                ('joined_on', models.DateField(null=True)),
                ('left_on', models.DateField(null=True)),
                ('paid_base_on', models.DateField(null=True)),
                ('rhythm', models.CharField(choices=[('day', 'Daily'), ('week', 'Weekly'), ('month', 'Monthly'), ('half_year', 'Half-yearly'), ('year', 'Yearly')], default=khabuan.funds.rules.words.Rhythm['MONTH'], max_length=10)),
                ('house_no', models.CharField(blank=True, max_length=40)),
                ('matched_times', models.PositiveSmallIntegerField(default=0)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('admitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.resolution')),
                ('centre', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.fund')),
                ('party', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.party')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['fund', 'state', 'number_key'], name='member_list'), models.Index(fields=['centre', 'state', 'number_key'], name='member_centre'), models.Index(fields=['person'], name='member_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('fund', 'number'), name='member_number_once', violation_error_message='Another member has this number. Choose another number.'), models.CheckConstraint(condition=models.Q(('left_on__isnull', True), ('joined_on__isnull', True), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='member_period', violation_error_message='The end is before the beginning. Check both dates.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='DraftLine',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.SmallIntegerField()),
                ('amount', khabuan.core.fields.BahtField()),
                ('from_on', models.DateField(null=True)),
                ('to_on', models.DateField(null=True)),
                ('seq', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('is_void', models.BooleanField(default=False)),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.collectionsheet')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.member')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sheet', 'seq'), name='draft_line_once')],
            },
        ),
        migrations.CreateModel(
            name='DoubleMembership',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('place', models.CharField(max_length=90)),
                ('reason', models.CharField(choices=[('number', 'The same citizen number'), ('name', 'The same name and day of birth')], max_length=10)),
                ('found_on', models.DateField()),
                ('settled_on', models.DateField(null=True)),
                ('decision', models.CharField(blank=True, max_length=300)),
                ('high', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.member')),
                ('low', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.member')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(condition=models.Q(('settled_on__isnull', True)), fields=['place'], name='double_waiting'), models.Index(fields=['high'], name='double_high')],
                'constraints': [models.UniqueConstraint(fields=('low', 'high'), name='double_membership_once', violation_error_message='These two are being looked at already.'), models.CheckConstraint(condition=models.Q(('low__lt', models.F('high'))), name='double_membership_order', violation_error_message='The two members stand in the wrong order.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Beneficiary',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('relation', models.CharField(blank=True, max_length=60)),
                ('born_on', models.DateField(null=True)),
                ('shown', models.CharField(blank=True, max_length=40)),
                ('sealed', models.BinaryField(default=b'')),
                ('share', models.PositiveSmallIntegerField(default=100)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('witness', models.CharField(blank=True, max_length=200)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.member')),
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
            name='MemberEvent',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('act', models.CharField(choices=[('applied', 'Applied'), ('certified', 'Certified by the village'), ('admitted', 'Admitted by resolution'), ('refused', 'Not admitted'), ('lapsed', 'Rights suspended for arrears'), ('restored', 'Rights restored'), ('resigned', 'Resigned'), ('moved', 'Moved away'), ('died', 'Died'), ('changed', 'Facts changed'), ('heirs', 'Beneficiaries named'), ('undone', 'Taken back'), ('brought_in', 'Brought in from the old register')], max_length=12)),
                ('on', models.DateField()),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('document', models.CharField(blank=True, max_length=120)),
                ('detail', models.JSONField(default=dict)),
                ('state_before', models.CharField(blank=True, max_length=10)),
                ('undone_on', models.DateField(null=True)),
                ('undone_reason', models.CharField(blank=True, max_length=300)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.member')),
                ('resolution', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.resolution')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['member', 'on'], name='member_event_day')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='PastYear',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('what', models.CharField(max_length=20)),
                ('year', models.SmallIntegerField()),
                ('amount', khabuan.core.fields.BahtField(default=0)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.member')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.UniqueConstraint(fields=('member', 'what', 'year'), name='past_year_once', violation_error_message='This year was brought in already.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Signatory',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('bank_account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.bankaccount')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.fund')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
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
            name='CentreCash',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('centre', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('party', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.party')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.fund')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.UniqueConstraint(condition=models.Q(('centre__isnull', True)), fields=('fund',), name='one_desk_of_fund', violation_error_message="The fund's own desk stands here already.")],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='FundRule',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(choices=[('contribution_per_day', 'Contribution per day (baht)'), ('entry_fee', 'Entry fee (baht)'), ('rhythms', 'How often members may pay'), ('arrears_months', 'Months of arrears after which rights lapse'), ('management_limit', "Most that management may cost, percent of the year's income"), ('cash_days', 'Days within which a collector hands over'), ('signatures', 'How many sign for money out of the bank')], max_length=24)),
                ('value', models.CharField(max_length=120)),
                ('since', models.DateField()),
                ('source', models.CharField(blank=True, max_length=200)),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.fund')),
                ('resolution', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.resolution')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.UniqueConstraint(fields=('fund', 'key', 'since'), name='fund_rule_begins_once', violation_error_message='This rule has a value from that day already. Choose another day.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
    ]
