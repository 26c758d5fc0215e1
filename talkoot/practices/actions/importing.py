"""Writing the rows of an import: made, corrected, or left as they are.

What somebody has edited here since the last import stays: a field that is no longer what that
import wrote (ImportMark) is left alone and told. So is the whole of a practice that was written
here, which a file knows by the last part of its address.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.calls.models import new_ref
from talkoot.people.models import Organisation
from talkoot.practices.actions import new_slug
from talkoot.practices.actions.indexing import index_practices
from talkoot.practices.actions.writing import change_texts, write_values
from talkoot.practices.models import ImportMark, Practice
from talkoot.practices.rules import writing
from talkoot.practices.rules.evidence import evidence_of
from talkoot.practices.rules.imports import joined, shortened
from talkoot.programmes.models import Programme, Theme

State = Practice.State
SETS: dict[str, tuple[Any, str]] = {
    "themes": (Practice.themes.through, "theme"),
    "partners": (Practice.partners.through, "organisation"),
}
# Nobody edits these here, so they are always as the file says.
UNMARKED = frozenset({"programme_id", "is_demo", "published_at"})


class Read(Protocol):
    """What a row of the file says (practices.imports.rows.Reading); `values` by our columns.

    Of what it does not tell a new practice gets the `usual`, and one that is here stays as it is.
    """

    external_id: str
    values: dict[str, Any]
    usual: dict[str, Any]
    slug: str
    organisation: int | None
    new_organisation: Organisation | None
    themes: list[Theme] | None
    partners: list[int] | None
    notes: list[str]
    unknown: list[tuple[str, str]]


@dataclass
class Planned:
    """A row with the practice that it makes or corrects, and what would change of it.

    `outcome` is made, changed, same or kept (withdrawn by the office, or in somebody's hands).
    `texts` are plain values (rules.writing), `columns` other columns of the practice; `edited`
    names what was edited here and stays, `marks` what the import has written after this, `day`
    when it was published as a file has told, `sets` the themes and partners of a new practice.
    """

    row: Read
    practice: Practice
    outcome: str = "same"
    texts: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, Any] = field(default_factory=dict)
    edited: list[str] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    day: datetime.datetime | None = None
    sets: dict[str, list[int]] = field(default_factory=dict)
    are_marks_new: bool = False


def plan_rows(rows: Sequence[Read], *, publishes: bool) -> list[Planned]:
    """What writing the rows would do; some queries, whatever their number."""
    return _planned(rows, Practice.objects.all(), _known_organisations(rows), publishes=publishes)


@transaction.atomic
def save_rows(rows: Sequence[Read], *, publishes: bool, by: Any) -> list[Planned]:
    """Make and correct the practices, with new organisations and the index; returns what was done.

    `publishes`: they are public at once; nobody is told of it by mail. Imports into the same
    programme wait for each other.
    """
    keys = {row.values["programme_id"] for row in rows}
    programmes = list(Programme.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    locked = Practice.objects.select_for_update()
    planned = _planned(rows, locked, _made_organisations(rows), publishes=publishes)
    new = [plan for plan in planned if plan.outcome == "made"]
    changed = [plan for plan in planned if plan.outcome == "changed"]
    _make(new)
    for plan in changed:
        _correct(plan, by=by)
    _keep_marks([plan for plan in planned if plan.are_marks_new])
    public = [p.practice.pk for p in [*new, *changed] if p.practice.state == State.PUBLISHED]
    if public:
        index_practices(public)
    for programme in programmes:
        _log(programme, planned, by=by)
    return planned


def _log(programme: Programme, planned: Sequence[Planned], *, by: Any) -> None:
    """An entry for each batch that wrote something, in its own transaction."""
    own = [plan for plan in planned if plan.practice.programme_id == programme.pk]
    written = {name: [p for p in own if p.outcome == name] for name in ("made", "changed")}
    if any(written.values()):
        after = {name: len(plans) for name, plans in written.items()}
        record("practices.practices.imported", programme, by=by, after=after)


def _planned(
    rows: Sequence[Read],
    practices: "QuerySet[Practice]",
    organisations: Mapping[str, int],
    *,
    publishes: bool,
) -> list[Planned]:
    """An organisation that is not among the given ones has the number 0."""
    held = _held(rows, practices)
    keys = [practice.pk for practice in held.values()]
    sets = {name: _linked(name, keys) for name in SETS}
    marks = ImportMark.objects.in_bulk(keys)
    offices = dict(Programme.objects.values_list("pk", "office_id"))
    slugs = _free_slugs([row for row in rows if _key(row) not in held])
    planned = []
    for row in rows:
        practice = held.get(_key(row))
        wanted = _wanted(row, practice, organisations)
        if practice is None:
            wanted.setdefault("organisation_id", offices[wanted["programme_id"]])
            planned.append(_new(row, wanted, next(slugs), publishes=publishes))
            continue
        plan = Planned(row, practice)
        if practice.state in (State.PUBLISHED, State.SUBMITTED):
            own_sets = {name: found[practice.pk] for name, found in sets.items()}
            mark = marks.get(practice.pk) or ImportMark(marks={})
            _compare(plan, wanted, own_sets, mark.marks)
            _compare_state(plan, wanted.get("published_at"), mark.published_at, publishes=publishes)
            plan.outcome = "changed" if plan.texts or plan.columns else "same"
        else:
            plan.outcome = "kept"
        planned.append(plan)
    return planned


def _wanted(
    row: Read, practice: Practice | None, organisations: Mapping[str, int]
) -> dict[str, Any]:
    """What the practice is to be by the row; what is not told is not there."""
    wanted = {**row.usual, **row.values} if practice is None else _corrections(row, practice)
    if row.new_organisation is not None:
        wanted["organisation_id"] = organisations.get(row.new_organisation.key, 0)
    elif row.organisation is not None:
        wanted["organisation_id"] = row.organisation
    if row.themes is not None:
        wanted["themes"] = sorted(theme.pk for theme in row.themes)
    if row.partners is not None:
        wanted["partners"] = row.partners
    return wanted


def _corrections(row: Read, practice: Practice) -> dict[str, Any]:
    """A sentence that was cut from the text follows it; keywords of other columns stay."""
    wanted = dict(row.values)
    text = wanted.get("what_was_done", practice.what_was_done)
    was_cut = "what_was_done" in wanted and practice.gist == shortened(practice.what_was_done)
    if wanted.get("gist") == "" or ("gist" not in wanted and was_cut):
        wanted["gist"] = shortened(text)
    if words := row.usual.get("keywords"):
        wanted["keywords"] = joined([*practice.keywords.split(", "), *words.split(", ")])
    return wanted


def _key(row: Read) -> tuple[int, str]:
    return row.values["programme_id"], row.external_id


def _held(rows: Sequence[Read], practices: "QuerySet[Practice]") -> dict[tuple[int, str], Practice]:
    keys = [_key(row) for row in rows]
    programmes, ids = {key[0] for key in keys}, {key[1] for key in keys}
    rows_there = practices.filter(programme__in=programmes)
    own = rows_there.filter(external_id="", slug__in=ids)
    found = {(row.programme_id, row.slug): row for row in own}
    brought = rows_there.filter(external_id__in=ids)
    return found | {(row.programme_id, row.external_id): row for row in brought}


def _linked(name: str, keys: Sequence[int]) -> dict[int, list[int]]:
    """{practice: sorted keys of its set}."""
    links, column = SETS[name]
    found: dict[int, list[int]] = {key: [] for key in keys}
    rows = links.objects.filter(practice__in=keys).order_by(column)
    for practice, other in rows.values_list("practice", column):
        found[practice].append(other)
    return found


def _known_organisations(rows: Sequence[Read]) -> dict[str, int]:
    keys = {row.new_organisation.key for row in rows if row.new_organisation is not None}
    return dict(Organisation.objects.filter(key__in=keys).values_list("key", "pk"))


def _made_organisations(rows: Sequence[Read]) -> dict[str, int]:
    """Enter those that the register lacks, under their own names, once each; {key: pk}."""
    known = _known_organisations(rows)
    new = [row.new_organisation for row in rows if row.new_organisation is not None]
    missing = {row.key: row for row in new if row.key not in known}
    if not missing:
        return known
    # An import into another programme may enter the same one at this moment.
    Organisation.objects.bulk_create(missing.values(), batch_size=200, ignore_conflicts=True)
    return _known_organisations(rows)


def _free_slugs(rows: Sequence[Read]) -> Iterator[str]:
    """An address for each new practice: the file's own if it is free, else one of the title."""
    wanted = [row.slug or new_slug(row.values["title"]) for row in rows]
    taken = set(Practice.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    for row, slug in zip(rows, wanted, strict=True):
        # Of thousands with one title some would meet by chance: these get a longer ending.
        free = f"{new_slug(row.values['title'])[:87]}{new_ref()}" if slug in taken else slug
        taken.add(free)
        yield free


def _new(row: Read, wanted: Mapping[str, Any], slug: str, *, publishes: bool) -> Planned:
    now = timezone.now()
    values = {name: value for name, value in wanted.items() if name not in SETS}
    values["published_at"] = (values.get("published_at") or now) if publishes else None
    practice = Practice(
        **values,
        external_id=row.external_id,
        slug=slug,
        state=State.PUBLISHED if publishes else State.SUBMITTED,
        may_publish=publishes,
        state_changed_at=now,
    )
    practice.evidence = evidence_of(practice)
    sets = {name: wanted[name] for name in SETS if name in wanted}
    plan = Planned(row, practice, "made", marks=_marks(wanted), sets=sets, are_marks_new=True)
    plan.day = wanted.get("published_at")
    return plan


def _compare(
    plan: Planned,
    wanted: Mapping[str, Any],
    sets: Mapping[str, list[int]],
    marks: Mapping[str, str],
) -> None:
    """Plan what differs, except what was edited here since the last import, or written here."""
    is_ours = not plan.practice.external_id
    # A column that this file lacks is as the last one that had it left it.
    new_marks = {name: text for name, text in marks.items() if name not in wanted}
    new_marks |= _marks(wanted)
    for name, value in wanted.items():
        held = sets[name] if name in sets else getattr(plan.practice, name)
        if held == value or name == "published_at":
            continue
        is_marked = marks and name not in UNMARKED
        if is_ours or (is_marked and _mark(name, held) != marks.get(name, "")):
            plan.edited.append(name.removesuffix("_id"))
            new_marks[name] = marks.get(name, "")
        elif (plain := name.removesuffix("_id")) in writing.FIELDS:
            plan.texts[plain] = value
        else:
            plan.columns[name] = value
    plan.marks = {name: found for name, found in new_marks.items() if found}
    plan.are_marks_new = plan.marks != marks and not is_ours


def _compare_state(
    plan: Planned,
    told: datetime.datetime | None,
    kept: datetime.datetime | None,
    *,
    publishes: bool,
) -> None:
    """Without a day in the file the first one stays; what waits keeps it until it is published."""
    practice, now = plan.practice, timezone.now()
    if not practice.external_id:
        return
    plan.day = told or kept
    plan.are_marks_new |= plan.day != kept
    if practice.state == State.SUBMITTED and publishes:
        plan.columns |= {"state": State.PUBLISHED, "state_changed_at": now}
        plan.columns |= {"may_publish": True, "published_at": plan.day or now}
    elif practice.state == State.PUBLISHED and told and not _is_same_day(told, practice):
        plan.columns["published_at"] = told


def _is_same_day(moment: datetime.datetime, practice: Practice) -> bool:
    return timezone.localdate(moment) == timezone.localdate(practice.published_at)


def _marks(wanted: Mapping[str, Any]) -> dict[str, str]:
    found = {name: _mark(name, wanted[name]) for name in wanted if name not in UNMARKED}
    return {name: text for name, text in found.items() if text}


def _mark(name: str, value: Any) -> str:
    return writing.mark(name, value)


def _make(plans: Sequence[Planned]) -> None:
    Practice.objects.bulk_create([plan.practice for plan in plans], batch_size=200)
    for name, (links, column) in SETS.items():
        rows = [
            links(**{"practice_id": plan.practice.pk, f"{column}_id": key})
            for plan in plans
            for key in plan.sets.get(name, [])
        ]
        links.objects.bulk_create(rows, batch_size=500)


def _correct(plan: Planned, *, by: Any) -> None:
    """Write what the plan changes; of what is public, the earlier text is kept as a version."""
    practice = plan.practice
    if plan.texts and practice.state == State.PUBLISHED:
        change_texts(practice, plan.texts, by=by)
    elif plan.texts:
        write_values(practice, plan.texts)
    for name, value in plan.columns.items():
        setattr(practice, name, value)
    if plan.columns:
        practice.save(update_fields=[*plan.columns])


def _keep_marks(plans: Sequence[Planned]) -> None:
    rows = [
        ImportMark(practice_id=plan.practice.pk, marks=plan.marks, published_at=plan.day)
        for plan in plans
    ]
    ImportMark.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["practice"],
        update_fields=["marks", "published_at"],
        batch_size=500,
    )
