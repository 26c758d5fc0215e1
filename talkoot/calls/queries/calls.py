"""Reads of calls: what is public, what the office sees, how much is left."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import Any

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
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from talkoot.calls.models import Application, Call, CallVersion, Intake, Quota
from talkoot.calls.rules import calls as rules
from talkoot.calls.rules.capacity import Demand, Room, full_room, quotas_of, rooms_of
from talkoot.core.access import fetch, unbarred
from talkoot.people.models import Municipality, Organisation, OrganisationSuccession
from talkoot.people.rules import office_ids
from talkoot.programmes.models import Offering, Programme
from talkoot.surveys.models import Questionnaire

State = Application.State
PENDING = (State.SUBMITTED, State.INCOMPLETE)


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


def region_names(codes: Collection[str] = ()) -> dict[str, str]:
    """{code: name in the active language} of the regions that there are now, or of the `codes`."""
    rows = Municipality.objects.filter(valid_to=None).order_by("region_fi")
    if codes:
        rows = rows.filter(region_code__in=codes)
    fields = ("region_code", "region_fi", "region_sv", "region_en")
    return {
        row["region_code"]: Municipality(**row).region for row in rows.values(*fields).distinct()
    }


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
    """Neither the organisation nor its predecessors have been granted an earlier application."""
    earlier = {organisation_id, *predecessors().get(organisation_id, ())}
    granted = granted_in(call.offering.programme_id)
    return not granted.filter(organisation__in=earlier, submitted_at__lt=at).exists()


def _from_first_timers(call: Call) -> Q:
    """The same as a condition of the call's applications, in the database.

    Merged organisations are few: what their predecessors were granted first is named one by one.
    """
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


def demands_on(call: Call, *, knows_first_timers: bool) -> list[Demand]:
    """The call's granted and waiting applications, as quotas count them.

    The database counts them, so that a crowded call costs little more than an empty one. Nobody is
    a first-timer when that is not asked.
    """
    # What stands higher on the ladder is read by name, never imported. The engagement knows the
    # days in all when a reconsideration has added to the decision's.
    granted = Coalesce(F("engagement__days_granted"), F("decision__days"))
    days = Case(When(state=State.APPROVED, then=granted), default=F("days_requested"))
    rows = (
        Application.objects.filter(call=call, state__in=(State.APPROVED, *PENDING))
        .annotate(is_first=_from_first_timers(call) if knows_first_timers else Value(False))
        .values_list("organisation__municipality__region_code", "is_first", "state")
        .annotate(count=Count("pk"), total=Sum(days))
        .order_by()
    )
    return [
        Demand(
            count=count,
            days=total or Decimal(0),
            region_code=region or "",
            is_first_timer=bool(is_first),
            is_granted=state == State.APPROVED,
        )
        for region, is_first, state, count, total in rows
    ]


def rooms(call: Call) -> list[Room]:
    """How much is left of each quota of the call; no query without quotas but their own."""
    quotas = quotas_of(call)
    has_kept = any(row.is_for_first_timers for row in quotas)
    return rooms_of(quotas, demands_on(call, knows_first_timers=has_kept)) if quotas else []


def is_roomy(call: Call, quotas: Sequence[Quota], region_code: str) -> bool:
    """Anybody of the region gets in, even if all that is kept for first-timers were still unused.

    Most often so, and cheaper to find out than who has been granted something before.
    """
    rooms = rooms_of(quotas, demands_on(call, knows_first_timers=False))
    return full_room(rooms, region_code=region_code, is_first_timer=False) is None


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
