import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from talkoot.core.schema import CreateModels


class Migration(migrations.Migration):

    initial = True
    # Of a database made before the first release.
    replaces = [
        ('credentials', '0001_initial'),
    ]

    dependencies = [
        ('correspondence', '0001_first_release'),
        ('events', '0001_first_release'),
        ('people', '0001_first_release'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Certificate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('state_changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('code', models.CharField(max_length=10, unique=True, verbose_name='verification code')),
                    ('token_hash', models.CharField(max_length=64, unique=True)),
                    ('hours', models.DecimalField(decimal_places=2, max_digits=6)),
                    ('state', models.CharField(choices=[('issued', 'valid'), ('revoked', 'revoked')], default='issued', max_length=10)),
                    ('revoked_reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                    ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ('letter', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='correspondence.letter')),
                    ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='events.registration')),
                ],
                options={
                    'verbose_name': 'certificate',
                    'verbose_name_plural': 'certificates',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'issued')), fields=('registration',), name='certificate_valid_once')],
                },
            ),
            migrations.CreateModel(
                name='Badge',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('state_changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('state', models.CharField(choices=[('requested', 'to be confirmed'), ('issued', 'issued'), ('revoked', 'revoked')], default='requested', max_length=10)),
                    ('address', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                    ('token_hash', models.CharField(max_length=64, unique=True)),
                    ('expires_at', models.DateTimeField()),
                    ('index', models.PositiveIntegerField(unique=True)),
                    ('jwt', models.TextField(blank=True)),
                    ('document', models.JSONField(blank=True, null=True)),
                    ('certificate', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='badge', to='credentials.certificate')),
                ],
                options={
                    'verbose_name': 'open badge',
                    'verbose_name_plural': 'open badges',
                    'constraints': [models.CheckConstraint(condition=models.Q(('state', 'requested'), models.Q(models.Q(('jwt', ''), _negated=True), ('document__isnull', False)), _connector='OR'), name='badge_issued_is_signed'), models.CheckConstraint(condition=models.Q(('state', 'requested'), ('address', ''), _connector='OR'), name='badge_address_until_confirmed')],
                },
            ),
        ]),
    ]
