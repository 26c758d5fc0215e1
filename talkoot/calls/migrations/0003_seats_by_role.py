from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0002_suggested_themes'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='quota',
            name='quota_once',
        ),
        migrations.AddField(
            model_name='quota',
            name='role',
            field=models.CharField(blank=True, choices=[('management', 'management'), ('supervisor', 'supervisors'), ('staff', 'staff'), ('staff_representative', 'staff representatives'), ('other', 'others')], default='', max_length=25),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='quota',
            constraint=models.UniqueConstraint(fields=('call', 'measure', 'region_code', 'is_for_first_timers', 'role'), name='quota_once'),
        ),
    ]
