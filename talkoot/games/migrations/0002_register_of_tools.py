import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("games", "0001_first_release"),
        ("programmes", "0001_first_release"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tool",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_demo", models.BooleanField(default=False, verbose_name="demo data")),
                ("kind", models.CharField(choices=[("board_game", "board game"), ("cards", "cards"), ("online", "online tool"), ("test", "test or self-assessment"), ("guide", "guide or method")], max_length=12, verbose_name="kind")),
                ("code", models.SlugField(max_length=60, unique=True)),
                ("name_fi", models.CharField(max_length=160, verbose_name="name")),
                ("name_sv", models.CharField(blank=True, max_length=160)),
                ("name_en", models.CharField(blank=True, max_length=160)),
                ("summary_fi", models.TextField(max_length=1000, verbose_name="what it is for")),
                ("summary_sv", models.TextField(blank=True, max_length=1000)),
                ("summary_en", models.TextField(blank=True, max_length=1000)),
                ("owner", models.CharField(max_length=160, verbose_name="owner")),
                ("licence", models.CharField(max_length=120, verbose_name="licence")),
                ("order_url", models.URLField(blank=True, max_length=400, verbose_name="where to order")),
                ("order_note", models.CharField(blank=True, max_length=300, verbose_name="how to order")),
                ("languages", models.CharField(default="fi", max_length=40, verbose_name="languages")),
                ("deck", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="tools", to="games.deck")),
                ("themes", models.ManyToManyField(blank=True, related_name="tools", to="programmes.theme")),
            ],
            options={
                "verbose_name": "tool",
                "verbose_name_plural": "tools",
                "ordering": ["name_fi"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(models.Q(("order_url", ""), _negated=True), models.Q(("order_note", ""), _negated=True), ("deck__isnull", False), _connector="OR"), name="tool_tells_how_to_get_it"),
                ],
            },
        ),
    ]
