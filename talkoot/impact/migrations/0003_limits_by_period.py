import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('impact', '0002_other_influences_and_late_changes'),
        ('programmes', '0007_retired_themes'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='threshold',
            name='threshold_figure_once',
        ),
        migrations.AddField(
            model_name='threshold',
            name='period',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='programmes.period'),
        ),
        migrations.AddConstraint(
            model_name='threshold',
            constraint=models.UniqueConstraint(fields=('node', 'figure_id', 'period'), name='threshold_period_once'),
        ),
        migrations.AddConstraint(
            model_name='threshold',
            constraint=models.UniqueConstraint(condition=models.Q(('period', None)), fields=('node', 'figure_id'), name='threshold_whole_once'),
        ),
    ]
