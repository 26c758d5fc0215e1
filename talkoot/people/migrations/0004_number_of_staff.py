from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_contact_of_the_staff_side'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='staff_count',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='number of staff'),
        ),
    ]
