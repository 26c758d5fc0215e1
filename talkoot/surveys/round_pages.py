"""What the office's pages tell of a round."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from talkoot.core.dates import local_date
from talkoot.surveys import messages
from talkoot.surveys.models import Invitation, Round, SurveyPlan
from talkoot.surveys.populations import get_population, merged_count, occasion_of, reason_text
from talkoot.surveys.rules import sending

STATE_KINDS: dict[str, str] = {Round.State.OPEN: "info", Round.State.CLOSED: "ok"}
STANDING_KINDS: dict[str, str] = {Invitation.Standing.INVITED: "ok"}


def is_by_hand(survey: Round) -> bool:
    return survey.plan is not None and survey.plan.trigger == SurveyPlan.Trigger.BY_HAND


def facts_of(survey: Round) -> list[dict[str, Any]]:
    """The round in pairs, for ui/summary_list.html."""
    plan = survey.plan
    rows = [
        {"key": _("Questionnaire"), "value": survey.questionnaire.title},
        {"key": _("Programme"), "value": survey.programme.name},
        {"key": _("Service"), "value": survey.service.name if survey.service else ""},
        {"key": _("Who is asked"), "value": capfirst(population_text(survey))},
        {"key": _("Whose view is asked"), "value": capfirst(survey.get_viewpoint_display())},
        {"key": _("How answers are handled"), "value": capfirst(survey.get_mode_display())},
        {"key": _("Voluntary"), "value": _("yes") if survey.is_optional else _("no")},
        {"key": _("Open"), "value": _days(survey)},
        {"key": _("Reminders"), "value": _reminders(survey)},
    ]
    if survey.published_on:
        rows.append(
            {
                "key": _("Results published"),
                "value": local_date(survey.published_on),
                "url": survey.publication_url,
            }
        )
    if plan is not None and not is_by_hand(survey):
        url = reverse("edit-plan", args=[plan.pk])
        rows.append({"key": _("Made by the plan"), "value": plan.title, "url": url})
    return rows


def population_text(survey: Round) -> str:
    """The population in words, with what bounds it."""
    population = get_population(survey.plan.population) if survey.plan else None
    if population is None:
        return _("the applicant’s representative")
    about = occasion_of(survey)
    text = str(population.label)
    if about.since:
        text += " " + _("from %(day)s") % {"day": local_date(about.since)}
    if about.until:
        text += " " + _("until %(day)s") % {"day": local_date(about.until)}
    return text


def _days(survey: Round) -> str:
    if survey.opens_on is None:
        return _("no dates yet")
    return f"{local_date(survey.opens_on)}–{local_date(survey.closes_on)}"


def _reminders(survey: Round) -> str:
    if not survey.reminder_days:
        return _("none")
    if survey.opens_on is None:
        return _("%(days)s days after the invitation") % {
            "days": ", ".join(map(str, survey.reminder_days))
        }
    days = [survey.opens_on + datetime.timedelta(days=day) for day in survey.reminder_days]
    return ", ".join(map(local_date, days))


def people_rows(survey: Round, invitations: Any) -> list[dict[str, Any]]:
    """The population's rows. Who has answered stands only beside those of identified rounds."""
    return [
        {
            "name": row.user.name if row.user and row.user.name else row.address or "–",
            "address": row.address if row.user and row.user.name else "",
            "organisation": row.organisation.name if row.organisation else "",
            "reason": capfirst(reason_text(row.reason)),
            "merged": merged_count(row.reason),
            "standing": row.get_standing_display(),
            "kind": STANDING_KINDS.get(row.standing, "wait"),
            "has_answered": None if sending.is_protected(survey) else row.has_answered,
        }
        for row in invitations
    ]


def mails_of(survey: Round) -> list[tuple[str, str, str]]:
    """[(language, subject, body)] of the invitation as it will leave, with a link that is none."""
    mails = []
    for language in ("fi", "sv", "en"):
        with translation.override(language):
            link = _("[the person’s own link]")
            mails.append((language, *messages.invitation(survey, link)))
    return mails
