import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from talkoot.core.schema import CreateModels


class Migration(migrations.Migration):

    initial = True
    # Of a database made before the first release.
    replaces = [
        ('reports', '0001_reports'),
    ]

    dependencies = [
        ('files', '0001_first_release'),
        ('people', '0001_first_release'),
        ('programmes', '0001_first_release'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Report',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('state_changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('title_fi', models.CharField(max_length=200, verbose_name='title')),
                    ('title_sv', models.CharField(blank=True, max_length=200)),
                    ('title_en', models.CharField(blank=True, max_length=200)),
                    ('cut_off', models.DateField(verbose_name='cut-off day')),
                    ('state', models.CharField(choices=[('draft', 'being written'), ('frozen', 'figures frozen'), ('released', 'published')], default='draft', max_length=10)),
                    ('frozen', models.JSONField(blank=True, default=dict)),
                    ('frozen_at', models.DateTimeField(blank=True, null=True)),
                    ('release_reason', models.CharField(blank=True, max_length=500)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='programmes.programme')),
                ],
                options={
                    'verbose_name': 'report',
                    'verbose_name_plural': 'reports',
                    'ordering': ['-cut_off', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state', 'draft'), ('frozen_at__isnull', False), _connector='OR'), name='report_frozen_has_figures')],
                },
            ),
            migrations.CreateModel(
                name='ReportFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('kind', models.CharField(choices=[('pdf', 'PDF'), ('docx', 'DOCX')], max_length=4)),
                    ('language', models.CharField(max_length=2)),
                    ('progress', models.PositiveSmallIntegerField(default=0)),
                    ('failure', models.CharField(blank=True, max_length=300)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='files.storedfile')),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='reports.report')),
                ],
                options={
                    'ordering': ['-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('progress__lte', 100)), name='report_file_progress')],
                },
            ),
            migrations.CreateModel(
                name='ReportSection',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('order', models.PositiveSmallIntegerField()),
                    ('kind', models.CharField(choices=[('text', 'text'), ('goals', 'goals'), ('figures', 'key figures'), ('service', 'service'), ('practices', 'practices'), ('evaluation', 'evaluation and impact chain'), ('recommendations', 'recommendations'), ('funding', 'funding'), ('definitions', 'definitions of the figures')], default='text', max_length=20)),
                    ('title_fi', models.CharField(max_length=200, verbose_name='heading')),
                    ('title_sv', models.CharField(blank=True, max_length=200)),
                    ('title_en', models.CharField(blank=True, max_length=200)),
                    ('body_fi', models.TextField(blank=True, max_length=20000, verbose_name='text')),
                    ('body_sv', models.TextField(blank=True, max_length=20000)),
                    ('body_en', models.TextField(blank=True, max_length=20000)),
                    ('figures', models.JSONField(blank=True, default=list)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('offering', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='programmes.offering')),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='reports.report')),
                ],
                options={
                    'verbose_name': 'chapter of a report',
                    'verbose_name_plural': 'chapters of a report',
                    'ordering': ['report', 'order', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='SectionComment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('text', models.TextField(max_length=2000, verbose_name='comment')),
                    ('is_done', models.BooleanField(default=False)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='reports.reportsection')),
                ],
                options={
                    'ordering': ['created_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='SectionVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('version', models.PositiveIntegerField()),
                    ('content', models.JSONField()),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='reports.reportsection')),
                ],
                options={
                    'ordering': ['-version'],
                    'constraints': [models.UniqueConstraint(fields=('section', 'version'), name='section_version_once')],
                },
            ),
        ]),
    ]
