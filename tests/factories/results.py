"""Rounds with answers of every kind, counted."""

from typing import Any

from talkoot.surveys.actions.tallies import tally_rounds
from talkoot.surveys.models import Invitation, Questionnaire, Round
from tests.factories.surveys import make_invitation, make_item, make_response, make_round

STEPS = [{"code": str(step), "fi": f"Porras {step}"} for step in range(5, 0, -1)]
OPTIONS = [{"code": "a", "fi": "Aamu"}, {"code": "b", "fi": "Ilta"}, {"code": "c", "fi": "Yö"}]
ROWS = [{"code": "skills", "fi": "Osaaminen"}, {"code": "new-ways", "fi": "Uudet tavat"}]
KINDS: list[dict[str, Any]] = [
    {"code": "overall", "kind": "grade", "text_fi": "Kokonaisarvosana"},
    {"code": "usefulness", "kind": "grade", "text_fi": "Hyödyllisyys"},
    {"code": "direction", "kind": "effect", "text_fi": "Suunta"},
    {"code": "areas", "kind": "matrix", "text_fi": "Alueet", "options": STEPS, "rows": ROWS},
    {"code": "same-expert", "kind": "yes_no", "text_fi": "Sama asiantuntija"},
    {"code": "when", "kind": "several", "text_fi": "Milloin", "options": OPTIONS},
    {"code": "order", "kind": "ranking", "text_fi": "Järjestys", "options": OPTIONS},
    {"code": "school", "kind": "school_grade", "text_fi": "Kouluarvosana"},
    {"code": "recommend", "kind": "nps", "text_fi": "Suosittelisitko"},
    {"code": "people", "kind": "number", "text_fi": "Montako"},
    {"code": "open", "kind": "text", "text_fi": "Vapaa sana"},
]
LANGUAGES = ("sv", "en")


def make_wide_questionnaire(**fields: Any) -> Questionnaire:
    """A questionnaire with a question of each kind, all voluntary."""
    values = {"code": "kaikki", "purpose": "effectiveness", "title_fi": "Vaikuttavuus"}
    form = Questionnaire.objects.create(**{**values, **fields})
    for order, item in enumerate(KINDS, 1):
        texts = {f"text_{language}": item["text_fi"] for language in LANGUAGES}
        make_item(form, order=order, is_required=False, **{**texts, **item})
    return form


def answers_of(number: int) -> dict[str, Any]:
    """Different answers of the number-th person."""
    return {
        "overall": str(5 - number % 3),
        "usefulness": str(4 + number % 2),
        "direction": str(5 - number % 2) if number % 7 else "0",
        "areas": {"skills": str(5 - number % 4), "new-ways": "4"},
        "same-expert": "yes" if number % 3 else "no",
        "when": ["a", "b"] if number % 2 else ["b"],
        "order": ["a", "b", "c"] if number % 3 else ["c", "a", "b"],
        "school": "9-" if number % 2 else "8½",
        "recommend": str(10 - number % 4),
        "people": 3,
        "open": f"Salainen vastaus {number}",
    }


def make_counted_round(
    groups: dict[str, int] | None = None,
    *,
    questionnaire: Questionnaire | None = None,
    mode: str = Round.Mode.CONFIDENTIAL,
    state: str = Round.State.CLOSED,
    organisations: Any = (),
    count: bool = True,
    **fields: Any,
) -> Round:
    """A round with as many answers as `groups` {region: how many} say; counted by the worker."""
    form = questionnaire or make_wide_questionnaire()
    survey = make_round(form, mode=mode, state=state, split_by=["region"], **fields)
    number = 0
    for region, size in (groups or {"01": 8, "02": 7, "05": 6}).items():
        for _person in range(size):
            named = {"organisation": organisations[number]} if number < len(organisations) else {}
            make_invitation(
                survey, has_answered=True, groups={"region": region},
                sent_at=survey.programme.created_at if hasattr(survey.programme, "created_at")
                else None, standing=Invitation.Standing.INVITED,
            )  # fmt: skip
            make_response(survey, answers_of(number), groups={"region": region}, **named)
            number += 1
    if count:
        tally_rounds()
    return Round.objects.get(pk=survey.pk)
