"""Reads of calls: what is public, what the office sees, how much is left."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce

from talkoot.calls.models import (
    Application,
    Call,
    CallVersion,
    Intake,
    ParticipantGroup,
    Quota,
)
from talkoot.calls.rules import calls as rules
from talkoot.calls.rules.answers import REVIEW, Missing, group_counts, questions_of, step_of
from talkoot.calls.rules.capacity import Room, full_room, quotas_of, role_shortage
from talkoot.core.access import fetch, unbarred
from talkoot.people.models import Organisation, OrganisationSuccession
from talkoot.people.rules import office_ids
from talkoot.programmes.models import Offering, Programme
from talkoot.surveys.models import Questionnaire

State = Application.State
PENDING = (State.SUBMITTED, State.INCOMPLETE)
SHOWN_SECONDS = 30


def public_calls(*, programme_slug: str = "", kind: str = "") -> "QuerySet[Call]":
    """Published calls, of one programme or one kind of offering if named."""
    rows = Call.objects.exclude(published_at=None).select_related("offering__programme")
    if programme_slug:
        rows = rows.filter(offering__programme__slug=programme_slug)
    if kind:
        rows = rows.filter(offering__kind=kind)
    return rows


# When the versions were published; what they said is long, and their own page reads it.
VERSION_TIMES = Prefetch("versions", CallVersion.objects.only("call", "number", "created_at"))
SHOWN = ("criteria", "quotas", "intakes", VERSION_TIMES)


def get_public_call(user: Any, slug: str, *, parts: Iterable[str | Prefetch] = SHOWN) -> Call:
    """The call with what its page shows, or with those `parts`; a draft only for its office."""
    rows = Call.objects.select_related("offering__programme")
    return fetch(rows.prefetch_related(*parts), user, rules.can_read_call, slug=slug)


def earlier_calls(call: Call) -> "QuerySet[Call]":
    """The published calls of the same service that opened before this one: its earlier rounds."""
    return Call.objects.filter(
        offering=call.offering_id, published_at__isnull=False, opens_at__lt=call.opens_at
    ).exclude(pk=call.pk)


def get_office_call(user: Any, slug: str) -> Call:
    """The call for its office, published or not."""
    rows = Call.objects.select_related(
        "offering__programme__office", "questionnaire", "copied_from"
    ).prefetch_related("criteria", "quotas", "intakes", "versions__published_by")
    return fetch(rows, user, rules.can_edit_call, slug=slug)


def office_calls_with_counts(user: Any) -> "QuerySet[Call]":
    """The calls of the person's programmes, drafts first, with how many have applied.

    Those that are kept from the person are not counted.
    """
    seen = unbarred(Application.objects.filter(submitted_at__isnull=False).order_by(), user)
    sent = Count("applications", filter=Q(applications__in=seen.values("pk")))
    return (
        Call.objects.filter(offering__programme__office__in=office_ids(user))
        .select_related("offering__programme")
        .annotate(sent_count=sent)
        .order_by(F("published_at").desc(nulls_first=True), "-opens_at", "pk")
    )


def office_offerings(user: Any) -> "QuerySet[Offering]":
    """What the person's programmes offer, for a new call."""
    rows = Offering.objects.filter(programme__office__in=office_ids(user))
    return rows.select_related("programme").order_by("programme__name_fi", "order")


def application_questionnaires(call: Call) -> "QuerySet[Questionnaire]":
    """Published questionnaires for applications: the programme's own and those that are shipped."""
    return Questionnaire.objects.filter(
        Q(programme=None) | Q(programme=call.offering.programme_id),
        purpose=Questionnaire.Purpose.APPLICATION,
        is_published=True,
    ).order_by("code", "-version")


def newest_questionnaire(code: str) -> Questionnaire | None:
    """The newest published version of a shipped questionnaire."""
    rows = Questionnaire.objects.filter(code=code, programme=None, is_published=True)
    return rows.order_by("-version").first()


def programmes_of_calls() -> "QuerySet[Programme]":
    """The programmes that have published calls."""
    calls = Call.objects.exclude(published_at=None)
    rows = Programme.objects.filter(offerings__in=calls.values("offering"))
    return rows.distinct().order_by("name_fi")


def kinds_of_calls() -> list[str]:
    """The kinds of offering for which there are published calls."""
    rows = Call.objects.exclude(published_at=None).order_by("offering__kind")
    return list(rows.values_list("offering__kind", flat=True).distinct())


def versions_of(call: Call) -> "QuerySet[CallVersion]":
    """The published versions of the call's text, oldest first."""
    return CallVersion.objects.filter(call=call).select_related("published_by")


def intake_for(call: Call, at: datetime.datetime) -> Intake | None:
    """The round of an application that arrives at the moment."""
    return rules.intake_at(Intake.objects.filter(call=call), at)


def predecessors() -> dict[int, set[int]]:
    """{organisation id: ids of all whose work it carries on}, over several mergers."""
    direct: dict[int, set[int]] = {}
    pairs = OrganisationSuccession.objects.values_list("successor_id", "predecessor_id")
    for successor, predecessor in pairs:
        direct.setdefault(successor, set()).add(predecessor)
    found: dict[int, set[int]] = {}
    for key, nearest in direct.items():
        reached: set[int] = set()
        waiting = set(nearest)
        while waiting:
            step = waiting.pop()
            if step not in reached:
                reached.add(step)
                waiting |= direct.get(step, set())
        found[key] = reached - {key}
    return found


def granted_in(programme_id: int) -> "QuerySet[Application]":
    """What the programme has granted, in any of its calls."""
    calls = Call.objects.filter(offering__programme=programme_id)
    return Application.objects.filter(call__in=calls.values("pk"), state=State.APPROVED)


def is_first_timer(call: Call, organisation_id: int, at: datetime.datetime) -> bool:
    """The programme has granted no earlier application of the organisation or its predecessors."""
    earlier = {organisation_id, *predecessors().get(organisation_id, ())}
    granted = granted_in(call.offering.programme_id)
    return not granted.filter(organisation__in=earlier, submitted_at__lt=at).exists()


def from_first_timers(call: Call) -> Q:
    """The same as a condition of the call's applications, in the database.

    Merged organisations are few: what their predecessors were granted first is named one by one.
    Read once for each instance of the call.
    """
    if not hasattr(call, "_from_first_timers"):
        call._from_first_timers = _first_timers(call)  # type: ignore[attr-defined]
    condition: Q = call._from_first_timers  # type: ignore[attr-defined]
    return condition


def _first_timers(call: Call) -> Q:
    granted = granted_in(call.offering.programme_id)
    own = granted.filter(
        organisation=OuterRef("organisation"), submitted_at__lt=OuterRef("submitted_at")
    )
    condition = Q(~Exists(own))
    merged = predecessors()
    if not merged:
        return condition
    firsts = granted.filter(organisation__in=set().union(*merged.values())).order_by()
    arrivals = dict(firsts.values_list("organisation").annotate(Min("submitted_at")))
    for successor, earlier in merged.items():
        known = [arrivals[key] for key in earlier & arrivals.keys()]
        if known:
            condition &= ~Q(organisation=successor, submitted_at__gt=min(known))
    return condition


def rooms(call: Call) -> list[Room]:
    """How much is left of each quota of the call; no query without quotas but their own."""
    return _rooms(call, quotas_of(call))


def role_rooms(call: Call) -> list[Room]:
    """The same of its seats by role group."""
    return _rooms(call, [quota for quota in call.quotas.all() if quota.role])


def role_gap(application: Application) -> Missing | None:
    """That the call has too few seats for the people of a role group, told before the sending.

    One query where the call has no such quota.
    """
    sentence = role_shortage(role_rooms(application.call), group_counts(application))
    if not sentence:
        return None
    asked = (step_of(item) for item in questions_of(application) if item.code == "groups")
    return Missing("groups", next(asked, REVIEW), sentence)


def shown_rooms(call: Call, quotas: Sequence[Quota]) -> list[Room]:
    """The same for a page, counted at most every half a minute: on the last day many read it."""
    if not quotas:
        return []
    terms = "-".join(
        f"{row.measure}{row.region_code}{row.is_for_first_timers}{row.role}" for row in quotas
    )
    key = f"rooms-{call.pk}-{terms}"
    taken = cache.get(key)
    if taken is None:
        taken = [(room.granted, room.pending) for room in _rooms(call, quotas)]
        cache.set(key, taken, SHOWN_SECONDS)
    return [Room(quota, *sums) for quota, sums in zip(quotas, taken, strict=True)]


def is_roomy(call: Call, quotas: Sequence[Quota], region_code: str) -> bool:
    """Anybody of the region gets in, even if all that is kept for first-timers were still unused.

    Most often so, and cheaper to find out than who has been granted something before.
    """
    rooms = _rooms(call, quotas, knows_first_timers=False)
    return full_room(rooms, region_code=region_code, is_first_timer=False) is None


def _rooms(call: Call, quotas: Sequence[Quota], *, knows_first_timers: bool = True) -> list[Room]:
    """The quotas with what has been granted of them and what waits for a decision.

    The database counts, all quotas in one query, so that a crowded call costs little more than an
    empty one. Nobody is a first-timer when that is not asked, and then only what fills a quota is
    counted: of days what has been granted.
    """
    totals = {}
    is_first = None
    for number, quota in enumerate(quotas):
        condition = Q()
        if quota.region_code:
            places = Organisation.objects.filter(municipality__region_code=quota.region_code)
            condition &= Q(organisation__in=places.values("pk"))
        if quota.is_for_first_timers:
            if not knows_first_timers:
                continue
            is_first = is_first or from_first_timers(call)
            condition &= is_first
        totals[f"quota_{number}"] = _total(quota, condition)
    granted: dict[str, Decimal] = defaultdict(Decimal)
    pending: dict[str, Decimal] = defaultdict(Decimal)
    if totals:
        has_seats = any(quota.measure == Quota.Measure.SEATS for quota in quotas)
        counted = PENDING if knows_first_timers or has_seats else ()
        live = Application.objects.filter(call=call, state__in=(State.APPROVED, *counted))
        rows = live.order_by().values_list("state").annotate(**totals)
        for state, *sums in rows.values_list("state", *totals):
            taken = granted if state == State.APPROVED else pending
            for name, total in zip(totals, sums, strict=True):
                taken[name] += Decimal(total or 0)
    names = [f"quota_{number}" for number in range(len(quotas))]
    return [
        Room(quota, granted[name], pending[name]) for quota, name in zip(quotas, names, strict=True)
    ]


def _total(quota: Quota, condition: Q) -> Count | Sum:
    """The applications that the quota counts, or their days: those granted, else applied for.

    Of a role group the people that the applications tell of.
    """
    if quota.role:
        groups = ParticipantGroup.objects.filter(application=OuterRef("pk"), role=quota.role)
        return Sum(Subquery(groups.values("count")[:1]))
    if quota.measure == Quota.Measure.SEATS:
        return Count("pk", filter=condition)
    # What stands higher on the ladder is read by name, never imported. The engagement knows the
    # days in all when a reconsideration has added to the decision's.
    granted = Coalesce(F("engagement__days_granted"), F("decision__days"))
    days = Case(When(state=State.APPROVED, then=granted), default=F("days_requested"))
    return Sum(days, filter=condition)


def region_of(organisation: Organisation) -> str:
    """The code of the region where the organisation is; empty without a municipality."""
    municipality = organisation.municipality
    return municipality.region_code if municipality else ""


def applicant_facts(
    call: Call, organisation: Organisation, at: datetime.datetime
) -> dict[str, Any]:
    """What quotas ask of an applicant, as rules.capacity.check_room takes it."""
    return {
        "region_code": region_of(organisation),
        "is_first_timer": is_first_timer(call, organisation.pk, at),
    }


def calls_to_remind(at: datetime.datetime) -> list[Call]:
    """Open calls whose deadline is at most their `reminder_days` away."""
    rows = public_calls().filter(opens_at__lte=at, closes_at__gt=at, reminder_days__gt=0)
    return [call for call in rows if rules.reminds_from(call) <= at]


def unsent_drafts(calls: list[Call]) -> "QuerySet[Application]":
    """The drafts of the calls with those who write them."""
    return (
        Application.objects.filter(state=State.DRAFT, call__in=calls)
        .select_related("call__offering__programme", "applicant")
        .prefetch_related("writers__user")
        .order_by("pk")
    )
