import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from talkoot.core.schema import CreateModels


class Migration(migrations.Migration):

    initial = True
    # Of a database made before the first release.
    replaces = [
        ('games', '0001_game_rooms'),
    ]

    dependencies = [
        ('engagements', '0001_first_release'),
        ('people', '0001_first_release'),
        ('programmes', '0001_first_release'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Deck',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(max_length=40)),
                    ('version', models.PositiveSmallIntegerField()),
                    ('name_fi', models.CharField(max_length=80)),
                    ('name_sv', models.CharField(max_length=80)),
                    ('name_en', models.CharField(max_length=80)),
                    ('summary_fi', models.CharField(max_length=300)),
                    ('summary_sv', models.CharField(max_length=300)),
                    ('summary_en', models.CharField(max_length=300)),
                    ('owner', models.CharField(max_length=120)),
                    ('licence', models.CharField(max_length=80)),
                ],
                options={
                    'ordering': ['key', '-version'],
                    'constraints': [models.UniqueConstraint(fields=('key', 'version'), name='deck_version_once')],
                },
            ),
            migrations.CreateModel(
                name='Room',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('state_changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('code', models.CharField(max_length=6, unique=True)),
                    ('title', models.CharField(max_length=80, verbose_name='name of the group')),
                    ('state', models.CharField(choices=[('join', 'players join'), ('pick', 'cards are picked'), ('discuss', 'tables discuss'), ('vote', 'vote'), ('plan', 'the plan is made'), ('ended', 'played')], default='join', max_length=8)),
                    ('phase_ends_at', models.DateTimeField(null=True)),
                    ('expires_at', models.DateTimeField()),
                    ('played_on', models.DateField(default=django.utils.timezone.localdate)),
                    ('picks_each', models.PositiveSmallIntegerField(default=3)),
                    ('votes_each', models.PositiveSmallIntegerField(default=3)),
                    ('table_size', models.PositiveSmallIntegerField(default=5)),
                    ('players_count', models.PositiveSmallIntegerField(default=0)),
                    ('is_on_paper', models.BooleanField(default=False)),
                    ('deck', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rooms', to='games.deck')),
                    ('engagement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='game_rooms', to='engagements.engagement')),
                    ('facilitator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='game_rooms', to=settings.AUTH_USER_MODEL)),
                    ('programme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                ],
                options={
                    'verbose_name': 'game room',
                    'verbose_name_plural': 'game rooms',
                    'ordering': ['-created_at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('picks_each__range', (1, 5)), ('table_size__range', (2, 12)), ('votes_each__range', (1, 5))), name='room_settings_in_range')],
                },
            ),
            migrations.CreateModel(
                name='Player',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('token_hash', models.CharField(max_length=64)),
                    ('nickname', models.CharField(blank=True, max_length=20, verbose_name='nickname')),
                    ('table_number', models.PositiveSmallIntegerField(null=True)),
                    ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='players', to='games.room')),
                ],
                options={
                    'ordering': ['pk'],
                    'constraints': [models.UniqueConstraint(fields=('room', 'token_hash'), name='player_once_in_room')],
                },
            ),
            migrations.CreateModel(
                name='Suit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('order', models.PositiveSmallIntegerField()),
                    ('key', models.SlugField(max_length=40)),
                    ('icon', models.CharField(max_length=40)),
                    ('name_fi', models.CharField(max_length=60)),
                    ('name_sv', models.CharField(max_length=60)),
                    ('name_en', models.CharField(max_length=60)),
                    ('deck', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suits', to='games.deck')),
                ],
                options={
                    'ordering': ['order'],
                    'constraints': [models.UniqueConstraint(fields=('deck', 'order'), name='suit_order_once')],
                },
            ),
            migrations.CreateModel(
                name='Card',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('order', models.PositiveSmallIntegerField()),
                    ('title_fi', models.CharField(max_length=90)),
                    ('title_sv', models.CharField(max_length=90)),
                    ('title_en', models.CharField(max_length=90)),
                    ('question_fi', models.CharField(max_length=160)),
                    ('question_sv', models.CharField(max_length=160)),
                    ('question_en', models.CharField(max_length=160)),
                    ('suit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cards', to='games.suit')),
                ],
                options={
                    'ordering': ['order'],
                    'constraints': [models.UniqueConstraint(fields=('suit', 'order'), name='card_order_once')],
                },
            ),
            migrations.CreateModel(
                name='CardTally',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('strengths', models.PositiveSmallIntegerField(default=0)),
                    ('pains', models.PositiveSmallIntegerField(default=0)),
                    ('card', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='games.card')),
                    ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='games.room')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('room', 'card'), name='tally_card_once')],
                },
            ),
            migrations.CreateModel(
                name='Target',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('order', models.PositiveSmallIntegerField()),
                    ('own_text', models.CharField(blank=True, max_length=140, verbose_name='development target')),
                    ('table_number', models.PositiveSmallIntegerField(null=True)),
                    ('votes_count', models.PositiveSmallIntegerField(default=0)),
                    ('card', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='games.card')),
                    ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='games.room')),
                ],
                options={
                    'verbose_name': 'development target',
                    'verbose_name_plural': 'development targets',
                    'ordering': ['order'],
                    'constraints': [models.UniqueConstraint(fields=('room', 'order'), name='target_order_once'), models.UniqueConstraint(fields=('room', 'card'), name='target_card_once'), models.CheckConstraint(condition=models.Q(('card__isnull', False), models.Q(('own_text', ''), _negated=True), _connector='OR'), name='target_says_something')],
                },
            ),
            migrations.CreateModel(
                name='PlanItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('what', models.CharField(max_length=300, verbose_name='what is done')),
                    ('who', models.CharField(max_length=80, verbose_name='who sees to it')),
                    ('due_on', models.DateField(verbose_name='by when')),
                    ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan', to='games.room')),
                    ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan', to='games.target')),
                ],
                options={
                    'verbose_name': 'point of the plan',
                    'verbose_name_plural': 'points of the plan',
                    'ordering': ['due_on', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Vote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('player', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='games.player')),
                    ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='games.target')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('player', 'target'), name='vote_target_once'), models.UniqueConstraint(fields=('player', 'number'), name='vote_number_once'), models.CheckConstraint(condition=models.Q(('number__range', (1, 5))), name='vote_number_in_range')],
                },
            ),
            migrations.CreateModel(
                name='Pick',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('strength', 'strength'), ('pain', 'pain point')], max_length=8)),
                    ('number', models.PositiveSmallIntegerField()),
                    ('card', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='games.card')),
                    ('player', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='picks', to='games.player')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('player', 'card'), name='pick_card_once'), models.UniqueConstraint(fields=('player', 'kind', 'number'), name='pick_number_once'), models.CheckConstraint(condition=models.Q(('number__range', (1, 5))), name='pick_number_in_range')],
                },
            ),
        ]),
    ]
