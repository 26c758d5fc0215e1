import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("engagements", "0005_teams_and_experiments"),
        ("files", "0002_publicity_ground"),
        ("people", "0002_organisation_fact"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("practices", "0002_practice_of_a_team"),
        ("programmes", "0006_feedback_plan"),
    ]

    operations = [
        migrations.AddField(
            model_name="adoption",
            name="benefit",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="Asked later.", null=True, verbose_name="benefit, from 1 to 5"
            ),
        ),
        migrations.AddField(
            model_name="adoption",
            name="benefit_asked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="adoption",
            name="confirmed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="adoption",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="confirmed_adoptions",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="adoption",
            name="evidence_url",
            field=models.URLField(blank=True, verbose_name="document or page that shows it"),
        ),
        migrations.AddField(
            model_name="adoption",
            name="is_independent",
            field=models.BooleanField(
                default=True, help_text="Not of the same group of organisations as another adopter."
            ),
        ),
        migrations.AddField(
            model_name="adoption",
            name="learned_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="passed_on",
                to="practices.adoption",
            ),
        ),
        migrations.AddField(
            model_name="adoption",
            name="mechanism",
            field=models.CharField(
                blank=True,
                choices=[
                    ("page", "the practice's page"),
                    ("newsletter", "a newsletter"),
                    ("webinar", "a webinar or another event"),
                    ("visit", "a visit"),
                    ("expert", "an expert or a consultant"),
                    ("peer", "a colleague elsewhere"),
                    ("mandate", "an obligation or a common instruction"),
                ],
                max_length=10,
                verbose_name="how you learned of it",
            ),
        ),
        migrations.AddField(
            model_name="adoption",
            name="replaced_old",
            field=models.BooleanField(
                blank=True, null=True, verbose_name="it replaced the old way of working"
            ),
        ),
        migrations.AddField(
            model_name="adoption",
            name="scope",
            field=models.CharField(
                blank=True,
                choices=[
                    ("unit", "one unit"),
                    ("sector", "one service area"),
                    ("organisation", "the whole organisation"),
                ],
                max_length=12,
                verbose_name="where it is used",
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="co_authors",
            field=models.ManyToManyField(
                blank=True, related_name="shared_practices", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="conditions",
            field=models.TextField(
                blank=True, max_length=2000, verbose_name="conditions, and what did not work"
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="contact_role",
            field=models.CharField(blank=True, max_length=120, verbose_name="contact by role"),
        ),
        migrations.AddField(
            model_name="practice",
            name="evidence",
            field=models.PositiveSmallIntegerField(
                choices=[(0, "told"), (1, "tried"), (2, "measured"), (3, "adopted by others")],
                default=0,
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="external_id",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="practice",
            name="how_measured",
            field=models.TextField(
                blank=True, max_length=2000, verbose_name="how the results were measured"
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("practice", "practice in use"),
                    ("experiment", "experiment"),
                    ("lesson", "lesson from what did not work"),
                ],
                default="practice",
                max_length=10,
                verbose_name="type",
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="last_checked_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When the owner last said whether it is still in use.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="level",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="Diffusion level 0-5, by the rules that the office sets."
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="nudged_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="practice",
            name="origin",
            field=models.CharField(
                blank=True,
                choices=[
                    ("service", "came of the programme's services"),
                    ("own", "our own development"),
                    ("peer", "learned from another organisation's practice"),
                ],
                max_length=8,
                verbose_name="where it came from",
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="origin_practice",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="offspring",
                to="practices.practice",
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="partners",
            field=models.ManyToManyField(
                blank=True,
                related_name="shared_practices",
                to="people.organisation",
                verbose_name="together with",
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="place",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="people.municipality",
                verbose_name="municipality",
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="resources",
            field=models.TextField(blank=True, max_length=2000, verbose_name="what it took"),
        ),
        migrations.AddField(
            model_name="practice",
            name="source_url",
            field=models.URLField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="practice",
            name="tips",
            field=models.TextField(
                blank=True, max_length=2000, verbose_name="tips for those who adopt it"
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="video_url",
            field=models.URLField(blank=True, verbose_name="video"),
        ),
        migrations.AlterField(
            model_name="adoption",
            name="stated_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="stated_adoptions",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("benefit__isnull", True), ("benefit__range", (1, 5)), _connector="OR"
                ),
                name="adoption_benefit_1_to_5",
            ),
        ),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("external_id", ""), _negated=True),
                fields=("programme", "external_id"),
                name="practice_external_id_once",
            ),
        ),
        migrations.CreateModel(
            name="AdoptionLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                ("is_demo", models.BooleanField(default=False, verbose_name="demo data")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="people.organisation"
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adoption_links",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "adoption link",
                "verbose_name_plural": "adoption links",
            },
        ),
        migrations.CreateModel(
            name="AdoptionMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("interested", "interested"),
                            ("trying", "trying"),
                            ("in_use", "in use"),
                            ("established", "established, at least 12 months"),
                            ("dropped", "given up"),
                        ],
                        max_length=12,
                    ),
                ),
                ("moved_on", models.DateField()),
                (
                    "adoption",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="practices.adoption",
                    ),
                ),
            ],
            options={
                "verbose_name": "move of an adoption",
                "verbose_name_plural": "moves of adoptions",
                "ordering": ["moved_on", "pk"],
                "indexes": [models.Index(fields=["stage", "moved_on"], name="adoption_move_stage")],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                ("is_demo", models.BooleanField(default=False, verbose_name="demo data")),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="link")),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment of a practice",
                "verbose_name_plural": "attachments of practices",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file__isnull", False), ("url", "")),
                            models.Q(("file__isnull", True), models.Q(("url", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="attachment_file_or_link",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                (
                    "state_changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("is_demo", models.BooleanField(default=False, verbose_name="demo data")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting for the office"),
                            ("shown", "shown"),
                            ("hidden", "hidden"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("text", models.TextField(max_length=1500, verbose_name="comment")),
                ("language", models.CharField(default="fi", max_length=2)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="people.organisation",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment on a practice",
                "verbose_name_plural": "comments on practices",
                "ordering": ["created_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                ("is_demo", models.BooleanField(default=False, verbose_name="demo data")),
                (
                    "origin_class",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "brought about by the programme's own measures"),
                            (2, "born in the field, supported or made visible by the programme"),
                            (3, "the programme or its service itself"),
                        ],
                        verbose_name="class of origin",
                    ),
                ),
                (
                    "rating",
                    models.PositiveSmallIntegerField(
                        verbose_name="the programme's part, from 0 to 3"
                    ),
                ),
                ("grounds", models.TextField(max_length=3000, verbose_name="grounds")),
                (
                    "practice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contribution",
                        to="practices.practice",
                    ),
                ),
                (
                    "rated_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "programme's contribution",
                "verbose_name_plural": "programme's contributions",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rating__range", (0, 3))),
                        name="contribution_rating_0_to_3",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EmptySearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=200, unique=True, verbose_name="words")),
                ("count", models.PositiveIntegerField(default=1)),
                ("last_on", models.DateField()),
                ("is_handled", models.BooleanField(default=False, verbose_name="handled")),
            ],
            options={
                "verbose_name": "search without results",
                "verbose_name_plural": "searches without results",
                "ordering": ["-count", "text"],
            },
        ),
        migrations.CreateModel(
            name="Image",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                ("is_demo", models.BooleanField(default=False, verbose_name="demo data")),
                ("order", models.PositiveSmallIntegerField(default=1)),
                ("alt", models.CharField(max_length=200, verbose_name="text alternative")),
                ("credit", models.CharField(max_length=120, verbose_name="photographer or source")),
                (
                    "has_consent",
                    models.BooleanField(
                        verbose_name="everyone recognisable in the picture has agreed"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="images",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "picture of a practice",
                "verbose_name_plural": "pictures of practices",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="JuryStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                ("is_demo", models.BooleanField(default=False, verbose_name="demo data")),
                (
                    "is_confirmed",
                    models.BooleanField(verbose_name="the practice is a breakthrough"),
                ),
                ("grounds", models.TextField(max_length=5000, verbose_name="grounds")),
                ("jury", models.CharField(max_length=300, verbose_name="jury")),
                ("stated_on", models.DateField(verbose_name="date")),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="jury_statements",
                        to="practices.practice",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "jury's statement",
                "verbose_name_plural": "jury's statements",
                "ordering": ["-stated_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Lead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                (
                    "state_changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("is_demo", models.BooleanField(default=False, verbose_name="demo data")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("seen", "seen"),
                            ("invited", "invited"),
                            ("published", "became a practice"),
                            ("closed", "closed"),
                        ],
                        default="seen",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="what the story tells")),
                (
                    "url",
                    models.URLField(blank=True, max_length=500, verbose_name="link to the story"),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail address of whom to ask"
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="note")),
                ("token_hash", models.CharField(blank=True, max_length=64)),
                ("invited_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(blank=True, max_length=300, verbose_name="what came of it"),
                ),
                (
                    "found_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="people.organisation",
                    ),
                ),
                (
                    "practice",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="lead",
                        to="practices.practice",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leads",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "lead",
                "verbose_name_plural": "leads",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="LevelRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("numbers", models.JSONField(default=dict)),
                (
                    "programme",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="level_rules",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "rules of diffusion levels",
                "verbose_name_plural": "rules of diffusion levels",
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                ("is_demo", models.BooleanField(default=False, verbose_name="demo data")),
                ("text", models.TextField(max_length=3000, verbose_name="opinion")),
                ("expert_name", models.CharField(max_length=120, verbose_name="expert")),
                (
                    "expert_title",
                    models.CharField(blank=True, max_length=160, verbose_name="title or field"),
                ),
                (
                    "is_validating",
                    models.BooleanField(
                        verbose_name="the practice works and can be moved elsewhere"
                    ),
                ),
                ("given_on", models.DateField(verbose_name="given on")),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opinions",
                        to="practices.practice",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "expert's opinion on a practice",
                "verbose_name_plural": "experts' opinions on practices",
                "ordering": ["-given_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                (
                    "state_changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("is_demo", models.BooleanField(default=False, verbose_name="demo data")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waiting for an answer"),
                            ("answered", "answered"),
                            ("hidden", "hidden"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("text", models.TextField(max_length=1500, verbose_name="question")),
                ("answer", models.TextField(blank=True, max_length=3000, verbose_name="answer")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "question on a practice",
                "verbose_name_plural": "questions on practices",
                "ordering": ["created_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "query",
                    models.CharField(help_text="The list's address after the ?.", max_length=600),
                ),
                (
                    "sends_digest",
                    models.BooleanField(
                        default=True, verbose_name="send new ones by mail once a week"
                    ),
                ),
                ("seen_until", models.DateTimeField(help_text="What was published later is new.")),
                ("last_sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_searches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "saved search",
                "verbose_name_plural": "saved searches",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "query"), name="saved_search_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="StillInUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_use", "still in use"),
                            ("changed", "in use, but changed"),
                            ("ended", "ended"),
                        ],
                        max_length=8,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "yearly check of a practice",
                "verbose_name_plural": "yearly checks of practices",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("texts", models.JSONField(help_text="{field: text}")),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a practice",
                "verbose_name_plural": "versions of practices",
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("practice", "number"), name="practice_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                ("is_demo", models.BooleanField(default=False, verbose_name="demo data")),
                ("will_try", models.BooleanField(default=False, verbose_name="we will try this")),
                ("note", models.CharField(blank=True, max_length=600, verbose_name="note")),
                (
                    "first_step",
                    models.CharField(blank=True, max_length=300, verbose_name="first step"),
                ),
                (
                    "owner_role",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="who takes care of it, by role"
                    ),
                ),
                (
                    "check_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="when we look how it went"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="people.organisation",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes",
                        to="practices.practice",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "idea on a list",
                "verbose_name_plural": "ideas on a list",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("practice", "user"), name="wish_once")
                ],
            },
        ),
    ]
