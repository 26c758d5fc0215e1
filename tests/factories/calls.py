"""Call, criteria, application and what belongs to it."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from talkoot.calls.models import (
    Application,
    Assessment,
    Call,
    Criterion,
    ParticipantGroup,
    ThemeSuggestion,
)
from talkoot.data import read_json
from talkoot.people.models import Organisation, ParticipantRole, User
from talkoot.programmes.models import Offering, Theme
from talkoot.surveys.models import Questionnaire
from talkoot.surveys.reference import load_questionnaire
from tests.factories.experts import make_expert
from tests.factories.people import make_user, next_number, the_applicant, the_organisation
from tests.factories.programmes import make_offering, make_theme, the_programme

CALL_SLUG = "sparraus"
CHECKS = ["need", "cooperation"]


def make_call(
    slug: str = "",
    *,
    offering: Offering | None = None,
    checks: list[str] | None = None,
    **fields: Any,
) -> Call:
    """An open call with both eligibility criteria."""
    number = next_number()
    values = {
        "title_fi": f"Sparraushaku {number}",
        "title_sv": f"Ansökan om sparrning {number}",
        "title_en": f"Call for sparring {number}",
        "text_fi": "Hae asiantuntijan tukea.",
        "text_sv": "Ansök om stöd av en expert.",
        "text_en": "Apply for an expert's support.",
        "opens_at": timezone.now() - datetime.timedelta(days=30),
        "published_at": timezone.now() - datetime.timedelta(days=31),
    }
    if "questionnaire" not in fields:
        fields["questionnaire"] = the_form()
    call = Call.objects.create(
        slug=slug or f"haku-{number}",
        offering=offering or make_offering(),
        **{**values, **fields},
    )
    for order, check in enumerate(CHECKS if checks is None else checks, start=1):
        Criterion.objects.create(
            call=call, order=order, check_name=check, text_fi=f"Ehto {order}", text_sv="Villkor"
        )
    return call


def the_form() -> Questionnaire:
    """The test's one application form: the shipped one of sparring."""
    found = Questionnaire.objects.filter(code="sparring-application").first()
    return found or load_questionnaire(read_json("forms/sparring.json"))


def make_closed_call(**fields: Any) -> Call:
    """A call that closed yesterday."""
    return make_call(**{"closes_at": timezone.now() - datetime.timedelta(days=1), **fields})


def the_call() -> Call:
    """The test's one open call."""
    return Call.objects.filter(slug=CALL_SLUG).first() or make_call(
        CALL_SLUG, title_fi="Sparraushaku", title_sv="Ansökan", title_en="Call for sparring"
    )


def make_application(
    *,
    state: str = Application.State.DRAFT,
    call: Call | None = None,
    applicant: User | None = None,
    organisation: Organisation | None = None,
    themes: list[Theme] | None = None,
    **fields: Any,
) -> Application:
    """An application with every answer in place; once sent it has number and time."""
    call = call or the_call()
    organisation = organisation or (
        the_organisation()
        if applicant is None
        else applicant.memberships.order_by("pk")[0].organisation
    )
    now = timezone.now()
    number = next_number()
    unsent = state in ("draft", "withdrawn")
    if "expert" not in fields:
        fields["expert"] = make_expert()
    values = {
        "number": None
        if unsent
        else f"{call.offering.programme.number_prefix}-{now.year}-{number}",
        "unit_name": "Varhaiskasvatus",
        "title": f"Työvuorot sujuviksi {number}",
        "need": "Työvuorosuunnittelu kuormittaa henkilöstöä.",
        "goals": "Yhteiset pelisäännöt työvuoroille.",
        "sign_of_success": "Vaihtuvuus pienenee.",
        "sponsor_name": "Johtaja Esimerkki",
        "sponsor_title": "varhaiskasvatusjohtaja",
        "staff_representative": "Henkilöstön edustaja",
        "expert_reason": "Osaaminen sopii tarpeeseen.",
        "preferred_times": "Maaliskuun tiistait",
        "days_requested": Decimal(1),
        "submitted_at": None if unsent else now,
        "saved_at": now,
        "questionnaire": call.questionnaire,
    }
    application = Application.objects.create(
        state=state,
        call=call,
        applicant=applicant or the_applicant(),
        organisation=organisation,
        **{**values, **fields},
    )
    application.themes.set([make_theme()] if themes is None else themes)
    for role, people in ((ParticipantRole.STAFF, 12), (ParticipantRole.SUPERVISOR, 2)):
        ParticipantGroup.objects.create(application=application, role=role, count=people)
    return application


def make_assessment(
    application: Application,
    *,
    assessed_by: User,
    criterion: Criterion | None = None,
    **fields: Any,
) -> Assessment:
    values = {"is_met": True, "reason": "Ehto täyttyy.", "assessed_at": timezone.now()}
    return Assessment.objects.create(
        application=application,
        criterion=criterion or application.call.criteria.first(),
        assessed_by=assessed_by,
        **{**values, **fields},
    )


def make_suggestion(*, state: str = "collected", **fields: Any) -> ThemeSuggestion:
    """A theme heard of at an event today; a decided one has its reasons."""
    values: dict[str, Any] = {
        "title": f"Kotihoidon vuorot {next_number()}",
        "grounds": "Kymmenen kuntaa kysyi.",
        "source": ThemeSuggestion.Source.EVENT,
        "source_note": "Kuntatyön päivä",
        "heard_on": timezone.localdate(),
    }
    if "programme" not in fields:
        fields["programme"] = the_programme()
    if state != ThemeSuggestion.State.COLLECTED:
        values |= {"reason": "Moni odottaa tätä.", "decided_by": make_user()}
    return ThemeSuggestion.objects.create(state=state, added_by=make_user(), **{**values, **fields})
