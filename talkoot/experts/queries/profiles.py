"""Reads of profiles, of the directory and of what waits for the office."""

import datetime
from typing import Any

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.utils import timezone

from talkoot.core.access import fetch
from talkoot.experts.models import (
    Availability,
    DirectoryView,
    Expert,
    ExpertReply,
    ExpertTie,
    ProfileChange,
    Replacement,
    TrainerCurriculum,
)
from talkoot.experts.queries import listed_experts
from talkoot.experts.rules import can_read, rows_of_person
from talkoot.experts.rules.profiles import can_edit, can_moderate
from talkoot.files.models import StoredFile
from talkoot.people.models import User
from talkoot.people.rules import office_ids

SEED_VALID = datetime.timedelta(days=1)
PROGRAMME = "supplier__framework__programme"


def directory_experts(*, on: datetime.date) -> "QuerySet[Expert]":
    """listed_experts with `is_away`, for the directory."""
    away = Availability.objects.filter(
        Q(expert=OuterRef("pk")) | Q(expert__user=OuterRef("user")),
        kind=Availability.Kind.AWAY,
        starts_on__lte=on,
        ends_on__gte=on,
    )
    return listed_experts(on=on).annotate(is_away=Exists(away))


def is_known_seed(seed: str) -> bool:
    """The seed was drawn for the directory within a day; an invented one is not."""
    views = DirectoryView.objects.filter(seen_at__gte=timezone.now() - SEED_VALID)
    return bool(seed) and views.filter(seed=seed).exists()


def profiles() -> "QuerySet[Expert]":
    """Experts with what a profile shows."""
    return Expert.objects.select_related(
        "supplier__organisation", PROGRAMME, "home_municipality", "photo", "user"
    ).prefetch_related(
        "themes",
        "competences",
        Prefetch("replies", ExpertReply.objects.filter(state=ExpertReply.State.PUBLISHED)),
    )


def get_profile(user: Any, slug: str) -> Expert:
    """The profile that `user` may read with what its supplier teaches, else NotFound."""
    taught = TrainerCurriculum.objects.select_related("offering")
    rows = profiles().prefetch_related(Prefetch("supplier__curricula", taught))
    return _with_periods(fetch(rows, user, can_read, slug=slug))


def own_profiles(user: User) -> "QuerySet[Expert]":
    """The person's profiles, one under each agreement; first that under which one works now."""
    present = listed_experts(on=timezone.localdate()).filter(pk=OuterRef("pk"))
    return (
        Expert.objects.filter(user=user)
        .annotate(is_present=Exists(present))
        .select_related("supplier__framework")
        .order_by("-is_present", "-supplier__framework__valid_to", "-pk")
    )


def get_own_profile(user: User, slug: str = "") -> Expert:
    """The person's own profile, else NotFound; `is_leaving` while a replacement is asked for.

    Of several agreements it is the one chosen by `slug`, else the one under which the person works
    now, else the newest.
    """
    waiting = Replacement.objects.filter(expert=OuterRef("pk"), state=Replacement.State.REQUESTED)
    rows = profiles().annotate(is_leaving=Exists(waiting))
    is_chosen = Case(When(slug=slug, then=0), default=1)
    mine = own_profiles(user).order_by(is_chosen, *own_profiles(user).query.order_by)
    return _with_periods(fetch(rows, user, can_edit, pk=Subquery(mine.values("pk")[:1])))


def own_periods(expert: Expert) -> "QuerySet[Availability]":
    """The person's periods that have not passed, told under whichever agreement."""
    return Availability.objects.filter(
        expert__in=rows_of_person(expert), ends_on__gte=timezone.localdate()
    )


def _with_periods(expert: Expert) -> Expert:
    expert.periods = list(own_periods(expert))  # type: ignore[attr-defined]
    return expert


def own_ties(expert: Expert) -> "QuerySet[ExpertTie]":
    """The ties that the person has declared and not ended."""
    ties = ExpertTie.objects.filter(expert__in=rows_of_person(expert), ended_at=None)
    return ties.select_related("organisation")


def newest_change(expert: Expert) -> ProfileChange | None:
    return expert.profile_changes.order_by("-created_at", "-pk").first()


def newest_reply(expert: Expert) -> ExpertReply | None:
    # By the table: the profile has read the published ones only.
    return ExpertReply.objects.filter(expert=expert).order_by("-created_at", "-pk").first()


def _of_offices(rows: Any, user: Any) -> Any:
    office = {f"expert__{PROGRAMME}__office__in": office_ids(user)}
    return rows.filter(**office).select_related(f"expert__{PROGRAMME}")


def waiting_changes(user: Any) -> "QuerySet[ProfileChange]":
    """Changes that wait for the person's offices, the oldest first."""
    rows = ProfileChange.objects.filter(state=ProfileChange.State.SUBMITTED)
    return _of_offices(rows, user)  # type: ignore[no-any-return]


def waiting_replies(user: Any) -> "QuerySet[ExpertReply]":
    """Replies that wait for the person's offices, the oldest first."""
    rows = ExpertReply.objects.filter(state=ExpertReply.State.SUBMITTED)
    return _of_offices(rows, user).order_by("created_at", "pk")  # type: ignore[no-any-return]


def get_change(user: Any, pk: int) -> ProfileChange:
    rows = ProfileChange.objects.select_related(f"expert__{PROGRAMME}", "expert__user")
    return fetch(rows, user, can_moderate, pk=pk)


def get_reply(user: Any, pk: int) -> ExpertReply:
    rows = ExpertReply.objects.select_related(f"expert__{PROGRAMME}", "expert__user")
    return fetch(rows, user, can_moderate, pk=pk)


def get_photo(user: Any, slug: str) -> StoredFile | None:
    """The picture of a profile that `user` may read."""
    rows = Expert.objects.select_related(PROGRAMME, "photo")
    return fetch(rows, user, can_read, slug=slug).photo
