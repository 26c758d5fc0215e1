"""The questions of an application and its answers as rows, in the same words on every page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.calls.models import Application
from talkoot.core.dates import days_text

STEP_TITLES = {
    "need": gettext_lazy("Development need"),
    "participants": gettext_lazy("Participants"),
    "expert": gettext_lazy("Expert"),
    "review": gettext_lazy("Check and send"),
}
QUESTIONS = {
    "organisation": gettext_lazy("Organisation that applies"),
    "unit_name": gettext_lazy("Unit or work community"),
    "title": gettext_lazy("Name of the development work"),
    "need": gettext_lazy("What do you want to change and why now?"),
    "themes": gettext_lazy("Themes of the work"),
    "attachment": gettext_lazy("Attachment"),
    "goals": gettext_lazy("What will be different after the work?"),
    "sign_of_success": gettext_lazy("How will you notice that you succeeded?"),
    "groups": gettext_lazy("Who take part?"),
    "sponsor_name": gettext_lazy("Management sponsor’s name"),
    "sponsor_title": gettext_lazy("Management sponsor’s title"),
    "staff_representative": gettext_lazy("Staff representative’s name"),
    "expert": gettext_lazy("Chosen expert"),
    "expert_reason": gettext_lazy("Why this expert?"),
    "preferred_times": gettext_lazy("Which times would suit you?"),
    "days_requested": gettext_lazy("How many days do you apply for?"),
}
# The kinds of ui/tag.html by state.
STATE_KINDS: dict[str, str] = {
    Application.State.DRAFT: "wait",
    Application.State.SUBMITTED: "wait",
    Application.State.APPROVED: "ok",
    Application.State.REJECTED: "err",
    Application.State.WITHDRAWN: "info",
}
STEP_QUESTIONS = {
    "need": ("title", "need", "goals", "sign_of_success", "themes", "attachment"),
    "participants": (
        "organisation",
        "unit_name",
        "groups",
        "sponsor_name",
        "sponsor_title",
        "staff_representative",
    ),
    "expert": ("expert", "expert_reason", "preferred_times", "days_requested"),
}


def answer_sections(application: Application, *, can_change: bool = False) -> list[dict[str, Any]]:
    """[{"step", "title", "rows"}] for ui/summary_list; with `can_change` rows link to their step.

    Unanswered questions are left out, except where they can be changed.
    """
    sections = []
    for step, names in STEP_QUESTIONS.items():
        change = reverse("application-step", args=[application.ref, step]) if can_change else ""
        rows = [_row(application, name, change) for name in names]
        sections.append({"step": step, "title": STEP_TITLES[step], "rows": rows})
    return sections


def _row(application: Application, name: str, change: str) -> dict[str, Any]:
    value = _answer(application, name)
    row = {"key": QUESTIONS[name], "value": value}
    if name == "attachment" and application.attachment:
        row["url"] = reverse("application-attachment", args=[application.ref])
    if change:
        row |= {"value": value or _("No answer"), "action": _("Change"), "action_url": change}
    return row


def _answer(application: Application, name: str) -> str:
    if name == "themes":
        return "\n".join(str(theme) for theme in application.themes.all())
    if name == "groups":
        groups = application.participant_groups.all()
        return "\n".join(f"{row.get_role_display()}: {row.count}" for row in groups)
    if name == "days_requested":
        return days_text(application.days_requested)
    value = getattr(application, name)
    return "" if value is None else str(value)
