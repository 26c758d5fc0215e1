"""Reads of sessions, reports, stuck items and outputs."""

import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.access import fetch, unbarred
from talkoot.core.refusals import NotFound
from talkoot.engagements.models import DayReport, DevelopmentTask, Engagement, Output, StuckItem
from talkoot.engagements.rules import stuck as rules
from talkoot.engagements.rules.delivery import REPORT_DAYS, can_approve
from talkoot.events.models import Session
from talkoot.experts.models import Expert
from talkoot.people.rules import office_ids

PROGRAMME = "application__call__offering__programme"


def get_session(engagement: Engagement, order: int) -> Session:
    """The engagement's session number `order`, else NotFound."""
    for session in engagement.series.sessions.all():
        if session.order == order:
            return session
    raise NotFound(_("The engagement has no such session. Choose one on the engagement's page."))


def overseen_engagements(user: Any) -> "QuerySet[Engagement]":
    """Engagements of the person's office, without those that are kept from the person."""
    rows = Engagement.objects.filter(**{f"{PROGRAMME}__office__in": office_ids(user)})
    return unbarred(rows, user)


def _reports() -> "QuerySet[DayReport]":
    return DayReport.objects.select_related(
        f"session__series__engagement__{PROGRAMME}",
        "session__series__engagement__application__organisation",
        "session__series__engagement__call_off__framework",
        "expert__user",
    )


def reports_to_approve(user: Any) -> "QuerySet[DayReport]":
    """Reports that wait for the person's office, the oldest first."""
    overseen = overseen_engagements(user)
    return (
        _reports()
        .filter(
            state=DayReport.State.SUBMITTED,
            session__series__engagement__in=overseen.values("pk"),
        )
        .exclude(expert__user=user)
        .order_by("state_changed_at", "pk")
    )


def get_report(user: Any, pk: int) -> DayReport:
    """A report that the person may approve, in any state, else NotFound."""
    rows = _reports().prefetch_related(
        "session__attendances",
        "session__presences",
        "session__series__sessions__day_report",
        "session__series__engagement__application__participant_groups",
    )
    return fetch(rows, user, can_approve, pk=pk)


def substitutes_for(engagement: Engagement) -> "QuerySet[Expert]":
    """Other experts of the same supplier who work under the agreement now, by name."""
    supplier = engagement.expert.supplier_id
    today = timezone.localdate()
    rows = Expert.objects.filter(Q(ended_on=None) | Q(ended_on__gt=today), supplier=supplier)
    return rows.exclude(pk=engagement.expert_id).order_by("name", "pk")


def late_sessions(now: datetime.datetime) -> "QuerySet[Session]":
    """Sessions held some days ago and not reported, of experts who can sign in."""
    return (
        Session.objects.filter(
            Q(series__engagement__expert__user__isnull=False, substitution=None)
            | Q(substitution__expert__user__isnull=False),
            state=Session.State.AGREED,
            ends_at__lt=now - datetime.timedelta(days=REPORT_DAYS),
        )
        .select_related(
            f"series__engagement__{PROGRAMME}",
            "series__engagement__expert__user",
            "substitution__expert__user",
        )
        .order_by("starts_at", "pk")
    )


def stuck_items(user: Any, *, programme: Any = None) -> "QuerySet[StuckItem]":
    """What waits for the person's office, the oldest first."""
    overseen = overseen_engagements(user)
    if programme is not None:
        overseen = overseen.filter(**{PROGRAMME: programme})
    return (
        StuckItem.objects.filter(state=StuckItem.State.OPEN, engagement__in=overseen.values("pk"))
        .select_related("engagement__application__organisation", "raised_by")
        .order_by("created_at", "pk")
    )


def get_stuck_item(user: Any, pk: int) -> StuckItem:
    """An item that the person may resolve, else NotFound."""
    rows = StuckItem.objects.select_related(
        f"engagement__{PROGRAMME}", "engagement__application__organisation", "raised_by"
    )
    return fetch(rows, user, rules.can_resolve, pk=pk)


def get_output(engagement: Engagement, pk: int) -> Output:
    """An output of the engagement, else NotFound."""
    output = engagement.outputs.filter(pk=pk).first()
    if output is None:
        raise NotFound(_("The engagement has no such output. Reload its page."))
    return output


def get_development_task(engagement: Engagement, pk: int) -> DevelopmentTask:
    """A development task of the engagement, else NotFound."""
    task = engagement.development_tasks.filter(pk=pk).first()
    if task is None:
        raise NotFound(_("There is no such task any more. Go back to the engagement’s page."))
    return task
