"""A phase has assessors and rights of its own, and tells which applications go on from it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0002_days_under_way_disqualify"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="phase",
            name="sees_earlier",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="phase",
            name="may_correct",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="phase",
            name="assessors",
            field=models.ManyToManyField(
                blank=True, related_name="phases", to="assessments.assessor"
            ),
        ),
        migrations.AddField(
            model_name="phase",
            name="advance_by",
            field=models.CharField(
                choices=[
                    ("all", "all of them"),
                    ("points", "those that reach the points"),
                    ("rank", "the best by their mean"),
                    ("person", "those that the office chooses, with grounds"),
                ],
                default="all",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="phase",
            name="advance_points",
            field=models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True),
        ),
        migrations.AddField(
            model_name="phase",
            name="advance_count",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="phase",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="phase",
            constraint=models.CheckConstraint(
                name="phase_has_its_limit",
                condition=models.Q(("advance_by", "points"), ("advance_points__isnull", False))
                | models.Q(("advance_by", "rank"), ("advance_count__isnull", False))
                | models.Q(("advance_by__in", ["all", "person"])),
            ),
        ),
        migrations.CreateModel(
            name="Selection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("goes_on", models.BooleanField(verbose_name="goes on")),
                ("is_chosen", models.BooleanField(default=False)),
                ("grounds", models.CharField(blank=True, max_length=600, verbose_name="grounds")),
                ("facts", models.JSONField(blank=True, default=dict)),
                ("made_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="selections",
                        to="calls.application",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "phase",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="selections",
                        to="assessments.phase",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("phase", "application"), name="selection_once"
                    ),
                    models.CheckConstraint(
                        name="selection_chosen_has_grounds",
                        condition=models.Q(("is_chosen", False))
                        | models.Q(("grounds", ""), _negated=True),
                    ),
                ],
            },
        ),
    ]
