from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0003_places_and_records")]

    operations = [
        migrations.AlterField(
            model_name="registration",
            name="state",
            field=models.CharField(
                choices=[
                    ("registered", "registered"),
                    ("waiting", "in the waiting list"),
                    ("cancelled", "cancelled"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="teamregistration",
            name="state",
            field=models.CharField(
                choices=[
                    ("registered", "registered"),
                    ("partial", "partly registered"),
                    ("waiting", "in the waiting list"),
                    ("cancelled", "cancelled"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
    ]
