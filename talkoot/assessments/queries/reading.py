"""What an assessor reads of an application: all of it, or in a blind phase what names nobody."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.assessments.models import Assignment
from talkoot.assessments.rules.redaction import Names, Redactor
from talkoot.calls.models import Application
from talkoot.calls.rules.criteria import load_team_organisations, team_organisations
from talkoot.calls.rules.file_words import file_code
from talkoot.calls.summary import answer_rows, answer_sections
from talkoot.files.models import StoredFile
from talkoot.surveys.models import Item

# What a blind phase does not show: who, where and with whom. Files may tell all of it.
HIDDEN_CODES = frozenset(
    "title organisation unit_name sponsor_name sponsor_title staff_representative expert "
    "expert_reason preferred_times team_members".split()
)
HIDDEN_KINDS = frozenset({Item.Kind.FILE, Item.Kind.ORGANISATION})
TYPED_KINDS = frozenset({Item.Kind.SHORT_TEXT, Item.Kind.TEXT})
TEXT_FIELDS = ("title", "need", "goals", "sign_of_success")


@dataclass
class Reading:
    """The application as its page shows it; `found` are the names that the text had."""

    title: str
    sections: list[dict[str, Any]]
    is_blind: bool = False
    found: dict[str, int] = field(default_factory=dict)


def with_names(rows: "QuerySet[Assignment]") -> "QuerySet[Assignment]":
    """Assignments with what tells who applies, for the redaction."""
    return rows.select_related(
        "application__organisation__municipality",
        "application__organisation__parent",
        "application__applicant",
        "application__expert",
        "application__attachment",
    ).prefetch_related(
        "application__themes",
        "application__participant_groups",
        "application__joint_applicants__organisation__municipality",
        "application__writers__user",
    )


def reading_of(assignment: Assignment) -> Reading:
    """What the assessor sees by the phase's own setting."""
    application = assignment.application
    if assignment.phase.is_blind:
        return _blind(application)
    sections = answer_sections(application)
    for row in (row for section in sections for row in section["rows"] if row.get("url")):
        # The case's own address is not the assessor's.
        row["url"] = reverse("assessment-file", args=[assignment.pk, row["item"].code])
    return Reading(application.title, sections)


def file_of(assignment: Assignment, code: str) -> StoredFile | None:
    """The file that answers a question; none in a blind phase, because it may tell who applies."""
    if assignment.phase.is_blind:
        return None
    if code == "attachment":
        return assignment.application.attachment
    row = assignment.application.files.filter(item_code=code).select_related("file").first()
    return row.file if row else None


def blind_title(application: Application) -> str:
    """The work's name without names, for lists of a blind phase."""
    return Redactor(names_of(application))(application.title)


def names_of(application: Application) -> Names:
    """What would tell who applies."""
    bodies = [application.organisation]
    bodies += [row.organisation for row in application.joint_applicants.all()]
    parents = [body.parent for body in bodies if body.parent]
    places = [body.municipality for body in bodies if body.municipality]
    others = team_organisations(application)
    people = [application.applicant.name, application.sponsor_name]
    people += [application.staff_representative]
    people += [row.user.name for row in application.writers.all()]
    return Names(
        phrases=(application.unit_name,),
        organisations=tuple(
            name
            for body in (*bodies, *parents, *others)
            for name in (body.name, body.name_sv)
            if name
        ),
        places=tuple(name for place in places for name in (place.name_fi, place.name_sv)),
        people=tuple(name for name in people if name),
    )


def names_in(
    applications: "QuerySet[Application]",
) -> list[tuple[Application, dict[str, int]]]:
    """[(application, {name: times})] of those whose own text tells who applies."""
    known = applications.select_related(
        "organisation__municipality", "organisation__parent", "applicant"
    ).prefetch_related("joint_applicants__organisation__municipality", "writers__user")
    rows = list(known)
    load_team_organisations(rows)
    found = [(row, _names_found(row)) for row in rows]
    return [(row, names) for row, names in found if names]


def _names_found(application: Application) -> dict[str, int]:
    hide = Redactor(names_of(application))
    for name in TEXT_FIELDS:
        hide(getattr(application, name))
    for answer in application.answers.values():
        if isinstance(answer, str):
            hide(answer)
    return dict(hide.found)


def _hidden(row: dict[str, Any], hide: Redactor) -> str:
    """What the applicant has typed without names; words of our own lists stay as they are."""
    value: str = row["value"]
    return hide(value) if row["item"].kind in TYPED_KINDS else value


def _blind(application: Application) -> Reading:
    hide = Redactor(names_of(application))
    rows = [
        {"key": row["key"], "value": _hidden(row, hide)}
        for row in answer_rows(application)
        if row["item"].code not in HIDDEN_CODES
        and row["item"].kind not in HIDDEN_KINDS
        and not file_code(row["item"].code)
        and not row["item"].is_organisation_fact
    ]
    sections = [{"step": "content", "title": _("Content of the application"), "rows": rows}]
    return Reading(hide(application.title), sections, is_blind=True, found=dict(hide.found))
