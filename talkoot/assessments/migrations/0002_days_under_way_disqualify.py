"""The ground of days covers those under way; only its words change."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_first_release")]

    operations = [
        migrations.AlterField(
            model_name="disqualification",
            name="ground",
            field=models.CharField(
                choices=[
                    ("declared", "declared by the person"),
                    ("office", "recorded by the programme office"),
                    ("membership", "belongs to an applicant organisation"),
                    ("earlier_days", "gives or has given days to the applicant"),
                    ("joint", "belongs to an organisation that applies jointly"),
                    ("writer", "has written the application"),
                    ("named_expert", "is the expert whom the application names"),
                ],
                max_length=15,
            ),
        ),
    ]
