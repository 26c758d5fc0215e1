"""What the rows of the matrix are about: each makes it and gives the arguments of its address."""

import datetime
from typing import Any

from django.utils import timezone

from tests.factories.experts import make_expert, make_framework
from tests.factories.files import make_file
from tests.factories.people import make_membership, make_organisation, make_user
from tests.factories.practices import make_adoption
from tests.factories.surveys import make_response, make_round
from tests.matrix import World


def expired_expert(world: World) -> list[Any]:
    today = timezone.localdate()
    framework = make_framework(
        world.programme, valid_from=today.replace(year=today.year - 4),
        valid_to=today - datetime.timedelta(days=1),
    )  # fmt: skip
    return [make_expert(framework=framework).slug]


def application_ref(state: str, **fields: Any) -> Any:
    """The address part of an application in `state`."""

    def args(world: World) -> list[Any]:
        application = world.application(state)
        if fields:
            type(application).objects.filter(pk=application.pk).update(**fields)
        return [application.ref]

    return args


def with_attachment(state: str) -> Any:
    def args(world: World) -> list[Any]:
        application = world.application(state)
        application.attachment = make_file()
        application.save(update_fields=["attachment"])
        return [application.ref]

    return args


def held_yesterday(world: World) -> list[Any]:
    """An agreed day that has passed, so that it can be reported."""
    engagement = world.engagement("agreed")
    ended = timezone.now() - datetime.timedelta(hours=18)
    engagement.series.sessions.update(starts_at=ended - datetime.timedelta(hours=6), ends_at=ended)
    return [engagement.application.ref]


def engagement_ref(state: str) -> Any:
    return lambda world: [world.engagement(state).application.ref]


def practice_slug(state: str) -> Any:
    return lambda world: [world.practice(state).slug]


def adoption_of(state: str) -> Any:
    """The mark of the outsider's organisation on the applicant's practice."""

    def args(world: World) -> list[Any]:
        organisation = world.outsider.memberships.get().organisation
        adoption = make_adoption(world.practice(), organisation=organisation, state=state)
        return [adoption.practice.slug, adoption.pk]

    return args


def with_cases(world: World) -> dict[str, Any]:
    """No arguments: the page shows what is there."""
    for state in ("draft", "withdrawn", "submitted", "approved", "rejected"):
        world.application(state)
    world.practice("returned")
    return {}


def figure_id(name: str) -> Any:
    """The figures are those of the programme that runs."""
    return lambda world: [name] if world.programme else []


def declared_membership(world: World) -> list[Any]:
    make_membership(make_user(), make_organisation(), confirmed_at=None)
    return []


def answered_round(world: World) -> list[Any]:
    survey = make_round(programme=world.programme)
    for _number in range(6):
        make_response(survey)
    return [survey.pk]
