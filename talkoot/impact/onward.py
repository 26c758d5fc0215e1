"""Ways from a programme's page to its impact chain, its evaluation and what was learned."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.impact import rules
from talkoot.outreach.onward import Way, register
from talkoot.programmes.models import Programme


@register
def to_impact(user: Any, programme: Programme) -> list[Way]:
    """The chain, if the person may see it; the evaluation and the lessons always."""
    chain = getattr(programme, "impact_chain", None)
    ways = [
        (
            _("Evaluation, findings and recommendations"),
            reverse("evaluation", args=[programme.slug]),
        ),
        (_("Lessons and tips"), reverse("lessons", args=[programme.slug])),
    ]
    if chain is None or not rules.can_see(user, chain):
        return ways
    return [(_("Impact chain"), chain.get_absolute_url()), *ways]
