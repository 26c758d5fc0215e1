"""What stands beside and below a practice: who adopted it, its origin, questions and comments."""

from collections import Counter
from typing import Any

from talkoot.people.rules import confirmed_ids
from talkoot.practices.models import Practice, Wish
from talkoot.practices.queries.adoptions import SHOWN, in_order, stage_counts, visible_adoptions
from talkoot.practices.queries.talk import shown_comments, shown_questions

OFFSPRING_SHOWN = 5
TALK_SHOWN, MOST_TALK = 20, 1_000
# The page is read most of all: no more is fetched than it shows.
ADOPTION_FIELDS = (
    "practice stage fidelity adopted_on note is_demo organisation__name organisation__key".split()
)
OFFSPRING_FIELDS = (
    "origin_practice slug title language organisation__name organisation__key".split()
)


def adoption_context(
    practice: Practice, user: Any, *, shows_all_talk: bool = False
) -> dict[str, Any]:
    """Inputs of practices/page_adoption.html and page_talk.html.

    Four queries, one more for a practice with an origin or many adopters, two for a person.
    """
    newest = list(visible_adoptions(practice).only(*ADOPTION_FIELDS)[: SHOWN + 1])
    has_more = len(newest) > SHOWN
    counts = Counter(row.stage for row in newest)
    most = MOST_TALK if shows_all_talk else TALK_SHOWN
    questions = list(shown_questions(practice)[: most + 1])
    comments = list(shown_comments(practice, user)[: most + 1])
    return {
        "adoptions": newest[:SHOWN],
        "has_more_adoptions": has_more,
        "stages": stage_counts(practice) if has_more else in_order(counts),
        "own_ids": confirmed_ids(user),
        "origin": _origin(practice),
        "offspring": _offspring(practice),
        "questions": questions[:most],
        "comments": comments[:most],
        "has_more_talk": max(len(questions), len(comments)) > most and not shows_all_talk,
        "idea": _idea(practice, user),
    }


def _origin(practice: Practice) -> Practice | None:
    if practice.origin_practice_id is None:
        return None
    return Practice.objects.select_related("organisation").get(pk=practice.origin_practice_id)


def _offspring(practice: Practice) -> list[Practice]:
    """Published practices that were learned from this one."""
    rows = practice.offspring.filter(state=Practice.State.PUBLISHED)
    rows = rows.select_related("organisation").only(*OFFSPRING_FIELDS)
    # By key, which their index gives: by day SQLite would walk all that is published.
    return list(rows.order_by("pk")[:OFFSPRING_SHOWN])


def _idea(practice: Practice, user: Any) -> Wish | None:
    if not user.is_authenticated:
        return None
    return Wish.objects.filter(practice=practice, user=user).first()
