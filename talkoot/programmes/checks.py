"""Programmes that could not number their cases, found when the database is migrated or checked."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ValidationError
from django.db.utils import Error as DatabaseError

from talkoot.programmes import rules
from talkoot.programmes.models import Programme


@register(Tags.database)
def check_number_patterns(
    app_configs: Any, databases: Any = None, **kwargs: Any
) -> list[CheckMessage]:
    """Each programme's patterns give every case and decision a number of its own."""
    if not databases:
        return []
    try:
        programmes = list(Programme.objects.all())
    except DatabaseError:  # Not migrated yet.
        return []
    found: list[CheckMessage] = []
    for programme in programmes:
        try:
            rules.check_numbers(programme)
        except ValidationError as problem:
            sentence = f"{programme.slug}: {' '.join(problem.messages)}"
            found.append(Error(sentence, id="talkoot.E010"))
    return found
