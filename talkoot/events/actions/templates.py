"""Templates of an office's own: keeping a series as one, what it brings, renaming, removing."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from talkoot.audit.actions import record
from talkoot.events.actions.plans import Planned, plan_of_series
from talkoot.events.models import SeatQuota, Series, SeriesTemplate, Session, TemplatePart
from talkoot.files.actions import copy_file, remove_file
from talkoot.people.models import Organisation
from talkoot.programmes.models import Offering, Programme, Theme

Kind = TemplatePart.Kind
# The terms of the series that stand in the template beside its own columns.
TERMS = (
    "offering_id", "theme_id", "summary_fi", "summary_sv", "summary_en", "hours_granted", "entry",
    "has_waiting_list", "fee_eur", "contact_email", "completion_share", "country", "audience",
    "house_rules", "feedback",
)  # fmt: skip
QUOTA_FIELDS = ("kind", "role", "organisation_id", "code", "seats")
NAMES = ("name_fi", "name_sv", "name_en")


@transaction.atomic
def save_as_template(series: Series, *, name: str, by: Any) -> SeriesTemplate:
    """Keep the series as a template of its programme: its terms, seat quotas, sessions, tasks and
    materials in relative time, and how many had each task in it. The people's names stay out.
    """
    people = Counter(series.people.values_list("task", flat=True))
    template = SeriesTemplate.objects.create(
        programme=series.programme,
        code=_free_code(series.programme, name),
        kind=series.kind,
        name_fi=name,
        seats=series.seats,
        team_size_min=series.team_size_min,
        team_size_max=series.team_size_max,
        terms={
            "series": {field: getattr(series, field) for field in TERMS},
            "quotas": list(series.seat_quotas.values(*QUOTA_FIELDS)),
            "people": dict(sorted(people.items())),
        },
    )
    plan = plan_of_series(series)
    order = 0
    parts: dict[int | None, TemplatePart] = {}
    for kind, rows in (
        (Kind.SESSION, plan.sessions),
        (Kind.TASK, plan.tasks),
        (Kind.MATERIAL, plan.materials),
    ):
        for row in rows:
            order += 1
            part = _part(kind, row)
            part.template, part.order = template, order
            part.session = parts.get(row.session)
            part.file = copy_file(row.file) if row.file else None
            part.save()
            if kind == Kind.SESSION:
                parts[row.source] = part
    record("events.template.created", template, by=by, after={"from": series.pk})
    return template


def _part(kind: str, row: Planned) -> TemplatePart:
    values = dict(row.values)
    part = TemplatePart(
        kind=kind,
        offset_days=row.offset,
        starts_at=row.clock,
        minutes=row.minutes or None,
        title_fi=values.pop("title") or "–",
    )
    if kind == Kind.SESSION:
        part.session_kind = values.pop("kind")
        part.mode = values.pop("mode") or Session.Mode.ON_SITE
        part.text_fi = values.pop("summary")
    else:
        part.text_fi = values.pop("instructions" if kind == Kind.TASK else "body")
    part.values = values
    return part


def terms_for(template: SeriesTemplate, programme: Programme) -> dict[str, Any]:
    """The fields that the template gives to a new series of the programme."""
    kept: dict[str, Any] = template.terms.get("series", {})
    fields: dict[str, Any] = {name: Series._meta.get_field(name) for name in kept}
    terms = {name: fields[name].to_python(value) for name, value in kept.items()}
    # The service may be of another programme, and both may be gone since.
    checked: tuple[tuple[str, Any], ...] = (
        ("offering_id", Offering.objects.filter(programme=programme)),
        ("theme_id", Theme.objects.all()),
    )
    for name, rows in checked:
        if not rows.filter(pk=terms.get(name)).exists():
            terms.pop(name, None)
    return {
        "kind": template.kind,
        "seats": template.seats,
        "team_size_min": template.team_size_min,
        "team_size_max": template.team_size_max,
        "entry": Series.Entry.TEAMS if template.team_size_max else Series.Entry.PERSONS,
        "template": template,
        **terms,
    }


def give_quotas(series: Series, template: SeriesTemplate) -> None:
    """The template's seat quotas for a new series."""
    rows = template.terms.get("quotas", [])
    known = {row["organisation_id"] for row in rows} - {None}
    known = set(Organisation.objects.filter(pk__in=known).values_list("pk", flat=True)) | {None}
    SeatQuota.objects.bulk_create(
        SeatQuota(series=series, **row) for row in rows if row["organisation_id"] in known
    )


@transaction.atomic
def rename_template(template: SeriesTemplate, *, values: Mapping[str, str], by: Any) -> None:
    """Give the template its names in the three languages."""
    template = SeriesTemplate.objects.select_for_update(of=("self",)).get(pk=template.pk)
    before = {name: getattr(template, name) for name in NAMES}
    after = {name: values[name] for name in NAMES}
    if before == after:
        return
    for name in NAMES:
        setattr(template, name, after[name])
    template.save(update_fields=NAMES)
    record("events.template.changed", template, by=by, before=before, after=after)


@transaction.atomic
def remove_template(template: SeriesTemplate, *, by: Any) -> None:
    """Remove the template with its files; series that began from it stay as they are."""
    template = SeriesTemplate.objects.select_for_update(of=("self",)).get(pk=template.pk)
    files = [part.file for part in template.parts.select_related("file") if part.file]
    record("events.template.removed", template, by=by, before={"name_fi": template.name_fi})
    template.delete()
    for file in files:
        remove_file(file)


def _free_code(programme: Programme, name: str) -> str:
    stem = slugify(name)[:50] or "malli"
    code, number = stem, 1
    while SeriesTemplate.objects.filter(programme=programme, code=code).exists():
        number += 1
        code = f"{stem}-{number}"
    return code
