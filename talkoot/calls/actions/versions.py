"""What was sent, kept as it was."""

from typing import Any

from django.utils import translation

from talkoot.calls.models import Application, ApplicationVersion, Reading
from talkoot.calls.summary import answer_rows
from talkoot.people.models import User


def freeze_version(application: Application, *, by: User) -> ApplicationVersion:
    """Keep the questions and answers in words, in the case's language, as the next version.

    Call inside the transaction that sends the application. The content is {question's code:
    {"question", "answer"}} of what was asked; a question without an answer has an empty one.
    """
    with translation.override(application.language):
        content = {
            row["item"].code: {"question": row["key"], "answer": row["value"]}
            for row in answer_rows(application)
        }
    application.version += 1
    application.save(update_fields=["version"])
    return ApplicationVersion.objects.create(
        application=application, number=application.version, content=content, sent_by=by
    )


def mark_first_read(application: Application, *, by: Any) -> None:
    """The officer has opened the application; what was read before stays as it is."""
    row = Reading(application=application, user=by, version=application.version)
    Reading.objects.bulk_create([row], ignore_conflicts=True)


def mark_read(application: Application, *, by: User) -> None:
    """The officer has read the application as it was sent last."""
    Reading.objects.update_or_create(
        application=application, user=by, defaults={"version": application.version}
    )
