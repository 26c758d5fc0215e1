import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("experts", "0001_first_release"),
        ("people", "0001_first_release"),
    ]

    operations = [
        migrations.AddField(
            model_name="calloff",
            name="remote_price_eur",
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True),
        ),
        migrations.CreateModel(
            name="CoDesigner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="created")),
                ("state_changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("is_demo", models.BooleanField(default=False, verbose_name="demo data")),
                ("state", models.CharField(choices=[("asked", "not answered"), ("agreed", "agrees to it"), ("objected", "proposes a change")], default="asked", max_length=10)),
                ("contact_name", models.CharField(blank=True, max_length=120, verbose_name="contact person")),
                ("address", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("language", models.CharField(default="fi", max_length=2)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("remarks", models.TextField(blank=True, max_length=4000, verbose_name="what you need or would change")),
                ("organisation", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.organisation")),
                ("procurement", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="co_designers", to="experts.procurement")),
            ],
            options={
                "verbose_name": "organisation that plans a procurement",
                "verbose_name_plural": "organisations that plan a procurement",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("procurement", "organisation"), name="co_designer_once_for_each"),
                    models.CheckConstraint(condition=models.Q(models.Q(("state", "objected"), _negated=True), models.Q(("remarks", ""), _negated=True), _connector="OR"), name="co_designer_objection_is_told"),
                ],
            },
        ),
    ]
