"""The staff side has contact persons of its own beside the employer's."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_editor_and_funders_reader")]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="is_staff_side",
            field=models.BooleanField(default=False, verbose_name="of the staff side"),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                name="membership_staff_side_is_contact",
                condition=models.Q(("is_staff_side", False), ("role", "contact"), _connector="OR"),
            ),
        ),
    ]
