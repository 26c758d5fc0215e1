from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0008_sessions_of_one_organisation'),
    ]

    operations = [
        migrations.AddField(
            model_name='fundedparticipation',
            name='start_notice_on',
            field=models.DateField(blank=True, null=True, verbose_name='start notice filled in'),
        ),
        migrations.AddField(
            model_name='fundedparticipation',
            name='end_notice_on',
            field=models.DateField(blank=True, null=True, verbose_name='end notice filled in'),
        ),
        migrations.AddField(
            model_name='fundedparticipation',
            name='reminded_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
