"""Double bookings in words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from talkoot.core.dates import local_moment
from talkoot.events.calendars import title_of
from talkoot.events.models import Session

NAMED = 3


def clash_sentence(found: Sequence[tuple[str, Session]]) -> str:
    """What is taken, by which session, and what to do. `found` is queries.sessions.clashes."""
    lines = [
        _("%(what)s is taken at the same time by “%(other)s” (%(when)s).")
        % {
            "what": what,
            "other": title_of(session, session.series),
            "when": local_moment(session.starts_at) if session.starts_at else "",
        }
        for what, session in found[:NAMED]
    ]
    lines.append(
        _("Choose another time, place or person, or tick that both are held all the same.")
    )
    return " ".join(lines)
