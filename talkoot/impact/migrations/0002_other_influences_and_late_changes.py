import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('impact', '0001_first_release'),
        ('programmes', '0001_first_release'),
    ]

    operations = [
        migrations.AlterField(
            model_name='evidence',
            name='kind',
            field=models.CharField(choices=[('figure', 'figure'), ('survey_item', 'survey question'), ('case', 'example case'), ('interview', 'interview'), ('document', 'document'), ('statistic', 'external statistic')], max_length=12, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='expectation',
            name='was_level',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(0, 'nothing'), (1, 'a little'), (2, 'somewhat'), (3, 'much'), (4, 'very much')], null=True, verbose_name='expected before the change'),
        ),
        migrations.CreateModel(
            name='Influence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('text_fi', models.CharField(max_length=500, verbose_name='sentence')),
                ('text_sv', models.CharField(blank=True, max_length=500)),
                ('text_en', models.CharField(blank=True, max_length=500)),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('direction', models.CharField(choices=[('same', 'in the programme’s direction'), ('against', 'against it'), ('both', 'both ways')], max_length=8, verbose_name='direction')),
                ('starts_year', models.PositiveSmallIntegerField(verbose_name='from the year')),
                ('ends_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='until the year')),
                ('grounds', models.TextField(blank=True, max_length=2000, verbose_name='what it rests on')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='influences', to='programmes.programme')),
            ],
            options={
                'verbose_name': 'other influence',
                'verbose_name_plural': 'other influences',
                'ordering': ['starts_year', 'number', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_year', None), ('ends_year__gte', models.F('starts_year')), _connector='OR'), name='influence_ends_after_start')],
            },
        ),
    ]
