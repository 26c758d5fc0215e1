from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0006_price_basis'),
    ]

    operations = [
        migrations.AddField(
            model_name='theme',
            name='retired_on',
            field=models.DateField(blank=True, null=True, verbose_name='no longer offered from'),
        ),
    ]
