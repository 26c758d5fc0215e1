"""Drafts made of a text that a person has confirmed piece by piece."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from talkoot.people.models import Organisation, User
from talkoot.practices.actions import start_practice
from talkoot.practices.actions.writing import save_writing
from talkoot.practices.models import Practice
from talkoot.practices.rules.writing import plain
from talkoot.programmes.models import Programme


@transaction.atomic
def draft_from_text(
    programme: Programme,
    *,
    organisation: Organisation,
    kind: str,
    language: str,
    values: Mapping[str, Any],
    by: User,
) -> Practice:
    """A draft with the `values` that the person confirmed; refuses as start_practice does."""
    practice = start_practice(
        programme, organisation=organisation, title=values["title"], kind=kind, by=by
    )
    if practice.language != language:
        practice.language = language
        practice.save(update_fields=["language"])
    return save_writing(practice, values=plain(values), by=by).practice
