from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0008_targets_of_indicators'),
    ]

    operations = [
        migrations.AddField(
            model_name='fundingproject',
            name='last_paid_on',
            field=models.DateField(blank=True, null=True, verbose_name='last payment'),
        ),
        migrations.AddField(
            model_name='fundingproject',
            name='kept_until',
            field=models.DateField(blank=True, null=True, verbose_name='kept until by the funder'),
        ),
        migrations.AddField(
            model_name='fundingproject',
            name='hold_reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='why nothing is destroyed'),
        ),
    ]
