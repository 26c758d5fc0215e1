"""What belongs to a practice's page and to its way there: pictures, opinions, versions, leads."""

from typing import Any

from django.utils import timezone

from talkoot.practices.actions.versions import keep_version
from talkoot.practices.models import Image, Lead, Opinion, Practice, Version
from talkoot.programmes.models import Programme
from tests.factories.files import make_file
from tests.factories.people import make_user
from tests.factories.practices import make_practice
from tests.factories.programmes import the_programme


def make_image(practice: Practice | None = None, **fields: Any) -> Image:
    values = {"alt": "Kuusi ihmistä pöydän ääressä", "credit": "Testikunta", "has_consent": True}
    return Image.objects.create(
        practice=practice or make_practice(), file=make_file("kuva.png"), **{**values, **fields}
    )


def make_opinion(practice: Practice | None = None, **fields: Any) -> Opinion:
    values = {
        "text": "Toimii ja on siirrettävissä.",
        "expert_name": "Tiina Tutkija",
        "expert_title": "työelämän tutkija",
        "is_validating": True,
        "given_on": timezone.localdate(),
    }
    return Opinion.objects.create(
        practice=practice or make_practice(),
        recorded_by=make_user(),
        **{**values, **fields},
    )


def make_change(practice: Practice, *, is_sent: bool = True, **texts: Any) -> Version:
    """A change of a published practice that waits, or is being written."""
    occasion = Version.Occasion.PROPOSED if is_sent else Version.Occasion.CHANGING
    values = texts or {"gist": "Uusi tiivistys."}
    return keep_version(practice, occasion, by=practice.author, values=values)


def make_lead(programme: Programme | None = None, *, state: str = "seen", **fields: Any) -> Lead:
    values = {"title": "Kotihoito jakoi vuorot toisin", "url": "https://lehti.example/juttu"}
    return Lead.objects.create(
        programme=programme or the_programme(),
        state=state,
        found_by=make_user(),
        **{**values, **fields},
    )
