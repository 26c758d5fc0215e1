"""The summary of a game as a document, in the shape of correspondence/letters.py."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.core.dates import local_date
from talkoot.games.models import Room


def summary_content(
    room: Room,
    *,
    targets: Iterable[Any],
    plan: Iterable[Any],
    strengths: Iterable[Any],
    pains: Iterable[Any],
) -> dict[str, Any]:
    """Targets, plan and the cards that came up most, in the active language."""
    return {
        "title": _("Game: %(name)s") % {"name": room.title},
        "organisation": room.programme.name if room.programme else settings.SITE_NAME,
        "meta": [
            [_("Played"), local_date(room.played_on)],
            [_("Players"), str(room.players_count)],
            [_("Deck"), room.deck.name],
        ],
        "sections": [
            _section(
                _("Development targets"),
                [f"{target.text}: {_votes(target.votes_count)}" for target in targets],
                _("The game ended before the vote."),
            ),
            _section(
                _("The plan"),
                [_point(row) for row in plan],
                _("No plan was written down."),
            ),
            _section(
                _("Our strengths"),
                [f"{row.card.title}: {row.strengths}" for row in strengths],
                _("No card was chosen as a strength."),
            ),
            _section(
                _("Our pain points"),
                [f"{row.card.title}: {row.pains}" for row in pains],
                _("No card was chosen as a pain point."),
            ),
        ],
        "footer": _("Who chose what has not been kept."),
    }


def _section(heading: str, items: list[str], empty: str) -> dict[str, Any]:
    if not items:
        return {"heading": heading, "paragraphs": [empty]}
    return {"heading": heading, "items": items}


def _point(row: Any) -> str:
    """What is done, the target that it serves, who sees to it and by when."""
    lines = (
        row.what,
        f"{_('Target')}: {row.target.text}",
        f"{row.who}, {local_date(row.due_on)}",
    )
    return "\n".join(lines)


def _votes(count: int) -> str:
    return ngettext("%(count)s vote", "%(count)s votes", count) % {"count": count}
