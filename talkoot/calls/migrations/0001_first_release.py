import django.db.models.deletion
import django.utils.timezone
import talkoot.calls.models
from django.conf import settings
from django.db import migrations, models

from talkoot.core.schema import CreateModels


class Migration(migrations.Migration):

    initial = True
    # Of a database made before the first release.
    replaces = [
        ('calls', '0001_initial'),
        ('calls', '0002_calls_in_full'),
        ('calls', '0003_writing_together'),
        ('calls', '0004_completion_of_named_steps'),
        ('calls', '0005_aid_of_each_applicant'),
        ('calls', '0006_expert_choice'),
        ('calls', '0007_application_demand_index'),
    ]

    dependencies = [
        ('correspondence', '0001_first_release'),
        ('experts', '0001_first_release'),
        ('files', '0001_first_release'),
        ('people', '0001_first_release'),
        ('programmes', '0001_first_release'),
        ('surveys', '0001_first_release'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Call',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('slug', models.SlugField(max_length=80, unique=True)),
                    ('title_fi', models.CharField(max_length=160)),
                    ('title_sv', models.CharField(blank=True, max_length=160)),
                    ('title_en', models.CharField(blank=True, max_length=160)),
                    ('text_fi', models.TextField()),
                    ('text_sv', models.TextField(blank=True)),
                    ('text_en', models.TextField(blank=True)),
                    ('text_version', models.PositiveSmallIntegerField(default=1)),
                    ('opens_at', models.DateTimeField()),
                    ('closes_at', models.DateTimeField(blank=True, null=True)),
                    ('max_days', models.DecimalField(decimal_places=1, default=2, max_digits=4)),
                    ('days_quota', models.PositiveIntegerField(blank=True, null=True)),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                    ('time_zone', models.CharField(default='Europe/Helsinki', max_length=40)),
                    ('late_policy', models.CharField(choices=[('refused', 'not taken'), ('marked', 'taken, marked as late; the office decides whether to examine it')], default='refused', max_length=10)),
                    ('grace_minutes', models.PositiveSmallIntegerField(default=0)),
                    ('reminder_days', models.PositiveSmallIntegerField(default=3)),
                    ('links', models.JSONField(blank=True, default=list)),
                    ('asks_sign_off', models.BooleanField(default=False)),
                    ('allows_joint', models.BooleanField(default=False)),
                    ('lessons', models.TextField(blank=True, max_length=4000, verbose_name='lessons for the next call')),
                    ('copied_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='calls.call')),
                    ('offering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='programmes.offering')),
                    ('questionnaire', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='surveys.questionnaire')),
                ],
                options={
                    'verbose_name': 'call',
                    'verbose_name_plural': 'calls',
                    'ordering': ['-opens_at'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('closes_at', None), ('closes_at__gt', models.F('opens_at')), _connector='OR'), name='call_closes_after_opening')],
                },
            ),
            migrations.CreateModel(
                name='CallVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('content', models.JSONField()),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='calls.call')),
                    ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['number'],
                    'constraints': [models.UniqueConstraint(fields=('call', 'number'), name='call_version_once')],
                },
            ),
            migrations.CreateModel(
                name='Criterion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('order', models.PositiveSmallIntegerField()),
                    ('first_version', models.PositiveSmallIntegerField(default=1)),
                    ('last_version', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('is_exclusion', models.BooleanField(default=False)),
                    ('check_name', models.SlugField(blank=True, max_length=40)),
                    ('question_fi', models.CharField(blank=True, max_length=300)),
                    ('question_sv', models.CharField(blank=True, max_length=300)),
                    ('question_en', models.CharField(blank=True, max_length=300)),
                    ('expected', models.BooleanField(default=True)),
                    ('advice_fi', models.CharField(blank=True, max_length=400)),
                    ('advice_sv', models.CharField(blank=True, max_length=400)),
                    ('advice_en', models.CharField(blank=True, max_length=400)),
                    ('text_fi', models.CharField(max_length=300)),
                    ('text_sv', models.CharField(blank=True, max_length=300)),
                    ('text_en', models.CharField(blank=True, max_length=300)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='calls.call')),
                ],
                options={
                    'verbose_name_plural': 'criteria',
                    'ordering': ['order'],
                    'constraints': [models.UniqueConstraint(fields=('call', 'order', 'first_version'), name='criterion_order_once')],
                },
            ),
            migrations.CreateModel(
                name='Intake',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('closes_at', models.DateTimeField()),
                    ('decides_on', models.DateField(blank=True, null=True)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='intakes', to='calls.call')),
                ],
                options={
                    'ordering': ['number'],
                    'constraints': [models.UniqueConstraint(fields=('call', 'number'), name='intake_once')],
                },
            ),
            migrations.CreateModel(
                name='Application',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('state_changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('ref', models.CharField(default=talkoot.calls.models.new_ref, editable=False, max_length=12, unique=True)),
                    ('number', models.CharField(max_length=40, null=True, unique=True, verbose_name='case number')),
                    ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'in processing'), ('incomplete', 'to be completed'), ('approved', 'granted'), ('rejected', 'refused'), ('withdrawn', 'withdrawn'), ('lapsed', 'lapsed'), ('not_examined', 'not examined'), ('transferred', 'transferred')], default='draft', max_length=12, verbose_name='state')),
                    ('language', models.CharField(default='fi', max_length=2)),
                    ('unit_name', models.CharField(blank=True, max_length=160, verbose_name='unit or work community')),
                    ('title', models.CharField(blank=True, max_length=80, verbose_name='name of the development work')),
                    ('need', models.TextField(blank=True, max_length=1200, verbose_name='need')),
                    ('goals', models.TextField(blank=True, max_length=1200, verbose_name='goals')),
                    ('sign_of_success', models.TextField(blank=True, max_length=600, verbose_name='sign of success')),
                    ('sponsor_name', models.CharField(blank=True, max_length=120, verbose_name='management sponsor')),
                    ('sponsor_title', models.CharField(blank=True, max_length=120, verbose_name='title of the sponsor')),
                    ('staff_representative', models.CharField(blank=True, max_length=120, verbose_name='staff representative')),
                    ('expert_reason', models.CharField(blank=True, max_length=400, verbose_name='reason for the choice')),
                    ('preferred_times', models.CharField(blank=True, max_length=300, verbose_name='preferred times')),
                    ('days_requested', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='days requested')),
                    ('call_text_version', models.PositiveSmallIntegerField(default=1)),
                    ('answers', models.JSONField(blank=True, default=dict)),
                    ('edits', models.JSONField(blank=True, default=dict)),
                    ('is_late', models.BooleanField(default=False)),
                    ('is_economic', models.BooleanField(blank=True, null=True, verbose_name='economic activity')),
                    ('earlier_aid_eur', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='earlier de minimis aid')),
                    ('economic_reason', models.CharField(blank=True, max_length=400, verbose_name='reason')),
                    ('version', models.PositiveSmallIntegerField(default=0)),
                    ('saved_at', models.DateTimeField(blank=True, null=True)),
                    ('submitted_at', models.DateTimeField(blank=True, null=True)),
                    ('applicant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to=settings.AUTH_USER_MODEL)),
                    ('attachment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='files.storedfile')),
                    ('continues', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='continued_by', to='calls.application')),
                    ('expert', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='experts.expert')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='people.organisation', verbose_name='organisation')),
                    ('questionnaire', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='surveys.questionnaire')),
                    ('themes', models.ManyToManyField(blank=True, to='programmes.theme')),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='calls.call')),
                    ('intake', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='calls.intake')),
                ],
                options={
                    'verbose_name': 'application',
                    'verbose_name_plural': 'applications',
                    'indexes': [models.Index(fields=['call', 'state', 'submitted_at'], name='application_queue'), models.Index(fields=['call', 'state', 'organisation', 'submitted_at'], name='application_demand')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), models.Q(('number__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='application_submitted_has_time')],
                },
            ),
            migrations.CreateModel(
                name='ApplicationFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('item_code', models.SlugField(max_length=60)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='calls.application')),
                    ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='files.storedfile')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CompletionRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('text', models.TextField(max_length=2000, verbose_name='what must be completed')),
                    ('steps', models.JSONField(blank=True, default=list)),
                    ('sent_answers', models.JSONField(blank=True, default=dict)),
                    ('due_on', models.DateField(verbose_name='deadline')),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('reply', models.TextField(blank=True, max_length=1000, verbose_name='message to the programme office')),
                    ('reminded_at', models.DateTimeField(blank=True, null=True)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='completion_requests', to='calls.application')),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ('lapse_letter', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lapse', to='correspondence.letter')),
                ],
                options={
                    'ordering': ['created_at'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at', None)), fields=('application',), name='completion_request_one_open')],
                },
            ),
            migrations.CreateModel(
                name='Assessment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_met', models.BooleanField()),
                    ('reason', models.CharField(max_length=400)),
                    ('assessed_at', models.DateTimeField()),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='calls.application')),
                    ('assessed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='calls.criterion')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('application', 'criterion'), name='assessment_once_per_criterion')],
                },
            ),
            migrations.CreateModel(
                name='ExpertChoice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('seed', models.CharField(max_length=16)),
                    ('position', models.PositiveIntegerField()),
                    ('shown_count', models.PositiveIntegerField()),
                    ('reason', models.CharField(blank=True, max_length=400)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='expert_choices', to='calls.application')),
                    ('expert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='choices', to='experts.expert')),
                ],
                options={
                    'ordering': ['created_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='JointApplicant',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                    ('is_economic', models.BooleanField(blank=True, null=True, verbose_name='economic activity')),
                    ('earlier_aid_eur', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='earlier de minimis aid')),
                    ('economic_reason', models.CharField(blank=True, max_length=400, verbose_name='reason')),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='joint_applicants', to='calls.application')),
                    ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='people.organisation')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('application', 'organisation'), name='joint_once')],
                },
            ),
            migrations.CreateModel(
                name='ParticipantGroup',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('management', 'management'), ('supervisor', 'supervisors'), ('staff', 'staff'), ('staff_representative', 'staff representatives'), ('other', 'others')], max_length=25)),
                    ('count', models.PositiveSmallIntegerField()),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participant_groups', to='calls.application')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('application', 'role'), name='group_role_once')],
                },
            ),
            migrations.CreateModel(
                name='Quota',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('measure', models.CharField(choices=[('days', 'days'), ('seats', 'seats')], max_length=5)),
                    ('region_code', models.CharField(blank=True, max_length=2)),
                    ('is_for_first_timers', models.BooleanField(default=False)),
                    ('amount', models.PositiveIntegerField()),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotas', to='calls.call')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('call', 'measure', 'region_code', 'is_for_first_timers'), name='quota_once')],
                },
            ),
            migrations.CreateModel(
                name='Reading',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveSmallIntegerField()),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='calls.application')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('application', 'user'), name='reading_once')],
                },
            ),
            migrations.CreateModel(
                name='SignOff',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('state_changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('title', models.CharField(blank=True, max_length=120, verbose_name='title')),
                    ('address', models.EmailField(max_length=254, verbose_name='e-mail address')),
                    ('token_hash', models.CharField(max_length=64, unique=True)),
                    ('state', models.CharField(choices=[('asked', 'asked'), ('signed', 'signed'), ('declined', 'declined'), ('revoked', 'revoked')], default='asked', max_length=10)),
                    ('expires_at', models.DateTimeField()),
                    ('comment', models.CharField(blank=True, max_length=600, verbose_name='comment')),
                    ('content_sha256', models.CharField(blank=True, max_length=64)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_offs', to='calls.application')),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Writer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='writers', to='calls.application')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('application', 'user'), name='writer_once')],
                },
            ),
            migrations.CreateModel(
                name='WriterInvitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('address', models.EmailField(max_length=254, verbose_name='e-mail address')),
                    ('token_hash', models.CharField(max_length=64, unique=True)),
                    ('expires_at', models.DateTimeField()),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='writer_invitations', to='calls.application')),
                    ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('application', 'address'), name='writer_invitation_once')],
                },
            ),
            migrations.CreateModel(
                name='ApplicationVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('content', models.JSONField()),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='calls.application')),
                    ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['number'],
                    'constraints': [models.UniqueConstraint(fields=('application', 'number'), name='version_once')],
                },
            ),
        ]),
    ]
