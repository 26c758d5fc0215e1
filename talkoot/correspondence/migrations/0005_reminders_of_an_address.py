from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0004_message_calendar")]

    operations = [
        migrations.AddField(
            model_name="message", name="is_reminder", field=models.BooleanField(default=False)
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=Q(is_reminder=True),
                fields=["address", "created_at"],
                name="message_reminders",
            ),
        ),
    ]
