from django.db import migrations, models


def keep_the_one_reminder(apps, schema_editor):
    """A reminder went a week after the invitation; now each round says so itself.

    Whoever has had it is not reminded of the same again.
    """
    Round = apps.get_model("surveys", "Round")
    Invitation = apps.get_model("surveys", "Invitation")
    Round.objects.exclude(state="closed").filter(plan=None).update(reminder_days=[7])
    Invitation.objects.exclude(reminded_at=None).filter(reminder_count=0).update(reminder_count=1)


class Migration(migrations.Migration):

    dependencies = [("surveys", "0005_piles_and_groups_of_open_answers")]

    operations = [
        migrations.RunPython(keep_the_one_reminder, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(
                condition=models.Q(("sent_at", None), ("standing", "invited")),
                fields=["round"],
                name="invitation_unsent",
            ),
        ),
    ]
