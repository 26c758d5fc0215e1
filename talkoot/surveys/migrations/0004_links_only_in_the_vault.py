from django.db import migrations


class Migration(migrations.Migration):
    """Apart from the move of the links: PostgreSQL alters no table with unchecked new rows."""

    dependencies = [("surveys", "0003_populations_vault_and_results")]

    operations = [migrations.RemoveField(model_name="invitation", name="token_hash")]
