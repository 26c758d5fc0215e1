from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0005_consent_to_own_costs'),
    ]

    operations = [
        migrations.AddField(
            model_name='completionrequest',
            name='more_time_until',
            field=models.DateField(blank=True, null=True, verbose_name='more time until'),
        ),
        migrations.AddField(
            model_name='completionrequest',
            name='more_time_reason',
            field=models.CharField(blank=True, default='', max_length=600, verbose_name='why more time is needed'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='completionrequest',
            name='more_time_asked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='completionrequest',
            name='is_more_time_given',
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='completionrequest',
            name='more_time_answer',
            field=models.CharField(blank=True, default='', max_length=600, verbose_name='reason'),
            preserve_default=False,
        ),
    ]
