from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("engagements", "0004_workspace_of_a_team"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="experiment", name="experiment_of_one"),
        migrations.AddField(
            model_name="experiment",
            name="engagement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.deletion.CASCADE,
                related_name="experiments",
                to="engagements.engagement",
            ),
        ),
        migrations.AddConstraint(
            model_name="experiment",
            constraint=models.CheckConstraint(
                name="experiment_of_one",
                condition=Q(team__isnull=False, workshop=None, engagement=None)
                | Q(team=None, workshop__isnull=False, engagement=None)
                | Q(team=None, workshop=None, engagement__isnull=False),
            ),
        ),
    ]
