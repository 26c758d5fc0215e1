"""The public register, information requests and the publicity of a case."""

import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from talkoot.calls.actions.versions import freeze_version
from talkoot.decisions.actions.publicity import answer_request
from talkoot.files.models import StoredFile
from talkoot.surveys.queries import token_hash
from tests.factories.decisions import make_information_request
from tests.factories.files import make_file
from tests.matrix import Row, World, everyone, office

ASKED = {"text": "Pyydän hakemuksen.", "address": "kysyja@esimerkki.fi"}
ANSWER = {"outcome": "given", "answer": "Asiakirja on liitteenä."}


def request(state: str = "received"):  # type: ignore[no-untyped-def]
    return lambda world: [make_information_request(world.application("submitted"), state=state).pk]


def given(world: World, **fields: Any) -> list[Any]:
    """The link of an answer that gives a file."""
    asked = make_information_request(
        world.application("submitted"), state="answered", token_hash=token_hash("linkki"), **fields
    )
    asked.files.add(make_file())
    return ["linkki"]


def refused(world: World) -> list[Any]:
    """An answer that gives nothing, as the office sees it."""
    case = world.application("submitted")
    return [make_information_request(case, state="answered", outcome="refused").pk]


def not_mailed(world: World) -> list[Any]:
    """An answer whose letter the office delivers itself."""
    asked = make_information_request(programme=world.programme, address="")
    words = {"outcome": "refused", "answer": "Asiakirja on salassa pidettävä."}
    answer_request(asked, **words, by=world.office_user)
    return [asked.pk]


def given_long_ago(world: World) -> list[Any]:
    days = datetime.timedelta(days=settings.OUTBOX_DAYS + 1)
    return given(world, answered_at=timezone.now() - days)


def given_file(world: World) -> list[Any]:
    return [*given(world), StoredFile.objects.latest("pk").pk]


def another_file(world: World) -> list[Any]:
    return [*given(world), make_file().pk]


def without_case(world: World) -> list[int]:
    return [make_information_request(programme=world.programme).pk]


def sent(world: World) -> list[str]:
    application = world.application("submitted")
    freeze_version(application, by=application.applicant)
    return [application.ref]


def answer_of(code: str):  # type: ignore[no-untyped-def]
    return lambda world: [*sent(world), code]


ROWS = [
    Row("register", everyone(200)),
    Row("register", everyone(200), "requests", query="?kind=information"),
    Row("register", everyone(200), "filtered", query="?q=tk&year=2026&programme=nonsense"),
    Row("request-information", everyone(200)),
    Row("request-information", everyone(422), "empty", method="post"),
    Row(
        "request-information",
        everyone("/register/request/sent/"),
        "asked",
        method="post",
        data=lambda world: {**ASKED, "programme": world.programme.slug},
    ),
    Row("information-requested", everyone(200)),
    Row("information-answer", everyone(200), "answered", given),
    Row("information-answer", everyone(404), "wrong link", lambda world: ["ei-ole"]),
    Row("information-answer", everyone(410), "expired", given_long_ago),
    Row(
        "information-answer",
        everyone("/register/request/sent/"),
        "refused",
        lambda world: given(world, outcome="refused"),
        method="post",
    ),
    Row("register-information", office(others=403)),
    Row("register-information", office(422, others=403), "empty", method="post"),
    Row("ask-information-decision", everyone(405), "refused", refused),
    Row(
        "ask-information-decision",
        office("/office/information/", others=403),
        "refused",
        refused,
        method="post",
    ),
    Row("information-letter", office(others=403), "not mailed", not_mailed, is_page=False),
    Row("information-letter", office(404, others=403), "not answered", request()),
    Row("information-answer-file", everyone(200), "given", given_file, is_page=False),
    Row("information-answer-file", everyone(404), "not given", another_file),
    Row("office-information", office(others=403)),
    *[
        Row("office-information-request", office(others=403), state, request(state))
        for state in ("received", "answered")
    ],
    Row(
        "office-information-request",
        office("/office/information/", others=403),
        "without a case",
        without_case,
        method="post",
        data=lambda world: ANSWER,
    ),
    Row(
        "office-information-request",
        office(409, others=403),
        "answered",
        request("answered"),
        method="post",
        data=lambda world: ANSWER,
    ),
    Row("extend-information-request", everyone(405), "received", request()),
    Row("extend-information-request", office(422, others=403), "bare", request(), method="post"),
    Row(
        "extend-information-request",
        office("/office/information/", others=403),
        "received",
        request(),
        method="post",
        data=lambda world: {"reason": "Aineisto on laaja."},
    ),
    Row("case-publicity", office(others=403), "sent", sent),
    Row("classify-answer", office(others=403), "sent", answer_of("need")),
    Row("classify-answer", office(404, others=403), "unknown", answer_of("ei-ole")),
    Row(
        "classify-answer",
        office("/office/applications/", others=403),
        "sent",
        answer_of("need"),
        method="post",
        data=lambda world: {"publicity": "public"},
    ),
]
