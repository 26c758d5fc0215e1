"""People who have come to a series, and their certificates."""

from typing import Any

from django.utils import timezone

from talkoot.correspondence.models import Message
from talkoot.credentials.actions import issue_certificates
from talkoot.credentials.models import Badge, Certificate
from talkoot.events.models import Presence, Registration, Series, Session
from talkoot.people.models import User
from tests.factories.events import make_series, make_session
from tests.factories.people import make_officer, next_number
from tests.factories.programmes import the_programme
from tests.factories.registrations import make_participant, make_registration


def make_presence(session: Session, registration: Registration) -> Presence:
    return Presence.objects.create(
        session=session,
        participant=registration.participant,
        role=registration.role,
        source=Presence.Source.LIST,
    )


def make_completed(
    series: Series | None = None, *, sessions: int = 1, **fields: Any
) -> Registration:
    """Somebody who came to every session of the series, which is made held ones if it has none."""
    series = series or make_series(kind="training", title="Sisäisten kehittäjien valmennus")
    held = list(series.sessions.all())
    for order in range(len(held), sessions):
        session = make_session(series, state=Session.State.HELD, title=f"Päivä {order + 1}")
        held.append(session)
    name, language = fields.pop("name", "Osa Ottaja"), fields.pop("language", "fi")
    person = make_participant(series, name=name, language=language)
    registration = make_registration(series, participant=person, **fields)
    for session in held:
        make_presence(session, registration)
    return registration


def make_certificate(*, by: User, registration: Registration | None = None) -> Certificate:
    registration = registration or make_completed()
    return issue_certificates(registration.series, [registration.pk], by=by)[0]


def token_in(message: Message) -> str:
    """The secret part of the link that a mail about a certificate or a badge carries."""
    link = next(
        word for word in message.body.split() if "/certificates/" in word or "/badges/" in word
    )
    return link.strip("/").rsplit("/", 1)[1]


def make_certificate_in(state: str = Certificate.State.ISSUED) -> Certificate:
    """A certificate as it stands in the state, given by the programme's office."""
    certificate = make_certificate(by=make_officer(the_programme().office))
    Certificate.objects.filter(pk=certificate.pk).update(state=state)
    certificate.state = state
    return certificate


def make_badge_in(state: str = Badge.State.REQUESTED) -> Badge:
    """A badge as it stands in the state, without an address; its signature is none."""
    number = next_number()
    is_signed = state != Badge.State.REQUESTED
    return Badge.objects.create(
        certificate=make_certificate_in(),
        state=state,
        token_hash=f"merkki{number:058}",
        expires_at=timezone.now(),
        index=number,
        jwt="merkki" if is_signed else "",
        document={"type": "test"} if is_signed else None,
    )
