import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from talkoot.core.schema import CreateModels


class Migration(migrations.Migration):

    initial = True
    # Of a database made before the first release.
    replaces = [
        ('correspondence', '0001_initial'),
        ('correspondence', '0002_letter_publicity'),
        ('correspondence', '0003_message_office'),
        ('correspondence', '0004_message_calendar'),
        ('correspondence', '0005_reminders_of_an_address'),
        ('correspondence', '0006_opt_outs'),
        ('correspondence', '0007_topic_of_practices'),
        ('correspondence', '0008_topic_of_digests'),
    ]

    dependencies = [
        ('files', '0001_first_release'),
        ('people', '0001_first_release'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Letter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('number', models.CharField(max_length=40, unique=True, verbose_name='number')),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('language', models.CharField(max_length=2)),
                    ('content', models.JSONField()),
                    ('publicity', models.CharField(choices=[('public', 'public'), ('party', 'for the parties until the decision is signed'), ('secret', 'secret')], default='public', max_length=10)),
                    ('secrecy_ground', models.CharField(blank=True, max_length=200, verbose_name='ground of secrecy')),
                    ('secret_until', models.DateField(blank=True, null=True)),
                    ('file', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='files.storedfile')),
                ],
                options={
                    'verbose_name': 'letter',
                    'verbose_name_plural': 'letters',
                },
            ),
            migrations.CreateModel(
                name='OptOut',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('address', models.EmailField(max_length=254)),
                    ('topic', models.CharField(choices=[('surveys', 'voluntary surveys'), ('newsletters', 'newsletters'), ('practices', 'questions and requests about practices'), ('digests', 'new practices of saved searches')], max_length=12)),
                ],
                options={
                    'verbose_name': 'opt-out',
                    'verbose_name_plural': 'opt-outs',
                    'constraints': [models.UniqueConstraint(fields=('address', 'topic'), name='opt_out_once')],
                },
            ),
            migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('state_changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('key', models.CharField(max_length=120, unique=True)),
                    ('kind', models.CharField(max_length=60)),
                    ('address', models.EmailField(max_length=254)),
                    ('language', models.CharField(max_length=2)),
                    ('subject', models.CharField(max_length=200)),
                    ('body', models.TextField()),
                    ('calendar', models.TextField(blank=True, default='')),
                    ('topic', models.CharField(blank=True, default='', max_length=12)),
                    ('is_reminder', models.BooleanField(default=False)),
                    ('state', models.CharField(choices=[('queued', 'queued'), ('sending', 'being sent'), ('sent', 'sent'), ('revoked', 'revoked'), ('failed', 'failed')], default='queued', max_length=10)),
                    ('due_at', models.DateTimeField()),
                    ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('letter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='correspondence.letter')),
                    ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.organisation')),
                    ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'message',
                    'verbose_name_plural': 'messages',
                    'ordering': ['-created_at', '-pk'],
                    'indexes': [models.Index(fields=['state', 'due_at'], name='message_due'), models.Index(condition=models.Q(('is_reminder', True)), fields=['address', 'created_at'], name='message_reminders')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='message_sent_has_time'), models.CheckConstraint(condition=models.Q(models.Q(('kind__startswith', 'account.'), _negated=True), ('office', None), _connector='OR'), name='message_account_has_no_office')],
                },
            ),
        ]),
    ]
