import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from talkoot.core.schema import CreateModels


class Migration(migrations.Migration):

    initial = True
    # Of a database made before the first release.
    replaces = [
        ('decisions', '0001_initial'),
        ('decisions', '0002_after_the_decision'),
        ('decisions', '0003_slate_line_reason'),
        ('decisions', '0004_information_and_classes'),
        ('decisions', '0005_aid_of_each_applicant'),
    ]

    dependencies = [
        ('calls', '0001_first_release'),
        ('correspondence', '0001_first_release'),
        ('people', '0001_first_release'),
        ('programmes', '0001_first_release'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='AidRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('valid_from', models.DateField(unique=True)),
                    ('ceiling_eur', models.DecimalField(decimal_places=2, max_digits=10)),
                    ('years', models.PositiveSmallIntegerField(default=3)),
                    ('day_price_eur', models.DecimalField(decimal_places=2, max_digits=8)),
                    ('source', models.CharField(max_length=300)),
                ],
                options={
                    'ordering': ['valid_from'],
                },
            ),
            migrations.CreateModel(
                name='Decision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('state_changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('number', models.CharField(max_length=40, null=True, unique=True, verbose_name='decision number')),
                    ('state', models.CharField(choices=[('drafted', 'drafted'), ('signed', 'signed')], default='drafted', max_length=10)),
                    ('outcome', models.CharField(choices=[('granted', 'granted'), ('partly_granted', 'granted in part'), ('refused', 'refused'), ('not_examined', 'not examined'), ('transferred', 'transferred to the competent authority')], max_length=15, verbose_name='outcome')),
                    ('days', models.DecimalField(decimal_places=1, default=0, max_digits=4, verbose_name='days granted')),
                    ('reasons', models.TextField(max_length=4000, verbose_name='reasons')),
                    ('conditions', models.TextField(blank=True, max_length=2000, verbose_name='conditions')),
                    ('decided_at', models.DateTimeField(blank=True, null=True)),
                    ('transferred_to', models.CharField(blank=True, max_length=200, verbose_name='transferred to')),
                    ('disqualification_note', models.CharField(blank=True, max_length=600)),
                    ('is_by_post', models.BooleanField(default=False, verbose_name='delivered by post')),
                    ('remedy_calculation', models.JSONField(blank=True, default=dict)),
                    ('remedy_deadline_on', models.DateField(blank=True, null=True)),
                    ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='calls.application')),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('edited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('letter', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='correspondence.letter')),
                    ('presented_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'decision',
                    'verbose_name_plural': 'decisions',
                    'constraints': [models.CheckConstraint(condition=models.Q(('state', 'drafted'), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('letter__isnull', False), ('number__isnull', False)), _connector='OR'), name='decision_signed_is_whole'), models.CheckConstraint(condition=models.Q(models.Q(('days__gt', 0), ('outcome__in', ['granted', 'partly_granted'])), models.Q(models.Q(('outcome__in', ['granted', 'partly_granted']), _negated=True), ('days', 0)), _connector='OR'), name='decision_days_match_outcome')],
                },
            ),
            migrations.CreateModel(
                name='Correction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('kind', models.CharField(choices=[('clerical', 'clerical error'), ('factual', 'factual error')], max_length=10)),
                    ('text', models.TextField(max_length=2000, verbose_name='what is corrected and how')),
                    ('reasons', models.TextField(max_length=2000, verbose_name='reasons')),
                    ('has_consent', models.BooleanField(default=False)),
                    ('number', models.CharField(max_length=40, unique=True)),
                    ('corrected_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('letter', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='correspondence.letter')),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='decisions.decision')),
                ],
                options={
                    'ordering': ['created_at'],
                },
            ),
            migrations.CreateModel(
                name='AidGrant',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('amount_eur', models.DecimalField(decimal_places=2, max_digits=10)),
                    ('declared_eur', models.DecimalField(decimal_places=2, max_digits=10)),
                    ('granted_on', models.DateField()),
                    ('register_due_on', models.DateField()),
                    ('registered_on', models.DateField(blank=True, null=True)),
                    ('ended_on', models.DateField(blank=True, null=True)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='people.organisation')),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aid_grants', to='decisions.decision')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('decision', 'organisation'), name='aid_grant_once_for_each')],
                },
            ),
            migrations.CreateModel(
                name='InformationRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('state_changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('number', models.CharField(max_length=40, unique=True, verbose_name='case number')),
                    ('state', models.CharField(choices=[('received', 'in processing'), ('answered', 'answered')], default='received', max_length=10)),
                    ('text', models.TextField(max_length=2000, verbose_name='what is asked for')),
                    ('address', models.EmailField(max_length=254, verbose_name='e-mail address for the answer')),
                    ('language', models.CharField(default='fi', max_length=2)),
                    ('received_at', models.DateTimeField()),
                    ('due_on', models.DateField()),
                    ('is_extended', models.BooleanField(default=False)),
                    ('outcome', models.CharField(blank=True, choices=[('given', 'given'), ('partly_given', 'the public part given'), ('refused', 'not given')], max_length=15)),
                    ('answer', models.TextField(blank=True, max_length=4000)),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='calls.application')),
                    ('letter', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='correspondence.letter')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='programmes.programme')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Reconsideration',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('state_changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('number', models.CharField(max_length=40, unique=True, verbose_name='case number')),
                    ('state', models.CharField(choices=[('received', 'in processing'), ('decided', 'decided'), ('withdrawn', 'withdrawn')], default='received', max_length=10)),
                    ('demand', models.TextField(max_length=4000, verbose_name='what change is wanted')),
                    ('grounds', models.TextField(max_length=4000, verbose_name='on what grounds')),
                    ('received_at', models.DateTimeField()),
                    ('is_in_time', models.BooleanField()),
                    ('outcome', models.CharField(blank=True, choices=[('upheld', 'the decision stands'), ('changed', 'the decision is changed'), ('not_examined', 'not examined')], max_length=15)),
                    ('days', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True)),
                    ('reasons', models.TextField(blank=True, max_length=4000)),
                    ('decision_number', models.CharField(blank=True, max_length=40, null=True, unique=True)),
                    ('decided_at', models.DateTimeField(blank=True, null=True)),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reconsiderations', to='decisions.decision')),
                    ('letter', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='correspondence.letter')),
                    ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Slate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('state_changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('title', models.CharField(max_length=120, verbose_name='name')),
                    ('state', models.CharField(choices=[('open', 'open'), ('signing', 'being signed'), ('signed', 'signed'), ('discarded', 'discarded')], default='open', max_length=10)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slates', to='calls.call')),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='SlateLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('outcome', models.CharField(choices=[('granted', 'granted'), ('partly_granted', 'granted in part'), ('refused', 'refused'), ('not_examined', 'not examined'), ('transferred', 'transferred to the competent authority')], max_length=15)),
                    ('days', models.DecimalField(decimal_places=1, default=0, max_digits=4)),
                    ('reason', models.CharField(blank=True, max_length=600, verbose_name='addition to the reasons')),
                    ('signed_at', models.DateTimeField(blank=True, null=True)),
                    ('problem', models.CharField(blank=True, max_length=400)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slate_lines', to='calls.application')),
                    ('slate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='decisions.slate')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('slate', 'application'), name='slate_line_once')],
                },
            ),
            migrations.CreateModel(
                name='Classification',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('item_code', models.SlugField(max_length=60)),
                    ('publicity', models.CharField(choices=[('public', 'public'), ('secret', 'secret')], max_length=10, verbose_name='publicity')),
                    ('secrecy_ground', models.CharField(blank=True, max_length=200, verbose_name='ground of secrecy')),
                    ('secret_until', models.DateField(blank=True, null=True, verbose_name='secret until')),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='classifications', to='calls.application')),
                    ('classified_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('application', 'item_code'), name='classification_once'), models.CheckConstraint(condition=models.Q(models.Q(('publicity', 'secret'), _negated=True), models.Q(('secrecy_ground', ''), _negated=True), _connector='OR'), name='classification_secret_has_ground')],
                },
            ),
        ]),
    ]
