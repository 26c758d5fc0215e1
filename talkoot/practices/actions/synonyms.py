"""What the office does to groups of synonyms, with who did it in the log."""

from typing import Any

from django.db import transaction

from talkoot.audit.actions import record
from talkoot.people.models import User
from talkoot.practices.models import EmptySearch
from talkoot.search.actions import synonyms
from talkoot.search.models import SynonymGroup
from talkoot.search.rules import group_words

WORDS = ("words_fi", "words_sv", "words_en")


@transaction.atomic
def keep_synonyms(group: SynonymGroup, *, by: User) -> SynonymGroup:
    """Save a new or changed group; a search without results that it now answers is handled.

    Refuses a group that joins nothing (search.rules.check_group).
    """
    before = {}
    if group.pk:
        before = _texts(SynonymGroup.objects.select_for_update().get(pk=group.pk))
    synonyms.save_group(group)
    record("practices.synonyms.saved", group, by=by, before=before, after=_texts(group))
    words = [word.lower() for word in group_words(group)]
    EmptySearch.objects.filter(text__in=words).update(is_handled=True)
    return group


@transaction.atomic
def switch_synonyms(group: SynonymGroup, *, is_active: bool, by: User) -> None:
    """Take the group into use or out of it; its words stay."""
    group.is_active = is_active
    group.save(update_fields=["is_active"])
    record("practices.synonyms.switched", group, by=by, after={"is_active": is_active})


@transaction.atomic
def delete_synonyms(group: SynonymGroup, *, by: User) -> None:
    """Take the group away. One that came with the product is only taken out of use."""
    record("practices.synonyms.deleted", group, by=by, before=_texts(group))
    synonyms.delete_group(group)


def _texts(group: SynonymGroup) -> dict[str, Any]:
    return {**{name: getattr(group, name) for name in WORDS}, "is_active": group.is_active}
