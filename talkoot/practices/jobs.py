"""What the worker does for practices."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

from talkoot.core.quiet import is_quiet
from talkoot.practices.actions.adopter_counts import recount_adopters
from talkoot.practices.actions.adoption_links import drop_expired_addresses
from talkoot.practices.actions.adoptions import (
    ask_benefit,
    ask_still_used,
    suggest_established,
)
from talkoot.practices.actions.checks import ask_still_in_use, nudge
from talkoot.practices.actions.diffusion import keep_fit, recount_levels
from talkoot.practices.actions.evidence import recount_evidence
from talkoot.practices.actions.lead_ends import forget_old_addresses
from talkoot.practices.actions.listed import trim_listing_changes
from talkoot.practices.actions.searches import send_digests, trim_empty_searches
from talkoot.practices.actions.wishes import remind_of_idea
from talkoot.practices.queries.adoptions import (
    to_ask_benefit,
    to_ask_use,
    to_suggest_established,
)
from talkoot.practices.queries.checks import checks_to_ask, nudges_to_send
from talkoot.practices.queries.levels import curves_to_fit
from talkoot.practices.queries.wishes import ideas_to_check

Row = TypeVar("Row", bound=Model)


def send_search_digests() -> int:
    """The weekly mails of saved searches, in daytime of office days; returns how many."""
    return 0 if is_quiet(timezone.now()) else send_digests()


def trim_search_logs() -> int:
    """Forget old changes of the list and old searches without results."""
    return trim_listing_changes() + trim_empty_searches()


def ask_benefits(limit: int = 200) -> int:
    """Ask adopters of six months what came of it; returns how many were asked."""
    due = to_ask_benefit(timezone.localdate())
    return sum(map(ask_benefit, _in_daytime(due, limit)))


def suggest_established_ones(limit: int = 200) -> int:
    """Suggest to adopters of twelve months that it is established; returns to how many."""
    due = to_suggest_established(timezone.localdate())
    return sum(map(suggest_established, _in_daytime(due, limit)))


def ask_adopters(limit: int = 200) -> int:
    """Ask adopters once a year whether it is still in use; returns how many mails."""
    now = timezone.now()
    if is_quiet(now):
        return 0
    return ask_still_used(to_ask_use(timezone.localdate(now), limit))


def remind_of_ideas(limit: int = 200) -> int:
    """Remind people of the ideas that they wanted to look at today; returns how many."""
    return sum(map(remind_of_idea, _in_daytime(ideas_to_check(timezone.localdate()), limit)))


def _in_daytime(rows: "QuerySet[Row]", limit: int) -> "Iterable[Row]":
    """The first rows, in daytime of office days; none when people rest."""
    return [] if is_quiet(timezone.now()) else rows[:limit]


def forget_link_addresses() -> int:
    """Forget the addresses of adoption links that have expired; returns how many."""
    return drop_expired_addresses()


def forget_lead_addresses() -> int:
    """Forget the addresses of stories that have moved nowhere for a year; returns how many."""
    return forget_old_addresses()


def recount_all_levels() -> int:
    """Bring adopters, evidence and levels up to date with the day; returns how many moved."""
    return recount_adopters() + recount_evidence() + recount_levels()


def fit_curves() -> int:
    """Fit the adoption curves that today's models lack; returns how many."""
    today = timezone.localdate()
    due = curves_to_fit(today)
    for practice, began in due:
        keep_fit(practice, began, today)
    return len(due)


def ask_owners(limit: int = 200) -> int:
    """Ask whether practices are still in use, and once for what was left to tell later.

    In daytime of office days; returns how many mails.
    """
    now = timezone.now()
    if is_quiet(now):
        return 0
    asked = sum(ask_still_in_use(*rows) for rows in checks_to_ask(now, limit))
    return asked + sum(nudge(*rows) for rows in nudges_to_send(now, limit))
