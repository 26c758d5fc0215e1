import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0006_variations_of_the_curriculum"),
        ("files", "0001_first_release"),
    ]

    operations = [
        migrations.AddField(
            model_name="seriestemplate",
            name="terms",
            field=models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder),
        ),
        migrations.AddField(
            model_name="templatepart",
            name="values",
            field=models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder),
        ),
        migrations.AddField(
            model_name="templatepart",
            name="session",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to="events.templatepart"),
        ),
        migrations.AddField(
            model_name="templatepart",
            name="file",
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="files.storedfile"),
        ),
        migrations.AlterField(
            model_name="templatepart",
            name="kind",
            field=models.CharField(choices=[("session", "session"), ("task", "learning task"), ("material", "material")], default="session", max_length=10),
        ),
        migrations.AddField(
            model_name="learningtask",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="learningtask",
            name="withdrawn_note",
            field=models.CharField(blank=True, max_length=500, verbose_name="why it was withdrawn"),
        ),
    ]
