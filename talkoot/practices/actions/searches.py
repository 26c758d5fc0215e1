"""Writes about searches: saved ones and their weekly mail, and the log of those in vain."""

import datetime
from collections.abc import Sequence

from django.db import connection, transaction
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.correspondence.actions import queue_reminder
from talkoot.correspondence.models import OptOut
from talkoot.correspondence.queries import opted_out
from talkoot.correspondence.rules import OptedOut, ReminderWaits
from talkoot.people.models import User
from talkoot.practices.catalogue import Catalogue, published_catalogue
from talkoot.practices.listing import Listing
from talkoot.practices.messages import searches as messages
from talkoot.practices.models import EmptySearch, SavedSearch
from talkoot.practices.queries.searches import due_digest_users, new_hits
from talkoot.practices.rules.searches import check_save, loggable
from talkoot.practices.wanted import Wanted
from talkoot.search.actions import remember_tokens
from talkoot.search.queries import Result

DIGEST_DAYS = 7
MOST_LOGGED, TRIMMED_AT_ONCE, LOG_KEPT_DAYS = 5000, 10_000, 365
# One statement, so that two searches at once are both counted.
COUNT_EMPTY = """
INSERT INTO practices_emptysearch (text, count, last_on, is_handled) VALUES (%s, 1, %s, %s)
ON CONFLICT (text) DO UPDATE
SET count = practices_emptysearch.count + 1, last_on = excluded.last_on
"""


def note_search(wanted: Wanted, listing: Listing) -> None:
    """Keep what a search of the list met: see note_words.

    One with filters is not logged: they may be the reason.
    """
    is_logged = listing.page.number == 1 and not wanted.is_narrowed
    note_words(wanted.text, [listing.found], is_logged=is_logged)


def note_words(text: str, results: Sequence[Result], *, is_logged: bool = True) -> None:
    """Keep words that nobody has read for the worker to analyse, and a search that found nothing
    strictly for the office to read. Nothing tells who searched.

    Words that resemble something are logged only when read: they may yet find it.
    """
    unknown = results[0].unknown
    remember_tokens(unknown)
    is_met = any(found.strict_count or (unknown and found.count) for found in results)
    if text and is_logged and not is_met:
        log_empty_search(text)


def log_empty_search(text: str) -> None:
    """Count a search without results; what looks like somebody's address or number is not kept."""
    text = loggable(text)
    if not text:
        return
    with connection.cursor() as cursor:
        cursor.execute(COUNT_EMPTY, [text, timezone.localdate(), False])


@transaction.atomic
def handle_empty_search(row: EmptySearch, *, by: User) -> None:
    """The office has seen to it, by a synonym group or otherwise."""
    EmptySearch.objects.filter(pk=row.pk).update(is_handled=True)
    record("practices.empty_search.handled", row, by=by)


def trim_empty_searches() -> int:
    """Forget what nobody has searched for a year, and of a flood of words the rarest."""
    old = timezone.localdate() - datetime.timedelta(days=LOG_KEPT_DAYS)
    gone = EmptySearch.objects.filter(last_on__lt=old).delete()[0]
    most = EmptySearch.objects.order_by("-count", "-last_on", "pk").values_list("pk", flat=True)
    rest = list(most[MOST_LOGGED : MOST_LOGGED + TRIMMED_AT_ONCE])
    return gone + EmptySearch.objects.filter(pk__in=rest).delete()[0]


@transaction.atomic
def save_search(query: str, *, name: str, sends_digest: bool = True, by: User) -> SavedSearch:
    """Keep a search of the list, or rename the same one; what is published later is new.

    Refuses a search of nothing and one too many.
    """
    User.objects.select_for_update().get(pk=by.pk)
    others = SavedSearch.objects.filter(user=by).exclude(query=query)
    check_save(others.count(), query)
    search, _is_new = SavedSearch.objects.update_or_create(
        user=by,
        query=query,
        defaults={"name": name[:120], "sends_digest": sends_digest},
        create_defaults={
            "name": name[:120],
            "sends_digest": sends_digest,
            "seen_until": timezone.now(),
        },
    )
    return search


def switch_digest(search: SavedSearch, *, sends_digest: bool) -> None:
    """Begin or end the mails of a saved search; what came in between is not sent afterwards."""
    search.sends_digest, search.seen_until = sends_digest, timezone.now()
    search.save(update_fields=["sends_digest", "seen_until"])


def delete_search(search: SavedSearch) -> None:
    """Forget a saved search."""
    search.delete()


def send_digests(now: datetime.datetime | None = None) -> int:
    """Queue the week's mail to each person whose saved searches have something new.

    A person gets one mail for all of them, at most once in seven days, and none when nothing is
    new. Returns how many were queued.
    """
    now = now or timezone.now()
    users = due_digest_users(now, days=DIGEST_DAYS)
    if not users:
        return 0
    catalogue = published_catalogue()
    sent = 0
    for user_id in users:
        try:
            sent += _send_digest(user_id, catalogue, now)
        except ReminderWaits:
            continue  # Nothing was changed: asked again in the job's next round.
    return sent


@transaction.atomic
def _send_digest(user_id: int, catalogue: Catalogue, now: datetime.datetime) -> int:
    """Claim the person's due searches, queue the mail; 1 if there was something to send."""
    due = SavedSearch.objects.filter(
        user=user_id,
        sends_digest=True,
        seen_until__lte=now - datetime.timedelta(days=DIGEST_DAYS),
    )
    searches = list(due.select_for_update(of=("self",)).select_related("user"))
    if not searches:
        return 0
    user = searches[0].user
    wanted = not opted_out(OptOut.Topic.DIGESTS, [user.email])
    found = [(search, new_hits(search, catalogue, until=now)) for search in searches]
    found = [(search, practices) for search, practices in found if practices and wanted]
    pks = [search.pk for search in searches]
    SavedSearch.objects.filter(pk__in=pks).update(seen_until=now)
    if not found:
        return 0
    with translation.override(user.language):
        subject, body = messages.digest(found)
    try:
        queue_reminder(
            "practice-digest",
            key=f"practice-digest-{user.pk}-{now:%Y%m%d%H%M}",
            office_id=found[0][1][0].programme.office_id,
            to=user,
            subject=subject,
            body=body,
            topic=OptOut.Topic.DIGESTS,
        )
    except OptedOut:
        return 0
    SavedSearch.objects.filter(pk__in=[search.pk for search, _practices in found]).update(
        last_sent_at=now
    )
    return 1
