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
            name='Area',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('nation', 'nation'), ('province', 'province'), ('district', 'district'), ('subdistrict', 'subdistrict'), ('village', 'village'), ('community', 'urban community')], max_length=12)),
                ('code', models.CharField(blank=True, max_length=8)),
                ('name', models.CharField(max_length=120)),
                ('name_en', models.CharField(blank=True, max_length=120)),
                ('path', models.CharField(max_length=60)),
                ('moo', models.PositiveSmallIntegerField(null=True)),
                ('postal_code', models.CharField(blank=True, max_length=40)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('tile_column', models.PositiveSmallIntegerField(null=True)),
                ('tile_row', models.PositiveSmallIntegerField(null=True)),
                ('sort_key', models.CharField(max_length=160)),
                ('search_key', models.CharField(max_length=160)),
                ('skeleton', models.CharField(blank=True, max_length=40)),
                ('skeleton_en', models.CharField(blank=True, max_length=40)),
                ('latin_key', models.CharField(blank=True, max_length=160)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='places.area')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['path'], name='area_path'), models.Index(fields=['code'], name='area_code'), models.Index(fields=['search_key'], name='area_search_key'), models.Index(fields=['skeleton'], name='area_skeleton'), models.Index(fields=['skeleton_en'], name='area_skeleton_en'), models.Index(fields=['latin_key'], name='area_latin_key')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('path',), name='area_path_once', violation_error_message='There is a place with this code already.'), models.UniqueConstraint(condition=models.Q(('until__isnull', True), models.Q(('code', ''), _negated=True)), fields=('code',), name='area_code_once', violation_error_message='There is a place with this code already.'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='area_period', violation_error_message='The end is before the beginning. Check both dates.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='AbolishedArea',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=8, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('name_en', models.CharField(blank=True, max_length=120)),
                ('successors', models.CharField(blank=True, max_length=120)),
                ('abolished_on', models.DateField(null=True)),
                ('source', models.TextField(blank=True)),
                ('search_key', models.CharField(max_length=160)),
                ('skeleton', models.CharField(blank=True, max_length=40)),
                ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='abolished', to='places.area')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['skeleton'], name='abolished_skeleton')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='AreaEvent',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('rename', 'renamed'), ('split', 'split'), ('merge', 'merged'), ('move', 'moved'), ('abolish', 'abolished'), ('new', 'set up')], max_length=8)),
                ('on', models.DateField()),
                ('reason', models.CharField(max_length=300)),
                ('legal_reference', models.CharField(blank=True, max_length=300)),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='places.area')),
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
            name='AreaGroup',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('zone', 'zone'), ('cluster', 'provincial cluster'), ('movement', 'group of the movement'), ('region', 'CODI region')], max_length=8)),
                ('name', models.CharField(max_length=120)),
                ('name_en', models.CharField(blank=True, max_length=120)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('is_verified', models.BooleanField(default=False)),
                ('sort_key', models.CharField(max_length=160)),
                ('search_key', models.CharField(max_length=160)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='area_group_period', violation_error_message='The end is before the beginning. Check both dates.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='AreaGroupMember',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='places.areagroup')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='area_group_member_period', violation_error_message='The end is before the beginning. Check both dates.'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('group', 'area'), name='group_member_once', violation_error_message='This area is in the group already.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='AreaName',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('name_en', models.CharField(blank=True, max_length=120)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('search_key', models.CharField(max_length=160)),
                ('skeleton', models.CharField(blank=True, max_length=40)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='names', to='places.area')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['search_key'], name='area_name_search'), models.Index(fields=['skeleton'], name='area_name_skeleton')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='area_name_period', violation_error_message='The end is before the beginning. Check both dates.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='BoundarySource',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(max_length=300)),
                ('licence', models.CharField(max_length=300)),
                ('file_name', models.CharField(blank=True, max_length=200)),
                ('brought_on', models.DateField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('source', ''), _negated=True), models.Q(('licence', ''), _negated=True)), name='boundary_source_said', violation_error_message='Say where the boundaries come from and what may be done with them.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Boundary',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('shape', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='boundaries', to='places.area')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.boundarysource')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='boundary_period', violation_error_message='The end is before the beginning. Check both dates.'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('area',), name='boundary_once', violation_error_message='This area has a boundary already. End that one first.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='CouncilArea',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('tambon', 'subdistrict'), ('municipality', 'municipality'), ('khet', 'Bangkok district')], max_length=12)),
                ('name', models.CharField(max_length=120)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('confirmed_on', models.DateField(null=True)),
                ('confirmed_by', models.CharField(blank=True, max_length=200)),
                ('sort_key', models.CharField(max_length=160)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
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
            name='CouncilAreaCover',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('partly', models.BooleanField(default=False)),
                ('until', models.DateField(null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
                ('council_area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='covers', to='places.councilarea')),
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
            name='LocalGovernment',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('tao', 'subdistrict administrative organisation'), ('town', 'subdistrict municipality'), ('city', 'town municipality'), ('metro', 'city municipality'), ('pao', 'provincial administrative organisation'), ('special', 'special local government')], max_length=8)),
                ('name', models.CharField(max_length=120)),
                ('name_en', models.CharField(blank=True, max_length=120)),
                ('code', models.CharField(blank=True, max_length=12)),
                ('latitude', models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                ('longitude', models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('sort_key', models.CharField(max_length=160)),
                ('search_key', models.CharField(max_length=160)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='local_government_period', violation_error_message='The end is before the beginning. Check both dates.'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('kind', 'area', 'search_key', 'code'), name='local_government_once', violation_error_message='This local government is in the list already.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='councilarea',
            name='local_government',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.localgovernment'),
        ),
        migrations.CreateModel(
            name='LocalGovernmentCover',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('partly', models.BooleanField(default=False)),
                ('until', models.DateField(null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
                ('local_government', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='covers', to='places.localgovernment')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('local_government', 'area'), name='cover_once', violation_error_message='This local government covers that subdistrict already.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('path', models.CharField(max_length=60)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='places.area')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['path'], name='placement_path')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='placement_period', violation_error_message='The end is before the beginning. Check both dates.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name='councilarea',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='council_area_period', violation_error_message='The end is before the beginning. Check both dates.'),
        ),
        migrations.AddConstraint(
            model_name='councilarea',
            constraint=models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('kind', 'area', 'name'), name='council_area_once', violation_error_message='This council area is in the list already.'),
        ),
    ]
