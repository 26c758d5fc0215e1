"""When a practice passes to another organisation."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.people.models import Organisation


def check_transfer(successors: Sequence[Organisation]) -> None:
    """Exactly one organisation carries on the work."""
    if len(successors) != 1:
        raise NotAllowed(
            _(
                "The register names no single organisation that carries on this one's work. "
                "Correct the register of organisations first."
            )
        )
