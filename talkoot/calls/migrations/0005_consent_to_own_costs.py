from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0004_sector_and_promised_time'),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='own_costs_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
