import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("practices", "0006_curated_items_and_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="CurveFit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="created")),
                ("counted_on", models.DateField()),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("periods", models.PositiveSmallIntegerField(default=0)),
                ("reason", models.CharField(blank=True, choices=[("few_periods", "the adoptions span fewer than eight half-years"), ("few_adopters", "there are fewer than ten adopters"), ("before_peak", "adoptions a half-year have not passed their peak yet"), ("no_fit", "no model describes the adoptions with a bounded interval")], max_length=12)),
                ("fits", models.JSONField(default=dict)),
                ("practice", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="curve_fit", to="practices.practice")),
            ],
            options={
                "verbose_name": "fit of an adoption curve",
                "verbose_name_plural": "fits of adoption curves",
            },
        ),
    ]
