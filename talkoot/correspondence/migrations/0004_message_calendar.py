from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0003_message_office")]

    operations = [
        migrations.AddField(
            model_name="message", name="calendar", field=models.TextField(blank=True, default="")
        ),
    ]
