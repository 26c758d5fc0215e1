"""Writing the rows of an import: made, corrected, or left as they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils import timezone

from talkoot.people.models import Organisation
from talkoot.practices.actions import new_slug
from talkoot.practices.actions.indexing import index_practices
from talkoot.practices.models import Practice
from talkoot.programmes.models import Programme, Theme

State = Practice.State
LINKS = Practice.themes.through


class Read(Protocol):
    """What a row of the file says (practices.imports.rows.Reading)."""

    external_id: str
    values: dict[str, Any]
    slug: str
    organisation: int | None
    new_organisation: Organisation | None
    themes: list[Theme]


@dataclass
class Planned:
    """A row with the practice that it makes or corrects, and what would change of it.

    `outcome` is made, changed, same or kept (withdrawn by the office, or in somebody's hands).
    """

    row: Read
    practice: Practice
    outcome: str = "same"
    changes: list[str] = field(default_factory=list)
    themes_change: bool = False


def plan_rows(rows: Sequence[Read], *, publishes: bool) -> list[Planned]:
    """What writing the rows would do; four queries at most, whatever their number."""
    held = _held(rows)
    themes = _themes_of(held.values())
    known = _known_organisations(rows)
    offices = dict(Programme.objects.values_list("pk", "office_id"))
    slugs = {row.slug for row in rows if row.slug}
    taken = set(Practice.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    planned = []
    for row in rows:
        programme = row.values["programme_id"]
        owner = row.organisation or offices[programme]
        if row.new_organisation is not None:
            owner = known.get(row.new_organisation.key, 0)
        practice = held.get((programme, row.external_id))
        if practice is None:
            slug = row.slug if row.slug and row.slug not in taken else ""
            taken.add(slug)
            planned.append(_new(row, owner, slug, publishes=publishes))
        else:
            planned.append(_compared(row, practice, owner, themes, publishes=publishes))
    return planned


def save_rows(planned: Sequence[Planned]) -> list[int]:
    """Make and correct the rows in the caller's transaction, with new organisations and the index.

    A row is public only if the plan said so; nobody is told of it by mail. Returns the primary
    keys of those that are public now: the caller notes them for the list (note_listed).
    """
    organisations = _make_organisations([plan.row for plan in planned])
    for plan in planned:
        if plan.row.new_organisation is not None:
            plan.practice.organisation_id = organisations[plan.row.new_organisation.key]
    new = [plan for plan in planned if plan.outcome == "made"]
    Practice.objects.bulk_create([plan.practice for plan in new], batch_size=200)
    changed = [plan for plan in planned if plan.outcome == "changed"]
    for plan in changed:
        if plan.changes:
            plan.practice.save(update_fields=plan.changes)
    moved = [plan for plan in changed if plan.themes_change]
    LINKS.objects.filter(practice__in=[plan.practice.pk for plan in moved]).delete()
    LINKS.objects.bulk_create(
        [
            LINKS(practice_id=plan.practice.pk, theme_id=theme.pk)
            for plan in [*new, *moved]
            for theme in plan.row.themes
        ],
        batch_size=500,
    )
    public = [p.practice.pk for p in [*new, *changed] if p.practice.state == State.PUBLISHED]
    index_practices(public)
    return public


def _held(rows: Sequence[Read]) -> dict[tuple[int, str], Practice]:
    ids = {row.external_id for row in rows}
    programmes = {row.values["programme_id"] for row in rows}
    found = Practice.objects.filter(programme__in=programmes, external_id__in=ids)
    return {(practice.programme_id, practice.external_id): practice for practice in found}


def _themes_of(practices: Iterable[Practice]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {practice.pk: set() for practice in practices}
    links = LINKS.objects.filter(practice__in=list(found)).values_list("practice", "theme")
    for practice, theme in links:
        found[practice].add(theme)
    return found


def _known_organisations(rows: Sequence[Read]) -> dict[str, int]:
    keys = {row.new_organisation.key for row in rows if row.new_organisation is not None}
    return dict(Organisation.objects.filter(key__in=keys).values_list("key", "pk"))


def _make_organisations(rows: Sequence[Read]) -> dict[str, int]:
    """Enter those that the register lacks, under their own names, once each; {key: pk}."""
    new_ones = [row.new_organisation for row in rows if row.new_organisation is not None]
    wanted = {row.key: row for row in new_ones}
    known = _known_organisations(rows)
    new = [wanted[key] for key in wanted if key not in known]
    made = Organisation.objects.bulk_create(new, batch_size=200)
    return known | {row.key: row.pk for row in made}


def _new(row: Read, owner: int, slug: str, *, publishes: bool) -> Planned:
    now = timezone.now()
    values = {**row.values, "published_at": row.values["published_at"] or now}
    if not publishes:
        values["published_at"] = None
    practice = Practice(
        **values,
        external_id=row.external_id,
        slug=slug or new_slug(values["title"]),
        # A check of the file has no number yet for an organisation that would be entered.
        organisation_id=owner,
        state=State.PUBLISHED if publishes else State.SUBMITTED,
        may_publish=publishes,
        state_changed_at=now,
    )
    return Planned(row, practice, "made")


def _compared(
    row: Read, practice: Practice, owner: int, themes: dict[int, set[int]], *, publishes: bool
) -> Planned:
    plan = Planned(row, practice)
    if practice.state not in (State.PUBLISHED, State.SUBMITTED):
        plan.outcome = "kept"
        return plan
    wanted = {**row.values, "organisation_id": owner}
    if practice.state == State.SUBMITTED and publishes:
        wanted |= {"state": State.PUBLISHED, "may_publish": True}
        wanted |= {"state_changed_at": timezone.now()}
        wanted["published_at"] = wanted["published_at"] or timezone.now()
    elif practice.state == State.SUBMITTED or wanted["published_at"] is None:
        # Unpublished has no day yet; without a day in the file the first one stays.
        del wanted["published_at"]
    for name, value in wanted.items():
        if getattr(practice, name) != value:
            setattr(practice, name, value)
            plan.changes.append(name)
    plan.themes_change = themes[practice.pk] != {theme.pk for theme in row.themes}
    plan.outcome = "changed" if plan.changes or plan.themes_change else "same"
    return plan
