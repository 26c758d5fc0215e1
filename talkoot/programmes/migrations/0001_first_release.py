import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from talkoot.core.schema import CreateModels


class Migration(migrations.Migration):

    initial = True
    # Of a database made before the first release.
    replaces = [
        ('programmes', '0001_initial'),
        ('programmes', '0002_number_patterns'),
        ('programmes', '0003_more_kinds_of_offering'),
        ('programmes', '0004_hours_of_a_day'),
        ('programmes', '0005_logo_set'),
        ('programmes', '0006_feedback_plan'),
        ('programmes', '0007_published_fact_rules_and_staff'),
        ('programmes', '0008_finance'),
    ]

    dependencies = [
        ('files', '0001_first_release'),
        ('people', '0001_first_release'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Sector',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=40, unique=True)),
                    ('order', models.PositiveSmallIntegerField(default=1)),
                    ('icon', models.CharField(default='leaf', max_length=30)),
                    ('name_fi', models.CharField(max_length=80)),
                    ('name_sv', models.CharField(max_length=80)),
                    ('name_en', models.CharField(max_length=80)),
                ],
                options={
                    'ordering': ['order'],
                },
            ),
            migrations.CreateModel(
                name='Programme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('slug', models.SlugField(max_length=60, unique=True, verbose_name='key')),
                    ('name_fi', models.CharField(max_length=160, verbose_name='name')),
                    ('name_sv', models.CharField(blank=True, max_length=160)),
                    ('name_en', models.CharField(blank=True, max_length=160)),
                    ('summary_fi', models.TextField(verbose_name='summary')),
                    ('summary_sv', models.TextField(blank=True)),
                    ('summary_en', models.TextField(blank=True)),
                    ('vision_fi', models.CharField(blank=True, max_length=200, verbose_name='vision')),
                    ('vision_sv', models.CharField(blank=True, max_length=200)),
                    ('vision_en', models.CharField(blank=True, max_length=200)),
                    ('state', models.CharField(choices=[('planned', 'planned'), ('running', 'running'), ('ended', 'ended')], default='planned', max_length=10, verbose_name='state')),
                    ('starts_on', models.DateField(verbose_name='starts')),
                    ('ends_on', models.DateField(verbose_name='ends')),
                    ('number_prefix', models.CharField(max_length=12, unique=True)),
                    ('case_pattern', models.CharField(default='{prefix}/{number}/{year}', max_length=60)),
                    ('decision_pattern', models.CharField(default='{prefix}-P/{number}/{year}', max_length=60)),
                    ('task_class', models.CharField(blank=True, max_length=20, verbose_name='task class')),
                    ('place', models.CharField(blank=True, max_length=60, verbose_name='place of decisions')),
                    ('remedy_regime', models.CharField(choices=[('municipal', 'municipality or joint authority (Local Government Act)'), ('state', 'state or other authority (Administrative Procedure Act)'), ('private', 'association or company without public power')], default='private', max_length=10)),
                    ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail for questions')),
                    ('contact_phone', models.CharField(blank=True, max_length=30, verbose_name='telephone')),
                    ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                    ('reconstructed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='people.organisation')),
                ],
                options={
                    'verbose_name': 'programme',
                    'verbose_name_plural': 'programmes',
                    'ordering': ['-starts_on', 'name_fi'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='programme_ends_after_start')],
                },
            ),
            migrations.CreateModel(
                name='FundingProject',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=160)),
                    ('authority', models.CharField(blank=True, max_length=160)),
                    ('code', models.CharField(blank=True, max_length=40)),
                    ('amount_eur', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                    ('is_approximate', models.BooleanField(default=False)),
                    ('fund', models.CharField(choices=[('esf_2014', 'European Social Fund 2014–2020'), ('esf_2021', 'European Social Fund Plus 2021–2027'), ('other', 'another funder')], default='other', max_length=10, verbose_name='fund')),
                    ('starts_on', models.DateField(blank=True, null=True, verbose_name='begins')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='ends')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='funding_projects', to='programmes.programme')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='funding_project_ends_after_start')],
                },
            ),
            migrations.CreateModel(
                name='BudgetLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('order', models.PositiveSmallIntegerField(default=1)),
                    ('code', models.SlugField(max_length=40, verbose_name='code')),
                    ('name_fi', models.CharField(max_length=160, verbose_name='name')),
                    ('name_sv', models.CharField(blank=True, max_length=160)),
                    ('name_en', models.CharField(blank=True, max_length=160)),
                    ('amount_eur', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='budget, €')),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='programmes.fundingproject')),
                ],
                options={
                    'ordering': ['project', 'order', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('project', 'code'), name='budget_line_once'), models.CheckConstraint(condition=models.Q(('amount_eur__gte', 0)), name='budget_line_not_negative')],
                },
            ),
            migrations.CreateModel(
                name='FundingShare',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('order', models.PositiveSmallIntegerField(default=1)),
                    ('code', models.SlugField(max_length=40)),
                    ('funder', models.CharField(max_length=160, verbose_name='funder')),
                    ('percent', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='per cent')),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='programmes.fundingproject')),
                ],
                options={
                    'ordering': ['project', 'order', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('project', 'code'), name='funding_share_once'), models.CheckConstraint(condition=models.Q(('percent__gt', 0), ('percent__lte', 100)), name='funding_share_0_to_100')],
                },
            ),
            migrations.CreateModel(
                name='IndicatorTotal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('code', models.CharField(max_length=10, verbose_name='indicator')),
                    ('origin', models.CharField(choices=[('funder', 'the funder’s system'), ('own', 'our own count')], max_length=6, verbose_name='whose count')),
                    ('value', models.PositiveIntegerField(verbose_name='number')),
                    ('as_of', models.DateField(verbose_name='on the day')),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='what it rests on')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='indicator_totals', to='programmes.fundingproject')),
                ],
                options={
                    'ordering': ['project', 'code', '-as_of', 'origin'],
                    'constraints': [models.UniqueConstraint(fields=('project', 'code', 'origin', 'as_of'), name='indicator_total_once')],
                },
            ),
            migrations.CreateModel(
                name='LogoSet',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('valid_from', models.DateField()),
                    ('valid_to', models.DateField(blank=True, null=True)),
                    ('alt_fi', models.CharField(max_length=200, verbose_name='text alternative')),
                    ('alt_sv', models.CharField(blank=True, max_length=200)),
                    ('alt_en', models.CharField(blank=True, max_length=200)),
                    ('image', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='files.storedfile')),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='logo_sets', to='programmes.fundingproject')),
                ],
                options={
                    'ordering': ['-valid_from'],
                    'constraints': [models.UniqueConstraint(fields=('project', 'valid_from'), name='logo_set_day_once')],
                },
            ),
            migrations.CreateModel(
                name='Period',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('order', models.PositiveSmallIntegerField()),
                    ('name_fi', models.CharField(max_length=160)),
                    ('name_sv', models.CharField(blank=True, max_length=160)),
                    ('name_en', models.CharField(blank=True, max_length=160)),
                    ('starts_on', models.DateField()),
                    ('ends_on', models.DateField()),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='periods', to='programmes.programme')),
                ],
                options={
                    'ordering': ['order'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'order'), name='period_order_once')],
                },
            ),
            migrations.CreateModel(
                name='Party',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('owner', 'owner'), ('funder', 'funder'), ('partner', 'partner'), ('evaluator', 'evaluator')], max_length=10)),
                    ('share_percent', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='people.organisation')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='programmes.programme')),
                ],
                options={
                    'verbose_name_plural': 'parties',
                    'constraints': [models.UniqueConstraint(fields=('programme', 'organisation', 'kind'), name='party_kind_once')],
                },
            ),
            migrations.CreateModel(
                name='Offering',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=60)),
                    ('order', models.PositiveSmallIntegerField(default=1)),
                    ('kind', models.CharField(choices=[('sparring', 'sparring'), ('training', 'training'), ('workshop_series', 'workshop series'), ('challenge_workshop', 'challenge workshop'), ('network', 'network'), ('webinar', 'webinar'), ('school', 'school for teams'), ('dialogue', 'dialogue process'), ('sub_programme', 'sub-programme'), ('online_course', 'online course'), ('event', 'event'), ('visit', 'visit'), ('gala', 'gala'), ('other', 'other service')], max_length=20)),
                    ('name_fi', models.CharField(max_length=160)),
                    ('name_sv', models.CharField(blank=True, max_length=160)),
                    ('name_en', models.CharField(blank=True, max_length=160)),
                    ('summary_fi', models.TextField()),
                    ('summary_sv', models.TextField(blank=True)),
                    ('summary_en', models.TextField(blank=True)),
                    ('price_eur', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                    ('is_long_term', models.BooleanField(default=True, help_text='Counts in the reach of services; events and webinars do not.')),
                    ('followup_months', models.PositiveSmallIntegerField(default=4)),
                    ('hours_per_day', models.DecimalField(decimal_places=2, default=6, max_digits=4)),
                    ('feedback', models.CharField(choices=[('day', 'after each day'), ('series', 'once, when everything has been held')], default='day', max_length=10, verbose_name='feedback is asked')),
                    ('period', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='programmes.period')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offerings', to='programmes.programme')),
                ],
                options={
                    'ordering': ['order'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'slug'), name='offering_slug_once'), models.CheckConstraint(condition=models.Q(('followup_months__range', (3, 6))), name='offering_followup_3_to_6')],
                },
            ),
            migrations.CreateModel(
                name='NumberSeries',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('case', 'case'), ('decision', 'decision')], max_length=10)),
                    ('year', models.PositiveSmallIntegerField()),
                    ('last', models.PositiveIntegerField(default=0)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='programmes.programme')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('programme', 'kind', 'year'), name='number_series_once')],
                },
            ),
            migrations.CreateModel(
                name='Mandate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text_fi', models.CharField(max_length=300)),
                    ('text_sv', models.CharField(blank=True, max_length=300)),
                    ('text_en', models.CharField(blank=True, max_length=300)),
                    ('dated', models.CharField(blank=True, max_length=20)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mandates', to='programmes.programme')),
                ],
            ),
            migrations.CreateModel(
                name='Goal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('text_fi', models.CharField(max_length=300)),
                    ('text_sv', models.CharField(blank=True, max_length=300)),
                    ('text_en', models.CharField(blank=True, max_length=300)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='programmes.programme')),
                ],
                options={
                    'ordering': ['number'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'number'), name='goal_number_once')],
                },
            ),
            migrations.CreateModel(
                name='PublishedFact',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=60)),
                    ('order', models.PositiveSmallIntegerField(default=1)),
                    ('label_fi', models.CharField(max_length=160)),
                    ('label_sv', models.CharField(blank=True, max_length=160)),
                    ('label_en', models.CharField(blank=True, max_length=160)),
                    ('value', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('unit', models.CharField(blank=True, max_length=10)),
                    ('n', models.PositiveIntegerField(blank=True, null=True)),
                    ('is_key', models.BooleanField(default=False)),
                    ('is_approximate', models.BooleanField(default=False)),
                    ('as_of', models.DateField(blank=True, null=True)),
                    ('source', models.CharField(max_length=300)),
                    ('number', models.CharField(blank=True, max_length=8)),
                    ('figure', models.SlugField(blank=True, max_length=60)),
                    ('part', models.SlugField(blank=True, max_length=120)),
                    ('rule', models.CharField(blank=True, choices=[('', 'as printed'), ('nearest', 'about, to the nearest step'), ('over', 'over'), ('between', 'between')], default='', max_length=10)),
                    ('step', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                    ('upper', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                    ('decimals', models.PositiveSmallIntegerField(default=0)),
                    ('note_fi', models.CharField(blank=True, max_length=300)),
                    ('note_sv', models.CharField(blank=True, max_length=300)),
                    ('note_en', models.CharField(blank=True, max_length=300)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='published_facts', to='programmes.programme')),
                ],
                options={
                    'ordering': ['order'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'code'), name='published_fact_once')],
                },
            ),
            migrations.CreateModel(
                name='StaffAssignment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('task', models.CharField(choices=[('programme_manager', 'programme manager'), ('project_manager', 'project manager'), ('planner', 'project planner'), ('communicator', 'project communicator'), ('other', 'another task')], max_length=20, verbose_name='task')),
                    ('starts_on', models.DateField()),
                    ('ends_on', models.DateField(blank=True, null=True)),
                    ('source', models.CharField(blank=True, max_length=60)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff', to='programmes.programme')),
                ],
                options={
                    'verbose_name': 'task in the programme office',
                    'verbose_name_plural': 'tasks in the programme office',
                    'ordering': ['starts_on', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='staff_assignment_ends_after_start')],
                },
            ),
            migrations.CreateModel(
                name='Theme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('use', models.CharField(choices=[('need', 'need of an application'), ('practice', 'subject of a practice'), ('workshop', 'workshop theme')], max_length=10)),
                    ('code', models.SlugField(max_length=60)),
                    ('order', models.PositiveSmallIntegerField(default=1)),
                    ('name_fi', models.CharField(max_length=160)),
                    ('name_sv', models.CharField(blank=True, max_length=160)),
                    ('name_en', models.CharField(blank=True, max_length=160)),
                ],
                options={
                    'ordering': ['use', 'order'],
                    'constraints': [models.UniqueConstraint(fields=('use', 'code'), name='theme_code_once')],
                },
            ),
            migrations.CreateModel(
                name='Actual',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('spent_on', models.DateField(verbose_name='day')),
                    ('amount_eur', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='amount, €')),
                    ('reference', models.CharField(blank=True, max_length=60, verbose_name='voucher')),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actuals', to='programmes.budgetline')),
                ],
                options={
                    'verbose_name': 'cost',
                    'verbose_name_plural': 'costs',
                    'ordering': ['-spent_on', '-pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('reference', ''), _negated=True), fields=('line', 'reference'), name='actual_voucher_once'), models.CheckConstraint(condition=models.Q(('amount_eur', 0), _negated=True), name='actual_not_nothing')],
                },
            ),
        ]),
    ]
