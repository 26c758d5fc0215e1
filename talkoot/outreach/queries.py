"""Reads of a programme with what the apps below hold of it."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.access import fetch
from talkoot.core.gathered import gathered
from talkoot.core.refusals import NotFound
from talkoot.credentials.models import Certificate
from talkoot.engagements.queries.stories import told_stories
from talkoot.events.models import Series, Session
from talkoot.networks.models import Network, NetworkMember, NetworkRole
from talkoot.outreach import rules
from talkoot.outreach.models import (
    Attribution,
    Award,
    Campaign,
    ChannelCount,
    MediaHit,
    NewsletterIssue,
    PodcastEpisode,
    Presentation,
    Publication,
    Story,
)
from talkoot.people.rules import editor_ids
from talkoot.practices.models import Contribution, CuratedList, Practice
from talkoot.practices.rules.lists import known
from talkoot.programmes.models import Offering, Programme
from talkoot.programmes.rules import can_read
from talkoot.surveys.models import Round
from talkoot.surveys.round_queries import published_results

REGISTERS: dict[str, type[Any]] = {
    "presentation": Presentation,
    "award": Award,
    "issue": NewsletterIssue,
    "campaign": Campaign,
    "attribution": Attribution,
    "network": Network,
    "member": NetworkMember,
    "role": NetworkRole,
    "hit": MediaHit,
    "publication": Publication,
    "episode": PodcastEpisode,
    "story": Story,
    "count": ChannelCount,
}
# The way from an entry to its programme, and the day by which the newest stand first.
PROGRAMME_OF = {
    **dict.fromkeys(REGISTERS, "programme"),
    "issue": "newsletter__programme",
    "member": "network__programme",
    "role": "network__programme",
    "attribution": "campaign__programme",
}
DAY_OF = {
    "presentation": "held_on",
    "award": "awarded_on",
    "issue": "sent_on",
    "campaign": "starts_on",
    "attribution": "created_at",
    "network": "starts_on",
    "member": "joined_on",
    "role": "created_at",
    "hit": "published_on",
    "publication": "published_on",
    "episode": "published_by",
    "story": "published_by",
    "count": "counted_on",
}
_NAMED = {
    "award": ("organisation", "practice", "event"),
    "issue": ("newsletter",),
    "attribution": ("campaign", "practice"),
    "member": ("network", "organisation"),
    "role": ("network",),
}


def check_kind(kind: str) -> None:
    if kind not in REGISTERS:
        raise NotFound(_("There is no such register. Go back to communications."))


def own_programmes(user: Any) -> "QuerySet[Programme]":
    """The programmes whose communications the person keeps, those that run first."""
    is_running = Q(state=Programme.State.RUNNING)
    rows = Programme.objects.filter(office__in=editor_ids(user))
    return rows.annotate(is_running=is_running).order_by("-is_running", "name_fi")


def get_own_programme(user: Any, slug: str) -> Programme:
    """A programme of the person's office, else NotFound."""
    rows = Programme.objects.select_related("office")
    return fetch(rows, user, rules.can_edit, slug=slug)


def entries_of(programme: Programme, kind: str) -> "QuerySet[Any]":
    """The entries of one register, the newest first, with what their names tell of."""
    check_kind(kind)
    rows = REGISTERS[kind].objects.filter(**{PROGRAMME_OF[kind]: programme})
    return rows.select_related(*_NAMED.get(kind, ())).order_by(f"-{DAY_OF[kind]}", "-pk")


def get_entry(user: Any, kind: str, pk: int) -> tuple[Any, Programme]:
    """An entry of a register of the person's own programmes with its programme, else NotFound."""
    check_kind(kind)
    path = PROGRAMME_OF[kind]
    rows = REGISTERS[kind].objects.select_related(*_NAMED.get(kind, ()), f"{path}__office")
    row = fetch(rows, user, lambda who, it: rules.can_edit(who, _programme(it, path)), pk=pk)
    return row, _programme(row, path)


def _programme(row: Any, path: str) -> Programme:
    for name in path.split("__"):
        row = getattr(row, name)
    assert isinstance(row, Programme)
    return row


def get_programme(user: Any, slug: str) -> Programme:
    """The programme that `user` may see, else NotFound; with the chain that its page leads to."""
    rows = Programme.objects.select_related("office", "impact_chain")
    return fetch(rows, user, can_read, slug=slug)


def offerings_with_series(programme: Programme) -> "QuerySet[Offering]":
    """Offerings, each with `published_series`: those that a source names. Four queries.

    `as_practices`: what describes the service for others to adopt.
    """
    # Series without a source belong to somebody's case and are not public, and sessions of one
    # organisation are its own.
    everybodys = Session.objects.filter(organisation=None)
    published = (
        Series.objects.exclude(source="")
        .select_related("organisation", "theme")
        .prefetch_related(Prefetch("sessions", everybodys))
        .order_by("pk")
    )
    described = gathered(
        Contribution.objects.filter(
            service=OuterRef("pk"), practice__state=Practice.State.PUBLISHED
        ),
        by="service",
        slug="practice__slug",
        title="practice__title",
        language="practice__language",
        adopted="practice__adoption_count",
    )
    rows = programme.offerings.select_related("period").annotate(as_practices=described)
    return rows.prefetch_related(
        Prefetch("series_set", queryset=published, to_attr="published_series"), "networks_born"
    )


def networks_of(programme: Programme) -> "QuerySet[Network]":
    """The programme's networks with their roles, and how many organisations are in each now, as
    `bodies`. Two queries.
    """
    now_in = Q(members__left_on=None)
    return (
        Network.objects.filter(programme=programme)
        .select_related("partner", "origin", "series")
        .prefetch_related("roles")
        .annotate(bodies=Count("members__organisation", filter=now_in, distinct=True))
        .order_by("starts_on", "pk")
    )


def series_of(programme: Programme, *, besides: int | None = None) -> "QuerySet[Series]":
    """The programme's series with a page, by name; of cancelled ones that of `besides` alone."""
    rows = Series.objects.filter(programme=programme, slug__isnull=False)
    return rows.filter(~Q(state=Series.State.CANCELLED) | Q(pk=besides)).order_by("title", "pk")


def training_series(programme: Programme) -> "QuerySet[Series]":
    """Those of which somebody has a valid certificate."""
    valid = Certificate.objects.filter(state=Certificate.State.ISSUED)
    return series_of(programme).filter(pk__in=valid.values("registration__series"))


def trained_by_body(
    series: Iterable[Series],
) -> dict[int | None, tuple[int, datetime.datetime]]:
    """{organisation: (persons with a valid certificate of any of the series, when the newest was
    given)}; one query.
    """
    rows = Certificate.objects.filter(
        state=Certificate.State.ISSUED, registration__series__in=[row.pk for row in series]
    ).order_by()
    persons = Count("registration__participant", distinct=True)
    found = rows.values_list("registration__organisation").annotate(
        persons=persons, newest=Max("state_changed_at")
    )
    return {body: (count, newest) for body, count, newest in found}


def get_pictured(user: Any, slug: str, pk: int) -> Presentation:
    """A presentation with a picture of a programme that the person may see, else NotFound."""
    rows = Presentation.objects.filter(programme__slug=slug, picture__isnull=False)
    rows = rows.select_related("picture", "programme__office")
    return fetch(rows, user, lambda who, row: can_read(who, row.programme), pk=pk)


def publications(programme: Programme) -> dict[str, Any]:
    """The programme's podcast, stories, campaigns, newsletters, awards and curated lists."""
    mine = {"programme": programme}
    return {
        "issues": _told(programme, "issue"),
        "awards": _told(programme, "award"),
        "episodes": PodcastEpisode.objects.filter(**mine),
        "stories": Story.objects.filter(**mine).prefetch_related("municipalities"),
        "cases": told_stories(programme),
        "studies": published_results(programme),
        "campaigns": Campaign.objects.filter(**mine),
        "curated_lists": CuratedList.objects.filter(known(timezone.localdate()), **mine),
    }


def _told(programme: Programme, kind: str) -> "QuerySet[Any]":
    """Entries whose day has come.

    Without those reconstructed of the programme's figures: they prove its counts only.
    """
    rows = entries_of(programme, kind).filter(**{f"{DAY_OF[kind]}__lte": timezone.localdate()})
    return rows.exclude(is_demo=True) if programme.reconstructed_at else rows


def awards_at(series: Series) -> "QuerySet[Award]":
    """What was given at the event, for its page; in the order of writing."""
    return _told(series.programme, "award").filter(event=series).order_by("awarded_on", "pk")


def has_publications(programme: Programme) -> bool:
    """Whether the page of publications has anything to show. One query."""
    lists = CuratedList.objects.filter(known(timezone.localdate()), programme=programme)
    held: list[Any] = [
        model.objects.filter(programme=programme).order_by().values_list("pk")
        for model in (PodcastEpisode, Story, Campaign)
    ]
    held += [_told(programme, kind).order_by().values_list("pk") for kind in ("issue", "award")]
    held.append(told_stories(programme).order_by().values_list("pk"))
    published = Round.objects.filter(programme=programme, published_on__isnull=False)
    held.append(published.order_by().values_list("pk"))
    return lists.order_by().values_list("pk").union(*held).exists()
