from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0002_totals_by_gender'),
    ]

    operations = [
        migrations.AddField(
            model_name='goal',
            name='themes',
            field=models.ManyToManyField(blank=True, help_text='Needs that serve the goal: a slate tells how its applications spread over the goals.', related_name='goals', to='programmes.theme'),
        ),
    ]
