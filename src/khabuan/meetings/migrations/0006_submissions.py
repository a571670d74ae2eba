import django.db.models.deletion
import django.db.models.manager
import khabuan.core.fields
import khabuan.core.keys
import khabuan.meetings.rules.submissions
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0005_pay_lists'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=300)),
                ('words', models.TextField(blank=True, max_length=4000)),
                ('issue', models.CharField(blank=True, choices=[('housing', 'Housing'), ('welfare', 'Community welfare'), ('land', 'Land'), ('economy', 'Economy and community capital'), ('environment', 'Natural resources and environment'), ('council', 'Community organisation councils'), ('disaster', 'Disasters'), ('leaders', 'Leaders and capacity'), ('culture', 'Culture and local wisdom'), ('new_generation', 'New generation'), ('health', 'Health and quality of life'), ('food', 'Food and farming'), ('media', 'Communication and media'), ('governance', 'Good governance'), ('other', 'Other issue')], max_length=30)),
                ('state', models.CharField(choices=[('under_way', 'on its way'), ('answered', 'answered'), ('settled', 'settled'), ('withdrawn', 'withdrawn: entered in error')], default=khabuan.meetings.rules.submissions.SubmissionState['UNDER_WAY'], max_length=10)),
                ('lies_with_words', models.CharField(blank=True, max_length=200)),
                ('began_on', models.DateField()),
                ('moved_on', models.DateField()),
                ('withdrawn_on', models.DateField(null=True)),
                ('withdrawn_reason', models.CharField(blank=True, max_length=300)),
                ('lies_with', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('resolution', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.resolution')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['state', 'moved_on'], name='submission_state')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='SubmissionStep',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('sent', 'Sent up'), ('received', 'Received'), ('considered', 'Considered at a meeting'), ('forwarded', 'Sent on'), ('answered', 'Answered'), ('returned', 'Sent back'), ('settled', 'Settled'), ('reopened', 'Taken up again')], max_length=10)),
                ('on', models.DateField()),
                ('by_words', models.CharField(blank=True, max_length=200)),
                ('to_words', models.CharField(blank=True, max_length=200)),
                ('letter', models.CharField(blank=True, max_length=80)),
                ('words', models.TextField(blank=True, max_length=2000)),
                ('withdrawn_on', models.DateField(null=True)),
                ('withdrawn_reason', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('resolution', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.resolution')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.submission')),
                ('to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
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
