"""Who has sent practices, as a population of surveys."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from talkoot.core.dates import end_of_day
from talkoot.practices.models import Practice
from talkoot.surveys.populations import Invitee, Occasion, Population, invitee, register


def _submitters(about: Occasion) -> Iterator[Invitee]:
    """Authors of practices that were sent, by the day on which their description was begun."""
    rows = Practice.objects.filter(programme=about.programme, author__isnull=False)
    rows = rows.exclude(state__in=[Practice.State.DRAFT, Practice.State.WITHDRAWN])
    if about.since:
        rows = rows.filter(created_at__date__gte=about.since)
    if about.until:
        rows = rows.filter(created_at__lte=end_of_day(about.until))
    rows = rows.select_related("author", "organisation__municipality").order_by("pk")
    for row in rows.iterator():
        assert row.author is not None
        yield invitee("submitter", row.author, row.organisation, service=about.service)


register(
    Population(
        "submitters",
        _("those who have sent practices"),
        kinds=("programme",),
        reasons={"submitter": _("has sent a practice")},
        people=_submitters,
    )
)
