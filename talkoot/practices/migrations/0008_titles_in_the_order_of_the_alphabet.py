import unicodedata

from django.db import migrations, models

BATCH = 1000
AFTER_Z = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})


def alphabetical(text):
    """As the product made it when this was written."""
    letters = unicodedata.normalize("NFC", text).casefold().translate(AFTER_Z)
    plain = unicodedata.normalize("NFKD", letters)
    kept = "".join(sign for sign in plain if sign.isalnum() or sign in " {|}")
    return kept.strip().encode()[:80].hex()


def fill_keys(apps, schema_editor):
    """Each title gets its place in the alphabet."""
    practices = apps.get_model("practices", "Practice").objects
    last = 0
    while rows := list(practices.filter(pk__gt=last).order_by("pk").only("title")[:BATCH]):
        for row in rows:
            row.title_key = alphabetical(row.title)
        practices.bulk_update(rows, ["title_key"])
        last = rows[-1].pk


class Migration(migrations.Migration):
    """The order of titles follows a key of ours: A to Ö on every database."""

    dependencies = [("practices", "0007_adopter_that_is_not_independent")]

    operations = [
        migrations.AddField(
            model_name="practice",
            name="title_key",
            field=models.CharField(default="", editable=False, max_length=160),
            preserve_default=False,
        ),
        migrations.RunPython(fill_keys, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="practice", name="practice_title"),
        migrations.AddIndex(
            model_name="practice",
            index=models.Index(fields=["state", "title_key", "id"], name="practice_title"),
        ),
    ]
