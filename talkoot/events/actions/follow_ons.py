"""What participants have carried on, and where: asked once, told and taken back by themselves."""

from django.db import transaction
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.correspondence.actions import queue_message
from talkoot.correspondence.models import OptOut
from talkoot.correspondence.rules import OptedOut
from talkoot.events.messages import registrations as messages
from talkoot.events.models import FollowOn, Registration
from talkoot.events.rules import follow_ons as rules


@transaction.atomic
def tell_carried_on(row: Registration, *, what: str, reach: str, place: str) -> FollowOn:
    """Keep what the person tells; the same pressed twice is kept once.

    Refuses before the first session has been held, and more than is kept of one person.
    """
    _lock(row)
    told = FollowOn.objects.filter(registration=row)
    same = told.filter(what=what, reach=reach, place=place).first()
    if same is not None:
        return same
    rules.check_tell(row, told.count())
    made = FollowOn.objects.create(
        registration=row, what=what, reach=reach, place=place, is_demo=row.is_demo
    )
    record("events.follow_on.told", made, by=None)
    return made


@transaction.atomic
def remove_carried_on(row: Registration, pk: int) -> None:
    """Forget what the person told; what is gone already is no error."""
    _lock(row)
    told = FollowOn.objects.filter(registration=row, pk=pk).first()
    if told is not None:
        record("events.follow_on.removed", told, by=None)
        told.delete()


@transaction.atomic
def ask_what_was_carried_on(row: Registration) -> bool:
    """Ask by a mail with the person's own link, once; returns whether it was sent.

    Of several workers one asks: the mark is set first.
    """
    if not Registration.objects.filter(pk=row.pk, asked_at=None).update(asked_at=timezone.now()):
        return False
    person = row.participant
    with translation.override(person.language):
        subject, body = messages.carried_on(row)
    try:
        queue_message(
            "carried-on",
            key=f"carried-on-{row.pk}",
            office_id=row.series.programme.office_id,
            address=person.email,
            language=person.language,
            subject=subject,
            body=body,
            delay_seconds=0,
            is_demo=row.is_demo,
            topic=OptOut.Topic.SURVEYS,
        )
    except OptedOut:
        return False
    return True


def _lock(row: Registration) -> None:
    Registration.objects.select_for_update().only("pk").get(pk=row.pk)
