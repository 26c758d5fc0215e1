import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from talkoot.core.schema import CreateModels


class Migration(migrations.Migration):

    initial = True
    # Of a database made before the first release.
    replaces = [
        ('outreach', '0001_initial'),
        ('outreach', '0002_media_and_awards'),
    ]

    dependencies = [
        ('people', '0001_first_release'),
        ('practices', '0001_first_release'),
        ('programmes', '0001_first_release'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Award',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('occasion', models.SlugField(max_length=60)),
                    ('category', models.CharField(max_length=120, verbose_name='category')),
                    ('grounds', models.CharField(blank=True, max_length=600, verbose_name='grounds')),
                    ('awarded_on', models.DateField()),
                    ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.organisation')),
                    ('practice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='practices.practice')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='awards', to='programmes.programme')),
                ],
                options={
                    'verbose_name': 'award',
                    'verbose_name_plural': 'awards',
                    'ordering': ['awarded_on', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Campaign',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('slug', models.SlugField(max_length=80)),
                    ('name', models.CharField(max_length=160, verbose_name='name')),
                    ('starts_on', models.DateField()),
                    ('ends_on', models.DateField()),
                    ('source', models.CharField(blank=True, max_length=60)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='campaigns', to='programmes.programme')),
                ],
                options={
                    'ordering': ['starts_on'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'slug'), name='campaign_slug_once')],
                },
            ),
            migrations.CreateModel(
                name='Attribution',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('basis', models.CharField(choices=[('link', "by the campaign's link"), ('nomination', 'by a nomination')], max_length=12)),
                    ('practice', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='attribution', to='practices.practice')),
                    ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attributions', to='outreach.campaign')),
                ],
                options={
                    'verbose_name': 'practice of a campaign',
                    'verbose_name_plural': 'practices of campaigns',
                },
            ),
            migrations.CreateModel(
                name='ChannelCount',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('channel', models.CharField(choices=[('site', 'website'), ('twitter', 'Twitter'), ('facebook', 'Facebook'), ('linkedin', 'LinkedIn'), ('youtube', 'YouTube'), ('podcast', 'podcast')], max_length=12, verbose_name='channel')),
                    ('measure', models.CharField(choices=[('views', 'views'), ('unique_views', 'unique views'), ('followers', 'followers'), ('posts', 'posts'), ('videos', 'videos'), ('listens', 'listens')], max_length=15, verbose_name='measure')),
                    ('counted_on', models.DateField()),
                    ('value', models.PositiveIntegerField()),
                    ('is_increment', models.BooleanField(default=False)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='channel_counts', to='programmes.programme')),
                ],
                options={
                    'verbose_name': 'count of a channel',
                    'verbose_name_plural': 'counts of channels',
                    'ordering': ['channel', 'measure', 'counted_on'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'channel', 'measure', 'counted_on'), name='channel_count_once_a_day')],
                },
            ),
            migrations.CreateModel(
                name='MediaHit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('outlet', models.CharField(max_length=120, verbose_name='medium')),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('occasion', models.SlugField(blank=True, max_length=60)),
                    ('published_on', models.DateField()),
                    ('url', models.URLField(blank=True, max_length=500)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='media_hits', to='programmes.programme')),
                ],
                options={
                    'verbose_name': 'media hit',
                    'verbose_name_plural': 'media hits',
                    'ordering': ['published_on', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Newsletter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='newsletters', to='programmes.programme')),
                ],
                options={
                    'verbose_name': 'newsletter',
                    'verbose_name_plural': 'newsletters',
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='NewsletterIssue',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('sent_on', models.DateField()),
                    ('subscriber_count', models.PositiveIntegerField(blank=True, null=True)),
                    ('newsletter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='issues', to='outreach.newsletter')),
                ],
                options={
                    'verbose_name': 'issue of a newsletter',
                    'verbose_name_plural': 'issues of newsletters',
                    'ordering': ['number'],
                    'constraints': [models.UniqueConstraint(fields=('newsletter', 'number'), name='issue_number_once')],
                },
            ),
            migrations.CreateModel(
                name='PodcastEpisode',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('series', models.CharField(max_length=120)),
                    ('number', models.PositiveSmallIntegerField()),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('guest', models.CharField(blank=True, max_length=120, verbose_name='case or guest organisation')),
                    ('published_by', models.DateField(blank=True, null=True, verbose_name='published by')),
                    ('source', models.CharField(blank=True, max_length=60)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='podcast_episodes', to='programmes.programme')),
                ],
                options={
                    'ordering': ['number'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'number'), name='episode_number_once')],
                },
            ),
            migrations.CreateModel(
                name='Presentation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('kind', models.CharField(choices=[('conference', 'conference'), ('fair', 'fair or seminar')], max_length=12)),
                    ('code', models.SlugField(max_length=60)),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('held_on', models.DateField()),
                    ('participants', models.PositiveIntegerField(blank=True, null=True)),
                    ('countries', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('eu_countries', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('source_note', models.CharField(blank=True, max_length=300, verbose_name='note on the source')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presentations', to='programmes.programme')),
                ],
                options={
                    'verbose_name': 'presentation',
                    'verbose_name_plural': 'presentations',
                    'ordering': ['held_on', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Publication',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('published_on', models.DateField()),
                    ('isbn', models.CharField(blank=True, max_length=20)),
                    ('isbn_web', models.CharField(blank=True, max_length=20)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='publications', to='programmes.programme')),
                ],
                options={
                    'verbose_name': 'publication',
                    'verbose_name_plural': 'publications',
                    'ordering': ['published_on', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Story',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('series', models.CharField(max_length=120)),
                    ('number', models.PositiveSmallIntegerField()),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('published_by', models.DateField(blank=True, null=True)),
                    ('source', models.CharField(blank=True, max_length=60)),
                    ('municipalities', models.ManyToManyField(blank=True, to='people.municipality')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stories', to='programmes.programme')),
                ],
                options={
                    'verbose_name_plural': 'stories',
                    'ordering': ['number'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'number'), name='story_number_once')],
                },
            ),
        ]),
    ]
