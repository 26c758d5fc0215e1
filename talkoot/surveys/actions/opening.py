"""Opening a round: its population is frozen, and each person's link is queued, batch by batch.

A batch is one transaction that claims the invitations, makes their links and queues their mails. A
worker killed in the middle leaves the rest unsent for the next one, and nobody is mailed twice.
"""

import secrets
from collections.abc import Iterator

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.core.collecting import seldom_collected
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.correspondence.actions import Mail, queue_many
from talkoot.correspondence.models import OptOut
from talkoot.correspondence.rules import leaves_at
from talkoot.people.models import User
from talkoot.surveys import messages, rules
from talkoot.surveys.inviting import invitations_for
from talkoot.surveys.models import AnswerLink, Invitation, Round
from talkoot.surveys.queries import token_hash
from talkoot.surveys.rules import anonymity, sending

BATCH = 1000
INVITATION = "survey-invitation"


@seldom_collected()
def open_round(survey: Round, *, by: User | None = None) -> None:
    """Open the round and queue the first batch of links; the worker queues the rest.

    A round with a plan gets its population now: from here it stands, each person with the reason,
    and so does what goes along with the answers. Refuses when nobody could be asked; then the round
    stays planned, with the reasons.
    """
    with transaction.atomic():
        _lock_populations()
        sending.check_planned(Round.objects.select_for_update().get(pk=survey.pk))
        if survey.plan_id:
            _freeze(survey)
        invited = survey.invitations.filter(standing=Invitation.Standing.INVITED)
        people = list(invited.values_list("groups", flat=True).iterator())
        is_empty = bool(survey.plan_id) and not people
        if is_empty:
            record("surveys.round.emptied", survey, by=by)
        else:
            _open(survey, people, by=by)
    if is_empty:  # What was found stays for the office to look at.
        raise NotAllowed(sending.empty_sentence())


def _open(survey: Round, people: list[dict[str, str]], *, by: User | None) -> None:
    moved = change_state(survey, Round.State.OPEN, rules.TRANSITIONS)
    survey.population_at = survey.population_at or timezone.now()
    survey.split_by = anonymity.split_by(survey, people)
    survey.save(update_fields=["population_at", "split_by"])
    moved["after"]["invited"] = str(len(people))
    record("surveys.round.opened", survey, by=by, **moved)
    send_batch(survey)


def _freeze(survey: Round) -> None:
    """Keep the population of today with its reasons, in place of an earlier try's."""
    survey.invitations.all().delete()
    Invitation.objects.bulk_create(invitations_for(survey), batch_size=BATCH)
    survey.population_at = timezone.now()
    survey.save(update_fields=["population_at"])


def _lock_populations() -> None:
    """One population is frozen at a time, so that two rounds do not both ask the same person.

    SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('surveys.population'))")


@seldom_collected()
@transaction.atomic
def send_batch(survey: Round) -> int:
    """Queue the links of the next people of an open round; returns of how many. None is left: 0."""
    open_rounds = Round.objects.select_for_update(of=("self",)).select_related(
        "programme", "questionnaire"
    )
    locked = open_rounds.filter(pk=survey.pk, state=Round.State.OPEN).first()
    if locked is None:
        return 0
    rows = list(
        locked.invitations.filter(standing=Invitation.Standing.INVITED, sent_at=None)
        .order_by("pk")
        .only("pk", "round", "address", "language")[:BATCH]
    )
    tokens = {row.pk: secrets.token_urlsafe(16) for row in rows}
    AnswerLink.objects.bulk_create(
        (AnswerLink(invitation=row, token_hash=token_hash(tokens[row.pk])) for row in rows),
        batch_size=BATCH,
    )
    queue_many(
        INVITATION,
        office_id=locked.programme.office_id,
        mails=_mails(locked, rows, tokens),
        is_demo=locked.is_demo,
    )
    sent_at = leaves_at(INVITATION, timezone.now())
    if rows:
        sent = locked.invitations.filter(
            standing=Invitation.Standing.INVITED, sent_at=None, pk__lte=rows[-1].pk
        )
        sent.update(sent_at=sent_at)
    return len(rows)


def _mails(survey: Round, rows: list[Invitation], tokens: dict[int, str]) -> Iterator[Mail]:
    """The wording is the same for everybody of a language: only the link's token differs."""
    stand_in = secrets.token_urlsafe(16)
    wordings: dict[str, tuple[str, str]] = {}
    topic = topic_of(survey)
    for row in rows:
        if row.language not in wordings:
            with translation.override(row.language):
                link = settings.BASE_URL + reverse("survey", args=[stand_in])
                wordings[row.language] = messages.invitation(survey, link)
        subject, body = wordings[row.language]
        yield Mail(
            key=f"{INVITATION}-{row.pk}",
            subject=subject,
            body=body.replace(stand_in, tokens[row.pk]),
            address=row.address,
            language=row.language,
            topic=topic,
        )


def topic_of(survey: Round) -> str:
    """What a voluntary round's mails can be opted out of."""
    return OptOut.Topic.SURVEYS if survey.is_optional else ""
