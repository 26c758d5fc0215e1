from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("events", "0006_variations_of_the_curriculum"),
        ("experts", "0005_documents_of_procurements"),
        ("engagements", "0005_experiments_of_engagements"),
    ]

    operations = [
        migrations.CreateModel(
            name="Substitution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                ("is_demo", models.BooleanField(default=False, verbose_name="demo data")),
                ("reason", models.CharField(max_length=400, verbose_name="reason")),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=models.deletion.PROTECT,
                        related_name="substitutions",
                        to="experts.expert",
                    ),
                ),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=models.deletion.CASCADE,
                        related_name="substitution",
                        to="events.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "substitute of a session",
                "verbose_name_plural": "substitutes of sessions",
            },
        ),
    ]
