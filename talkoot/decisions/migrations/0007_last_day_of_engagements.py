from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill_last_day(apps, schema_editor):
    """Engagements keep to the last day that the decision's letter or its correction told."""
    Engagement = apps.get_model("engagements", "Engagement")
    decisions = apps.get_model("decisions", "Decision").objects
    days = decisions.filter(application=OuterRef("application")).values("use_by")
    Engagement.objects.filter(use_by=None).update(use_by=Subquery(days[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0006_sector_of_aid"),
        ("engagements", "0008_last_day_of_use"),
    ]

    operations = [migrations.RunPython(fill_last_day, migrations.RunPython.noop)]
