"""Drafts for bench.deadline, and what became of them: python -m bench.deadline_data make 2000."""

import sys
from collections import Counter

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.base import VALID_KEY_CHARS  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.crypto import get_random_string  # noqa: E402

from talkoot.calls.models import Application, ParticipantGroup, new_ref  # noqa: E402
from talkoot.correspondence.models import Message  # noqa: E402
from talkoot.home.demo import load  # noqa: E402
from talkoot.people.models import Membership, Organisation, User  # noqa: E402

BATCH = 500


def make(count: int) -> None:
    """Applicants with their own organisations and complete drafts; prints `draft REF SESSION`."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    load()
    pattern = Application.objects.filter(call__slug="sparraus", state="submitted").first()
    assert pattern is not None
    pairs = _make_people(count, pattern.organisation)
    drafts = _make_drafts(pairs, pattern)
    sessions = _make_sessions([user for user, _place in pairs])
    for draft, session in zip(drafts, sessions, strict=True):
        print(f"draft {draft.ref} {session.session_key}")


def _make_people(count: int, home: Organisation) -> list[tuple[User, Organisation]]:
    start = User.objects.count()
    names = [f"hakija-{start + number}" for number in range(count)]
    users = [
        User(email=f"{name}@demo.example", name=name, is_demo=True, password="!") for name in names
    ]
    places = [
        Organisation(key=name, name=name, kind=home.kind, municipality=home.municipality)
        for name in names
    ]
    User.objects.bulk_create(users, BATCH)
    Organisation.objects.bulk_create(places, BATCH)
    pairs = list(zip(users, places, strict=True))
    known = {"role": "contact", "confirmed_at": timezone.now()}
    Membership.objects.bulk_create(
        [Membership(user=user, organisation=place, **known) for user, place in pairs], BATCH
    )
    return pairs


def _make_drafts(pairs: list[tuple[User, Organisation]], pattern: Application) -> list[Application]:
    """Copies of a sent application, as they were before the sending."""
    kept = {
        field.attname: getattr(pattern, field.attname)
        for field in Application._meta.concrete_fields
        if not field.primary_key
    }
    kept |= {"state": "draft", "number": None, "submitted_at": None, "version": 0}
    drafts = [
        Application(
            **kept | {"ref": new_ref(), "applicant_id": user.pk, "organisation_id": place.pk}
        )
        for user, place in pairs
    ]
    Application.objects.bulk_create(drafts, BATCH)
    link = Application.themes.through
    themes = list(pattern.themes.values_list("pk", flat=True))
    link.objects.bulk_create(
        [link(application_id=row.pk, theme_id=theme) for row in drafts for theme in themes], BATCH
    )
    groups = list(pattern.participant_groups.values("role", "count"))
    ParticipantGroup.objects.bulk_create(
        [ParticipantGroup(application=row, **group) for row in drafts for group in groups], BATCH
    )
    return drafts


def _make_sessions(users: list[User]) -> list[Session]:
    """Signed in, as the framework would have done it."""
    store = SessionStore()
    sessions = []
    for user in users:
        known = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        session = Session(
            session_key=get_random_string(32, VALID_KEY_CHARS),
            session_data=store.encode(known),
            expire_date=store.get_expiry_date(),
        )
        sessions.append(session)
    Session.objects.bulk_create(sessions, BATCH)
    return sessions


def check() -> None:
    """Print what arrived: `arrived REF NUMBER RECEIPTS`."""
    receipts = Counter(
        Message.objects.filter(kind="application-receipt").values_list("key", flat=True)
    )
    rows = Application.objects.filter(applicant__email__startswith="hakija-")
    for row in rows.exclude(submitted_at=None).only("ref", "number"):
        print(f"arrived {row.ref} {row.number} {receipts[f'application-receipt-{row.pk}']}")


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(int(sys.argv[2]))
    else:
        check()
