from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0006_more_time_to_complete'),
    ]

    operations = [
        migrations.AddField(
            model_name='call',
            name='contacts',
            field=models.TextField(blank=True, default='', max_length=1000, verbose_name='contact persons'),
            preserve_default=False,
        ),
    ]
