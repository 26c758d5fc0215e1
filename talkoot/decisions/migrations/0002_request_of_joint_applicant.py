import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0001_first_release'),
        ('people', '0001_first_release'),
    ]

    operations = [
        migrations.AddField(
            model_name='reconsideration',
            name='party',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
    ]
