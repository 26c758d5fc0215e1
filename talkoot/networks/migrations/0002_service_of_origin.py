import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("networks", "0001_first_release"),
        ("programmes", "0001_first_release"),
    ]

    operations = [
        migrations.AddField(
            model_name="network",
            name="origin",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="networks_born", to="programmes.offering", verbose_name="service from which it grew"
            ),
        ),
    ]
