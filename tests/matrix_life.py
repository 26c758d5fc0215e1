"""A case's life after the sending: completing, versions, lapse."""

import datetime
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from talkoot.calls.actions.versions import freeze_version
from talkoot.calls.models import Application, CompletionRequest
from tests.factories.completion import make_completion_request
from tests.matrix import Row, World, everyone, office, own
from tests.matrix_things import application_ref

Args = Callable[[World], list[Any]]
CASE = "/office/applications/"
MINE = "/my/applications/"


def asked(*, days_left: int = 14) -> Args:
    """An application that has been asked to be completed; negative when the time is up."""

    def args(world: World) -> list[Any]:
        application = world.application("submitted")
        make_completion_request(application, days_left=days_left)
        return [application.ref]

    return args


def asked_step(step: str) -> Args:
    return lambda world: [*asked()(world), step]


def time_asked(world: World) -> list[Any]:
    """The applicant has asked for more time to complete the application."""
    [ref] = asked()(world)
    CompletionRequest.objects.update(
        more_time_asked_at=timezone.now(),
        more_time_until=timezone.localdate() + datetime.timedelta(days=30),
        more_time_reason="Johtaja on lomalla.",
    )
    return [ref]


def lapsed(world: World) -> list[Any]:
    application = world.application("submitted")
    make_completion_request(application, days_left=-1)
    Application.objects.filter(pk=application.pk).update(state="lapsed")
    return [application.ref]


def sent_twice(world: World) -> list[Any]:
    application = world.application("submitted")
    for _number in range(2):
        freeze_version(application, by=world.applicant)
    return [application.ref]


ROWS = [
    Row("request-completion", office(others=403), "submitted", application_ref("submitted")),
    Row("request-completion", office(others=403), "asked", asked()),
    Row("request-completion", office(409, others=403), "approved", application_ref("approved")),
    Row("request-completion", office(404, others=403), "draft", application_ref("draft")),
    Row(
        "request-completion",
        office(422, others=403),
        "without a text",
        application_ref("submitted"),
        method="post",
    ),
    Row("ask-more-time", own(), "asked", asked()),
    Row("ask-more-time", own(409), "time asked", time_asked),
    Row("ask-more-time", own(422), "empty", asked(), method="post"),
    Row("answer-more-time", office(others=403), "time asked", time_asked),
    Row("answer-more-time", office(409, others=403), "asked", asked()),
    Row(
        "answer-more-time",
        office(CASE, others=403),
        "time asked",
        time_asked,
        method="post",
        data=lambda world: {"is_given": "no", "answer": "Ratkaisu ei voi odottaa."},
    ),
    Row("cancel-completion", office(others=403), "asked", asked()),
    Row("cancel-completion", office(409, others=403), "submitted", application_ref("submitted")),
    Row("cancel-completion", office(CASE, others=403), "asked", asked(), method="post"),
    Row("lapse-application", office(others=403), "time up", asked(days_left=-1)),
    Row("lapse-application", office(409, others=403), "asked", asked()),
    Row("lapse-application", office(409, others=403), "submitted", application_ref("submitted")),
    Row(
        "lapse-application",
        office(CASE, others=403),
        "time up",
        asked(days_left=-1),
        method="post",
        data=lambda w: {"reason": "Haun ehto 5."},
    ),
    Row("resume-application", everyone(405), args=lapsed),
    Row("resume-application", office(CASE, others=403), "lapsed", lapsed, method="post"),
    Row(
        "resume-application",
        office(409, others=403),
        "rejected",
        application_ref("rejected"),
        method="post",
    ),
    Row("application-versions", own(office_user=200), "sent twice", sent_twice),
    Row("application-versions", own(404), "draft", application_ref("draft")),
    Row("application-pdf", own(office_user=200), "sent twice", sent_twice, is_page=False),
    Row("application-pdf", own(404), "draft", application_ref("draft")),
    Row("read-application", everyone(405), args=sent_twice),
    Row("read-application", office(CASE, others=403), "sent twice", sent_twice, method="post"),
    Row("office-application", office(others=403), "asked", asked()),
    Row("office-application", office(others=403), "time up", asked(days_left=-1)),
    Row("office-application", office(others=403), "lapsed", lapsed),
    Row("office-application", office(others=403), "sent twice", sent_twice),
    Row("decide", office(409, others=403), "asked", asked()),
    Row("decide", office(409, others=403), "lapsed", lapsed),
    Row("application-step", own(), "asked", asked_step("participants")),
    Row("application-step", own(), "asked review", asked_step("review")),
    Row("submit-application", own(409), "asked, nothing changed", asked(), method="post"),
    Row(
        "submit-application",
        own(MINE),
        "asked",
        asked(),
        method="post",
        data=lambda w: {"reply": "Emme voi nimetä."},
    ),
    Row("my-application", own(), "asked", asked()),
    Row("my-application", own(), "time up", asked(days_left=-1)),
    Row("my-application", own(), "lapsed", lapsed),
    Row("withdraw-application", own(), "asked", asked()),
    Row("withdraw-application", own(409), "lapsed", lapsed),
]
