from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0002_redacted_copy"),
        ("experts", "0004_same_person_in_many_agreements"),
    ]

    operations = [
        migrations.CreateModel(
            name="PurchaseDocument",
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
                (
                    "file",
                    models.OneToOneField(
                        on_delete=models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.deletion.CASCADE,
                        related_name="documents",
                        to="experts.framework",
                    ),
                ),
                (
                    "procurement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.deletion.CASCADE,
                        related_name="documents",
                        to="experts.procurement",
                    ),
                ),
            ],
            options={
                "verbose_name": "document of a procurement",
                "verbose_name_plural": "documents of procurements",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        name="purchase_document_of_one",
                        condition=Q(procurement__isnull=False, framework=None)
                        | Q(procurement=None, framework__isnull=False),
                    )
                ],
            },
        ),
    ]
