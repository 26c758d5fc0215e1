from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0007_retired_themes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='indicatortotal',
            name='origin',
            field=models.CharField(choices=[('funder', 'the funder’s system'), ('own', 'our own count'), ('target', 'the target by that day')], max_length=6, verbose_name='whose count'),
        ),
    ]
