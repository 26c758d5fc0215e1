import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from talkoot.core.schema import CreateModels


class Migration(migrations.Migration):

    initial = True
    # Of a database made before the first release.
    replaces = [
        ('files', '0001_initial'),
        ('files', '0002_publicity_ground'),
    ]

    dependencies = [
        ('people', '0001_first_release'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='StoredFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('name', models.CharField(max_length=160, verbose_name='name')),
                    ('content', models.FileField(upload_to='%Y/%m/')),
                    ('media_type', models.CharField(max_length=100)),
                    ('size', models.PositiveBigIntegerField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('publicity', models.CharField(choices=[('public', 'public'), ('party', 'for the parties until the decision is signed'), ('secret', 'secret')], default='party', max_length=10)),
                    ('secrecy_ground', models.CharField(blank=True, max_length=200, verbose_name='ground of secrecy')),
                    ('secret_until', models.DateField(blank=True, null=True)),
                    ('retention', models.CharField(choices=[('case', 'case file'), ('evidence', 'funding evidence'), ('published', 'published material')], default='case', max_length=10)),
                    ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'file',
                    'verbose_name_plural': 'files',
                },
            ),
        ]),
    ]
