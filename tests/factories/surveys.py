"""Questionnaires, rounds, invitations and responses."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.programmes.models import Programme
from talkoot.surveys.models import (
    AnswerLink,
    BankItem,
    Invitation,
    Item,
    Questionnaire,
    Response,
    Round,
    Tally,
)
from talkoot.surveys.queries import token_hash
from tests.factories.people import next_number
from tests.factories.programmes import the_programme

KINDS = (Item.Kind.GRADE, Item.Kind.EFFECT, Item.Kind.YES_NO, Item.Kind.TEXT)


def make_questionnaire(
    code: str = "", *, purpose: str = "feedback", **fields: Any
) -> Questionnaire:
    """A questionnaire with one item of each kind of KINDS; the text is voluntary."""
    values = {"title_fi": "Palaute", "title_sv": "Respons", "title_en": "Feedback"}
    questionnaire = Questionnaire.objects.create(
        code=code or f"kysely-{next_number()}", purpose=purpose, **{**values, **fields}
    )
    for order, kind in enumerate(KINDS, start=1):
        make_item(
            questionnaire,
            code=str(kind.value).replace("_", "-"),
            kind=kind,
            order=order,
            is_required=kind != Item.Kind.TEXT,
        )
    return questionnaire


def make_item(questionnaire: Questionnaire, **fields: Any) -> Item:
    order = fields.pop("order", None) or questionnaire.items.count() + 1
    values = {
        "code": f"kysymys-{order}",
        "kind": Item.Kind.GRADE,
        "text_fi": f"Kysymys {order}",
        "text_sv": f"Fråga {order}",
        "text_en": f"Question {order}",
    }
    return Item.objects.create(questionnaire=questionnaire, order=order, **{**values, **fields})


def make_bank_item(code: str = "", **fields: Any) -> BankItem:
    """A wording of the item bank, of nobody's programme."""
    values = {
        "code": code or f"pankki-{next_number()}",
        "kind": Item.Kind.GRADE,
        "text_fi": "Oliko hyötyä?",
        "text_sv": "Var det till nytta?",
        "text_en": "Was it useful?",
    }
    return BankItem.objects.create(**{**values, **fields})


def make_round(
    questionnaire: Questionnaire | None = None,
    *,
    state: str = Round.State.OPEN,
    programme: Programme | None = None,
    **fields: Any,
) -> Round:
    """A round; an open one opened a week ago, a closed one closed yesterday."""
    today = timezone.localdate()
    closes = today + datetime.timedelta(days=-1 if state == Round.State.CLOSED else 14)
    values = {
        "title": "Palautekysely",
        "opens_on": today - datetime.timedelta(days=7),
        "closes_on": closes,
        "reminder_days": [7],
    }
    return Round.objects.create(
        questionnaire=questionnaire or make_questionnaire(),
        programme=programme or the_programme(),
        state=state,
        **{**values, **fields},
    )


def make_invitation(
    round_: Round, address: str = "", *, token: str = "", **fields: Any
) -> Invitation:
    """An invited person; `token` is the text of the link."""
    invitation = Invitation.objects.create(
        round=round_,
        address=address or f"vastaaja{next_number()}@esimerkki.fi",
        **{"language": "fi", **fields},
    )
    if token:
        AnswerLink.objects.create(invitation=invitation, token_hash=token_hash(token))
    return invitation


def make_response(round_: Round, answers: dict[str, Any] | None = None, **fields: Any) -> Response:
    values = {
        "answers": answers or {"grade": "4", "effect": "4", "yes-no": "yes", "text": "Hyvä päivä."},
        "submitted_on": timezone.localdate(),
    }
    return Response.objects.create(round=round_, **{**values, **fields})


def make_tally(survey: Round, item_code: str, counts: dict[str, int], **fields: Any) -> Tally:
    """What has been counted of an item, shown on its own."""
    values = {"n": sum(counts.values()), "figures": {"block": [survey.pk]}}
    return Tally.objects.create(
        round=survey, item_code=item_code, counts=counts, **{**values, **fields}
    )
