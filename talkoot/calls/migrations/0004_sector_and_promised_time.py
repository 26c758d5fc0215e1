from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0003_seats_by_role'),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='aid_sector',
            field=models.CharField(blank=True, max_length=10, verbose_name='sector'),
        ),
        migrations.AddField(
            model_name='jointapplicant',
            name='aid_sector',
            field=models.CharField(blank=True, max_length=10, verbose_name='sector'),
        ),
        migrations.AddField(
            model_name='call',
            name='promised_hours',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='promised time to a decision, hours'),
        ),
    ]
