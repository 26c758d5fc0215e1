from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outreach", "0001_first_release")]

    operations = [
        migrations.AddField(
            model_name="presentation",
            name="place",
            field=models.CharField(blank=True, default="", max_length=120, verbose_name="place and country"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="newsletterissue",
            name="content",
            field=models.TextField(blank=True, default="", max_length=4000, verbose_name="what it told of"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="newsletterissue",
            name="url",
            field=models.URLField(blank=True, default="", max_length=500, verbose_name="address"),
            preserve_default=False,
        ),
    ]
