"""The chapters with which a report begins, in the shape of a programme's final publication."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from talkoot.programmes.models import OfferingKind, Programme
from talkoot.reports.models import ReportSection

Kind = ReportSection.Kind
KEY_FIGURES = (
    "service-persons", "participations", "organisations-reached", "days-granted", "trainings",
    "workshop-series", "webinars", "networks", "practices-published", "practice-organisations",
    "challenge-workshops", "podcast-episodes", "newsletters",
)  # fmt: skip
SERVICE_FIGURES: dict[str, tuple[str, ...]] = {
    OfferingKind.SPARRING: (
        "days-granted", "organisations-granted", "approval-rate", "decision-time",
        "feedback-mean", "same-expert",
    ),
    OfferingKind.TRAINING: ("trainings", "course-grade"),
    OfferingKind.WORKSHOP_SERIES: ("workshop-series", "workshop-persons"),
    OfferingKind.CHALLENGE_WORKSHOP: ("challenge-workshops", "perspective-statements"),
    OfferingKind.NETWORK: ("networks", "network-organisations", "network-members"),
    OfferingKind.WEBINAR: ("webinars", "webinar-audience"),
}  # fmt: skip
BEFORE: tuple[tuple[str, str | Promise, tuple[str, ...]], ...] = (
    (Kind.TEXT, _("Foreword"), ()),
    (Kind.GOALS, _("Goals"), ()),
    (Kind.FIGURES, _("Key figures"), KEY_FIGURES),
    (Kind.FIGURES, _("Reach by area"), ("municipalities-reached", "organisations-reached")),
)
AFTER: tuple[tuple[str, str | Promise, tuple[str, ...]], ...] = (
    (
        Kind.FIGURES,
        _("Communications"),
        ("newsletters", "newsletter-subscribers", "page-views", "podcast-episodes", "media-hits"),
    ),
    (
        Kind.PRACTICES,
        _("Practices"),
        ("practices-published", "practice-organisations", "adoptions", "adopted-share"),
    ),
    (Kind.TEXT, _("Breakthrough innovations"), ()),
    (Kind.EVALUATION, _("Evaluation"), ("findings-plus", "findings-minus")),
    (Kind.RECOMMENDATIONS, _("Recommendations"), ()),
    (Kind.FUNDING, _("Funding"), ("budget-total", "budget-annual", "cost-per-participant")),
    (Kind.DEFINITIONS, _("Definitions of the figures"), ()),
)


def first_sections(programme: Programme) -> list[dict[str, Any]]:
    """The fields of each chapter, a chapter for every service of the programme among them."""
    services = [
        {
            "kind": Kind.SERVICE,
            "offering": offering,
            "figures": list(SERVICE_FIGURES.get(offering.kind, ())),
            **{f"title_{code}": getattr(offering, f"name_{code}") for code in LANGUAGES},
        }
        for offering in programme.offerings.all()
    ]
    rows = [*map(_row, BEFORE), *services, *map(_row, AFTER)]
    return [{"order": order, **row} for order, row in enumerate(rows, 1)]


LANGUAGES = ("fi", "sv", "en")


def _row(part: tuple[str, "str | Promise", tuple[str, ...]]) -> dict[str, Any]:
    kind, title, figures = part
    return {"kind": kind, "figures": list(figures), **in_each("title", title)}


def in_each(name: str, text: "str | Promise") -> dict[str, str]:
    """{name_fi, name_sv, name_en}: the text as each language says it."""
    found = {}
    for code in LANGUAGES:
        with override(code):
            found[f"{name}_{code}"] = str(text)
    return found
