from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0003_hours_of_travel'),
    ]

    operations = [
        migrations.AddField(
            model_name='team',
            name='platform_name',
            field=models.CharField(blank=True, default='', max_length=120, verbose_name='name of the workspace'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='team',
            name='platform_url',
            field=models.URLField(blank=True, default='', max_length=500, verbose_name='link to the workspace'),
            preserve_default=False,
        ),
    ]
