import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('practices', '0001_first_release'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportMark',
            fields=[
                ('practice', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='practices.practice')),
                ('marks', models.JSONField(help_text='{field: short checksum}; an empty field has none.')),
            ],
            options={
                'verbose_name': 'mark of an import',
                'verbose_name_plural': 'marks of imports',
            },
        ),
        migrations.AlterField(
            model_name='practice',
            name='need',
            field=models.TextField(blank=True, max_length=100000, verbose_name='what was the need'),
        ),
        migrations.AlterField(
            model_name='practice',
            name='results',
            field=models.TextField(blank=True, max_length=100000, verbose_name='results so far'),
        ),
        migrations.AlterField(
            model_name='practice',
            name='what_was_done',
            field=models.TextField(blank=True, max_length=100000, verbose_name='what was done'),
        ),
        migrations.AlterField(
            model_name='practice',
            name='who_took_part',
            field=models.TextField(blank=True, max_length=100000, verbose_name='who took part'),
        ),
    ]
