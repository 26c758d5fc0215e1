"""Who may bring practices in from a file, how such an import goes on, and what it cuts."""

from collections.abc import Iterable
from typing import Any

from talkoot.people.rules import is_officer
from talkoot.practices.models import ImportRun

State = ImportRun.State
IMPORTRUN_TRANSITIONS = {
    State.MAPPING: frozenset({State.CHECKING}),
    State.CHECKING: frozenset({State.CHECKED, State.FAILED}),
    State.CHECKED: frozenset({State.CHECKING, State.IMPORTING}),
    State.IMPORTING: frozenset({State.DONE, State.FAILED}),
    State.FAILED: frozenset({State.CHECKING}),
    State.DONE: frozenset(),
}
GIST_MOST, KEYWORDS_MOST = 300, 600
UNDER_WAY = (State.CHECKING, State.IMPORTING)
OPEN = (State.MAPPING, State.CHECKED, State.FAILED)


def can_handle(user: Any, run: ImportRun) -> bool:
    """An officer of the programme's office."""
    return is_officer(user, run.programme.office_id)


def shortened(text: str) -> str:
    """One line, at most as long as a list shows, cut between words."""
    text = " ".join(text.split())
    if len(text) <= GIST_MOST:
        return text
    return text[: GIST_MOST - 1].rsplit(" ", 1)[0].rstrip(" .,;:–-") + "…"


def joined(words: Iterable[str]) -> str:
    """Keywords as they are kept, each once, as many as there is room for."""
    kept = ""
    for word in filter(None, dict.fromkeys(words)):
        longer = f"{kept}, {word}" if kept else word
        kept = longer if len(longer) <= KEYWORDS_MOST else kept
    return kept
