"""Every write of a practice and its adoptions."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import slugify

from talkoot.audit.actions import record
from talkoot.calls.models import new_ref
from talkoot.core.states import change_state
from talkoot.correspondence.actions import queue_message
from talkoot.engagements.models import Engagement, Team
from talkoot.people.models import Organisation, User
from talkoot.practices import messages, rules
from talkoot.practices.models import Adoption, Practice
from talkoot.practices.queries import draft_fields, published_practices, team_draft_fields
from talkoot.programmes.models import Programme, Theme
from talkoot.search.actions import Source, index_documents, remove_document
from talkoot.search.models import Document

KIND = "practice"

TEXT_FIELDS = frozenset(
    (
        "title gist unit_name sector status need what_was_done who_took_part results may_publish"
    ).split()
)


def new_slug(title: str) -> str:
    """The address of a practice: its title, and a part that no other practice has."""
    return f"{slugify(title)[:80]}-{new_ref()[:6]}".strip("-")


@transaction.atomic
def draft_from_engagement(engagement: Engagement, *, by: User) -> Practice:
    """Draft a practice of a delivered engagement from its records, or return the one made before.

    Refuses before the day has been reported.
    """
    rules.check_draft(engagement)
    existing = Practice.objects.filter(engagement=engagement).first()
    if existing:
        return existing
    with translation.override(engagement.application.language):
        fields = draft_fields(engagement)
    practice = Practice.objects.create(
        programme=engagement.application.call.offering.programme,
        slug=new_slug(fields["title"]),
        engagement=engagement,
        author=engagement.application.applicant,
        is_demo=engagement.is_demo,
        **fields,
    )
    record("practices.practice.drafted", practice, by=by)
    return practice


@transaction.atomic
def draft_from_team(team: Team, *, by: User) -> Practice:
    """Draft a practice of a team's harvest, experiments and answers, or return the one made before.

    Refuses before the harvest, and a team without an organisation of the register.
    """
    Team.objects.select_for_update(of=("self",)).get(pk=team.pk)
    existing = Practice.objects.filter(team=team).first()
    if existing:
        return existing
    organisation = team.organisations.order_by("pk").first()
    if team.application is not None:
        organisation = team.application.organisation
    rules.check_draft_team(team, organisation)
    assert organisation is not None
    fields = team_draft_fields(team)
    practice = Practice.objects.create(
        programme=team.programme,
        slug=new_slug(fields["title"]),
        team=team,
        organisation=organisation,
        author=by,
        language=translation.get_language() or "fi",
        is_demo=team.is_demo,
        **fields,
    )
    record("practices.practice.drafted", practice, by=by)
    return practice


@transaction.atomic
def start_practice(
    programme: Programme, *, organisation: Organisation, title: str, by: User
) -> Practice:
    """Open an empty draft of one's own organisation's practice; refuses an unconfirmed member."""
    rules.check_start(by, organisation.pk)
    practice = Practice.objects.create(
        programme=programme,
        slug=new_slug(title),
        organisation=organisation,
        title=title,
        author=by,
        language=translation.get_language() or "fi",
        is_demo=programme.is_demo,
    )
    record("practices.practice.drafted", practice, by=by)
    return practice


@transaction.atomic
def save_practice(
    practice: Practice, *, texts: dict[str, Any], themes: list[Theme] | None = None, by: User
) -> Practice:
    """Save the author's corrections as they are; refuses once it is with the office."""
    practice = _locked(practice)
    rules.check_editable(practice)
    unknown = set(texts) - TEXT_FIELDS
    if unknown:
        raise ValueError(f"Not texts of a practice: {unknown}")
    for name, value in texts.items():
        setattr(practice, name, value)
    practice.save(update_fields=[*texts])
    if themes is not None:
        practice.themes.set(themes)
    record("practices.practice.saved", practice, by=by)
    return practice


@transaction.atomic
def submit_practice(practice: Practice, *, by: User) -> Practice:
    """Send the practice to the office; refuses while required answers are missing."""
    practice = _locked(practice)
    rules.check_submit(practice)
    moved = change_state(practice, Practice.State.SUBMITTED, rules.TRANSITIONS)
    record("practices.practice.submitted", practice, by=by, **moved)
    return practice


@transaction.atomic
def publish_practice(practice: Practice, *, by: User) -> Practice:
    """Make the practice public and searchable, and tell the author."""
    practice = _locked(practice)
    practice.published_at = timezone.now()
    practice.editor_note = ""
    practice.save(update_fields=["published_at", "editor_note"])
    moved = change_state(practice, Practice.State.PUBLISHED, rules.TRANSITIONS)
    record("practices.practice.published", practice, by=by, **moved)
    index_practice(practice)
    _tell_author(practice, "practice-published", messages.published, practice)
    return practice


@transaction.atomic
def return_practice(practice: Practice, *, note: str, by: User) -> Practice:
    """Return the practice to its author with the office's note."""
    practice = _locked(practice)
    practice.editor_note = note
    practice.save(update_fields=["editor_note"])
    moved = change_state(practice, Practice.State.RETURNED, rules.TRANSITIONS)
    record("practices.practice.returned", practice, by=by, **moved)
    _tell_author(practice, "practice-returned", messages.returned, practice)
    return practice


@transaction.atomic
def withdraw_practice(practice: Practice, *, note: str, by: User) -> Practice:
    """Take a published practice off; it leaves search at once and its author is told why."""
    practice = _locked(practice)
    rules.check_withdraw(practice)
    practice.editor_note = note
    practice.save(update_fields=["editor_note"])
    moved = change_state(practice, Practice.State.WITHDRAWN, rules.TRANSITIONS)
    record("practices.practice.withdrawn", practice, by=by, **moved)
    remove_document(KIND, practice.pk)
    _tell_author(practice, "practice-withdrawn", messages.withdrawn, practice)
    return practice


@transaction.atomic
def adopt(
    practice: Practice,
    *,
    organisation: Organisation,
    stage: str,
    fidelity: str,
    adopted_on: datetime.date,
    note: str = "",
    by: User,
) -> Adoption:
    """Mark that an organisation adopted the practice, or bring its earlier mark up to date.

    Refuses an unpublished practice, one's own organisation and an unconfirmed member. The author
    is told of a new adoption.
    """
    practice = _locked(practice)
    rules.check_adopt(by, practice, organisation.pk)
    adoption, is_new = Adoption.objects.update_or_create(
        practice=practice,
        organisation=organisation,
        defaults={
            "stage": stage,
            "fidelity": fidelity,
            "adopted_on": adopted_on,
            "note": note,
            "stated_by": by,
            "state": Adoption.State.VISIBLE,
            "is_demo": organisation.is_demo or practice.is_demo,
        },
    )
    record("practices.adoption.stated", adoption, by=by, after={"stage": stage})
    _count_adoptions(practice)
    if is_new:
        _tell_author(practice, f"practice-adopted-{organisation.pk}", messages.adopted, adoption)
    return adoption


@transaction.atomic
def remove_adoption(adoption: Adoption, *, by: User) -> None:
    """Take an adoption off the page; its record stays in the log."""
    practice = _locked(adoption.practice)
    moved = change_state(adoption, Adoption.State.REMOVED, rules.ADOPTION_TRANSITIONS)
    record("practices.adoption.removed", adoption, by=by, **moved)
    _count_adoptions(practice)


@transaction.atomic
def add_published(practices: Sequence[tuple[Practice, list[Theme]]]) -> list[Practice]:
    """Create practices that are public from the start, with their themes, and index them.

    Nobody is told of them by mail. The caller, an import, has checked them and logs them.
    """
    made = Practice.objects.bulk_create([practice for practice, _ in practices], batch_size=200)
    link = Practice.themes.through
    link.objects.bulk_create(
        [
            link(practice_id=practice.pk, theme_id=theme.pk)
            for practice, themes in practices
            for theme in themes
        ],
        batch_size=500,
    )
    index_documents(KIND, (_source(practice, themes) for practice, themes in practices))
    return made


def index_practice(practice: Practice) -> None:
    """Bring the search index up to date with a published practice."""
    index_documents(KIND, [_source(practice, list(practice.themes.all()))])


def reindex_all() -> int:
    """Build the search index of practices anew: whatever is published and nothing else."""
    published = published_practices().select_related("organisation__municipality", "sector")
    kept = published_practices().values("pk")
    for gone in Document.objects.filter(kind=KIND).exclude(object_id__in=kept):
        remove_document(KIND, gone.object_id)
    rows = published.prefetch_related("themes").order_by("pk").iterator(chunk_size=500)
    return index_documents(KIND, (_source(row, list(row.themes.all())) for row in rows))


def _source(practice: Practice, themes: list[Theme]) -> Source:
    """What a practice is found by: its texts, its organisation and how it is classified."""
    municipality = practice.organisation.municipality
    words = [
        practice.gist,
        practice.organisation.name,
        f"{municipality.name_fi} {municipality.region_fi}" if municipality else "",
        practice.unit_name,
        practice.sector.name_fi if practice.sector else "",
        *(theme.name_fi for theme in themes),
        practice.need,
        practice.what_was_done,
        practice.results,
    ]
    return Source(practice.pk, practice.title, "\n".join(words))


def _count_adoptions(practice: Practice) -> None:
    rows = practice.adoptions.filter(state=Adoption.State.VISIBLE, stage__in=rules.COUNTED_STAGES)
    practice.adoption_count = rows.count()
    practice.save(update_fields=["adoption_count"])


def _tell_author(practice: Practice, kind: str, write: Any, subject_of: Any) -> None:
    if practice.author is None:
        return
    with translation.override(practice.author.language):
        subject, body = write(subject_of)
    queue_message(
        kind,
        key=f"{kind}-{practice.pk}-{practice.state_changed_at:%Y%m%d%H%M%S%f}",
        office_id=practice.programme.office_id,
        to=practice.author,
        subject=subject,
        body=body,
        delay_seconds=0,
        is_demo=practice.is_demo,
    )


def _locked(practice: Practice) -> Practice:
    """The row as it is now, locked until the transaction ends."""
    rows = Practice.objects.select_for_update(of=("self",)).select_related(
        "programme", "organisation__municipality", "author", "sector"
    )
    return rows.get(pk=practice.pk)
