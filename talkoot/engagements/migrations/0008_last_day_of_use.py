from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("engagements", "0007_case_stories"),
    ]

    operations = [
        migrations.AddField(
            model_name="engagement",
            name="use_by",
            field=models.DateField(blank=True, null=True, verbose_name="to be used by"),
        ),
    ]
