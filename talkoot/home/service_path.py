"""The path of services of an organisation: what it has gone through, in order.

The office sees what belongs to its own programmes, and nothing of a case that is kept from it.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls.models import Application, Call
from talkoot.calls.queries import open_calls
from talkoot.core.access import fetch, unbarred
from talkoot.core.dates import days_words
from talkoot.decisions.queries.publicity import register_entries
from talkoot.decisions.rules.publicity import register_state
from talkoot.engagements.models import ContinuationPurchase
from talkoot.engagements.rules.hours import report_of
from talkoot.events.models import Sequel, Series, Session
from talkoot.people.models import Organisation
from talkoot.people.rules import confirmed_ids, office_ids

Item = dict[str, Any]


def can_see_path(user: Any, organisation: Organisation) -> bool:
    """Confirmed members of the organisation, and programme offices."""
    return organisation.pk in confirmed_ids(user) or bool(office_ids(user))


def get_organisation(user: Any, key: str) -> Organisation:
    """The organisation, for those who may see its path."""
    return fetch(Organisation.objects.all(), user, can_see_path, key=key)


def applications_of(
    organisation: Organisation, user: Any, *, is_own: bool
) -> "QuerySet[Application]":
    """What the organisation has applied for, alone or with others, as the register tells it.

    `is_own`: the person is its confirmed member.
    """
    joint = Q(
        joint_applicants__organisation=organisation, joint_applicants__confirmed_at__isnull=False
    )
    keys = Application.objects.order_by().filter(Q(organisation=organisation) | joint)
    rows = register_entries().filter(pk__in=keys.values("pk"))
    if not is_own:
        rows = rows.filter(call__offering__programme__office__in=office_ids(user))
    if office_ids(user):
        rows = unbarred(rows, user)
    return rows.select_related("call__offering").order_by("submitted_at", "pk")


def service_path(organisation: Organisation, user: Any) -> list[Item]:
    """What has happened, the oldest first, for ui/timeline.html; a fixed number of queries."""
    is_own = organisation.pk in confirmed_ids(user)
    applications = list(applications_of(organisation, user, is_own=is_own))
    keys = [row.pk for row in applications]
    of_case = Q(series__engagement__application__in=keys)
    held = Session.objects.filter(of_case, state=Session.State.HELD)
    items = [_applied(row, user) for row in applications]
    items += map(_day, held.select_related("series__engagement__expert", "day_report__expert"))
    items += map(_training, trainings_of(organisation, user, is_own=is_own))
    bought = ContinuationPurchase.objects.filter(engagement__application__in=keys)
    items += map(_bought, bought)
    items += map(_followed, Sequel.objects.filter(of_case))
    return sorted(items, key=lambda item: item["on"])


def trainings_of(organisation: Organisation, user: Any, *, is_own: bool) -> Iterable[Any]:
    """Series with a page of their own at which somebody of the organisation has been, `last_at`."""
    rows = Series.objects.filter(
        sessions__presences__organisation=organisation, engagement__isnull=True
    )
    if not is_own:
        rows = rows.filter(programme__office__in=office_ids(user))
    rows = unbarred(rows, user) if office_ids(user) else rows
    return rows.order_by().annotate(last_at=Max("sessions__starts_at")).exclude(last_at=None)


def ways_on(organisation: Organisation, user: Any) -> tuple[Application | None, list[Call]]:
    """The person's own latest application that can be gone on from, and the open calls."""
    mine = Application.objects.filter(organisation=organisation, applicant=user)
    sent = mine.exclude(submitted_at=None).exclude(state=Application.State.DRAFT)
    earlier = sent.order_by("-submitted_at", "-pk").first()
    if earlier is None:
        return None, []
    calls = open_calls(timezone.now()).exclude(questionnaire=None)
    return earlier, list(calls.select_related("offering"))


def _local(moment: datetime.datetime | None) -> datetime.date:
    return timezone.localdate(moment)


def _applied(row: Application, user: Any) -> Item:
    words = {"service": row.call.offering.name, "number": row.number}
    is_mine = row.applicant_id == user.pk
    page = "my-application" if is_mine else "office-application"
    is_office = row.call.offering.programme.office_id in office_ids(user)
    item: Item = {
        "text": _("Application: %(service)s") % words,
        "on": _local(row.submitted_at),
        "note": f"{row.number}, {register_state(row)}",
        "is_done": True,
    }
    if is_mine or is_office:
        item |= {"url": reverse(page, args=[row.ref]), "link_text": row.number}
    return item


def _day(session: Session) -> Item:
    report = report_of(session)
    expert = report.expert if report else session.series.engagement.expert  # type: ignore[attr-defined]
    return {
        "text": _("A day was held"),
        "on": _local(session.starts_at),
        "note": expert.name if expert else "",
        "is_done": True,
    }


def _training(series: Any) -> Item:
    item: Item = {
        "text": series.title,
        "on": _local(series.last_at),
        "note": str(series.get_kind_display()),
        "is_done": True,
    }
    if series.slug and series.state == Series.State.PUBLISHED:
        item |= {"url": reverse("event", args=[series.slug]), "link_text": _("To the page")}
    return item


def _bought(row: ContinuationPurchase) -> Item:
    return {
        "text": _("Went on with the same expert"),
        "on": row.bought_on,
        "note": days_words(row.days),
        "is_done": True,
    }


def _followed(row: Sequel) -> Item:
    return {
        "text": _("What followed"),
        "on": row.on,
        "note": f"{row.get_kind_display()}: {row.text}",
        "is_done": True,
    }
