"""Reads of completions, certificates and badges."""

import datetime
import secrets
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from talkoot.audit.models import LogEntry
from talkoot.core.access import fetch
from talkoot.core.refusals import NotFound
from talkoot.credentials import rules
from talkoot.credentials.models import Badge, Certificate
from talkoot.credentials.rules import Completion
from talkoot.events.models import (
    LearningTask,
    Presence,
    Registration,
    Series,
    Session,
    Submission,
)
from talkoot.events.rules.sessions import is_for
from talkoot.surveys.queries import token_hash

ASKED = "credentials.badge.asked"
LIST_BITS = 131_072
_networks: list[Callable[[Series], Iterable[Any]]] = []
HANDED_IN = (Submission.State.SUBMITTED, Submission.State.ACCEPTED)


def register_networks(find: Callable[[Series], Iterable[Any]]) -> None:
    """Called by an app when it starts: the networks to which those trained in a series belong."""
    _networks.append(find)


def networks_after(series: Series) -> list[Any]:
    """What those who have completed the series go on with, for their certificate's page."""
    return [row for find in _networks for row in find(series)]


def get_series(
    user: Any, pk: int, *, can: Callable[[Any, Series], bool] = rules.can_issue
) -> Series:
    """The series whose certificates `user` may handle, else NotFound."""
    return fetch(Series.objects.select_related("programme__office"), user, can, pk=pk)


def completions(series: Series, *, only: Collection[int] | None = None) -> list[Completion]:
    """How far everybody registered has come, by name; `only` are keys of registrations.

    Every session that has not been cancelled counts, so that nobody completes a series before its
    time; a set of sessions with the same content counts as one, and so does coming to one of them.
    A session of one organisation counts for its own people only.
    """
    registered = Registration.objects.filter(series=series, state=Registration.State.REGISTERED)
    if only is not None:
        registered = registered.filter(pk__in=only)
    rows = list(
        registered.select_related("participant", "organisation").order_by("participant__name", "pk")
    )
    sessions = {row.pk: row for row in series.sessions.exclude(state=Session.State.CANCELLED)}
    parts = {pk: session.content_set or f"#{pk}" for pk, session in sessions.items()}
    came: dict[int, dict[str, Session]] = defaultdict(dict)
    presences = Presence.objects.filter(session__in=sessions, session__state=Session.State.HELD)
    for person, session in presences.order_by("pk").values_list("participant", "session"):
        came[person].setdefault(parts[session], sessions[session])
    missing = _missing_tasks(series, rows)
    valid = Certificate.objects.filter(
        registration__in=rows, state=Certificate.State.ISSUED
    ).select_related("badge")
    certificates = {certificate.registration_id: certificate for certificate in valid}
    own = {row.pk: _own(came[row.participant_id], row) for row in rows}
    return [
        Completion(
            registration=row,
            present=len(own[row.pk]),
            sessions=len({parts[s.pk] for s in sessions.values() if is_for(s, row.body_id)}),
            hours=sum((_hours(session) for session in own[row.pk]), Decimal(0)),
            missing_tasks=missing[row.pk],
            certificate=certificates.get(row.pk),
            wanted=series.completion_share,
        )
        for row in rows
    ]


def _own(came: dict[str, Session], row: Registration) -> list[Session]:
    """Those that are still for the person, who may have changed the organisation."""
    return [session for session in came.values() if is_for(session, row.body_id)]


def held_sessions(series: Series) -> list[Session]:
    """The sessions that have been held, one of each identical-content set."""
    seen: dict[str, Session] = {}
    for session in series.sessions.filter(state=Session.State.HELD):
        seen.setdefault(session.content_set or f"#{session.pk}", session)
    return list(seen.values())


def certificates_with_all() -> "QuerySet[Certificate]":
    return Certificate.objects.select_related(
        "registration__participant__organisation",
        "registration__series__programme__office",
        "letter__file",
        "badge",
    )


def get_certificate(token: str) -> Certificate:
    """The certificate of a mailed link; a wrong link gives NotFound."""
    row = certificates_with_all().filter(token_hash=token_hash(token)).first()
    if row is None:
        raise NotFound(
            _("This link does not work. Check that the whole address came along from the mail.")
        )
    return row


def certificate_of_code(text: str) -> Certificate | None:
    """The certificate whose verification code it is, however it was typed."""
    return certificates_with_all().filter(code=rules.normal_code(text)).first()


def badges_with_all() -> "QuerySet[Badge]":
    return Badge.objects.select_related(
        "certificate__registration__series__programme__office",
        "certificate__registration__participant",
    )


def get_badge(token: str) -> Badge:
    """The badge of a mailed link; a wrong link gives NotFound."""
    row = badges_with_all().filter(token_hash=token_hash(token)).first()
    if row is None:
        raise NotFound(
            _("This link does not work. Check that the whole address came along from the mail.")
        )
    return row


def revoked_indices() -> list[int]:
    """The bits that are set in the public list of revoked badges."""
    rows = Badge.objects.filter(state=Badge.State.REVOKED)
    return list(rows.values_list("index", flat=True))


def badges_asked(certificate: Certificate, *, since: datetime.datetime) -> int:
    """How many times a badge of the certificate has been asked for since the moment."""
    rows = LogEntry.objects.filter(
        key=ASKED, subject_kind="credentials.certificate", subject_id=str(certificate.pk)
    )
    return rows.filter(at__gte=since).count()


def free_index() -> int:
    """A bit of the list that no badge has, drawn by lot so that it tells nothing of the order."""
    while True:
        index = secrets.randbelow(LIST_BITS)
        if not Badge.objects.filter(index=index).exists():
            return index


def _hours(session: Session) -> Decimal:
    if session.starts_at is None or session.ends_at is None:
        return Decimal(0)
    seconds = int((session.ends_at - session.starts_at).total_seconds())
    return (Decimal(seconds) / 3600).quantize(Decimal("0.01"))


def _missing_tasks(series: Series, rows: list[Registration]) -> dict[int, list[str]]:
    """{registration: titles of the required tasks that neither it nor its team has handed in}."""
    tasks = list(LearningTask.objects.filter(series=series, is_required=True))
    done: set[tuple[int, str, int]] = set()
    handed = Submission.objects.filter(task__in=tasks, state__in=HANDED_IN)
    for task, registration, team in handed.values_list("task", "registration", "team"):
        done.add((task, "person", registration) if registration else (task, "team", team))
    return {
        row.pk: [
            task.title
            for task in tasks
            if (task.pk, "person", row.pk) not in done
            and (task.pk, "team", row.team_id) not in done
        ]
        for row in rows
    }
