from django.db import migrations, models
import django.db.models.deletion


def keep_links(apps, schema_editor):
    """What the lists held comes into the items, in the order of the rows."""
    link = apps.get_model("practices", "CuratedList").practices.through
    items = apps.get_model("practices", "CuratedItem")
    places = {}
    rows = []
    for list_id, practice_id in (
        link.objects.order_by("pk").values_list("curatedlist_id", "practice_id")
    ):
        places[list_id] = places.get(list_id, 0) + 1
        rows.append(
            items(curated_list_id=list_id, practice_id=practice_id, order=places[list_id])
        )
    items.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ("practices", "0005_adoption_history"),
    ]

    operations = [
        migrations.CreateModel(
            name="CuratedItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                ("curated_list", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="items", to="practices.curatedlist", verbose_name="list")),
                ("practice", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="practices.practice")),
            ],
            options={
                "verbose_name": "practice of a curated list",
                "verbose_name_plural": "practices of curated lists",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="curateditem",
            constraint=models.UniqueConstraint(fields=("curated_list", "practice"), name="curated_practice_once"),
        ),
        migrations.RunPython(keep_links, migrations.RunPython.noop),
        migrations.RemoveField(model_name="curatedlist", name="practices"),
        migrations.AddField(
            model_name="curatedlist",
            name="practices",
            field=models.ManyToManyField(blank=True, through="practices.CuratedItem", to="practices.practice"),
        ),
        migrations.AddField(
            model_name="curatedlist",
            name="curator",
            field=models.CharField(blank=True, max_length=160, verbose_name="chosen by"),
        ),
        migrations.AddField(
            model_name="curatedlist",
            name="published_on",
            field=models.DateField(blank=True, null=True, verbose_name="published on"),
        ),
        migrations.CreateModel(
            name="ListingChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("practice_id", models.PositiveBigIntegerField(null=True)),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
            options={
                "verbose_name": "change of the list of practices",
                "verbose_name_plural": "changes of the list of practices",
            },
        ),
    ]
