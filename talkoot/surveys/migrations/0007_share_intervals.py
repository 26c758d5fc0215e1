from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0006_invitations_being_sent'),
    ]

    operations = [
        migrations.CreateModel(
            name='ShareInterval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('count', models.PositiveIntegerField()),
                ('n', models.PositiveIntegerField()),
                ('low', models.FloatField()),
                ('high', models.FloatField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('n', 'count'), name='share_interval_once')],
            },
        ),
    ]
