from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0001_first_release'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='indicatortotal',
            name='indicator_total_once',
        ),
        migrations.AddField(
            model_name='indicatortotal',
            name='gender',
            field=models.CharField(blank=True, choices=[('', 'everybody'), ('women', 'women'), ('men', 'men'), ('other', 'others or not told')], default='', max_length=5, verbose_name='of whom'),
        ),
        migrations.AddConstraint(
            model_name='indicatortotal',
            constraint=models.UniqueConstraint(fields=('project', 'code', 'origin', 'gender', 'as_of'), name='indicator_total_once'),
        ),
    ]
