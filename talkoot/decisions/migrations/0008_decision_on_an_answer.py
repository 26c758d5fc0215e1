import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0007_last_day_of_engagements'),
    ]

    operations = [
        migrations.AlterField(
            model_name='informationrequest',
            name='address',
            field=models.EmailField(blank=True, max_length=254, verbose_name='e-mail address for the answer'),
        ),
        migrations.AddField(
            model_name='informationrequest',
            name='decides',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='decisions.informationrequest'),
        ),
    ]
