from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("experts", "0002_planned_together_and_remote_price"),
    ]

    operations = [
        migrations.AddField(
            model_name="calloff",
            name="half_day_price_eur",
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True),
        ),
        migrations.AddField(
            model_name="calloff",
            name="hour_price_eur",
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True),
        ),
        migrations.AddField(
            model_name="calloff",
            name="remote_hour_price_eur",
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True),
        ),
        migrations.AddField(
            model_name="calloff",
            name="travel_price_eur",
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True),
        ),
        migrations.AlterField(
            model_name="codesigner",
            name="address",
            field=models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
        ),
    ]
