from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0004_words_the_signer_saw'),
    ]

    operations = [
        migrations.AddField(
            model_name='decision',
            name='use_by',
            field=models.DateField(blank=True, null=True, verbose_name='to be used by'),
        ),
        migrations.AddField(
            model_name='correction',
            name='days_before',
            field=models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True),
        ),
        migrations.AddField(
            model_name='correction',
            name='days',
            field=models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='days granted'),
        ),
        migrations.AddField(
            model_name='correction',
            name='use_by_before',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='correction',
            name='use_by',
            field=models.DateField(blank=True, null=True, verbose_name='to be used by'),
        ),
        migrations.AddField(
            model_name='correction',
            name='is_adverse',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='correction',
            name='is_obvious',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='correction',
            name='consent',
            field=models.CharField(blank=True, max_length=300),
        ),
    ]
