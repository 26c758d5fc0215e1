from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0003_documents_given'),
    ]

    operations = [
        migrations.AddField(
            model_name='slateline',
            name='seen_mark',
            field=models.CharField(blank=True, max_length=20),
        ),
    ]
