from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone


def link_named_experts(apps, schema_editor):
    """Whoever is a named expert now and has no account is found, or gets one, by the address."""
    experts = apps.get_model("experts", "Expert").objects
    users = apps.get_model("people", "User").objects
    today = timezone.localdate()
    without = experts.filter(
        Q(ended_on=None) | Q(ended_on__gt=today),
        user=None,
        supplier__framework__valid_to__gte=today,
    ).exclude(email="")
    for expert in without.order_by("pk"):
        user = users.filter(email__iexact=expert.email).first() or users.create(
            email=expert.email.lower(),
            name=expert.name,
            password=make_password(None),
            is_demo=expert.is_demo,
        )
        experts.filter(pk=expert.pk).update(user=user)


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("experts", "0003_prices_of_parts_of_a_day"),
    ]

    operations = [
        migrations.AlterField(
            model_name="expert",
            name="user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.deletion.PROTECT,
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(link_named_experts, migrations.RunPython.noop),
    ]
