from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0003_more_kinds_of_offering")]

    operations = [
        migrations.AddField(
            model_name="offering",
            name="hours_per_day",
            field=models.DecimalField(decimal_places=2, default=6, max_digits=4),
        ),
    ]
