import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0005_presences_counted_by_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CurriculumVariation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="created")),
                ("state_changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("is_demo", models.BooleanField(default=False, verbose_name="demo data")),
                ("state", models.CharField(choices=[("wished", "waits for the trainer’s answer"), ("agreed", "agreed"), ("refused", "stays as it is")], default="wished", max_length=10)),
                ("wish", models.TextField(max_length=2000, verbose_name="what you wish")),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="answer")),
                ("agreed", models.TextField(blank=True, max_length=2000, verbose_name="what was agreed")),
                ("answered_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("series", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="variations", to="events.series")),
                ("wished_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "variation of the curriculum",
                "verbose_name_plural": "variations of the curriculum",
                "ordering": ["created_at", "pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(models.Q(("state", "agreed"), _negated=True), models.Q(("agreed", ""), _negated=True), _connector="OR"), name="variation_agreed_is_documented"),
                    models.CheckConstraint(condition=models.Q(models.Q(("state", "refused"), _negated=True), models.Q(("answer", ""), _negated=True), _connector="OR"), name="variation_refusal_has_answer"),
                ],
            },
        ),
    ]
