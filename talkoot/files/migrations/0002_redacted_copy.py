import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0001_first_release'),
    ]

    operations = [
        migrations.AddField(
            model_name='storedfile',
            name='redacted_copy',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='original', to='files.storedfile', verbose_name='copy without the secret parts'),
        ),
    ]
