from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0005_corrected_numbers'),
    ]

    operations = [
        migrations.AddField(
            model_name='aidgrant',
            name='sector',
            field=models.CharField(blank=True, max_length=10, verbose_name='sector'),
        ),
    ]
