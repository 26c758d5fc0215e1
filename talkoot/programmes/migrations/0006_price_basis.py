from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0005_published_lists'),
    ]

    operations = [
        migrations.AddField(
            model_name='offering',
            name='price_basis',
            field=models.CharField(choices=[('organisation', 'for an organisation, however many take part'), ('participant', 'for each participant'), ('share', 'as the organisation’s share of the costs')], default='organisation', max_length=12, verbose_name='price is'),
        ),
        migrations.AddField(
            model_name='offering',
            name='has_own_costs',
            field=models.BooleanField(default=False, verbose_name='own costs'),
        ),
    ]
