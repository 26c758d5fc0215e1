"""The series for bench.registrations, and who got in: bench.registrations_data make 50."""

import datetime
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from talkoot.correspondence.models import Message  # noqa: E402
from talkoot.events.models import Registration, Series, Session  # noqa: E402
from talkoot.people.models import Organisation  # noqa: E402
from talkoot.programmes.models import Programme  # noqa: E402


def make(seats: int) -> None:
    """A published series with so many seats; prints `series SLUG`."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    number = Series.objects.count()
    start = timezone.now() + datetime.timedelta(days=14)
    series = Series.objects.create(
        slug=f"mittaus-{number}",
        state=Series.State.PUBLISHED,
        entry=Series.Entry.PERSONS,
        programme=_programme(start.date()),
        kind="webinar",
        title="Mittaus",
        seats=seats,
        starts_on=start.date(),
        summary_fi="Mittaus.",
        is_demo=True,
    )
    Session.objects.create(
        series=series,
        order=1,
        state=Session.State.AGREED,
        starts_at=start,
        ends_at=start + datetime.timedelta(hours=2),
        is_demo=True,
    )
    print(f"series {series.slug}")


def _programme(day: datetime.date) -> Programme:
    office, _new = Organisation.objects.get_or_create(
        key="mittaus", defaults={"name": "Mittaus", "kind": "association", "is_demo": True}
    )
    programme, _new = Programme.objects.get_or_create(
        slug="mittaus",
        defaults={
            "office": office,
            "name_fi": "Mittaus",
            "summary_fi": "Mittaus.",
            "state": Programme.State.RUNNING,
            "starts_on": day,
            "ends_on": day,
            "number_prefix": "MI",
            "is_demo": True,
        },
    )
    return programme


def check(slug: str) -> None:
    """Print what arrived in the order of arrival: `arrived ADDRESS STATE MAILS`."""
    mails = dict.fromkeys(Message.objects.values_list("address", flat=True).distinct(), 0)
    for address in Message.objects.filter(kind="registration-made").values_list(
        "address", flat=True
    ):
        mails[address] += 1
    rows = Registration.objects.filter(series__slug=slug).order_by("pk")
    for address, state in rows.values_list("participant__email", "state"):
        print(f"arrived {address} {state} {mails.get(address, 0)}")


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(int(sys.argv[2]))
    else:
        check(sys.argv[2])
