import django.db.models.deletion
import django.db.models.manager
import khabuan.core.fields
import khabuan.core.keys
import khabuan.registry.rules.kinds
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=12)),
                ('stays_id', models.BigIntegerField()),
                ('goes_id', models.BigIntegerField()),
                ('place', models.CharField(max_length=90)),
                ('on', models.DateField()),
                ('reasons', models.JSONField(default=list)),
                ('facts', models.JSONField(default=dict)),
                ('undone_on', models.DateField(null=True)),
                ('undone_reason', models.CharField(blank=True, max_length=300)),
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
            name='Proposal',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('subject_id', models.BigIntegerField()),
                ('subject_title', models.CharField(max_length=260)),
                ('place', models.CharField(max_length=90)),
                ('facts', models.JSONField()),
                ('words', models.CharField(blank=True, max_length=500)),
                ('state', models.CharField(choices=[('open', 'waiting'), ('accepted', 'accepted'), ('declined', 'declined')], default='open', max_length=10)),
                ('by_seat', models.CharField(max_length=40)),
                ('by_title', models.CharField(max_length=200)),
                ('made_on', models.DateField()),
                ('decided_on', models.DateField(null=True)),
                ('decision', models.CharField(blank=True, max_length=300)),
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
            name='Household',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('house_no', models.CharField(blank=True, max_length=40)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['area', 'house_no'], name='household_place')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='NotTheSame',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=12)),
                ('low_id', models.BigIntegerField()),
                ('high_id', models.BigIntegerField()),
                ('place', models.CharField(max_length=90)),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.UniqueConstraint(fields=('kind', 'low_id', 'high_id'), name='not_the_same_once', violation_error_message='This was said already.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('community', 'Registered community'), ('council', 'Community organisation council'), ('fund', 'Community welfare fund'), ('branch', 'Fund branch'), ('village_centre', 'Village coordination centre'), ('working_group', 'Working group'), ('standing_body', 'Standing provincial body'), ('province_meeting', 'Provincial meeting of councils'), ('nation_meeting', 'National meeting of councils'), ('savings_group', 'Savings group'), ('occupation_group', 'Occupation group'), ('network', 'Network'), ('agency', 'Partner agency'), ('other', 'Other organisation')], max_length=20)),
                ('level', models.CharField(blank=True, choices=[('village', 'Village or community'), ('tambon', 'Tambon'), ('amphoe', 'Amphoe'), ('zone', 'Zone'), ('province', 'Province'), ('group', 'Group of provinces'), ('region', 'Region'), ('nation', 'Nation')], max_length=10)),
                ('name', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('short_name', models.CharField(blank=True, max_length=80)),
                ('node', models.CharField(max_length=90, unique=True)),
                ('founded_on', models.DateField(null=True)),
                ('founded_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], default='day', max_length=5)),
                ('ended_on', models.DateField(null=True)),
                ('ended_reason', models.CharField(blank=True, max_length=300)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('address', models.CharField(blank=True, max_length=300)),
                ('note', models.TextField(blank=True)),
                ('sort_key', models.CharField(max_length=260)),
                ('search_key', models.CharField(max_length=260)),
                ('core_key', models.CharField(blank=True, max_length=270)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='places.area')),
                ('council_area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.councilarea')),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.areagroup')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='registry.organisation')),
                ('stays', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='aliases', to='registry.organisation')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['kind', 'node'], name='organisation_kind_node'), models.Index(fields=['search_key'], name='organisation_search'), models.Index(fields=['core_key'], name='organisation_core'), models.Index(condition=models.Q(('stays__isnull', False)), fields=['stays'], name='organisation_stays')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('founded_on__isnull', True), ('ended_on__gte', models.F('founded_on')), _connector='OR'), name='organisation_period', violation_error_message='The end is before the beginning. Check both dates.'), models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True), ('kind', 'council'), ('stays__isnull', True)), fields=('council_area',), name='one_council_per_area', violation_error_message='This council area has a council already. End that one first, or choose another area.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='LikelyBodies',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('score', models.PositiveSmallIntegerField()),
                ('reasons', models.JSONField(default=list)),
                ('high', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('low', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['score'], name='likely_bodies_score')],
                'constraints': [models.UniqueConstraint(fields=('low', 'high'), name='likely_bodies_once')],
            },
        ),
        migrations.CreateModel(
            name='FormerPlace',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
                ('council_area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.councilarea')),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.areagroup')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_places', to='registry.organisation')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='former_place_period', violation_error_message='The end is before the beginning. Check both dates.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Community',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('group_kind', models.CharField(blank=True, max_length=80)),
                ('purpose', models.CharField(blank=True, max_length=500)),
                ('member_count', models.PositiveIntegerField(null=True)),
                ('counted_on', models.DateField(null=True)),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='community', to='registry.organisation')),
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
            name='Agency',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('agency_kind', models.CharField(blank=True, choices=[('province_office', 'Provincial office (governor)'), ('provincial_agency', 'Provincial agency of a ministry'), ('district', 'District office'), ('local_government', 'Local government'), ('codi', 'Community Organisations Development Institute'), ('ministry', 'Ministry or department'), ('public_body', 'Other public body'), ('oversight', 'Oversight or anti-corruption body'), ('bank', 'State bank'), ('health', 'Health agency'), ('education', 'University or school'), ('foundation', 'Foundation or private development organisation'), ('network', 'Network of organisations'), ('enterprise', 'Company or state enterprise'), ('other', 'Other agency')], max_length=40)),
                ('ministry', models.CharField(blank=True, max_length=120)),
                ('local_government', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.localgovernment')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='agency', to='registry.organisation')),
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
            name='OrganisationKey',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('value', models.BigIntegerField()),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('value', 'record'), name='organisation_key_once')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(blank=True, max_length=60)),
                ('given', models.CharField(max_length=120)),
                ('surname', models.CharField(blank=True, max_length=120)),
                ('former_surname', models.CharField(blank=True, max_length=120)),
                ('nickname', models.CharField(blank=True, max_length=60)),
                ('sex', models.CharField(blank=True, choices=[('f', 'female'), ('m', 'male')], max_length=1)),
                ('born_on', models.DateField(null=True)),
                ('born_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], default='day', max_length=5)),
                ('died_on', models.DateField(null=True)),
                ('died_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], default='day', max_length=5)),
                ('note', models.TextField(blank=True)),
                ('erased_on', models.DateField(null=True)),
                ('sort_key', models.CharField(max_length=260)),
                ('search_key', models.CharField(max_length=260)),
                ('sound_key', models.CharField(max_length=160)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
                ('stays', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='aliases', to='registry.person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['search_key'], name='person_search'), models.Index(condition=models.Q(('stays__isnull', False)), fields=['stays'], name='person_stays'), models.Index(fields=['sound_key'], name='person_sound'), models.Index(fields=['surname', 'given'], name='person_name')],
                'constraints': [models.CheckConstraint(condition=models.Q(('died_on__isnull', True), ('born_on__isnull', True), ('died_on__gte', models.F('born_on')), _connector='OR'), name='person_life', violation_error_message='The death is before the birth. Check both dates.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='LikelyPair',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('score', models.PositiveSmallIntegerField()),
                ('reasons', models.JSONField(default=list)),
                ('high', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
                ('low', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
            ],
            options={
                'indexes': [models.Index(fields=['score'], name='likely_pair_score')],
                'constraints': [models.UniqueConstraint(fields=('low', 'high'), name='likely_pair_once')],
            },
        ),
        migrations.CreateModel(
            name='Leader',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('level', models.CharField(choices=[('tambon', 'Tambon leader (does the work)'), ('province', 'Provincial leader (links strategy)'), ('issue_expert', 'Issue expert'), ('nation', 'National leader')], max_length=12)),
                ('issue', models.CharField(blank=True, choices=[('housing', 'Housing'), ('welfare', 'Community welfare'), ('land', 'Land'), ('economy', 'Economy and community capital'), ('environment', 'Natural resources and environment'), ('council', 'Community organisation councils'), ('disaster', 'Disasters'), ('leaders', 'Leaders and capacity'), ('culture', 'Culture and local wisdom'), ('new_generation', 'New generation'), ('health', 'Health and quality of life'), ('food', 'Food and farming'), ('media', 'Communication and media'), ('governance', 'Good governance'), ('other', 'Other issue')], max_length=30)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='leader_period', violation_error_message='The end is before the beginning. Check both dates.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('citizen', 'citizen number'), ('phone', 'phone number'), ('account', 'bank account'), ('health', 'health')], max_length=8)),
                ('sealed', models.BinaryField()),
                ('shown', models.CharField(max_length=40)),
                ('equality', models.CharField(max_length=44)),
                ('findings', models.JSONField(default=list)),
                ('until', models.DateField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='identities', to='registry.person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['kind', 'equality'], name='identity_equality')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('person', 'kind'), name='identity_once', violation_error_message='This person has such a number already. Change that one.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='HouseholdMember',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('head', 'Head of household'), ('resident', 'Resident'), ('away', 'Registered here, lives elsewhere')], default=khabuan.registry.rules.kinds.HouseholdRole['RESIDENT'], max_length=10)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.household')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='household_member_period', violation_error_message='The end is before the beginning. Check both dates.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='FamilyTie',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('parent', 'Parent'), ('child', 'Child'), ('spouse', 'Spouse'), ('sibling', 'Brother or sister'), ('grandparent', 'Grandparent'), ('grandchild', 'Grandchild'), ('parents_sibling', 'Uncle or aunt'), ('siblings_child', 'Nephew or niece'), ('parent_in_law', 'Parent-in-law'), ('child_in_law', 'Son- or daughter-in-law'), ('guardian', 'Guardian'), ('ward', 'Child in care'), ('relative', 'Other relative')], max_length=20)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='family_tie_period', violation_error_message='The end is before the beginning. Check both dates.'), models.CheckConstraint(condition=models.Q(('person', models.F('other')), _negated=True), name='tie_to_another', violation_error_message='A person has no tie to themselves. Choose another person.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.CharField(max_length=30)),
                ('text_version', models.CharField(max_length=20)),
                ('given_on', models.DateField()),
                ('given_by', models.CharField(blank=True, max_length=200)),
                ('expires_on', models.DateField(null=True)),
                ('withdrawn_on', models.DateField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['expires_on'], name='consent_expires')],
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_on__isnull', True), ('expires_on__gte', models.F('given_on')), _connector='OR'), name='consent_period', violation_error_message='The consent ends before it was given. Check both dates.'), models.CheckConstraint(condition=models.Q(('withdrawn_on__isnull', True), ('withdrawn_on__gte', models.F('given_on')), _connector='OR'), name='consent_taken_back', violation_error_message='It was taken back before it was given. Check both dates.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='PersonKey',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('value', models.BigIntegerField()),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('value', 'record'), name='person_key_once')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(choices=[('chair', 'Chair'), ('vice_chair', 'Vice chair'), ('secretary', 'Secretary'), ('assistant_secretary', 'Assistant secretary'), ('treasurer', 'Treasurer'), ('assistant_treasurer', 'Assistant treasurer'), ('collector', 'Collector'), ('auditor', 'Auditor'), ('registrar', 'Registrar'), ('publicist', 'Public relations'), ('issue_coordinator', 'Issue coordinator'), ('area_coordinator', 'Area coordinator'), ('committee', 'Committee member'), ('member', 'Council member'), ('delegate', 'Delegate to the provincial meeting'), ('national_delegate', 'Delegate to the national meeting'), ('adviser', 'Adviser'), ('leader', 'Group leader'), ('governor', 'Governor'), ('deputy_governor', 'Deputy governor'), ('social_development_head', 'Head of provincial social development office'), ('district_chief', 'District chief'), ('local_executive', 'Mayor or local executive'), ('head_of_office', 'Head of office'), ('field_officer', 'Community field officer'), ('officer', 'Officer'), ('other', 'Other post')], max_length=30)),
                ('label', models.CharField(blank=True, max_length=200)),
                ('holders', models.PositiveSmallIntegerField(default=1, null=True)),
                ('term_years', models.PositiveSmallIntegerField(null=True)),
                ('origin', models.CharField(blank=True, choices=[('community', 'Representative of a registered community'), ('other_community', 'Representative of another community of the tambon'), ('council', 'Representative of a council'), ('fund', 'Representative of a fund'), ('occupation_group', 'Representative of an occupation group'), ('members', 'Representative of the members'), ('local_government', 'Representative of a local government'), ('village_head', 'Kamnan or village head'), ('monk', 'Monk'), ('agency', 'Representative of an agency'), ('expert', 'Expert'), ('office', 'By office')], max_length=30)),
                ('origin_note', models.CharField(blank=True, max_length=200)),
                ('order', models.PositiveSmallIntegerField(default=100)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='registry.organisation')),
                ('origin_organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['organisation', 'order'], name='post_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='post_period', violation_error_message='The end is before the beginning. Check both dates.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateField(null=True)),
                ('since_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], default='day', max_length=5)),
                ('until', models.DateField(null=True)),
                ('until_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], default='day', max_length=5)),
                ('ended_on', models.DateField(null=True)),
                ('ended_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], default='day', max_length=5)),
                ('ended_reason', models.CharField(blank=True, max_length=200)),
                ('ended_with_body', models.BooleanField(default=False)),
                ('order_number', models.CharField(blank=True, max_length=80)),
                ('is_acting', models.BooleanField(default=False)),
                ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='registry.person')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='registry.post')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['person'], name='appointment_person'), models.Index(fields=['until'], name='appointment_until')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='appointment_period', violation_error_message='The end is before the beginning. Check both dates.'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('since__isnull', True), ('ended_on__gte', models.F('since')), _connector='OR'), name='appointment_end', violation_error_message='The post ended before it began. Check both dates.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('step', models.CharField(choices=[('agreed', 'Communities agreed to set up the council'), ('filed', 'Papers handed in'), ('registered', 'Registered'), ('sent_to_codi', 'Copy sent to CODI'), ('changed', 'Change registered'), ('renewed', 'Renewed after the term'), ('dissolved', 'Dissolved')], max_length=24)),
                ('number', models.CharField(blank=True, max_length=60)),
                ('on', models.DateField(null=True)),
                ('on_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], default='day', max_length=5)),
                ('receiver', models.CharField(blank=True, max_length=200)),
                ('receiver_office', models.CharField(blank=True, max_length=200)),
                ('present', models.PositiveIntegerField(null=True)),
                ('agreed', models.PositiveIntegerField(null=True)),
                ('entitled', models.PositiveIntegerField(null=True)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('withdrawn_on', models.DateField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='registry.organisation')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.CheckConstraint(condition=models.Q(('agreed__isnull', True), ('present__isnull', True), ('agreed__lte', models.F('present')), _connector='OR'), name='agreed_within_present', violation_error_message='More agreed than were present. Check both numbers.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='SubjectRequest',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('copy', 'A copy of everything that is kept'), ('correct', 'Correct what is wrong'), ('erase', 'Erase my facts'), ('object', 'Do not use my facts for a purpose')], max_length=8)),
                ('asked_on', models.DateField()),
                ('asked_by', models.CharField(blank=True, max_length=200)),
                ('words', models.CharField(blank=True, max_length=1000)),
                ('due_on', models.DateField()),
                ('answered_on', models.DateField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('done', 'Done as asked'), ('partly', 'Done in part'), ('refused', 'Not done, for a reason')], max_length=8)),
                ('answer', models.CharField(blank=True, max_length=1000)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['due_on'], name='request_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('answered_on__isnull', True), ('answered_on__gte', models.F('asked_on')), _connector='OR'), name='request_period', violation_error_message='The answer is before the request. Check both dates.'), models.UniqueConstraint(condition=models.Q(('answered_on__isnull', True)), fields=('person', 'kind'), name='request_open_once', violation_error_message='This person asked for the same already, and it waits for an answer.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('issue', models.CharField(choices=[('housing', 'Housing'), ('welfare', 'Community welfare'), ('land', 'Land'), ('economy', 'Economy and community capital'), ('environment', 'Natural resources and environment'), ('council', 'Community organisation councils'), ('disaster', 'Disasters'), ('leaders', 'Leaders and capacity'), ('culture', 'Culture and local wisdom'), ('new_generation', 'New generation'), ('health', 'Health and quality of life'), ('food', 'Food and farming'), ('media', 'Communication and media'), ('governance', 'Good governance'), ('other', 'Other issue')], max_length=30)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supports', to='registry.organisation')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='support_period', violation_error_message='The end is before the beginning. Check both dates.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='WorkingGroup',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('function', models.CharField(choices=[('acts', 'Does the work'), ('coordinates', 'Coordinates')], max_length=12)),
                ('issue', models.CharField(blank=True, choices=[('housing', 'Housing'), ('welfare', 'Community welfare'), ('land', 'Land'), ('economy', 'Economy and community capital'), ('environment', 'Natural resources and environment'), ('council', 'Community organisation councils'), ('disaster', 'Disasters'), ('leaders', 'Leaders and capacity'), ('culture', 'Culture and local wisdom'), ('new_generation', 'New generation'), ('health', 'Health and quality of life'), ('food', 'Food and farming'), ('media', 'Communication and media'), ('governance', 'Good governance'), ('other', 'Other issue')], max_length=30)),
                ('mandate', models.CharField(blank=True, max_length=500)),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='working_group', to='registry.organisation')),
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
    ]
