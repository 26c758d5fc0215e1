"""Who may bring practices in from a file, and how such an import goes on."""

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
UNDER_WAY = (State.CHECKING, State.IMPORTING)
OPEN = (State.MAPPING, State.CHECKED, State.FAILED)


def can_handle(user: Any, run: ImportRun) -> bool:
    """An officer of the programme's office."""
    return is_officer(user, run.programme.office_id)
