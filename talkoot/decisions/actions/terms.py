"""How a programme's decisions are challenged and its cases numbered from now on."""

from typing import Any

from django.db import transaction

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.decisions.queries.terms import CHANGED, terms_problem
from talkoot.decisions.rules import terms as rules
from talkoot.people.models import User
from talkoot.programmes.models import Programme


@transaction.atomic
def change_terms(programme: Programme, values: dict[str, Any], *, seen: str, by: User) -> Programme:
    """Set the regime and the patterns (rules.terms.TERMS) for what is signed or arrives from now.

    Signed letters, their last days and numbers stay. Refuses anybody but the decision maker, terms
    changed since `seen` (rules.terms.terms_mark), and patterns by which a number could come twice.
    """
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    rules.check_change_terms(by, programme)
    rules.check_seen_terms(programme, seen)
    changed = rules.with_terms(programme, values)
    if problem := terms_problem(changed):
        raise NotAllowed(problem[1])
    names = [name for name in rules.TERMS if getattr(changed, name) != getattr(programme, name)]
    before = {name: getattr(programme, name) for name in names}
    after = {name: getattr(changed, name) for name in names}
    if names:
        Programme.objects.filter(pk=programme.pk).update(**after)
        record(CHANGED, programme, by=by, before=before, after=after)
    return changed
