import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0002_what_was_carried_on"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="material",
            name="team",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="materials", to="events.teamregistration"),
        ),
        migrations.AddConstraint(
            model_name="material",
            constraint=models.CheckConstraint(condition=models.Q(("team", None), ("is_public", False), _connector="OR"), name="material_of_a_team_is_not_open"),
        ),
        migrations.CreateModel(
            name="Sequel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="created")),
                ("is_demo", models.BooleanField(default=False, verbose_name="demo data")),
                ("kind", models.CharField(choices=[("grant", "grant from elsewhere"), ("qualification", "training towards a qualification"), ("other", "something else")], max_length=15, verbose_name="kind")),
                ("organisation_name", models.CharField(max_length=160, verbose_name="organisation")),
                ("text", models.CharField(max_length=300, verbose_name="what followed")),
                ("funder", models.CharField(blank=True, max_length=160, verbose_name="funder")),
                ("amount_eur", models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="sum, €")),
                ("persons", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="number of persons")),
                ("on", models.DateField(verbose_name="day")),
                ("recorded_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("series", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="sequels", to="events.series")),
            ],
            options={
                "verbose_name": "sequel of a series",
                "verbose_name_plural": "sequels of series",
                "ordering": ["-on", "-pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(models.Q(("kind", "grant"), _negated=True), models.Q(("funder", ""), _negated=True), _connector="OR"), name="sequel_grant_has_funder"),
                    models.CheckConstraint(condition=models.Q(models.Q(("kind", "qualification"), _negated=True), ("persons__gt", 0), _connector="OR"), name="sequel_qualification_has_persons"),
                ],
            },
        ),
    ]
