"""Saved searches with what is new in them, and searches without results."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from talkoot.core.lookups import alphabetical
from talkoot.correspondence.models import OptOut
from talkoot.correspondence.queries import opted_out
from talkoot.people.models import User
from talkoot.people.rules import office_ids
from talkoot.practices.catalogue import Catalogue
from talkoot.practices.models import EmptySearch, Practice, SavedSearch
from talkoot.practices.queries import published_practices
from talkoot.practices.wanted import Wanted, wanted_from
from talkoot.search.bits import flags_of
from talkoot.search.queries import find

NEW_LOOKED_AT = 2000
MOST_TITLES, SHORTEST_BEGUN = 3, 3


def searches_of(user: Any) -> "QuerySet[SavedSearch]":
    """The person's own, by name."""
    return SavedSearch.objects.filter(user=user)


def digest_is_refused(user: User) -> bool:
    """The person has taken the way out under an earlier mail of saved searches."""
    return bool(opted_out(OptOut.Topic.DIGESTS, [user.email]))


def wanted_of(search: SavedSearch) -> Wanted:
    return wanted_from(QueryDict(search.query))


def new_hits(
    search: SavedSearch, catalogue: Catalogue, *, until: datetime.datetime
) -> list[Practice]:
    """What fits the search and became public here after its `seen_until`, the newest first.

    An import may bring what was published elsewhere years ago. Strict matches only, as the list
    counts them.
    """
    fresh = published_practices().filter(
        state_changed_at__gt=search.seen_until, state_changed_at__lte=until
    )
    fresh = fresh.select_related("organisation", "programme").order_by("-state_changed_at", "-pk")
    rows = list(fresh[:NEW_LOOKED_AT])
    if not rows:
        return []
    wanted = wanted_of(search)
    found = catalogue.published
    if wanted.text:
        found &= find("practice", wanted.text, limit=1).strict
    fits = flags_of(catalogue.narrow(wanted.chosen, found))
    return [row for row in rows if row.pk < len(fits) and fits[row.pk]]


def due_digest_users(now: datetime.datetime, *, days: int) -> list[int]:
    """Whose saved searches have waited for a digest as long as it takes.

    Nobody who has had one within those days for another search.
    """
    then = now - datetime.timedelta(days=days)
    rows = SavedSearch.objects.filter(sends_digest=True, seen_until__lte=then, user__is_active=True)
    served = SavedSearch.objects.filter(last_sent_at__gt=then)
    rows = rows.exclude(user__in=served.values("user"))
    return list(rows.order_by("user").values_list("user", flat=True).distinct())


def empty_searches(*, is_handled: bool) -> "QuerySet[EmptySearch]":
    """What was searched in vain, the most wanted first."""
    return EmptySearch.objects.filter(is_handled=is_handled)


def can_read_log(user: Any, row: EmptySearch) -> bool:
    """People of any programme office: the search serves all programmes."""
    return bool(office_ids(user))


def titles_begun(text: str) -> list[str]:
    """A few titles of published practices that begin as the text does, from A to Ö; one query.

    Keys are hexadecimal digits, so "g" comes after every one that begins so.
    """
    key = alphabetical(text)
    if len(key) < 2 * SHORTEST_BEGUN:
        return []
    rows = (
        published_practices()
        .filter(title_key__gte=key, title_key__lt=f"{key}g")
        .order_by("title_key", "pk")
    )
    return list(rows.values_list("title", flat=True)[:MOST_TITLES])
