from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('impact', '0003_limits_by_period'),
    ]

    operations = [
        migrations.AddField(
            model_name='evaluation',
            name='published_on',
            field=models.DateField(blank=True, null=True, verbose_name='published'),
        ),
        migrations.AddField(
            model_name='evaluation',
            name='next_on',
            field=models.DateField(blank=True, null=True, verbose_name='next round'),
        ),
    ]
