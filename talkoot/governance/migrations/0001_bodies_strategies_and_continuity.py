import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from talkoot.core.schema import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('events', '0001_first_release'),
        ('people', '0001_first_release'),
        ('practices', '0001_first_release'),
        ('programmes', '0004_grounds_and_continuity'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Body',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('kind', models.CharField(choices=[('decides', 'decides on guidelines, goals and money'), ('steers', 'steering group'), ('prepares', 'preparatory group'), ('programme', 'programme group'), ('communicates', 'communications group'), ('advises', 'advisory group'), ('successor', 'carries the programme’s work on'), ('other', 'other group')], max_length=20, verbose_name='kind')),
                    ('name_fi', models.CharField(max_length=160, verbose_name='name')),
                    ('name_sv', models.CharField(blank=True, max_length=160)),
                    ('name_en', models.CharField(blank=True, max_length=160)),
                    ('task_fi', models.CharField(blank=True, max_length=500, verbose_name='task')),
                    ('task_sv', models.CharField(blank=True, max_length=500)),
                    ('task_en', models.CharField(blank=True, max_length=500)),
                    ('starts_on', models.DateField(blank=True, null=True, verbose_name='begins')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='ends')),
                    ('has_equal_sides', models.BooleanField(default=False, verbose_name='equal sides')),
                    ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                    ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.organisation')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bodies', to='programmes.programme')),
                ],
                options={
                    'verbose_name': 'body',
                    'verbose_name_plural': 'bodies',
                    'ordering': ['programme', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'name_fi'), name='body_name_once'), models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='body_ends_after_start')],
                },
            ),
            migrations.CreateModel(
                name='BodyAim',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('idea', 'idea'), ('goal', 'goal'), ('principle', 'principle')], max_length=10, verbose_name='kind')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('text_fi', models.CharField(max_length=500, verbose_name='text')),
                    ('text_sv', models.CharField(blank=True, max_length=500)),
                    ('text_en', models.CharField(blank=True, max_length=500)),
                    ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aims', to='governance.body')),
                ],
                options={
                    'ordering': ['kind', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('body', 'kind', 'number'), name='body_aim_once')],
                },
            ),
            migrations.CreateModel(
                name='BodyDocument',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('kind', models.CharField(choices=[('recommendation', 'recommendation'), ('statement', 'statement of opinion'), ('plan', 'plan'), ('other', 'other document')], max_length=20, verbose_name='kind')),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('dated_on', models.DateField(verbose_name='day')),
                    ('text', models.TextField(blank=True, max_length=5000, verbose_name='text')),
                    ('url', models.URLField(blank=True, max_length=300, verbose_name='address')),
                    ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='governance.body')),
                ],
                options={
                    'verbose_name': 'document of a body',
                    'verbose_name_plural': 'documents of a body',
                    'ordering': ['-dated_on', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('url', ''), _negated=True), _connector='OR'), name='body_document_is_somewhere')],
                },
            ),
            migrations.CreateModel(
                name='BodyMember',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                    ('seat', models.CharField(choices=[('chair', 'chair'), ('vice_chair', 'vice chair'), ('member', 'member'), ('deputy', 'deputy member'), ('secretary', 'secretary'), ('expert', 'expert of the body')], default='member', max_length=10, verbose_name='seat')),
                    ('side', models.CharField(blank=True, max_length=60, verbose_name='side')),
                    ('starts_on', models.DateField(verbose_name='begins')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='ends')),
                    ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='governance.body')),
                    ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.organisation')),
                ],
                options={
                    'verbose_name': 'member of a body',
                    'verbose_name_plural': 'members of a body',
                    'ordering': ['body', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='body_member_ends_after_start')],
                },
            ),
            migrations.CreateModel(
                name='ContinuationItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('text_fi', models.CharField(max_length=200, verbose_name='what goes on')),
                    ('text_sv', models.CharField(blank=True, max_length=200)),
                    ('text_en', models.CharField(blank=True, max_length=200)),
                    ('owner', models.CharField(blank=True, max_length=160, verbose_name='who keeps it')),
                    ('funding', models.CharField(blank=True, max_length=160, verbose_name='with what money')),
                    ('until_on', models.DateField(blank=True, null=True, verbose_name='until')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='continuation_items', to='programmes.programme')),
                ],
                options={
                    'verbose_name': 'item of the continuation plan',
                    'verbose_name_plural': 'items of the continuation plan',
                    'ordering': ['programme', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'text_fi'), name='continuation_item_once')],
                },
            ),
            migrations.CreateModel(
                name='Meeting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('state_changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('state', models.CharField(choices=[('planned', 'planned'), ('held', 'held, minutes unapproved'), ('approved', 'minutes approved'), ('cancelled', 'cancelled')], default='planned', max_length=10, verbose_name='state')),
                    ('starts_at', models.DateTimeField(verbose_name='begins')),
                    ('place', models.CharField(blank=True, max_length=160, verbose_name='meeting place')),
                    ('others_present', models.CharField(blank=True, max_length=300, verbose_name='others present')),
                    ('figures', models.JSONField(blank=True, default=dict)),
                    ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='governance.body')),
                    ('present', models.ManyToManyField(blank=True, related_name='meetings', to='governance.bodymember')),
                ],
                options={
                    'verbose_name': 'meeting',
                    'verbose_name_plural': 'meetings',
                    'ordering': ['-starts_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='AgendaItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('background', models.TextField(blank=True, max_length=3000, verbose_name='background')),
                    ('discussion', models.TextField(blank=True, max_length=3000, verbose_name='discussion')),
                    ('decision', models.TextField(blank=True, max_length=3000, verbose_name='decision')),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='governance.meeting')),
                ],
                options={
                    'verbose_name': 'item of an agenda',
                    'verbose_name_plural': 'items of an agenda',
                    'ordering': ['number'],
                    'constraints': [models.UniqueConstraint(fields=('meeting', 'number'), name='agenda_number_once')],
                },
            ),
            migrations.CreateModel(
                name='MeetingTask',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.CharField(max_length=300, verbose_name='task')),
                    ('owner', models.CharField(max_length=160, verbose_name='who does it')),
                    ('due_on', models.DateField(verbose_name='due')),
                    ('done_on', models.DateField(blank=True, null=True, verbose_name='done')),
                    ('note', models.CharField(blank=True, max_length=500, verbose_name='what came of it')),
                    ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='governance.agendaitem')),
                ],
                options={
                    'verbose_name': 'task of a meeting',
                    'verbose_name_plural': 'tasks of a meeting',
                    'ordering': ['due_on', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Strategy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('code', models.SlugField(blank=True, max_length=60)),
                    ('name_fi', models.CharField(max_length=160, verbose_name='name')),
                    ('name_sv', models.CharField(blank=True, max_length=160)),
                    ('name_en', models.CharField(blank=True, max_length=160)),
                    ('keeper', models.CharField(blank=True, max_length=160, verbose_name='whose it is')),
                    ('url', models.URLField(blank=True, max_length=300, verbose_name='address')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='strategies', to='programmes.programme')),
                ],
                options={
                    'verbose_name': 'strategy of others',
                    'verbose_name_plural': 'strategies of others',
                    'ordering': ['programme', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'name_fi'), name='strategy_name_once')],
                },
            ),
            migrations.CreateModel(
                name='StrategyAim',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('text_fi', models.CharField(max_length=300, verbose_name='text')),
                    ('text_sv', models.CharField(blank=True, max_length=300)),
                    ('text_en', models.CharField(blank=True, max_length=300)),
                    ('strategy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aims', to='governance.strategy')),
                ],
                options={
                    'ordering': ['number'],
                    'constraints': [models.UniqueConstraint(fields=('strategy', 'number'), name='strategy_aim_once')],
                },
            ),
            migrations.CreateModel(
                name='Alignment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('figure_id', models.CharField(blank=True, max_length=60)),
                    ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='served_by', to='programmes.goal')),
                    ('offering', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='programmes.offering')),
                    ('practice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='practices.practice')),
                    ('series', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='events.series')),
                    ('aim', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='served_by', to='governance.strategyaim')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('aim__isnull', False), ('goal', None)), models.Q(('aim', None), ('goal__isnull', False)), _connector='OR'), name='alignment_serves_one'), models.CheckConstraint(condition=models.Q(models.Q(('figure_id', ''), ('offering__isnull', False), ('practice', None), ('series', None)), models.Q(('figure_id', ''), ('offering', None), ('practice', None), ('series__isnull', False)), models.Q(('figure_id', ''), ('offering', None), ('practice__isnull', False), ('series', None)), models.Q(('offering', None), ('practice', None), ('series', None), models.Q(('figure_id', ''), _negated=True)), _connector='OR'), name='alignment_of_one')],
                },
            ),
        ]),
    ]
