import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0001_first_release'),
        ('reports', '0005_more_kinds_of_chapters'),
    ]

    operations = [
        migrations.CreateModel(
            name='SectionPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                ('order', models.PositiveSmallIntegerField(default=1)),
                ('alt_fi', models.CharField(max_length=300, verbose_name='text alternative')),
                ('alt_sv', models.CharField(blank=True, max_length=300)),
                ('alt_en', models.CharField(blank=True, max_length=300)),
                ('caption_fi', models.CharField(blank=True, max_length=300, verbose_name='caption')),
                ('caption_sv', models.CharField(blank=True, max_length=300)),
                ('caption_en', models.CharField(blank=True, max_length=300)),
                ('credit', models.CharField(max_length=120, verbose_name='photographer or source')),
                ('has_consent', models.BooleanField(verbose_name='everyone recognisable in the picture has agreed')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='reports.reportsection')),
            ],
            options={
                'verbose_name': 'picture in a report',
                'verbose_name_plural': 'pictures in a report',
                'ordering': ['order', 'pk'],
            },
        ),
    ]
