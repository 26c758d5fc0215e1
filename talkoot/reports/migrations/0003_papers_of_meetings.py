from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0002_charts_kinds_and_claims'),
    ]

    operations = [
        migrations.AlterField(
            model_name='report',
            name='kind',
            field=models.CharField(choices=[('final', 'final report'), ('brochure', 'brochure'), ('meeting', 'papers for a meeting')], default='final', max_length=10, verbose_name='kind'),
        ),
    ]
