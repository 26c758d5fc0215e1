from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("decisions", "0002_after_the_decision")]

    operations = [
        migrations.AddField(
            "slateline",
            "reason",
            models.CharField(
                "addition to the reasons", blank=True, default="", max_length=600
            ),
            preserve_default=False,
        ),
        migrations.AddField("slateline", "signed_at", models.DateTimeField(blank=True, null=True)),
    ]
