from django.db import migrations


def forget_the_way(apps, schema_editor):
    """Beside an anonymous answer the way in is not kept, nor beside those given before."""
    responses = apps.get_model("surveys", "Response").objects
    responses.filter(round__mode="anonymous", is_by_open_link=True).update(is_by_open_link=False)


class Migration(migrations.Migration):
    dependencies = [("surveys", "0003_repeated_plans")]

    operations = [migrations.RunPython(forget_the_way, migrations.RunPython.noop)]
