"""Who of a population is asked, and why somebody is not; nothing is written here."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from talkoot.correspondence.models import OptOut
from talkoot.correspondence.queries import opted_out
from talkoot.surveys.models import Invitation, Round
from talkoot.surveys.populations import Invitee, people_of

Standing = Invitation.Standing


@dataclass
class _Merged:
    """The rows of one address."""

    first: Invitee
    reasons: Counter[str] = field(default_factory=Counter)


def invitations_for(survey: Round, *, now: datetime | None = None) -> list[Invitation]:
    """The round's population as it is today, as invitations that are not saved.

    One for each address: its rows are merged, and their reasons kept. Of a voluntary round those
    who have opted out or were asked lately have a standing of their own.
    """
    merged: dict[str, _Merged] = {}
    for number, person in enumerate(people_of(survey)):
        # Without an address nobody can tell who is the same.
        key = person.address.strip().lower() or f"-{number}"
        row = merged.setdefault(key, _Merged(person))
        row.reasons[person.reason] += 1
    addresses = [key for key in merged if "@" in key]
    out: set[str] = set()
    tired: set[str] = set()
    if survey.is_optional and addresses:
        out = opted_out(OptOut.Topic.SURVEYS, addresses)
        tired = tired_addresses(survey, now or timezone.now())
    return [_invitation(survey, key, row, out, tired) for key, row in merged.items()]


def tired_addresses(survey: Round, now: datetime) -> set[str]:
    """Those whom other voluntary rounds have asked as often as settings.SURVEYS_MOST permits.

    Counted from settings.SURVEYS_DAYS before `now`, with the rounds that are being sent just now.
    """
    since = now - timedelta(days=settings.SURVEYS_DAYS)
    asked = Q(sent_at__gte=since) | Q(sent_at=None, round__population_at__gte=since)
    rows = Invitation.objects.filter(
        asked,
        standing=Standing.INVITED,
        round__is_optional=True,
        round__state__in=[Round.State.OPEN, Round.State.CLOSED],
    ).exclude(Q(round=survey) | Q(address=""))
    often = rows.order_by().values("address").annotate(number=Count("pk"))
    often = often.filter(number__gte=settings.SURVEYS_MOST)
    return set(often.values_list("address", flat=True).iterator())


def _invitation(
    survey: Round, key: str, row: _Merged, out: set[str], tired: set[str]
) -> Invitation:
    standing = Standing.INVITED
    if "@" not in key:
        standing = Standing.NO_ADDRESS
    elif key in out:
        standing = Standing.OPTED_OUT
    elif key in tired:
        standing = Standing.ASKED_RECENTLY
    person = row.first
    return Invitation(
        round=survey,
        user=person.user,
        organisation=person.organisation,
        address=key if "@" in key else "",
        language=person.language,
        standing=standing,
        reason=",".join(
            f"{code}:{number}" if number > 1 else code for code, number in row.reasons.items()
        )[:200],
        groups=dict(person.groups),
    )
