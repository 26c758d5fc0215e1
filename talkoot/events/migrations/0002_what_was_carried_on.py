import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0001_first_release'),
    ]

    operations = [
        migrations.AddField(
            model_name='registration',
            name='asked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='FollowOn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                ('what', models.TextField(max_length=1000, verbose_name='what was carried on')),
                ('reach', models.CharField(choices=[('work', 'my own work'), ('unit', 'my own unit or team'), ('organisation', 'elsewhere in my organisation'), ('other', 'another organisation')], max_length=12, verbose_name='where to')),
                ('place', models.CharField(blank=True, max_length=160, verbose_name='name of the unit or organisation')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ons', to='events.registration', verbose_name='registration')),
            ],
            options={
                'verbose_name': 'thing carried on',
                'verbose_name_plural': 'things carried on',
                'ordering': ['-created_at', '-pk'],
            },
        ),
    ]
