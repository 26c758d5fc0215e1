import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0001_first_release"),
        ("networks", "0002_service_of_origin"),
    ]

    operations = [
        migrations.AddField(
            model_name="network",
            name="trained_in",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="events.series", verbose_name="series in which its members are trained"
            ),
        ),
        migrations.CreateModel(
            name="NetworkRole",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="created")),
                ("is_demo", models.BooleanField(default=False, verbose_name="demo data")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("text", models.TextField(max_length=1000, verbose_name="what one does in the role")),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="roles", to="networks.network", verbose_name="network"
                    ),
                ),
            ],
            options={
                "verbose_name": "role in a network",
                "verbose_name_plural": "roles in networks",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("network", "number"), name="network_role_number_once")
                ],
            },
        ),
    ]
