"""Reads of the public register, of a case's public version and of information requests."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from talkoot.calls.models import Application, ApplicationVersion
from talkoot.calls.rules.answers import questions_of
from talkoot.core.access import fetch, unbarred
from talkoot.core.lookups import contains
from talkoot.correspondence.models import Message
from talkoot.decisions.models import Decision, InformationRequest
from talkoot.decisions.rules import publicity as rules
from talkoot.people.rules import office_ids

SECRET_LENGTH = 4


def register_entries(
    *, text: str = "", programme: str = "", year: int | None = None
) -> "QuerySet[Application]":
    """What has arrived, newest first: number, day, matter, organisation and state, no contents.

    Act on Information Management 906/2019, section 26: people can identify what to ask for.
    `is_told` says that the letter of the decision has left, for rules.publicity.register_state.
    """
    told = Message.objects.filter(
        kind="decision", state=Message.State.SENT, letter__decision__application=OuterRef("pk")
    )
    rows = Application.objects.filter(submitted_at__isnull=False).annotate(is_told=Exists(told))
    if text:
        rows = rows.filter(contains(text, "number", "organisation__name"))
    if programme:
        rows = rows.filter(call__offering__programme__slug=programme)
    if year:
        rows = rows.filter(submitted_at__year=year)
    return rows.select_related("organisation", "call__offering__programme").order_by(
        "-submitted_at", "-pk"
    )


def registered(number: str) -> Application | None:
    """The application with the case number, if it has arrived."""
    rows = register_entries().select_related("call__offering__programme__office")
    return rows.filter(number=number).first()


def answer_classes(application: Application) -> list[dict[str, Any]]:
    """[{"item", "question", "answer", "openness"}] of what was sent last."""
    version = ApplicationVersion.objects.filter(application=application).last()
    content = version.content if version else {}
    decided = rules.by_code(application)
    today = timezone.localdate()
    with translation.override(application.language):
        return [
            {
                "item": item,
                **content[item.code],
                "openness": rules.openness_of(item, decided.get(item.code), on=today),
            }
            for item in questions_of(application)
            if item.code in content and content[item.code]["answer"]
        ]


def public_sections(
    application: Application, answers: list[dict[str, Any]], *, passages: Iterable[str] = ()
) -> list[dict[str, Any]]:
    """The case's public version as sections of a letter: what is secret is left out and said so.

    `answers` are those of answer_classes. What the secret ones say, and the `passages`, are left
    out of the rest, too; answers of a few characters stand in other texts by chance.
    """
    secret = [row["answer"] for row in answers if not row["openness"].is_public]
    unsaid = [*passages, *(answer for answer in secret if len(answer) >= SECRET_LENGTH)]
    signed = Decision.objects.filter(application=application, state=Decision.State.SIGNED)
    decision = signed.first()
    with translation.override(application.language):
        mark = _("[left out]")
        rows = [
            [
                row["question"],
                rules.redacted(row["answer"], unsaid, mark=mark)
                if row["openness"].is_public
                else f"{mark} {row['openness'].ground}",
            ]
            for row in answers
        ]
        sections: list[dict[str, Any]] = [{"heading": _("Application"), "rows": rows}]
        if decision is not None:
            outcome = f"{decision.number}: {decision.get_outcome_display()}"
            texts = [*decision.reasons.split("\n\n"), *decision.conditions.split("\n\n")]
            told = [rules.redacted(text, unsaid, mark=mark) for text in texts if text.strip()]
            sections.append({"heading": _("Decision"), "paragraphs": [outcome, *told]})
    return sections


def information_requests() -> "QuerySet[InformationRequest]":
    return InformationRequest.objects.select_related(
        "programme__office", "application__call__offering", "application__organisation", "letter"
    )


def get_information_request(user: Any, key: int) -> InformationRequest:
    """A request to the person's office."""
    return fetch(information_requests(), user, rules.can_handle, pk=key)


def office_information_requests(user: Any) -> "QuerySet[InformationRequest]":
    """The office's requests: the unanswered first, the nearest last day on top."""
    barred = Application.objects.exclude(
        pk__in=unbarred(Application.objects.order_by(), user).values("pk")
    )
    rows = information_requests().filter(programme__office__in=office_ids(user))
    return rows.exclude(application__in=barred.values("pk")).order_by("-state", "due_on", "pk")
