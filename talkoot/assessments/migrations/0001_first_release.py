import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from talkoot.core.schema import CreateModels


class Migration(migrations.Migration):

    initial = True
    # Of a database made before the first release.
    replaces = [
        ('assessments', '0001_initial'),
        ('assessments', '0002_named_expert_ground'),
        ('assessments', '0003_ground_recorded_by_office'),
    ]

    dependencies = [
        ('calls', '0001_first_release'),
        ('people', '0001_first_release'),
        ('programmes', '0001_first_release'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Assessor',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('capacity', models.PositiveSmallIntegerField(default=20)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessors', to='calls.call')),
                    ('themes', models.ManyToManyField(blank=True, to='programmes.theme')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('call', 'user'), name='assessor_once')],
                },
            ),
            migrations.CreateModel(
                name='Disqualification',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('state_changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('state', models.CharField(choices=[('in_force', 'in force'), ('lifted', 'lifted')], default='in_force', max_length=10)),
                    ('ground', models.CharField(choices=[('declared', 'declared by the person'), ('office', 'recorded by the programme office'), ('membership', 'belongs to an applicant organisation'), ('earlier_days', 'has delivered days to the applicant'), ('joint', 'belongs to an organisation that applies jointly'), ('writer', 'has written the application'), ('named_expert', 'is the expert whom the application names')], max_length=15)),
                    ('explanation', models.CharField(blank=True, max_length=400)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='disqualifications', to='calls.application')),
                    ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('application', 'user', 'ground'), name='disqualification_once')],
                },
            ),
            migrations.CreateModel(
                name='Phase',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('order', models.PositiveSmallIntegerField()),
                    ('name_fi', models.CharField(max_length=120)),
                    ('name_sv', models.CharField(blank=True, max_length=120)),
                    ('name_en', models.CharField(blank=True, max_length=120)),
                    ('opens_at', models.DateTimeField()),
                    ('closes_at', models.DateTimeField()),
                    ('assessors_each', models.PositiveSmallIntegerField(default=2)),
                    ('is_blind', models.BooleanField(default=False)),
                    ('sees_others', models.CharField(choices=[('never', 'never'), ('after_own', 'after giving one’s own'), ('always', 'always')], default='after_own', max_length=10)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phases', to='calls.call')),
                ],
                options={
                    'ordering': ['order'],
                    'constraints': [models.UniqueConstraint(fields=('call', 'order'), name='phase_order_once'), models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='phase_closes_after_opening')],
                },
            ),
            migrations.CreateModel(
                name='Assignment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('state_changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('state', models.CharField(choices=[('assigned', 'to be assessed'), ('submitted', 'assessed'), ('recused', 'disqualified')], default='assigned', max_length=10)),
                    ('explanation', models.JSONField(blank=True, default=dict)),
                    ('comment', models.TextField(blank=True, max_length=2000, verbose_name='comment')),
                    ('submitted_at', models.DateTimeField(blank=True, null=True)),
                    ('told_at', models.DateTimeField(blank=True, null=True)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='calls.application')),
                    ('assessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='assessments.assessor')),
                    ('phase', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='assessments.phase')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('phase', 'application', 'assessor'), name='assignment_once')],
                },
            ),
            migrations.CreateModel(
                name='Yardstick',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('order', models.PositiveSmallIntegerField()),
                    ('text_fi', models.CharField(max_length=200)),
                    ('text_sv', models.CharField(blank=True, max_length=200)),
                    ('text_en', models.CharField(blank=True, max_length=200)),
                    ('help_fi', models.CharField(blank=True, max_length=500)),
                    ('help_sv', models.CharField(blank=True, max_length=500)),
                    ('help_en', models.CharField(blank=True, max_length=500)),
                    ('is_pass_fail', models.BooleanField(default=False)),
                    ('weight', models.DecimalField(decimal_places=2, default=1, max_digits=5)),
                    ('most_points', models.PositiveSmallIntegerField(default=5)),
                    ('phase', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='yardsticks', to='assessments.phase')),
                ],
                options={
                    'ordering': ['order'],
                    'constraints': [models.UniqueConstraint(fields=('phase', 'order'), name='yardstick_order_once')],
                },
            ),
            migrations.CreateModel(
                name='Score',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('points', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('is_passed', models.BooleanField(blank=True, null=True)),
                    ('reason', models.CharField(blank=True, max_length=600, verbose_name='reason')),
                    ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='assessments.assignment')),
                    ('yardstick', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='assessments.yardstick')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('assignment', 'yardstick'), name='score_once'), models.CheckConstraint(condition=models.Q(models.Q(('is_passed__isnull', False), ('points', None)), models.Q(('is_passed', None), ('points__isnull', False)), _connector='OR'), name='score_is_points_or_pass')],
                },
            ),
        ]),
    ]
