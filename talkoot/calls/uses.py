"""Calls as a use of questionnaires: which answers have a field of their own in Application."""

from collections import Counter
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from talkoot.calls.models import Application, Call, ParticipantGroup
from talkoot.people.rules import office_ids
from talkoot.surveys.building.uses import Answered, Place, Use, register
from talkoot.surveys.models import Item, Questionnaire
from talkoot.surveys.rules import has_answer

Kind = Item.Kind
TEXTS = frozenset({Kind.SHORT_TEXT, Kind.TEXT})
KINDS = {
    **dict.fromkeys(
        (
            "title",
            "unit_name",
            "sponsor_name",
            "sponsor_title",
            "staff_representative",
            "aid_sector",
        ),
        frozenset({Kind.SHORT_TEXT}),
    ),
    **dict.fromkeys(("need", "goals", "sign_of_success"), frozenset({Kind.TEXT})),
    **dict.fromkeys(("expert_reason", "preferred_times"), TEXTS),
    "themes": frozenset({Kind.SEVERAL}),
    "organisation": frozenset({Kind.ORGANISATION}),
    "groups": frozenset({Kind.PEOPLE}),
    "expert": frozenset({Kind.ONE}),
    "days_requested": frozenset({Kind.NUMBER}),
    "attachment": frozenset({Kind.FILE}),
    "is_economic": frozenset({Kind.YES_NO}),
    "earlier_aid_eur": frozenset({Kind.MONEY}),
}
LENGTHS = {
    name: getattr(Application._meta.get_field(name), "max_length", None)
    for name, kinds in KINDS.items()
    if kinds <= TEXTS
}
# Fields by another name than the code.
COLUMNS = {"themes": "has_themes", "groups": "has_groups"}
ANSWERS_MAX = 2000


def places(ids: Collection[int], user: Any) -> dict[int, list[Place]]:
    """The offices' calls that ask by each questionnaire."""
    found: dict[int, list[Place]] = {}
    calls = Call.objects.filter(offering__programme__office__in=office_ids(user))
    for call in calls.filter(questionnaire__in=ids):
        place = Place(call.title, reverse("office-call", args=[call.slug]))
        found.setdefault(call.questionnaire_id or 0, []).append(place)
    return found


def answered(ids: Collection[int]) -> Answered:
    """Of the newest 2 000 applications that have been sent."""
    groups = ParticipantGroup.objects.filter(application=OuterRef("pk"))
    themes = Application.themes.through.objects.filter(application=OuterRef("pk"))
    columns = {code: COLUMNS.get(code, code) for code in KINDS}
    rows = list(
        Application.objects.filter(questionnaire__in=ids, submitted_at__isnull=False)
        .annotate(has_groups=Exists(groups), has_themes=Exists(themes))
        .order_by("-submitted_at")
        .values("answers", *columns.values())[:ANSWERS_MAX]
    )
    given: Counter[str] = Counter()
    for row in rows:
        given.update(code for code, value in row["answers"].items() if has_answer(value))
        # Yes and no are answers to a question; no is none to whether there are themes.
        given.update(
            code
            for code, column in columns.items()
            if has_answer(row[column]) and not (code in COLUMNS and not row[column])
        )
    return Answered(len(rows), given)


register(
    Use(
        purposes={Questionnaire.Purpose.APPLICATION},
        places=places,
        answered=answered,
        kinds=KINDS,
        lengths={name: length for name, length in LENGTHS.items() if length},
        own_options={"themes", "expert"},
    )
)
