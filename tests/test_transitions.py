"""Every pair of states of every row with a life cycle, from the TRANSITIONS tables in rules.py.

A model's table is <MODEL>_TRANSITIONS in its app's rules, or TRANSITIONS where the app has one.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction

from talkoot.core.models import Stateful
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import Transitions, change_state
from tests.factories.adoptions import make_comment, make_question
from tests.factories.assessments import make_assignment, make_disqualification
from tests.factories.calls import make_application, make_suggestion
from tests.factories.correspondence import make_message
from tests.factories.credentials import make_badge_in, make_certificate_in
from tests.factories.decisions import (
    make_decision,
    make_information_request,
    make_reconsideration,
    make_slate,
)
from tests.factories.delivery import (
    make_invoice,
    make_reported,
    make_story,
    make_stuck_item,
    make_variation,
)
from tests.factories.engagements import make_engagement
from tests.factories.events import make_event, make_session
from tests.factories.games import make_room
from tests.factories.governance import make_meeting
from tests.factories.impact import make_recommendation
from tests.factories.imports import make_import
from tests.factories.learning import make_post, make_submission
from tests.factories.practices import make_adoption, make_practice
from tests.factories.procurement import (
    make_co_designer,
    make_offer,
    make_procurement,
    make_replacement,
)
from tests.factories.profiles import make_expert_reply, make_profile_change
from tests.factories.publishing import make_lead
from tests.factories.registrations import make_registration, make_team_registration
from tests.factories.reports import make_report
from tests.factories.surveys import make_round
from tests.factories.teams import (
    make_commitment,
    make_development_task,
    make_experiment,
    make_team,
    make_workshop,
)
from tests.factories.together import make_sign_off

FACTORIES = {
    "Application": make_application,
    "Message": make_message,
    "Decision": make_decision,
    "Slate": make_slate,
    "Reconsideration": make_reconsideration,
    "InformationRequest": make_information_request,
    "Assignment": make_assignment,
    "Disqualification": make_disqualification,
    "Engagement": make_engagement,
    "Room": make_room,
    "Recommendation": make_recommendation,
    "Meeting": make_meeting,
    "Report": make_report,
    "DayReport": make_reported,
    "CaseStory": make_story,
    "StuckItem": make_stuck_item,
    "Invoice": make_invoice,
    "ProfileChange": make_profile_change,
    "ExpertReply": make_expert_reply,
    "Series": make_event,
    "Session": make_session,
    "Practice": make_practice,
    "Adoption": make_adoption,
    "Comment": make_comment,
    "ImportRun": make_import,
    "Lead": make_lead,
    "Question": make_question,
    "Registration": make_registration,
    "Submission": make_submission,
    "Post": make_post,
    "Certificate": make_certificate_in,
    "Badge": make_badge_in,
    "TeamRegistration": make_team_registration,
    "Round": make_round,
    "Procurement": make_procurement,
    "Offer": make_offer,
    "Replacement": make_replacement,
    "CoDesigner": make_co_designer,
    "CurriculumVariation": make_variation,
    "SignOff": make_sign_off,
    "ThemeSuggestion": make_suggestion,
    "Team": make_team,
    "DevelopmentTask": make_development_task,
    "Commitment": make_commitment,
    "Experiment": make_experiment,
    "Workshop": make_workshop,
}


def stateful_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if issubclass(model, Stateful)]


def table_of(model: type[models.Model]) -> Transitions:
    rules = import_module(f"{model.__module__.rpartition('.')[0]}.rules")
    parts = [part.name for part in iter_modules(getattr(rules, "__path__", []))]
    modules = [rules, *(import_module(f"{rules.__name__}.{part}") for part in parts)]
    name = f"{model.__name__.upper()}_TRANSITIONS"
    own = next((getattr(module, name) for module in modules if hasattr(module, name)), None)
    table: Transitions | None = own if own is not None else getattr(rules, "TRANSITIONS", None)
    assert table is not None, f"{rules.__name__} has no TRANSITIONS for {model.__name__}."
    return table


def pairs() -> Iterator[Any]:
    for model in stateful_models():
        states = model.State.values  # type: ignore[attr-defined]
        for before in states:
            for after in states:
                yield pytest.param(model, before, after, id=f"{model.__name__}-{before}-{after}")


@pytest.mark.parametrize("model", stateful_models(), ids=lambda model: model.__name__)
def test_table_knows_every_state(model):
    states = set(model.State.values)
    table = table_of(model)
    assert set(table) <= states
    assert {after for afters in table.values() for after in afters} <= states
    starting = {model._meta.get_field("state").default}
    reached = starting | {after for afters in table.values() for after in afters}
    assert reached == states, f"no way leads to {states - reached}"


def make_between(model: type[models.Model], before: str, after: str) -> models.Model:
    """A row in `before` that has what the constraints of `after` ask for (times, numbers)."""
    row, whole = (FACTORIES[model.__name__](state=state) for state in (before, after))
    whole.delete()
    filled = {
        field.attname: getattr(whole, field.attname)
        for field in model._meta.concrete_fields
        if not getattr(row, field.attname) and not field.primary_key
    }
    model.objects.filter(pk=row.pk).update(**filled)
    row.refresh_from_db()
    return row


@pytest.mark.parametrize(("model", "before", "after"), list(pairs()))
def test_pair(db, model, before, after):
    row = make_between(model, before, after)
    if after in table_of(model).get(before, ()):
        change_state(row, after, table_of(model))
        assert row.state == after
    else:
        with pytest.raises(NotAllowed), transaction.atomic():
            change_state(row, after, table_of(model))
        row.refresh_from_db()
        assert row.state == before
