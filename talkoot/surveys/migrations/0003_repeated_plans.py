from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("surveys", "0002_kept_sums_of_families")]

    operations = [
        migrations.AlterField(
            model_name="surveyplan",
            name="trigger",
            field=models.CharField(
                choices=[
                    ("session_closed", "a session has been closed"),
                    ("series_closed", "a series has been closed"),
                    ("engagement_closed", "an engagement has been closed"),
                    ("programme_ended", "the programme has ended"),
                    ("scheduled", "a day that the office sets"),
                    ("by_hand", "the office sends it"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="surveyplan",
            name="first_on",
            field=models.DateField(blank=True, null=True, verbose_name="first time on"),
        ),
        migrations.AddField(
            model_name="surveyplan",
            name="every_months",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="again after, months"),
        ),
        migrations.AddField(
            model_name="surveyplan",
            name="times",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="times in all"),
        ),
        migrations.AddField(
            model_name="round",
            name="published_on",
            field=models.DateField(blank=True, null=True, verbose_name="results published"),
        ),
        migrations.AddField(
            model_name="round",
            name="publication_url",
            field=models.URLField(blank=True, max_length=500, verbose_name="where the results are"),
        ),
        migrations.AddConstraint(
            model_name="surveyplan",
            constraint=models.CheckConstraint(
                condition=~Q(trigger="scheduled") | Q(first_on__isnull=False),
                name="survey_plan_scheduled_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveyplan",
            constraint=models.CheckConstraint(
                condition=Q(times__lte=1) | Q(every_months__gte=1),
                name="survey_plan_repeats_at_intervals",
            ),
        ),
    ]
