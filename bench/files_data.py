"""A series with sessions to record, for bench.files: python -m bench.files_data 3."""

import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from bench.fill import cookie_of  # noqa: E402
from talkoot.events.models import Series, SeriesPerson, Session  # noqa: E402
from talkoot.people.models import Organisation, User  # noqa: E402
from talkoot.programmes.models import Programme  # noqa: E402


def make(count: int) -> None:
    """Prints a signed-in session and the address of each session's recording."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    user = User.objects.create_user("vetaja@demo.example", name="Vetäjä", is_demo=True)
    office = Organisation.objects.create(key="toimisto", name="Toimisto", kind="association")
    programme = Programme.objects.create(
        slug="ohjelma",
        name_fi="Ohjelma",
        summary_fi="Mittaus.",
        office=office,
        state=Programme.State.RUNNING,
        starts_on="2026-01-01",
        ends_on="2027-12-31",
        number_prefix="M",
    )
    series = Series.objects.create(
        programme=programme, kind="webinar", title="Mittaus", slug="mittaus", state="published"
    )
    SeriesPerson.objects.create(series=series, user=user, name="Vetäjä", task="facilitator")
    print(cookie_of("vetaja"))
    for order in range(1, count + 1):
        Session.objects.create(series=series, order=order, title=f"Osa {order}")
        print(f"/learning/mittaus/recordings/{order}/")


if __name__ == "__main__":
    make(int(sys.argv[1]))
