import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("experts", "0005_documents_of_procurements")]

    operations = [
        migrations.AddField(
            model_name="procurement",
            name="part_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="experts.procurement",
                verbose_name="lot",
            ),
        ),
    ]
