import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0004_grounds_and_continuity'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublishedList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60)),
                ('order', models.PositiveSmallIntegerField(default=1)),
                ('title_fi', models.CharField(max_length=160, verbose_name='title')),
                ('title_sv', models.CharField(blank=True, max_length=160)),
                ('title_en', models.CharField(blank=True, max_length=160)),
                ('items', models.JSONField(default=list)),
                ('length', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='published_lists', to='programmes.programme')),
            ],
            options={
                'verbose_name': 'published list',
                'verbose_name_plural': 'published lists',
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'code'), name='published_list_once')],
            },
        ),
    ]
