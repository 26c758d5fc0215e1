"""Links to state an adoption by, questions, comments and ideas."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.people.models import Organisation, User
from talkoot.practices.models import AdoptionLink, Comment, Practice, Question, Wish
from talkoot.surveys.queries import token_hash
from tests.factories.people import make_organisation, make_user
from tests.factories.practices import make_practice

LINK_TOKEN = "linkki-joka-ei-ole-arvattavissa"


def make_adoption_link(
    practice: Practice | None = None,
    *,
    organisation: Organisation | None = None,
    token: str = LINK_TOKEN,
    **fields: Any,
) -> AdoptionLink:
    values = {
        "email": "kollega@esimerkki.fi",
        "expires_at": timezone.now() + datetime.timedelta(days=14),
    }
    return AdoptionLink.objects.create(
        practice=practice or make_practice(),
        organisation=organisation or make_organisation(),
        token_hash=token_hash(token),
        **{**values, **fields},
    )


def make_question(
    practice: Practice | None = None, *, asker: User | None = None, **fields: Any
) -> Question:
    """An open question; with an answer it is answered."""
    state = Question.State.ANSWERED if fields.get("answer") else Question.State.OPEN
    if fields.get("answer"):
        fields.setdefault("answered_at", timezone.now())
    values = {"text": "Kuinka kauan aloitus kesti?", "state": state}
    return Question.objects.create(
        practice=practice or make_practice(), asker=asker or make_user(), **{**values, **fields}
    )


def make_comment(
    practice: Practice | None = None, *, author: User | None = None, **fields: Any
) -> Comment:
    values = {"text": "Tästä oli meillekin apua.", "organisation": make_organisation()}
    return Comment.objects.create(
        practice=practice or make_practice(), author=author or make_user(), **{**values, **fields}
    )


def make_idea(user: User, practice: Practice | None = None, **fields: Any) -> Wish:
    return Wish.objects.create(user=user, practice=practice or make_practice(), **fields)
