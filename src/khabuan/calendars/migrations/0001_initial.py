import django.db.models.deletion
import django.db.models.manager
import khabuan.core.fields
import khabuan.core.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('places', '0001_initial'),
        ('registry', '0001_initial'),
        ('seats', '0002_pin'),
    ]

    operations = [
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('issue', models.CharField(blank=True, choices=[('housing', 'Housing'), ('welfare', 'Community welfare'), ('land', 'Land'), ('economy', 'Economy and community capital'), ('environment', 'Natural resources and environment'), ('council', 'Community organisation councils'), ('disaster', 'Disasters'), ('leaders', 'Leaders and capacity'), ('culture', 'Culture and local wisdom'), ('new_generation', 'New generation'), ('health', 'Health and quality of life'), ('food', 'Food and farming'), ('media', 'Communication and media'), ('governance', 'Good governance'), ('other', 'Other issue')], max_length=30)),
                ('kinds', models.CharField(blank=True, max_length=200)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seats.seat')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
                'indexes': [models.Index(fields=['seat', 'made_at'], name='feed_seat')],
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='FeedRead',
            fields=[
                ('id', khabuan.core.fields.KeyField(default=khabuan.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('feed', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='calendars.feed')),
            ],
        ),
    ]
