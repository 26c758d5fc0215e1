"""Writing answers where they belong: a field of the application, a list of it, or `answers`."""

from collections.abc import Mapping
from typing import Any

from talkoot.calls.models import Application, ApplicationFile, ParticipantGroup
from talkoot.calls.rules.answers import (
    FIELD_CODES,
    answers_of,
    column_of,
    questions_of,
    remember_groups,
    remember_themes,
)
from talkoot.calls.rules.completion import is_sent_file
from talkoot.calls.rules.file_words import words_code
from talkoot.files.actions import remove_file
from talkoot.files.models import StoredFile
from talkoot.surveys.models import Item


def set_answers(application: Application, answers: Mapping[str, Any]) -> list[str]:
    """Set {code: answer} on the locked application; its lists are saved here.

    Returns the names of the columns that the caller has to save.
    """
    columns = {}
    others = {}
    for code, answer in answers.items():
        if code == "themes":
            keys = [int(key) for key in answer]
            application.themes.set(keys)
            remember_themes(application, keys)
        elif code == "groups":
            _set_groups(application, answer)
        elif code in FIELD_CODES:
            name, value = column_of(code, answer)
            columns[name] = value
        else:
            others[code] = answer
    if others:
        columns["answers"] = {**application.answers, **others}
    for name, value in columns.items():
        setattr(application, name, value)
    return list(columns)


def _set_groups(application: Application, counts: Mapping[str, int]) -> None:
    counts = {role: count for role, count in counts.items() if count}
    application.participant_groups.all().delete()
    ParticipantGroup.objects.bulk_create(
        ParticipantGroup(application=application, role=role, count=count)
        for role, count in counts.items()
    )
    remember_groups(application, counts)


def set_file(application: Application, code: str, stored: StoredFile | None) -> None:
    """Put the file in the place of the one that answers the question now, which is removed.

    What a file says in words goes when the file goes.
    """
    if stored is None and words_code(code) in application.answers:
        del application.answers[words_code(code)]
        application.save(update_fields=["answers"])
    if code == "attachment":
        earlier, application.attachment = application.attachment, stored
        application.save(update_fields=["attachment"])
    else:
        row = application.files.select_related("file").filter(item_code=code).first()
        earlier = row.file if row else None
        if row:
            row.delete()
        if stored:
            ApplicationFile.objects.create(application=application, item_code=code, file=stored)
    if earlier is not None and not is_sent_file(application, code, earlier.pk):
        remove_file(earlier)


def restore_answers(application: Application, answers: Mapping[str, Any]) -> None:
    """Put back answers as rules.answers_of told them, on the locked application; files too."""
    kinds = {item.code: item.kind for item in questions_of(application)}
    files = {code: key for code, key in answers.items() if kinds.get(code) == Item.Kind.FILE}
    rest = {code: answer for code, answer in answers.items() if code in kinds.keys() - files.keys()}
    if columns := set_answers(application, rest):
        application.save(update_fields=columns)
    for code in [code for code, kind in kinds.items() if kind == Item.Kind.FILE]:
        kept = answers_of(application).get(code)
        if kept != files.get(code):
            set_file(application, code, StoredFile.objects.filter(pk=files.get(code) or 0).first())
