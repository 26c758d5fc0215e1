import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from talkoot.core.schema import CreateModels


class Migration(migrations.Migration):

    initial = True
    # Of a database made before the first release.
    replaces = [
        ('people', '0001_initial'),
        ('people', '0002_organisation_fact'),
        ('people', '0003_study_roles'),
    ]

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                    ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                    ('language', models.CharField(choices=[('fi', 'Suomi'), ('sv', 'Svenska'), ('en', 'English')], default='fi', max_length=2, verbose_name='language')),
                    ('is_active', models.BooleanField(default=True, verbose_name='active')),
                    ('is_staff', models.BooleanField(default=False, verbose_name='operator')),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Municipality',
                fields=[
                    ('code', models.CharField(max_length=3, primary_key=True, serialize=False, verbose_name='code')),
                    ('name_fi', models.CharField(max_length=60)),
                    ('name_sv', models.CharField(max_length=60)),
                    ('region_code', models.CharField(max_length=2)),
                    ('region_fi', models.CharField(max_length=60)),
                    ('region_sv', models.CharField(max_length=60)),
                    ('region_en', models.CharField(max_length=60)),
                    ('wellbeing_county_code', models.CharField(blank=True, max_length=2)),
                    ('language_status', models.CharField(max_length=2)),
                    ('population', models.PositiveIntegerField(null=True)),
                    ('population_on', models.DateField(null=True)),
                    ('latitude', models.FloatField()),
                    ('longitude', models.FloatField()),
                    ('valid_from', models.DateField()),
                    ('valid_to', models.DateField(blank=True, null=True)),
                    ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.municipality')),
                ],
                options={
                    'verbose_name': 'municipality',
                    'verbose_name_plural': 'municipalities',
                    'ordering': ['name_fi'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('merged_into', None), ('valid_to__isnull', False), _connector='OR'), name='municipality_merged_has_end')],
                },
            ),
            migrations.CreateModel(
                name='Organisation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('key', models.SlugField(max_length=60, unique=True, verbose_name='key')),
                    ('name', models.CharField(max_length=160, verbose_name='name')),
                    ('name_sv', models.CharField(blank=True, max_length=160, verbose_name='Swedish name')),
                    ('kind', models.CharField(choices=[('municipality', 'municipality'), ('wellbeing_county', 'wellbeing services county'), ('joint_authority', 'joint municipal authority'), ('municipal_company', 'municipal company'), ('municipal_unit', 'municipal unit'), ('state_agency', 'state agency'), ('association', 'association or social partner'), ('education', 'educational institution'), ('company', 'company'), ('funder', 'funder'), ('other', 'other organisation')], max_length=20, verbose_name='kind')),
                    ('business_id', models.CharField(blank=True, max_length=9, verbose_name='business ID')),
                    ('valid_from', models.DateField(blank=True, null=True)),
                    ('valid_to', models.DateField(blank=True, null=True)),
                    ('source', models.CharField(blank=True, max_length=60, verbose_name='source')),
                    ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.municipality')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.organisation')),
                ],
                options={
                    'verbose_name': 'organisation',
                    'verbose_name_plural': 'organisations',
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='Membership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('role', models.CharField(choices=[('officer', 'programme officer'), ('decision_maker', 'decision maker'), ('contact', 'contact person'), ('member', 'member of staff'), ('evaluator', 'external evaluator'), ('steering', 'member of a steering group')], default='member', max_length=20, verbose_name='role')),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='people.organisation')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('user', 'organisation', 'role'), name='membership_role_once'), models.CheckConstraint(condition=models.Q(models.Q(('role__in', ['evaluator', 'steering']), _negated=True), ('confirmed_at', None), _connector='OR'), name='membership_of_study_is_none')],
                },
            ),
            migrations.CreateModel(
                name='OrganisationFact',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=60)),
                    ('value', models.JSONField()),
                    ('updated_at', models.DateTimeField()),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='people.organisation')),
                    ('updated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('organisation', 'code'), name='fact_once_per_code')],
                },
            ),
            migrations.CreateModel(
                name='OrganisationSuccession',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('on', models.DateField()),
                    ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='people.organisation')),
                    ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='predecessions', to='people.organisation')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('predecessor', 'successor'), name='succession_once_per_pair'), models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='succession_to_another')],
                },
            ),
            migrations.CreateModel(
                name='Unit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=160, verbose_name='name')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='units', to='people.organisation')),
                ],
                options={
                    'ordering': ['name'],
                    'constraints': [models.UniqueConstraint(fields=('organisation', 'name'), name='unit_name_once')],
                },
            ),
        ]),
    ]
