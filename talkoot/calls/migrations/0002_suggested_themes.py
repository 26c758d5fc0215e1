
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0001_first_release'),
        ('programmes', '0001_first_release'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ThemeSuggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('state_changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                ('state', models.CharField(choices=[('collected', 'waits for a decision'), ('launched', 'launched'), ('set_aside', 'set aside')], default='collected', max_length=10, verbose_name='state')),
                ('title', models.CharField(max_length=160, verbose_name='theme')),
                ('grounds', models.TextField(blank=True, max_length=2000, verbose_name='why it matters now')),
                ('source', models.CharField(choices=[('survey', 'a survey'), ('event', 'an event'), ('presentation', 'a presentation'), ('barometer', 'a national barometer'), ('channel', 'news and other channels that are followed'), ('contact', 'a conversation with an organisation'), ('other', 'other')], max_length=15, verbose_name='where it was heard of')),
                ('source_note', models.CharField(blank=True, max_length=300, verbose_name='source more exactly')),
                ('heard_on', models.DateField(verbose_name='day')),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='reasons')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('call', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='calls.call', verbose_name='call')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='theme_suggestions', to='programmes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'suggested theme',
                'verbose_name_plural': 'suggested themes',
                'ordering': ['-heard_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state', 'collected'), models.Q(models.Q(('reason', ''), _negated=True), ('decided_by__isnull', False)), _connector='OR'), name='theme_suggestion_decided_has_reason')],
            },
        ),
    ]
