import django.db.models.deletion
import django.db.models.manager
import khabuan.core.fields
import khabuan.core.keys
import khabuan.gatherings.rules.kinds
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('meetings', '0002_meetings'),
        ('places', '0001_initial'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Gathering',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('forum', 'Forum'), ('seminar', 'Seminar'), ('ceremony', 'Ceremony'), ('call', 'Courtesy call'), ('visit', 'Field visit')], max_length=8)),
                ('title', models.CharField(max_length=250)),
                ('series', models.CharField(blank=True, max_length=150)),
                ('number', models.PositiveSmallIntegerField(null=True)),
                ('objectives', models.TextField(blank=True, max_length=4000)),
                ('issue', models.CharField(blank=True, choices=[('housing', 'Housing'), ('welfare', 'Community welfare'), ('land', 'Land'), ('economy', 'Economy and community capital'), ('environment', 'Natural resources and environment'), ('council', 'Community organisation councils'), ('disaster', 'Disasters'), ('leaders', 'Leaders and capacity'), ('culture', 'Culture and local wisdom'), ('new_generation', 'New generation'), ('health', 'Health and quality of life'), ('food', 'Food and farming'), ('media', 'Communication and media'), ('governance', 'Good governance'), ('other', 'Other issue')], max_length=30)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('starts_at', models.TimeField(null=True)),
                ('ends_at', models.TimeField(null=True)),
                ('place', models.CharField(blank=True, max_length=250)),
                ('state', models.CharField(choices=[('planned', 'planned'), ('held', 'held'), ('cancelled', 'called off')], default=khabuan.gatherings.rules.kinds.State['PLANNED'], max_length=10)),
                ('came_of_it', models.TextField(blank=True, max_length=8000)),
                ('total', models.PositiveIntegerField(null=True)),
                ('is_total_rough', models.BooleanField(default=False)),
                ('cancelled_on', models.DateField(null=True)),
                ('cancelled_reason', models.CharField(blank=True, max_length=300)),
                ('revision', models.PositiveSmallIntegerField(default=0)),
                ('changed_at', models.DateTimeField()),
                ('search_key', models.TextField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['organisation', 'starts_on'], name='gathering_body_day'), models.Index(fields=['area', 'starts_on'], name='gathering_area_day'), models.Index(fields=['starts_on'], name='gathering_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='gathering_days', violation_error_message='It would end before it begins. Check both days.'), models.CheckConstraint(condition=models.Q(models.Q(('cancelled_on__isnull', True), models.Q(('state', khabuan.gatherings.rules.kinds.State['CANCELLED']), _negated=True)), models.Q(('cancelled_on__isnull', False), ('state', khabuan.gatherings.rules.kinds.State['CANCELLED'])), _connector='OR'), name='gathering_cancelled_has_day', violation_error_message='A gathering that was called off has the day on which it was.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Cooperation',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=300)),
                ('words', models.TextField(blank=True, max_length=4000)),
                ('issue', models.CharField(blank=True, choices=[('housing', 'Housing'), ('welfare', 'Community welfare'), ('land', 'Land'), ('economy', 'Economy and community capital'), ('environment', 'Natural resources and environment'), ('council', 'Community organisation councils'), ('disaster', 'Disasters'), ('leaders', 'Leaders and capacity'), ('culture', 'Culture and local wisdom'), ('new_generation', 'New generation'), ('health', 'Health and quality of life'), ('food', 'Food and farming'), ('media', 'Communication and media'), ('governance', 'Good governance'), ('other', 'Other issue')], max_length=30)),
                ('signed_on', models.DateField()),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('ended_reason', models.CharField(blank=True, max_length=300)),
                ('search_key', models.TextField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('renews', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewed_by', to='gatherings.cooperation')),
                ('gathering', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gatherings.gathering')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['organisation', 'signed_on'], name='cooperation_body_day'), models.Index(condition=models.Q(('ended_on__isnull', True)), fields=['until'], name='cooperation_until'), models.Index(fields=['gathering'], name='cooperation_gathering')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='cooperation_term', violation_error_message='It would end before it begins. Check both days.'), models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('ended_reason', '')), models.Q(('ended_on__isnull', False), models.Q(('ended_reason', ''), _negated=True)), _connector='OR'), name='cooperation_ended_why', violation_error_message='Say why it ended.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('removed_on', models.DateField(null=True)),
                ('removed_reason', models.CharField(blank=True, max_length=300)),
                ('number', models.PositiveSmallIntegerField()),
                ('words', models.TextField(max_length=4000)),
                ('issue', models.CharField(blank=True, choices=[('housing', 'Housing'), ('welfare', 'Community welfare'), ('land', 'Land'), ('economy', 'Economy and community capital'), ('environment', 'Natural resources and environment'), ('council', 'Community organisation councils'), ('disaster', 'Disasters'), ('leaders', 'Leaders and capacity'), ('culture', 'Culture and local wisdom'), ('new_generation', 'New generation'), ('health', 'Health and quality of life'), ('food', 'Food and farming'), ('media', 'Communication and media'), ('governance', 'Good governance'), ('other', 'Other issue')], max_length=30)),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gatherings.gathering')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['gathering', 'number'], name='agreement_order')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='GatheringBody',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('removed_on', models.DateField(null=True)),
                ('removed_reason', models.CharField(blank=True, max_length=300)),
                ('part', models.CharField(choices=[('host', 'Host'), ('co_host', 'Co-host'), ('supporter', 'Supporter'), ('called_on', 'Called on'), ('came', 'Took part')], max_length=10)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gatherings.gathering')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['gathering', 'part'], name='gathering_bodies')],
                'constraints': [models.CheckConstraint(condition=models.Q(('organisation__isnull', False), models.Q(('words', ''), _negated=True), _connector='OR'), name='gathering_body_named', violation_error_message='Choose the organisation, or write its name.'), models.UniqueConstraint(condition=models.Q(('organisation__isnull', False), ('removed_on__isnull', True)), fields=('gathering', 'organisation'), name='gathering_body_once', violation_error_message='This organisation stands in the list already.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='GatheringPart',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('removed_on', models.DateField(null=True)),
                ('removed_reason', models.CharField(blank=True, max_length=300)),
                ('on', models.DateField()),
                ('starts_at', models.TimeField(null=True)),
                ('ends_at', models.TimeField(null=True)),
                ('room', models.CharField(blank=True, max_length=120)),
                ('title', models.CharField(max_length=250)),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gatherings.gathering')),
                ('meeting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.meeting')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['gathering', 'on', 'starts_at'], name='gathering_parts')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('meeting__isnull', False), ('removed_on__isnull', True)), fields=('gathering', 'meeting'), name='gathering_part_meeting_once', violation_error_message='This meeting is a part of the gathering already.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='HeadCount',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('sector', models.CharField(blank=True, choices=[('state', 'Government agencies'), ('local', 'Local governments'), ('civil', 'Civil society'), ('business', 'Business'), ('movement', 'The movement: councils, funds, communities'), ('codi', 'CODI'), ('other', 'Others')], max_length=10)),
                ('number', models.PositiveIntegerField(null=True)),
                ('is_rough', models.BooleanField(default=False)),
                ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gatherings.gathering')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('area__isnull', True), models.Q(('sector', ''), _negated=True)), models.Q(('area__isnull', False), ('sector', '')), _connector='OR'), name='head_count_of_one', violation_error_message='Heads are counted by sector or by area. Write one of them.'), models.UniqueConstraint(condition=models.Q(('sector', ''), _negated=True), fields=('gathering', 'sector'), name='head_count_sector_once', violation_error_message='This sector was counted already. Correct the number.'), models.UniqueConstraint(condition=models.Q(('area__isnull', False)), fields=('gathering', 'area'), name='head_count_area_once', violation_error_message='This area was counted already. Correct the number.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ProgrammeAct',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('removed_on', models.DateField(null=True)),
                ('removed_reason', models.CharField(blank=True, max_length=300)),
                ('on', models.DateField()),
                ('at', models.TimeField(null=True)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('doing', models.CharField(choices=[('opens', 'opens it'), ('welcomes', 'welcomes'), ('reports', 'reports'), ('lectures', 'lectures'), ('moderates', 'moderates'), ('discusses', 'joins the discussion'), ('hands_over', 'hands over'), ('receives', 'receives'), ('signs', 'signs'), ('witnesses', 'is witness'), ('sums_up', 'sums up'), ('closes', 'closes it'), ('attends', 'attends as guest of honour'), ('other', 'does something else')], max_length=12)),
                ('topic', models.CharField(blank=True, max_length=300)),
                ('name', models.CharField(blank=True, max_length=250)),
                ('post', models.CharField(blank=True, max_length=450)),
                ('is_public', models.BooleanField(default=False)),
                ('appointment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.appointment')),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gatherings.gathering')),
                ('part', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gatherings.gatheringpart')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['gathering', 'on', 'at', 'order'], name='programme_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('post', ''), _negated=True), _connector='OR'), name='programme_act_somebody', violation_error_message='Write who it was: the name, the post, or both.'), models.CheckConstraint(condition=models.Q(('appointment__isnull', True), ('person__isnull', False), _connector='OR'), name='programme_act_post_of_person', violation_error_message='A post is held by a person. Choose the person too.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('removed_on', models.DateField(null=True)),
                ('removed_reason', models.CharField(blank=True, max_length=300)),
                ('area_words', models.CharField(max_length=250)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gatherings.gathering')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['area'], name='visit_area')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('organisation__isnull', False), ('removed_on__isnull', True)), fields=('gathering', 'area', 'organisation'), name='visit_body_once', violation_error_message='This visit stands in the list already.'), models.UniqueConstraint(condition=models.Q(('organisation__isnull', True), ('removed_on__isnull', True)), fields=('gathering', 'area'), name='visit_area_once', violation_error_message='This area stands in the list already.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='CooperationParty',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('signer', models.CharField(blank=True, max_length=300)),
                ('removed_on', models.DateField(null=True)),
                ('removed_reason', models.CharField(blank=True, max_length=300)),
                ('cooperation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gatherings.cooperation')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.CheckConstraint(condition=models.Q(('organisation__isnull', False), models.Q(('words', ''), _negated=True), _connector='OR'), name='cooperation_party_named', violation_error_message='Choose the organisation, or write its name.'), models.UniqueConstraint(condition=models.Q(('organisation__isnull', False), ('removed_on__isnull', True)), fields=('cooperation', 'organisation'), name='cooperation_party_once', violation_error_message='This organisation is a party already.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
    ]
