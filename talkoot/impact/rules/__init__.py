"""Who reads and writes the impact chain, and what may not be in it."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.dates import local_date
from talkoot.core.figures import get_figure
from talkoot.core.refusals import NotAllowed
from talkoot.impact.models import ImpactChain, ImpactNode
from talkoot.people.rules import is_officer, may_study
from talkoot.programmes.models import Period, Programme
from talkoot.programmes.rules import can_read


def can_edit_programme(user: Any, programme: Programme) -> bool:
    """The programme's own office."""
    return is_officer(user, programme.office_id)


def can_study(user: Any, programme: Programme) -> bool:
    """Who may read what is not published yet: the office, its evaluators and steering group."""
    return may_study(user, programme.office_id)


def can_see_programme(user: Any, programme: Programme) -> bool:
    """Everybody once it runs, those who study it before that."""
    return can_read(user, programme) or can_study(user, programme)


def can_edit(user: Any, chain: ImpactChain) -> bool:
    return can_edit_programme(user, chain.programme)


def can_see(user: Any, chain: ImpactChain) -> bool:
    """Everybody once it is published; before that those who study the programme."""
    is_public = chain.published_on is not None and can_read(user, chain.programme)
    return is_public or can_study(user, chain.programme)


def can_edit_node(user: Any, node: ImpactNode) -> bool:
    return can_edit(user, node.chain)


def can_see_node(user: Any, node: ImpactNode) -> bool:
    return can_see(user, node.chain)


def find_loop(links: Iterable[tuple[int, int]], start: int, end: int) -> list[int]:
    """The nodes from `end` back to `start`, if a link from `start` to `end` would close a loop.

    Empty when it would not. `links` are pairs of ids that make no loop yet.
    """
    onwards: dict[int, list[int]] = {}
    for first, last in links:
        onwards.setdefault(first, []).append(last)
    came_from: dict[int, int] = {}
    waiting, seen = [end], {end}
    while waiting:
        here = waiting.pop()
        if here == start:
            path = [here]
            while path[-1] != end:
                path.append(came_from[path[-1]])
            return path[::-1]
        for following in onwards.get(here, ()):
            if following not in seen:
                seen.add(following)
                came_from[following] = here
                waiting.append(following)
    return []


def link_problem(
    start: ImpactNode,
    end: ImpactNode,
    nodes: Mapping[int, ImpactNode],
    links: Sequence[tuple[int, int]],
) -> str:
    """Why `start` cannot lead to `end`, or an empty text. `nodes` are those of the chain."""
    if end.pk not in nodes:
        return _("Both nodes must be in the same chain.")
    if start.pk == end.pk:
        return _("A node cannot lead to itself. Choose another node.")
    if (start.pk, end.pk) in links:
        return _("There is such a link already. Choose another node.")
    loop = find_loop(links, start.pk, end.pk)
    if not loop:
        return ""
    names = " → ".join(f"“{nodes[pk].text}”" for pk in [start.pk, *loop])
    return _(
        "The link would make a loop: %(loop)s. Choose another node, or remove one of these links "
        "first."
    ) % {"loop": names}


def check_link(
    start: ImpactNode,
    end: ImpactNode,
    nodes: Mapping[int, ImpactNode],
    links: Sequence[tuple[int, int]],
) -> None:
    """Refuse what link_problem tells."""
    if problem := link_problem(start, end, nodes, links):
        raise NotAllowed(problem)


def begins_on(programme: Programme, period: Period | None) -> datetime.date:
    return period.starts_on if period else programme.starts_on


def expectation_problem(begins: datetime.date, today: datetime.date, late_reason: str) -> str:
    """An expectation is set before the period begins; later only with a reason that is logged."""
    if today < begins or late_reason:
        return ""
    return _(
        "The period began on %(day)s, and an expectation is set before that. Tell why it is set "
        "late; the reason is shown beside it."
    ) % {"day": local_date(begins)}


def check_expectation(begins: datetime.date, today: datetime.date, late_reason: str) -> None:
    """Refuse what expectation_problem tells."""
    if problem := expectation_problem(begins, today, late_reason):
        raise NotAllowed(problem)


def limits_problem(figure_id: str, period: Period | None) -> str:
    """Why limits of the figure cannot be of the period, or an empty text."""
    figure = get_figure(figure_id)
    if period is None or figure is None or "period" in figure.filters:
        return ""
    return _(
        "“%(figure)s” is not counted by period. Declare its limits for the whole programme."
    ) % {"figure": figure.label}


def figure_problem(figure_id: str) -> str:
    """A figure is named by the id that its page has in its address."""
    if not figure_id:
        return _("Choose the figure.")
    if get_figure(figure_id) is not None:
        return ""
    return _("There is no figure “%(name)s”. Take its name from the list of figures.") % {
        "name": figure_id
    }
