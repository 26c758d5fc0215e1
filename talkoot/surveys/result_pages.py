"""What the pages of results of a service, a programme and an organisation show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from talkoot.core.access import fetch, unbarred
from talkoot.core.refusals import NotFound
from talkoot.people.models import Organisation
from talkoot.people.rules import is_officer
from talkoot.programmes.models import Offering, Programme
from talkoot.surveys import pictures, results
from talkoot.surveys.groups import DIMENSIONS, labels_of
from talkoot.surveys.models import Item, Questionnaire, Response, Round
from talkoot.surveys.result_words import NONE, cell_text, own_text
from talkoot.surveys.results import Audience, GroupResults, ItemResult, Results
from talkoot.surveys.texts import TEXT_KINDS

# What is first on the page when there is a choice.
PURPOSES = [
    Questionnaire.Purpose.EFFECTIVENESS,
    Questionnaire.Purpose.FEEDBACK,
    Questionnaire.Purpose.SURVEY,
]
VIEWPOINTS = [Round.Viewpoint.ORGANISATION, Round.Viewpoint.INDIVIDUAL, ""]
BEST = 3
SIDES = "sides"


@dataclass(frozen=True)
class View:
    """Rounds whose answers are looked at together: of one purpose and one viewpoint."""

    purpose: str
    viewpoint: str
    rounds: Sequence[Round]

    @property
    def code(self) -> str:
        return f"{self.purpose}-{self.viewpoint}".rstrip("-")

    @property
    def label(self) -> str:
        words = str(Questionnaire.Purpose(self.purpose).label)
        if self.viewpoint:
            words = f"{words}, {Round.Viewpoint(self.viewpoint).label}"
        return str(capfirst(words))


def get_programme(user: Any, slug: str) -> Programme:
    """The programme whose results its office reads, else NotFound."""
    return fetch(Programme.objects.select_related("office"), user, _can_see, slug=slug)


def get_service(user: Any, slug: str, service: str) -> Offering:
    """The service of the office's programme, else NotFound."""
    rows = Offering.objects.select_related("programme")
    return fetch(
        rows, user, lambda who, row: _can_see(who, row.programme),
        programme__slug=slug, slug=service,
    )  # fmt: skip


def _can_see(user: Any, programme: Programme) -> bool:
    return is_officer(user, programme.office_id)


def views_of(rounds: Iterable[Round]) -> list[View]:
    """The rounds by purpose and viewpoint, in the order of the page."""
    found: dict[tuple[str, str], list[Round]] = {}
    for survey in rounds:
        found.setdefault((survey.questionnaire.purpose, survey.viewpoint), []).append(survey)
    order = [(purpose, viewpoint) for purpose in PURPOSES for viewpoint in VIEWPOINTS]
    return [View(*key, found[key]) for key in order if key in found]


def chosen_view(views: Sequence[View], code: str) -> View | None:
    """The view that the address names, else the first one."""
    return next((view for view in views if view.code == code), views[0] if views else None)


def rounds_for(
    user: Any, programme: Programme, service: Offering | None = None
) -> "QuerySet[Round]":
    """The rounds of the programme, or of the service, without those kept from the person."""
    return unbarred(results.rounds_of(programme, service=service), user)


def rounds_of_file(
    user: Any, programme: Programme, service: Offering | None, code: str
) -> tuple[list[Round], str]:
    """The rounds of the view that the address names, oldest first, and the file's title.

    NotFound when no round has opened.
    """
    chosen = chosen_view(views_of(_whole_rounds(user, programme, service)), code)
    if chosen is None:
        raise NotFound(_("No survey round has opened yet, so there are no results to take along."))
    about = service.name if service else programme.name
    return list(chosen.rounds), f"{about}: {chosen.label}"


def sides_of_file(
    user: Any, programme: Programme, service: Offering | None
) -> tuple[tuple[View, View], str]:
    """Both viewpoints and the file's title; NotFound without both."""
    pair = viewpoints(views_of(_whole_rounds(user, programme, service)))
    if pair is None:
        raise NotFound(_("Only one viewpoint has been asked for, so there is nothing to compare."))
    about = service.name if service else programme.name
    return pair, f"{about}: {_('Viewpoints side by side')}"


def _whole_rounds(user: Any, programme: Programme, service: Offering | None) -> Iterable[Round]:
    """With what files tell of the rounds."""
    rounds = rounds_for(user, programme, service)
    return rounds.select_related("questionnaire", "programme__office", "service")


def view_links(
    views: Sequence[View], chosen: View | None, *, has_sides: bool = False
) -> list[dict[str, Any]]:
    """Links of the views, and of the viewpoints side by side; without a chosen one these show."""
    links = [
        {"text": view.label, "url": f"?view={view.code}", "current": view is chosen}
        for view in views
    ]
    if has_sides:
        text = _("Viewpoints side by side")
        links.append({"text": text, "url": f"?view={SIDES}", "current": chosen is None})
    return links


def shown(view: View, dimension: str) -> dict[str, Any]:
    """The view's results: all answers, or split by a dimension that its rounds know."""
    names = list(dict.fromkeys(name for survey in view.rounds for name in survey.split_by))
    chosen = dimension if dimension in names else ""
    rounds = sorted(view.rounds, key=lambda row: (row.opens_on, row.pk), reverse=True)
    content = _split(view, chosen) if chosen else _together(view)
    links = dimension_links(names, chosen, f"?view={view.code}&by=")
    return {**content, "rounds": rounds, "orders": links}


def dimension_links(names: Sequence[str], chosen: str, address: str) -> list[dict[str, Any]]:
    """Links: all answers, or split by one dimension; `address` ends where its name goes."""
    words = {"": _("All answers")} | {
        name: capfirst(str(DIMENSIONS.get(name, name))) for name in names
    }
    return [
        {"text": text, "url": f"{address}{name}", "current": name == chosen}
        for name, text in words.items()
    ]


def by_dimension(
    rounds: Sequence[Round], items: Sequence[ItemResult], dimension: str
) -> list[pictures.Block]:
    """A picture for each question: all, then the groups by their names."""
    groups = results.split(rounds, dimension, Audience.OFFICE)
    words = labels_of((dimension, group.group) for group in groups)
    return pictures.by_groups(items, [(words[dimension, one.group], one) for one in groups])


def _split(view: View, dimension: str) -> dict[str, Any]:
    items = results.items_together(view.rounds, Audience.OFFICE)
    return {"blocks": by_dimension(view.rounds, items, dimension)}


def _together(view: View) -> dict[str, Any]:
    """The results as pictures, the best three and the trend."""
    whole = results.together(view.rounds, Audience.OFFICE)
    blocks = [] if whole.is_hidden else pictures.blocks_of(whole.items)
    codes = [row.code for row in whole.items if row.positive is not None]
    leading = codes[: pictures.MOST_LINES]
    points = results.trends(view.rounds, leading, Audience.OFFICE) if leading else {}
    words = {row.code: row.text for row in whole.items}
    trend = pictures.trend_block(
        _("From round to round"), [(words[code], points[code]) for code in leading]
    )
    return {
        "results": whole,
        "blocks": [trend, *blocks] if trend else blocks,
        "best": best_rows(whole),
    }


def best_rows(whole: Results | GroupResults) -> list[list[dict[str, Any]]]:
    """The three areas on which there was most effect, shared places and all."""
    return [
        [{"text": one.label}, {"text": f"{one.rank}."}, {"text": one.text}]
        for one in results.top(whole, BEST, _areas(whole.items))
    ]


def _areas(items: Sequence[ItemResult]) -> list[str] | None:
    """The batteries of areas; without one every effect is an area."""
    return [row.item.code for row in items if row.item.kind == Item.Kind.MATRIX] or None


def viewpoints(views: Sequence[View]) -> tuple[View, View] | None:
    """The organisations' and the people's view of effects; None without both."""
    both = {
        view.viewpoint: view
        for view in views
        if view.purpose == Questionnaire.Purpose.EFFECTIVENESS and view.viewpoint
    }
    if len(both) < 2:
        return None
    return both[Round.Viewpoint.ORGANISATION], both[Round.Viewpoint.INDIVIDUAL]


def sides(pair: tuple[View, View]) -> dict[str, Any]:
    """Two views side by side: each question, and the best three of both."""
    left, right = (
        GroupResults("", "", False, "", results.items_together(view.rounds, Audience.OFFICE))
        for view in pair
    )
    found = [row for row in results.compare(left, right) if row.left.kind not in TEXT_KINDS]
    names = _("Organisations"), _("Individuals")
    return {
        "both": list(zip(names, (left, right), strict=True)),
        "columns": _columns(*names),
        "rows": pictures.comparison_rows(found),
        "best": beside(best_rows(left), best_rows(right)),
        "rounds": [*pair[0].rounds, *pair[1].rounds],
    }


def beside(
    left: list[list[dict[str, Any]]], right: list[list[dict[str, Any]]]
) -> list[list[dict[str, Any]]]:
    """Two top lists beside each other: place, left's area, right's area."""
    rows = []
    for place in range(max(len(left), len(right))):
        pair = [rows_[place] if place < len(rows_) else None for rows_ in (left, right)]
        words = [f"{row[1]['text']} {row[0]['text']} ({row[2]['text']})" if row else NONE
                 for row in pair]  # fmt: skip
        rows.append([{"text": words[0]}, {"text": words[1]}])
    return rows


def _columns(left: str, right: str) -> list[dict[str, Any]]:
    return [
        {"text": _("Question")},
        {"text": left, "is_number": True},
        {"text": right, "is_number": True},
        {"text": _("Difference"), "is_number": True},
    ]


def services_of(programme: Programme, views: Sequence[View]) -> list[tuple[Offering, int]]:
    """The services that rounds are about, with how many rounds."""
    counts: dict[int, int] = {}
    for view in views:
        for survey in view.rounds:
            if survey.service_id:
                counts[survey.service_id] = counts.get(survey.service_id, 0) + 1
    rows = Offering.objects.filter(pk__in=counts).select_related("programme")
    return [(row, counts[row.pk]) for row in rows]


def open_questions(survey: Round, whole: Results) -> list[ItemResult]:
    """The open questions of the round, whether shown or hidden."""
    return [row for row in whole.items if row.kind in TEXT_KINDS]


def organisation_rounds(user: Any, organisation: Organisation) -> list[Round]:
    """Identified rounds that have closed or are open and that the organisation has answered."""
    answered = Response.objects.filter(organisation=organisation).values("round")
    rows = Round.objects.filter(mode=Round.Mode.IDENTIFIED, pk__in=answered)
    rows = unbarred(rows, user).select_related("questionnaire", "programme__office", "service")
    return list(rows.order_by("-opens_on", "-pk"))


def beside_all(survey: Round, organisation: Organisation) -> dict[str, Any]:
    """The organisation's own answers beside everybody's, which pass the limits of publishing."""
    own = results.of_organisation([survey], organisation)
    everybody = results.of_round(survey, Audience.PUBLIC)
    columns = _columns(_("Your answers"), _("All"))[:-1]
    rows = [
        [{"text": row.text}, {"text": own_text(row.left)}, {"text": cell_text(row.right)}]
        for row in results.compare(own, everybody)
        if row.left.kind not in TEXT_KINDS and not (row.left.is_hidden and row.right.is_hidden)
    ]
    return {
        "own": own,
        "all": everybody,
        "columns": columns,
        "rows": rows,
        "blocks": [] if everybody.is_hidden else pictures.blocks_of(everybody.items),
    }
