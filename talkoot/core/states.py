"""change_state: the only way in which a row's state moves."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed

# States are members of a TextChoices; a mapping of them is no mapping of str to a type checker.
Transitions = Mapping[Any, frozenset[Any]]


def check_transition(obj: models.Model, to: str, transitions: Transitions) -> None:
    """Refuse a move that the model's TRANSITIONS table does not permit."""
    if to not in transitions.get(obj.state, frozenset()):  # type: ignore[attr-defined]
        raise NotAllowed(
            _("This is already “%(state)s”, so the step is no longer possible. Reload the page.")
            % {"state": obj.get_state_display()}  # type: ignore[attr-defined]
        )


def change_state(
    obj: models.Model, to: str, transitions: Transitions, *, fields: Iterable[str] = ()
) -> dict[str, dict[str, str]]:
    """Move `obj.state` to `to` by a conditional UPDATE and return the pair for the log entry:
    {"before": {"state": …}, "after": {"state": …}}. The named `fields`, set by the caller, are
    saved along.

    Of several simultaneous callers exactly one succeeds; the others get NotAllowed.
    Call inside a transaction; the caller logs it: `record(key, obj, by=by, **change_state(…))`.
    """
    check_transition(obj, to, transitions)
    before = obj.state  # type: ignore[attr-defined]
    now = timezone.now()
    rows = type(obj)._default_manager.filter(pk=obj.pk, state=before)
    also = {name: getattr(obj, name) for name in fields}
    changed = rows.update(state=to, state_changed_at=now, **also)
    if not changed:
        raise NotAllowed(_("Somebody else changed this at the same moment. Reload the page."))
    obj.state, obj.state_changed_at = to, now  # type: ignore[attr-defined]
    return {"before": {"state": before}, "after": {"state": to}}
