"""Rounds and their results, for the programme office."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from talkoot.core.pages import page_of
from talkoot.people.access import office_required
from talkoot.surveys import queries
from talkoot.surveys.models import Item, Round
from talkoot.surveys.queries import ItemResult
from talkoot.surveys.rules import COUNTED_KINDS, LEAST_ANSWERS
from talkoot.surveys.texts import choices_of, options_of

STATE_KINDS: dict[str, str] = {Round.State.OPEN: "info", Round.State.CLOSED: "ok"}


@office_required
def office_rounds(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.office_rounds(request.user))
    kinds = [(row, STATE_KINDS.get(row.state, "wait")) for row in page]
    return render(request, "surveys/office_rounds.html", {"page": page, "rounds": kinds})


@office_required
def office_round(request: HttpRequest, pk: int) -> HttpResponse:
    survey = queries.get_round(request.user, pk)
    results = queries.round_results(survey)
    context = {
        "survey": survey,
        "results": results,
        "state_kind": STATE_KINDS.get(survey.state, "wait"),
        "least": LEAST_ANSWERS,
        "groups": _groups(results.items),
        "text_items": [row for row in results.items if row.item.kind not in COUNTED_KINDS],
    }
    return render(request, "surveys/office_round.html", context)


def _groups(items: list[ItemResult]) -> list[dict[str, Any]]:
    """Items of a kind together, those with options of their own apart: key number, n, counts."""
    measures = {
        Item.Kind.GRADE: (_("Grades"), _("Mean, of 5")),
        Item.Kind.EFFECT: (_("Effects"), _("Positive, the two best steps")),
        Item.Kind.YES_NO: (_("Yes or no"), _("Answered yes")),
    }
    groups = []
    for kind, (title, measure) in measures.items():
        rows = [row for row in items if row.item.kind == kind]
        if rows:
            groups.append(_group(title, measure, rows, choices_of(kind)))
    own = {Item.Kind.SCALE: _("Mean"), Item.Kind.ONE: _("Most chosen")}
    own[Item.Kind.SEVERAL] = own[Item.Kind.ONE]
    groups += [
        _group(row.item.text, own[Item.Kind(row.item.kind)], [row], options_of(row.item))
        for row in items
        if row.item.kind in own
    ]
    return groups


def _group(
    title: str, measure: str, rows: list[ItemResult], choices: list[tuple[str, str]]
) -> dict[str, Any]:
    return {
        "title": title,
        "measure": measure,
        "has_cannot_say": rows[0].item.kind == Item.Kind.EFFECT,
        "rows": [
            (row, _key_number(row, choices), [(t, row.counts.get(v, 0)) for v, t in choices])
            for row in rows
        ],
        "columns": [text for _value, text in choices],
    }


def _key_number(row: ItemResult, choices: list[tuple[str, str]]) -> str:
    if row.mean is not None:
        return number_format(row.mean)
    if row.positive_percent is not None:
        return f"{row.positive_percent} %"
    if row.item.kind in (Item.Kind.ONE, Item.Kind.SEVERAL) and row.counts:
        most = max(row.counts.values())
        return ", ".join(text for value, text in choices if row.counts.get(value) == most)
    return "–"
