import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0001_first_release"),
        ("surveys", "0001_first_release"),
    ]

    operations = [
        migrations.CreateModel(
            name="FamilySum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("family", models.CharField(max_length=250)),
                ("is_identified", models.BooleanField()),
                ("is_in_full", models.BooleanField()),
                ("dimension", models.CharField(blank=True, max_length=30)),
                ("rounds", models.JSONField(default=list)),
                ("cells", models.JSONField(default=list)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "family", "dimension", "is_in_full"),
                        name="family_sum_once",
                    )
                ],
            },
        ),
    ]
