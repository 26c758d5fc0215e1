"""An editor and a reader for the funder; neither is a member of the organisation."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_first_release")]

    operations = [
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(
                choices=[
                    ("officer", "programme officer"),
                    ("decision_maker", "decision maker"),
                    ("contact", "contact person"),
                    ("member", "member of staff"),
                    ("evaluator", "external evaluator"),
                    ("steering", "member of a steering group"),
                    ("editor", "editor"),
                    ("funder_reader", "reader for the funder"),
                ],
                default="member",
                max_length=20,
                verbose_name="role",
            ),
        ),
        migrations.RemoveConstraint(model_name="membership", name="membership_of_study_is_none"),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                name="membership_of_part_is_none",
                condition=models.Q(
                    (
                        "role__in",
                        ["evaluator", "steering", "editor", "funder_reader"],
                    ),
                    _negated=True,
                )
                | models.Q(("confirmed_at", None)),
            ),
        ),
    ]
