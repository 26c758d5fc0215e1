"""From a draft to a published practice, and off again; the texts are written in writing.py."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import slugify

from talkoot.audit.actions import record
from talkoot.calls.models import new_ref
from talkoot.core.states import change_state
from talkoot.engagements.models import Engagement, Team
from talkoot.people.models import Organisation, User
from talkoot.practices import messages, rules
from talkoot.practices.actions.diffusion import keep_level
from talkoot.practices.actions.indexing import KIND, index_practice
from talkoot.practices.actions.indexing import reindex_all as reindex_all
from talkoot.practices.actions.lead_ends import close_published_lead
from talkoot.practices.actions.listed import note_listed
from talkoot.practices.actions.mails import tell_owners
from talkoot.practices.actions.versions import decline_open_change, keep_version
from talkoot.practices.models import ImportMark, Practice, Version
from talkoot.practices.queries import draft_fields, team_draft_fields
from talkoot.practices.queries.owners import owners_of
from talkoot.practices.queries.writing import minutes_written
from talkoot.programmes.models import Programme
from talkoot.search.actions import remove_document


def new_slug(title: str) -> str:
    """The address of a practice: its title, and a part that no other practice has."""
    return f"{slugify(title)[:80]}-{new_ref()[:6]}".strip("-")


@transaction.atomic
def draft_from_engagement(engagement: Engagement, *, by: User) -> Practice:
    """Draft a practice of a delivered engagement from its records, or return the one made before.

    Refuses before the day has been reported.
    """
    Engagement.objects.select_for_update(of=("self",)).get(pk=engagement.pk)
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
        place=engagement.application.organisation.municipality,
        origin=Practice.Origin.SERVICE,
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
        place=organisation.municipality,
        origin=Practice.Origin.SERVICE,
        author=by,
        language=translation.get_language() or "fi",
        is_demo=team.is_demo,
        **fields,
    )
    record("practices.practice.drafted", practice, by=by)
    return practice


@transaction.atomic
def start_practice(
    programme: Programme,
    *,
    organisation: Organisation,
    title: str,
    kind: str = Practice.Kind.PRACTICE,
    by: User,
) -> Practice:
    """Open an empty draft of one's own organisation's practice; refuses an unconfirmed member."""
    rules.check_start(by, organisation.pk)
    rules.check_present(organisation)
    practice = Practice.objects.create(
        programme=programme,
        slug=new_slug(title),
        organisation=organisation,
        title=title,
        kind=kind,
        status=rules.FIRST_STATUS.get(Practice.Kind(kind), Practice.Status.IN_USE),
        place=organisation.municipality,
        author=by,
        language=translation.get_language() or "fi",
        is_demo=programme.is_demo,
    )
    record("practices.practice.drafted", practice, by=by)
    return practice


@transaction.atomic
def submit_practice(practice: Practice, *, by: User) -> Practice:
    """Send the practice to the office; refuses while required answers are missing.

    The first time, how long the writing took is kept.
    """
    practice = locked(practice)
    rules.check_submit(practice)
    is_first = practice.state == Practice.State.DRAFT
    moved = change_state(practice, Practice.State.SUBMITTED, rules.TRANSITIONS)
    if is_first:
        practice.writing_minutes = minutes_written(practice, timezone.now())
        practice.save(update_fields=["writing_minutes"])
    keep_version(practice, Version.Occasion.SENT, by=by)
    after = {**moved["after"], "writing_minutes": practice.writing_minutes}
    record("practices.practice.submitted", practice, by=by, before=moved["before"], after=after)
    return practice


@transaction.atomic
def publish_practice(practice: Practice, *, by: User) -> Practice:
    """Make the practice public and searchable, and tell the author.

    One that an import brought keeps the day that its file told. Refuses without the permission to
    publish, which an import may lack.
    """
    practice = locked(practice)
    rules.check_publish(practice)
    mark = ImportMark.objects.filter(pk=practice.pk).first()
    practice.last_checked_at = timezone.now()
    practice.published_at = (mark and mark.published_at) or practice.last_checked_at
    practice.editor_note = ""
    practice.save(update_fields=["published_at", "editor_note", "last_checked_at"])
    moved = change_state(practice, Practice.State.PUBLISHED, rules.TRANSITIONS)
    keep_version(practice, Version.Occasion.PUBLISHED, by=by)
    record("practices.practice.published", practice, by=by, **moved)
    keep_level(practice)
    close_published_lead(practice, by=by)
    index_practice(practice)
    tell_owners(practice, "practice-published", messages.published, practice)
    return practice


@transaction.atomic
def return_practice(practice: Practice, *, note: str, by: User) -> Practice:
    """Return the practice to its author with the office's note; refuses where nobody owns it."""
    practice = locked(practice)
    rules.check_return(owners_of(practice))
    practice.editor_note = note
    practice.save(update_fields=["editor_note"])
    moved = change_state(practice, Practice.State.RETURNED, rules.TRANSITIONS)
    record("practices.practice.returned", practice, by=by, **moved)
    tell_owners(practice, "practice-returned", messages.returned, practice)
    return practice


@transaction.atomic
def withdraw_practice(practice: Practice, *, note: str, by: User) -> Practice:
    """Take a published practice off; it leaves search at once and its author is told why."""
    practice = locked(practice)
    rules.check_withdraw(practice)
    practice.editor_note = note
    practice.save(update_fields=["editor_note"])
    moved = change_state(practice, Practice.State.WITHDRAWN, rules.TRANSITIONS)
    decline_open_change(practice, note=note)
    record("practices.practice.withdrawn", practice, by=by, **moved)
    remove_document(KIND, practice.pk)
    keep_level(practice)
    note_listed(practice.pk)
    tell_owners(practice, "practice-withdrawn", messages.withdrawn, practice)
    return practice


def locked(practice: Practice) -> Practice:
    """The row as it is now, locked until the transaction ends."""
    rows = Practice.objects.select_for_update(of=("self",)).select_related(
        "programme", "organisation__municipality", "author", "sector"
    )
    return rows.get(pk=practice.pk)
