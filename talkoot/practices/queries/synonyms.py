"""Groups of synonyms, for the office."""

from typing import Any

from django.db.models import Model, Q, QuerySet

from talkoot.audit.models import LogEntry
from talkoot.people.rules import office_ids
from talkoot.search.models import SynonymGroup

MOST_CHANGES = 10


def synonym_groups(text: str = "") -> "QuerySet[SynonymGroup]":
    """Every group, or those with the text in one of their words."""
    rows = SynonymGroup.objects.all()
    if text:
        rows = rows.filter(
            Q(words_fi__icontains=text) | Q(words_sv__icontains=text) | Q(words_en__icontains=text)
        )
    return rows


def can_keep_synonyms(user: Any, group: SynonymGroup) -> bool:
    """People of any programme office: the groups serve all programmes."""
    return bool(office_ids(user))


def changes_of(row: Model) -> "QuerySet[LogEntry]":
    """Who has changed the group or another row, the newest first."""
    rows = LogEntry.objects.filter(subject_kind=row._meta.label_lower, subject_id=str(row.pk))
    return rows.select_related("actor").order_by("-pk")[:MOST_CHANGES]
