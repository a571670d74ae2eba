import django.contrib.auth.models
import django.db.models.deletion
import django.db.models.manager
import khabuan.core.fields
import khabuan.core.keys
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('places', '0001_initial'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('login', models.CharField(max_length=60, unique=True)),
                ('phone_equality', models.CharField(blank=True, max_length=44)),
                ('phone_shown', models.CharField(blank=True, max_length=20)),
                ('name', models.CharField(max_length=200)),
                ('is_active', models.BooleanField(default=True)),
                ('must_change_password', models.BooleanField(default=False)),
                ('totp_sealed', models.BinaryField(null=True)),
                ('totp_pending', models.BinaryField(null=True)),
                ('totp_last_step', models.BigIntegerField(default=0)),
                ('language', models.CharField(blank=True, max_length=5)),
                ('created_at', models.DateTimeField()),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('phone_equality', ''), _negated=True), fields=('phone_equality',), name='user_phone_once', violation_error_message='This phone number cannot be used here. Log in by name, or ask the office above.')],
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=120)),
                ('created_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='devices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('user', 'digest'), name='device_once', violation_error_message='This phone is in your list already.')],
            },
        ),
        migrations.CreateModel(
            name='EntryCard',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('issued_at', models.DateTimeField()),
                ('issued_by', models.CharField(max_length=200)),
                ('until', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cards', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Failure',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('login', models.CharField(blank=True, max_length=44)),
                ('address', models.CharField(max_length=44)),
                ('at', models.DateTimeField()),
                ('device', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seats.device')),
            ],
            options={
                'indexes': [models.Index(fields=['login', 'at'], name='failure_login'), models.Index(fields=['address', 'at'], name='failure_address'), models.Index(fields=['at'], name='failure_at')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('system', 'the program itself'), ('nation', 'national office'), ('region', 'region or group office'), ('province', 'province working group'), ('coordinator', 'zone or district coordinator'), ('secretary', 'council secretary'), ('treasurer', 'fund treasurer'), ('chair', 'fund chair'), ('collector', 'collector'), ('auditor', 'auditor'), ('agency', 'partner agency'), ('public', 'the public')], max_length=12)),
                ('title', models.CharField(max_length=200)),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.areagroup')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='seat_period', violation_error_message='The end is before the beginning. Check both dates.'), models.CheckConstraint(condition=models.Q(('role__in', ('system', 'public')), _negated=True), name='seat_role', violation_error_message='Nobody can sit in this office.')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Token',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('created_at', models.DateTimeField()),
                ('until', models.DateField()),
                ('seen_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tokens', to='seats.seat')),
            ],
        ),
    ]
