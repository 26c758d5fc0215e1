"""Every write of the office's picked lists."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.core.ordering import move_row
from talkoot.people.models import User
from talkoot.practices.models import CuratedItem, CuratedList, Practice
from talkoot.practices.rules import lists as rules
from talkoot.programmes.models import Programme


@transaction.atomic
def make_list(programme: Programme, *, names: Mapping[str, str], by: User) -> CuratedList:
    """Begin a list, the last of its programme's; nobody else sees it before it is published."""
    _lock_lists(programme.pk)
    last = programme.curated_lists.aggregate(last=Max("order"))["last"] or 0
    curated = CuratedList.objects.create(
        programme=programme, order=last + 1, is_demo=programme.is_demo, **names
    )
    record("practices.curated_list.made", curated, by=by, after=dict(names))
    return curated


@transaction.atomic
def name_list(curated: CuratedList, *, names: Mapping[str, str], by: User) -> CuratedList:
    """Change its titles and who has chosen it."""
    curated = _locked(curated)
    before = {name: getattr(curated, name) for name in names}
    for name, value in names.items():
        setattr(curated, name, value)
    curated.save(update_fields=[*names])
    record("practices.curated_list.named", curated, by=by, before=before, after=dict(names))
    return curated


@transaction.atomic
def add_to_list(curated: CuratedList, practice: Practice, *, by: User) -> CuratedItem:
    """Put a published practice last; refuses one that is there, and more than a list holds."""
    curated = _locked(curated)
    is_there = curated.items.filter(practice=practice).exists()
    rules.check_add(practice, count=curated.items.count(), is_there=is_there)
    last = curated.items.aggregate(last=Max("order"))["last"] or 0
    item = curated.items.create(practice=practice, order=last + 1)
    record("practices.curated_list.added_to", curated, by=by, after={"practice": practice.pk})
    return item


@transaction.atomic
def remove_from_list(item: CuratedItem, *, by: User) -> None:
    """Take a practice off its list; the practice itself stays."""
    curated = _locked(item.curated_list)
    before = {"practice": item.practice_id}
    if curated.items.filter(pk=item.pk).delete()[0]:
        record("practices.curated_list.removed_from", curated, by=by, before=before)


@transaction.atomic
def move_in_list(item: CuratedItem, *, step: int, by: User) -> None:
    """Move a practice one step up (-1) or down (1) on its list; the ends stay where they are."""
    curated = _locked(item.curated_list)
    if move_row(list(curated.items.all()), item, step):
        after = {"practice": item.practice_id, "step": step}
        record("practices.curated_list.ordered", curated, by=by, after=after)


@transaction.atomic
def move_list(curated: CuratedList, *, step: int, by: User) -> None:
    """Move the list one step up (-1) or down (1) among its programme's lists."""
    _lock_lists(curated.programme_id)
    rows = CuratedList.objects.filter(programme=curated.programme_id).order_by("order", "pk")
    if move_row(list(rows), curated, step):
        record("practices.curated_list.moved", curated, by=by, after={"step": step})


@transaction.atomic
def publish_list(curated: CuratedList, *, by: User) -> CuratedList:
    """Show the list to everybody from today on; refuses one with nothing to show."""
    curated = _locked(curated)
    shown = curated.items.filter(practice__state=Practice.State.PUBLISHED).exists()
    rules.check_publish(curated, has_something=shown)
    curated.published_on = timezone.localdate()
    curated.save(update_fields=["published_on"])
    record("practices.curated_list.published", curated, by=by)
    return curated


@transaction.atomic
def hide_list(curated: CuratedList, *, by: User) -> CuratedList:
    """Take the list off the public pages; what is on it stays."""
    curated = _locked(curated)
    rules.check_hide(curated)
    before, curated.published_on = {"published_on": str(curated.published_on)}, None
    curated.save(update_fields=["published_on"])
    record("practices.curated_list.hidden", curated, by=by, before=before)
    return curated


@transaction.atomic
def delete_list(curated: CuratedList, *, by: User) -> None:
    """Delete the list; the practices stay. Refuses a public one, which is hidden first."""
    curated = _locked(curated)
    rules.check_delete(curated)
    record("practices.curated_list.deleted", curated, by=by, before={"title_fi": curated.title_fi})
    curated.delete()


def _locked(curated: CuratedList) -> CuratedList:
    """The row as it is now; what is on the list changes under its lock."""
    rows = CuratedList.objects.select_for_update(of=("self",)).select_related("programme")
    return rows.get(pk=curated.pk)


def _lock_lists(programme_id: int) -> None:
    """The order of a programme's lists changes under the programme's lock."""
    Programme.objects.select_for_update().only("pk").get(pk=programme_id)
