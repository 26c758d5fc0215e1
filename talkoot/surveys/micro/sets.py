"""The set of single answers to one round: rows in a random order, without who gave them."""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from talkoot.surveys.micro.columns import LEFT_OUT, UNSAID, Column, columns_of, named_apart
from talkoot.surveys.micro.protection import LEAST, Protected, protect
from talkoot.surveys.models import Item, ReadAnswer, Response, Round
from talkoot.surveys.queries import survey_items
from talkoot.surveys.results.suppression import ORDINARY, SENSITIVE
from talkoot.surveys.results.visible import Cell, visible_cells
from talkoot.surveys.texts import TEXT_KINDS

ROW_ID = "row_id"


@dataclass(frozen=True)
class AnswerSet:
    """`rows` are the values of the row's id, the groups and the columns; `texts` stand apart.

    `left_out` is {question: why}.
    """

    survey: Round
    dimensions: list[str]
    columns: list[Column]
    rows: list[list[Any]]
    texts: list[tuple[str, str]] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)


def answer_set(survey: Round) -> AnswerSet:
    """What an evaluator may get of the round today; the ids are new each time."""
    items = survey_items(survey)
    columns = named_apart(column for item in items for column in columns_of(item))
    answers = _answers(survey)
    values = [
        [column.value(row.get(column.item.code)) for column in columns] for _groups, row in answers
    ]
    cells = visible_cells(survey)
    people = [groups for groups, _row in answers]
    chosen = _protected(survey, people, columns, values, cells)
    stays = {column.name for column in columns if (column.code, "", "") not in cells}
    stays.update(chosen.left_out)
    going = [place for place, column in enumerate(columns) if column.name not in stays]
    rows = [
        [secrets.token_hex(6), *groups, *[row[place] for place in going]]
        for groups, row in zip(chosen.groups, values, strict=True)
    ]
    secrets.SystemRandom().shuffle(rows)
    texts = _texts(survey, [item for item in items if (item.code, "", "") in cells])
    gone = [column for column in columns if column.name in stays]
    went = [columns[place] for place in going]
    left_out = _left_out(items, gone, texts)
    return AnswerSet(survey, chosen.dimensions, went, rows, texts, left_out)


def _protected(
    survey: Round,
    people: list[dict[str, str]],
    columns: Iterable[Column],
    values: list[list[Any]],
    cells: set[Cell],
) -> Protected:
    """The dimensions and columns that the limits leave beside what the pages show."""
    answered, pages, limits = {}, {}, {}
    for place, column in enumerate(columns):
        if (column.code, "", "") not in cells:
            continue
        answered[column.name] = [
            number for number, row in enumerate(values) if row[place] not in (None, UNSAID)
        ]
        pages[column.name] = [
            (name, group) for code, name, group in cells if code == column.code and name
        ]
        limits[column.name] = SENSITIVE if column.item.is_sensitive else ORDINARY
    shown = {
        name: {group for _code, known, group in cells if known == name} for name in survey.split_by
    }
    return protect(people, answered, shown=shown, pages=pages, limits=limits)


def _answers(survey: Round) -> list[tuple[dict[str, str], dict[str, Any]]]:
    rows = Response.objects.filter(round=survey).order_by("pk")
    return list(rows.values_list("groups", "answers").iterator(chunk_size=2000))


def _texts(survey: Round, items: Iterable[Item]) -> list[tuple[str, str]]:
    """Open answers that somebody has read and cleaned of names: (question, text), shuffled."""
    found: dict[str, list[str]] = defaultdict(list)
    read = ReadAnswer.objects.filter(response__round=survey, is_read=True, is_confirmed=True)
    for code, text in read.exclude(text="").values_list("item_code", "text"):
        found[code].append(text)
    texts = []
    for item in items:
        least = SENSITIVE.least if item.is_sensitive else LEAST
        if len(found[item.code]) >= least:
            texts += [(item.text, text) for text in found[item.code]]
    secrets.SystemRandom().shuffle(texts)
    return texts


def _left_out(
    items: Iterable[Item], gone: Iterable[Column], texts: Iterable[tuple[str, str]]
) -> dict[str, str]:
    reasons = {column.label: _("too few answers to protect those who gave them")
               for column in gone}  # fmt: skip
    told = {question for question, _text in texts}
    for item in items:
        if item.kind in LEFT_OUT:
            reasons[item.text] = _("could tell who answered")
        elif item.kind in TEXT_KINDS and item.text not in told:
            reasons[item.text] = _("open answers go along when five of them have been read")
    return reasons


def written(answers: AnswerSet, names: Mapping[str, str]) -> dict[str, Any]:
    """The set as the writing process takes it; `names` {dimension: its name in words}."""
    plain: dict[str, Any] = {"labels": {}, "missing": None, "measure": "nominal", "kind": "text"}
    groups = [{**plain, "name": f"group_{name}", "label": names.get(name, name)}
              for name in answers.dimensions]  # fmt: skip
    columns = [
        {
            "name": column.name,
            "label": column.label,
            "kind": column.kind,
            "labels": dict(column.labels),
            "missing": column.missing,
            "measure": column.measure,
        }
        for column in answers.columns
    ]
    first = {**plain, "name": ROW_ID, "label": _("Row of this delivery")}
    title = answers.survey.title
    return {"title": title, "columns": [first, *groups, *columns], "rows": answers.rows}
