import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from talkoot.core.schema import CreateModels


class Migration(migrations.Migration):

    initial = True
    # Of a database made before the first release.
    replaces = [
        ('audit', '0001_initial'),
    ]

    dependencies = [
        ('people', '0001_first_release'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Heartbeat',
                fields=[
                    ('name', models.CharField(max_length=40, primary_key=True, serialize=False)),
                    ('beat_at', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='LogEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=60)),
                    ('subject_kind', models.CharField(max_length=60)),
                    ('subject_id', models.CharField(max_length=40)),
                    ('before', models.JSONField(default=dict)),
                    ('after', models.JSONField(default=dict)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'indexes': [models.Index(fields=['subject_kind', 'subject_id', 'at'], name='log_subject')],
                },
            ),
        ]),
    ]
