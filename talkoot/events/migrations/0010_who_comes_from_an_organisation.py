from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0009_notices_to_the_funder'),
    ]

    operations = [
        migrations.AddField(
            model_name='registration',
            name='organisation_confirmed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='registration',
            name='link_number',
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
