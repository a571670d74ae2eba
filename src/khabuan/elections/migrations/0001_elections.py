import django.db.models.deletion
import django.db.models.expressions
import django.db.models.manager
import khabuan.core.fields
import khabuan.core.keys
import khabuan.elections.rules.words
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('meetings', '0002_meetings'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Election',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('meeting_words', models.CharField(blank=True, max_length=200)),
                ('on', models.DateField()),
                ('seats', models.PositiveSmallIntegerField()),
                ('purpose', models.CharField(choices=[('new_term', 'New term'), ('vacancy', 'An empty seat'), ('successor', 'Successor of one who left, for the rest of the term')], max_length=10)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('state', models.CharField(choices=[('open', 'Not counted yet'), ('tied', 'Votes even at the last seat'), ('counted', 'Counted, not confirmed yet'), ('no_quorum', 'No quorum: nobody is elected'), ('confirmed', 'Confirmed'), ('withdrawn', 'Election taken back')], default=khabuan.elections.rules.words.ElectionState['OPEN'], max_length=10)),
                ('confirmed_on', models.DateField(null=True)),
                ('terms', models.JSONField(default=dict)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('withdrawn_on', models.DateField(null=True)),
                ('withdrawn_reason', models.CharField(blank=True, max_length=300)),
                ('in_place_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.appointment')),
                ('meeting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.meeting')),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.post')),
                ('resolution', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.resolution')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['post', 'on'], name='election_post_day'), models.Index(fields=['state', 'on'], name='election_state_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='election_period', violation_error_message='The end is before the beginning. Check both dates.'), models.CheckConstraint(condition=models.Q(('seats__gte', 1)), name='election_seats', violation_error_message='Write how many seats are elected, at least one.'), models.CheckConstraint(condition=models.Q(('withdrawn_on__isnull', True), ('state', 'withdrawn'), _connector='OR'), name='election_withdrawn', violation_error_message='This election was taken back. Record it anew if it was right.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Candidate',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('proposer', models.CharField(blank=True, max_length=200)),
                ('seconder', models.CharField(blank=True, max_length=200)),
                ('left_on', models.DateField(null=True)),
                ('left_why', models.CharField(blank=True, choices=[('stood_down', 'Stood down'), ('not_fit', 'Lacks a qualification'), ('error', 'Entered in error')], max_length=10)),
                ('left_words', models.CharField(blank=True, max_length=200)),
                ('appointment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.appointment')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
                ('election', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidates', to='elections.election')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.UniqueConstraint(condition=models.Q(('left_on__isnull', True)), fields=('election', 'person'), name='candidate_once', violation_error_message='This person stands in this election already.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('how', models.CharField(choices=[('consent', 'Nobody objects'), ('hands', 'Show of hands'), ('secret', 'Secret ballot'), ('lot', 'Drawing lots')], max_length=8)),
                ('seats', models.PositiveSmallIntegerField()),
                ('entitled', models.PositiveSmallIntegerField(null=True)),
                ('present', models.PositiveSmallIntegerField(null=True)),
                ('needed', models.PositiveSmallIntegerField(null=True)),
                ('had_quorum', models.BooleanField(null=True)),
                ('spoilt', models.PositiveSmallIntegerField(default=0)),
                ('abstained', models.PositiveSmallIntegerField(default=0)),
                ('words', models.CharField(blank=True, max_length=500)),
                ('withdrawn_on', models.DateField(null=True)),
                ('withdrawn_reason', models.CharField(blank=True, max_length=300)),
                ('election', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='elections.election')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['election', 'number'], name='ballot_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(('present__isnull', True), ('entitled__isnull', True), ('present__lte', models.F('entitled')), _connector='OR'), name='ballot_present', violation_error_message='More members were present than the body has. Correct one of the numbers.'), models.CheckConstraint(condition=models.Q(('present__isnull', True), ('present__gte', django.db.models.expressions.CombinedExpression(models.F('spoilt'), '+', models.F('abstained'))), _connector='OR'), name='ballot_heads', violation_error_message='More ballots are spoilt or abstained than there were members present. Count again, or correct how many were present.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='StructureReview',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('words', models.TextField(blank=True, max_length=2000)),
                ('before', models.JSONField(default=list)),
                ('after', models.JSONField(default=list)),
                ('withdrawn_on', models.DateField(null=True)),
                ('withdrawn_reason', models.CharField(blank=True, max_length=300)),
                ('meeting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.meeting')),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('resolution', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.resolution')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['organisation', 'on'], name='structure_review_day')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='CandidateVotes',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('votes', models.PositiveSmallIntegerField()),
                ('ballot', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='elections.ballot')),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='elections.candidate')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.UniqueConstraint(fields=('ballot', 'candidate'), name='candidate_votes_once', violation_error_message='The votes of this candidate are counted already.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
    ]
