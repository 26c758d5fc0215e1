from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_papers_of_meetings")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="isbn",
            field=models.CharField(blank=True, max_length=17, verbose_name="ISBN (print)"),
        ),
        migrations.AddField(
            model_name="report",
            name="isbn_web",
            field=models.CharField(blank=True, max_length=17, verbose_name="ISBN (web)"),
        ),
    ]
