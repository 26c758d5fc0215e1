"""Fills a database with the demo and then with invented practices and applications in bulk."""

import datetime
import random

from django.db import connection
from django.utils import timezone

from talkoot.calls.models import Application, Call, ParticipantGroup
from talkoot.experts.models import Expert
from talkoot.people.models import Organisation, User
from talkoot.practices.actions.indexing import index_practices
from talkoot.practices.models import Practice
from talkoot.practices.rules.evidence import evidence_of
from talkoot.programmes.models import Programme, Sector, Theme
from talkoot.search.analysis import deep_analysis

BATCH = 1000


def fill(size: int, *, seed: int = 7, has_practices: bool = True) -> None:
    """Bring practices and applications to `size` each; texts are shuffled demo sentences."""
    dice = random.Random(seed)
    sentences = _sentences()
    programme = Programme.objects.get(slug="tyon-uudistajat")
    call = Call.objects.get(slug="sparraus")
    organisations = list(
        Organisation.objects.filter(kind="municipality", valid_to=None).select_related(
            "municipality"
        )
    )
    if has_practices:
        _fill_practices(programme, organisations, sentences, size, dice)
    _fill_applications(call, organisations, sentences, size, dice)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # The server would do it by itself within minutes.


def _sentences() -> list[str]:
    texts: list[str] = []
    for row in Practice.objects.values_list("need", "what_was_done", "results"):
        texts += [part.strip() + "." for text in row for part in text.split(".") if part.strip()]
    return texts


def _text(dice: random.Random, sentences: list[str], count: int) -> str:
    return " ".join(dice.choices(sentences, k=count))


def _fill_practices(
    programme: Programme,
    organisations: list[Organisation],
    sentences: list[str],
    size: int,
    dice: random.Random,
) -> None:
    sectors = list(Sector.objects.all())
    themes = list(Theme.objects.filter(use="practice"))
    start = Practice.objects.count()
    now = timezone.now()
    rows = []
    for number in range(start, size):
        organisation = dice.choice(organisations)
        rows.append(
            Practice(
                programme=programme,
                slug=f"mitta-{number}",
                state=Practice.State.PUBLISHED,
                title=_text(dice, sentences, 1)[:110],
                gist=_text(dice, sentences, 1)[:300],
                organisation=organisation,
                sector=dice.choice(sectors),
                need=_text(dice, sentences, 3),
                what_was_done=_text(dice, sentences, 4),
                results=_text(dice, sentences, 3),
                may_publish=True,
                adoption_count=dice.choice([0, 0, 0, 1, 2, 5]),
                published_at=now - datetime.timedelta(minutes=dice.randrange(1_000_000)),
                is_demo=True,
            )
        )
    for row in rows:
        row.evidence = evidence_of(row)
    Practice.objects.bulk_create(rows, batch_size=BATCH)
    link = Practice.themes.through
    links = [
        link(practice_id=row.pk, theme_id=theme.pk)
        for row in rows
        for theme in dice.sample(themes, 2)
    ]
    link.objects.bulk_create(links, batch_size=BATCH)
    keys = [row.pk for row in rows]
    with deep_analysis():
        for at in range(0, len(keys), BATCH):
            index_practices(keys[at : at + BATCH])


def _fill_applications(
    call: Call,
    organisations: list[Organisation],
    sentences: list[str],
    size: int,
    dice: random.Random,
) -> None:
    applicant = User.objects.get(email="applicant@demo.example")
    experts = list(Expert.objects.all())
    start = Application.objects.count()
    states = ["submitted", "approved", "approved", "rejected"]
    now = timezone.now()
    rows = [
        Application(
            call=call,
            number=f"MITTA/{number}",
            state=dice.choice(states),
            applicant=applicant,
            organisation=dice.choice(organisations),
            unit_name="Yksikkö",
            title=_text(dice, sentences, 1)[:80],
            need=_text(dice, sentences, 3)[:1200],
            goals=_text(dice, sentences, 2)[:1200],
            sign_of_success=_text(dice, sentences, 1)[:600],
            expert=dice.choice(experts),
            days_requested=1,
            submitted_at=now - datetime.timedelta(minutes=dice.randrange(1_000_000)),
            is_demo=True,
        )
        for number in range(start, size)
    ]
    Application.objects.bulk_create(rows, BATCH)
    groups = [ParticipantGroup(application=row, role="staff", count=9) for row in rows]
    ParticipantGroup.objects.bulk_create(groups, BATCH)


def cookie_of(role: str) -> str:
    """A signed-in session's key for the demo account `role`."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    user = User.objects.get(email=f"{role}@demo.example")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def newest_slug() -> str:
    return str(Practice.objects.filter(state="published").latest("pk").slug)
