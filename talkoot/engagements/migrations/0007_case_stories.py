from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("engagements", "0006_substitute_of_one_session"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseStory",
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
                (
                    "state_changed_at",
                    models.DateTimeField(default=timezone.now, editable=False),
                ),
                ("is_demo", models.BooleanField(default=False, verbose_name="demo data")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being written"),
                            ("offered", "read by the applicant"),
                            ("published", "published"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("goal", models.TextField(blank=True, max_length=2000, verbose_name="goal")),
                (
                    "participants",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="those who took part"
                    ),
                ),
                ("method", models.TextField(blank=True, max_length=2000, verbose_name="method")),
                ("result", models.TextField(blank=True, max_length=3000, verbose_name="result")),
                (
                    "follow_up",
                    models.TextField(blank=True, max_length=3000, verbose_name="what came later"),
                ),
                ("consent", models.CharField(blank=True, max_length=10)),
                ("published_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="note")),
                (
                    "engagement",
                    models.OneToOneField(
                        on_delete=models.deletion.CASCADE,
                        related_name="case_story",
                        to="engagements.engagement",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "case story",
                "verbose_name_plural": "case stories",
                "constraints": [
                    models.CheckConstraint(
                        condition=~Q(state="published")
                        | Q(consent__in=["named", "nameless"], published_on__isnull=False),
                        name="case_story_published_has_consent",
                    )
                ],
            },
        ),
    ]
