import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0003_themes_of_goals'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='mandate',
            options={'verbose_name': 'ground of a programme', 'verbose_name_plural': 'grounds of a programme'},
        ),
        migrations.AddField(
            model_name='mandate',
            name='kind',
            field=models.CharField(choices=[('agreement', 'agreement'), ('council', 'decision of a council or a board'), ('plan', 'project plan'), ('other', 'other ground')], default='other', max_length=10, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='mandate',
            name='valid_from',
            field=models.DateField(blank=True, null=True, verbose_name='in force from'),
        ),
        migrations.AddField(
            model_name='mandate',
            name='valid_to',
            field=models.DateField(blank=True, null=True, verbose_name='in force until'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=models.CheckConstraint(condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F('valid_from')), name='mandate_ends_after_start'),
        ),
        migrations.AddField(
            model_name='programme',
            name='continues',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='continued_by', to='programmes.programme'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=Q(continues=None) | ~Q(continues=F('pk')), name='programme_continues_another'),
        ),
    ]
