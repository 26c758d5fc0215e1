"""What stands beside an expert's profile."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.experts.actions.profiles import content_of
from talkoot.experts.models import (
    Availability,
    Competence,
    Expert,
    ExpertReply,
    ExpertTie,
    ProfileChange,
)
from talkoot.people.models import Organisation
from tests.factories.experts import make_expert
from tests.factories.people import make_organisation, make_user, next_number


def make_competence(code: str = "", **fields: Any) -> Competence:
    number = next_number()
    names = {"name_fi": f"Osaaminen {number}", "name_sv": f"Kompetens {number}"}
    return Competence.objects.create(code=code or f"osaaminen-{number}", **{**names, **fields})


def make_availability(expert: Expert, **fields: Any) -> Availability:
    """Away for a week from today."""
    today = timezone.localdate()
    values = {"kind": "away", "starts_on": today, "ends_on": today + datetime.timedelta(days=6)}
    return Availability.objects.create(expert=expert, **{**values, **fields})


def make_profile_change(
    expert: Expert | None = None, *, title: str = "Uusi nimike", **fields: Any
) -> ProfileChange:
    expert = expert or make_expert()
    content = {**content_of(expert), "title_fi": title}
    return ProfileChange.objects.create(expert=expert, content=content, **fields)


def make_expert_reply(expert: Expert | None = None, **fields: Any) -> ExpertReply:
    return ExpertReply.objects.create(
        expert=expert or make_expert(), **{"text": "Kiitos palautteesta.", **fields}
    )


def make_tie(
    expert: Expert | None = None, organisation: Organisation | None = None, **fields: Any
) -> ExpertTie:
    expert = expert or make_expert()
    return ExpertTie.objects.create(
        expert=expert,
        organisation=organisation or make_organisation(),
        reason="Kuulun hallitukseen.",
        declared_by=expert.user or make_user(),
        **fields,
    )
