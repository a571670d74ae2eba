import django.db.models.deletion
import django.db.models.manager
import khabuan.core.fields
import khabuan.core.keys
import khabuan.followup.rules
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('what', models.TextField(max_length=2000)),
                ('owner_words', models.CharField(blank=True, max_length=200)),
                ('issue', models.CharField(blank=True, choices=[('housing', 'Housing'), ('welfare', 'Community welfare'), ('land', 'Land'), ('economy', 'Economy and community capital'), ('environment', 'Natural resources and environment'), ('council', 'Community organisation councils'), ('disaster', 'Disasters'), ('leaders', 'Leaders and capacity'), ('culture', 'Culture and local wisdom'), ('new_generation', 'New generation'), ('health', 'Health and quality of life'), ('food', 'Food and farming'), ('media', 'Communication and media'), ('governance', 'Good governance'), ('other', 'Other issue')], max_length=30)),
                ('given_on', models.DateField()),
                ('due_on', models.DateField(null=True)),
                ('origin_kind', models.CharField(blank=True, max_length=60)),
                ('origin_id', models.BigIntegerField(null=True)),
                ('state', models.CharField(choices=[('open', 'still to be done'), ('done', 'done'), ('dropped', 'dropped')], default=khabuan.followup.rules.DutyState['OPEN'], max_length=8)),
                ('closed_on', models.DateField(null=True)),
                ('closed_words', models.TextField(blank=True, max_length=2000)),
                ('search_key', models.TextField()),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('owner_organisation', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('owner_person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['organisation', 'state', 'due_on'], name='duty_body_state'), models.Index(fields=['owner_organisation', 'state', 'due_on'], name='duty_owner_state'), models.Index(fields=['origin_kind', 'origin_id'], name='duty_origin'), models.Index(condition=models.Q(('state', 'open')), fields=['due_on'], name='duty_open_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('owner_person__isnull', False), ('owner_organisation__isnull', False), models.Q(('owner_words', ''), _negated=True), _connector='OR'), name='duty_has_owner', violation_error_message='Nobody is named who does it. Choose or write who does it.'), models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('closed_on__isnull', False)), _connector='OR'), name='duty_closed_has_day', violation_error_message='A duty that is closed has the day. Write the day.'), models.CheckConstraint(condition=models.Q(('due_on__isnull', True), ('due_on__gte', models.F('given_on')), _connector='OR'), name='duty_due_after_given', violation_error_message='It would be due before the day on which it was given. Check both dates.'), models.CheckConstraint(condition=models.Q(models.Q(('origin_id__isnull', True), ('origin_kind', '')), models.Q(models.Q(('origin_kind', ''), _negated=True), ('origin_id__isnull', False)), _connector='OR'), name='duty_origin_whole', violation_error_message='Where it came from is known in part only. Leave it out, or name the record.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='DutyReport',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('step', models.CharField(choices=[('report', 'Progress'), ('done', 'Done'), ('dropped', 'Dropped'), ('reopened', 'Opened again')], default=khabuan.followup.rules.DutyStep['REPORT'], max_length=8)),
                ('on', models.DateField()),
                ('words', models.TextField(max_length=2000)),
                ('by_words', models.CharField(blank=True, max_length=200)),
                ('withdrawn_on', models.DateField(null=True)),
                ('withdrawn_reason', models.CharField(blank=True, max_length=300)),
                ('duty', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='followup.duty')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['duty', 'on'], name='dutyreport_trail')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('agency_words', models.CharField(blank=True, max_length=200)),
                ('giver_name', models.CharField(blank=True, max_length=200)),
                ('giver_post', models.CharField(blank=True, max_length=200)),
                ('words', models.TextField(max_length=4000)),
                ('issue', models.CharField(blank=True, choices=[('housing', 'Housing'), ('welfare', 'Community welfare'), ('land', 'Land'), ('economy', 'Economy and community capital'), ('environment', 'Natural resources and environment'), ('council', 'Community organisation councils'), ('disaster', 'Disasters'), ('leaders', 'Leaders and capacity'), ('culture', 'Culture and local wisdom'), ('new_generation', 'New generation'), ('health', 'Health and quality of life'), ('food', 'Food and farming'), ('media', 'Communication and media'), ('governance', 'Good governance'), ('other', 'Other issue')], max_length=30)),
                ('given_on', models.DateField()),
                ('due_on', models.DateField(null=True)),
                ('origin_kind', models.CharField(blank=True, max_length=60)),
                ('origin_id', models.BigIntegerField(null=True)),
                ('state', models.CharField(choices=[('open', 'no answer yet'), ('answered', 'answered, not settled'), ('kept', 'kept'), ('partly', 'kept in part'), ('not_kept', 'not kept'), ('withdrawn', 'withdrawn: entered in error')], default=khabuan.followup.rules.PromiseState['OPEN'], max_length=10)),
                ('settled_on', models.DateField(null=True)),
                ('search_key', models.TextField()),
                ('agency', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('giver_person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['organisation', 'state', 'due_on'], name='promise_body_state'), models.Index(fields=['agency', 'state', 'due_on'], name='promise_agency_state'), models.Index(fields=['origin_kind', 'origin_id'], name='promise_origin'), models.Index(condition=models.Q(('state__in', ('open', 'answered'))), fields=['due_on'], name='promise_open_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('agency__isnull', False), models.Q(('agency_words', ''), _negated=True), _connector='OR'), name='promise_has_agency', violation_error_message='No agency is named. Choose the agency, or write its name.'), models.CheckConstraint(condition=models.Q(models.Q(('settled_on__isnull', True), ('state__in', ('open', 'answered'))), models.Q(models.Q(('state__in', ('open', 'answered')), _negated=True), ('settled_on__isnull', False)), _connector='OR'), name='promise_settled_has_day', violation_error_message='A promise that is settled has the day. Write the day.'), models.CheckConstraint(condition=models.Q(('due_on__isnull', True), ('due_on__gte', models.F('given_on')), _connector='OR'), name='promise_due_after_given', violation_error_message='It would be due before the day on which it was given. Check both dates.'), models.CheckConstraint(condition=models.Q(models.Q(('origin_id__isnull', True), ('origin_kind', '')), models.Q(models.Q(('origin_kind', ''), _negated=True), ('origin_id__isnull', False)), _connector='OR'), name='promise_origin_whole', violation_error_message='Where it came from is known in part only. Leave it out, or name the record.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='PromiseAnswer',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('step', models.CharField(choices=[('answer', 'Answer'), ('kept', 'Kept'), ('partly', 'Kept in part'), ('not_kept', 'Not kept'), ('withdrawn', 'Withdrawn: entered in error'), ('reopened', 'Opened again')], default=khabuan.followup.rules.AnswerStep['ANSWER'], max_length=10)),
                ('on', models.DateField()),
                ('words', models.TextField(max_length=4000)),
                ('by_words', models.CharField(blank=True, max_length=200)),
                ('is_by_agency', models.BooleanField(default=False)),
                ('withdrawn_on', models.DateField(null=True)),
                ('withdrawn_reason', models.CharField(blank=True, max_length=300)),
                ('promise', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='followup.promise')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['promise', 'on'], name='promiseanswer_trail')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
    ]
