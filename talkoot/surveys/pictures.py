"""Results as pictures and tables: like questions together, in the order of the questionnaire."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from talkoot.core.canvas import Axis, Bar, Pair, Point, Stack
from talkoot.core.pictures import MOST_STEPS, SHARES, Picture, bars, pairs, stacked, trend
from talkoot.core.templatetags.ui import true_minus
from talkoot.surveys.models import Item
from talkoot.surveys.result_words import (
    NONE,
    cell_text,
    change_text,
    interval_words,
    moment_of,
    n_text,
    note_of,
    notes_of,
    share_text,
)
from talkoot.surveys.results import Comparison, GroupResults, ItemResult, PairResult, TrendPoint
from talkoot.surveys.results.conventions import options_in_order, percent, percent_text
from talkoot.surveys.texts import TEXT_KINDS

Kind = Item.Kind
STEPPED = frozenset({Kind.GRADE, Kind.EFFECT, Kind.SCALE, Kind.MATRIX})
CHOSEN = frozenset({Kind.ONE, Kind.SEVERAL, Kind.SCHOOL_GRADE})
MEASURED = frozenset({Kind.NUMBER, Kind.MONEY})
MOST_LINES = 6


@dataclass(frozen=True)
class Block:
    """A picture, or a table alone, of one question or of several alike.

    `codes` are those of the questions, so that a link finds the block; `notes` are sentences.
    """

    title: str
    codes: list[str]
    picture: Picture | None = None
    caption: str = ""
    columns: list[dict[str, Any]] = field(default_factory=list)
    rows: list[list[dict[str, Any]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """An id for the page."""
        return f"q-{self.codes[0]}".replace(".", "-")

    @property
    def chart_id(self) -> str:
        """An id for the picture in it."""
        return f"picture-{self.key}"


def blocks_of(items: Sequence[ItemResult]) -> list[Block]:
    """Pictures of all questions that are counted; open answers are not among them."""
    blocks = []
    for (kind, *_rest), group in groupby(items, key=_likeness):
        rows = list(group)
        if kind == "steps":
            blocks.append(_steps(rows))
        elif kind == Kind.YES_NO:
            blocks.append(_shares(_("Yes or no"), rows))
        elif kind in CHOSEN:
            blocks.append(_choices(rows[0]))
        elif kind == Kind.NPS:
            blocks.append(_promoters(rows[0]))
        elif kind == Kind.RANKING:
            blocks.append(_ranking(rows[0]))
        elif kind in MEASURED:
            blocks.append(_measures(rows))
    return blocks


def _likeness(result: ItemResult) -> tuple[Any, ...]:
    """Neighbours with the same likeness share a picture."""
    if result.kind in STEPPED:
        steps = tuple(code for code, _text in options_in_order(result.item))
        if 1 < len(steps) <= MOST_STEPS:
            return "steps", result.kind, steps, result.item.pk if result.kind == Kind.MATRIX else 0
        return Kind.ONE, result.code
    if result.kind == Kind.YES_NO or result.kind in MEASURED:
        return (result.kind,)
    return result.kind, result.code


def _steps(rows: list[ItemResult]) -> Block:
    first = rows[0]
    title = {Kind.GRADE: _("Grades"), Kind.EFFECT: _("Effects"), Kind.MATRIX: first.item.text}.get(
        Kind(first.kind), first.text if len(rows) == 1 else _("Statements")
    )
    shown = next((row for row in rows if not row.is_hidden), None)
    codes = [row.code for row in rows]
    if shown is None:
        return Block(title, codes, notes=[first.why])
    steps = [capfirst(option.label) for option in shown.options]
    stacks = [
        Stack(row.text, hidden=row.why)
        if row.is_hidden
        else Stack(row.text, [(float(o.percent) / 100, o.text) for o in row.options], note_of(row))
        for row in rows
    ]
    picture = stacked(title, steps, stacks, heading=_("Question"))
    picture = replace(
        picture,
        columns=[_("Question"), _("The two best"), _("Mean"), *steps, *_count_columns()],
        rows=[
            _hidden_row(row, len(steps) + 5)
            or [row.text, share_text(row), row.mean_text or NONE,
                *(f"{o.count} ({o.text})" for o in row.options), *_counts(row)]
            for row in rows
        ],
    )  # fmt: skip
    caption = _("Shares of those who answered; “cannot say” is not part of n.")
    return Block(title, codes, picture, caption, notes=notes_of(rows))


def _shares(title: str, rows: list[ItemResult]) -> Block:
    picture = bars(
        title,
        [_share_bar(row.text, row) for row in rows],
        heading=_("Question"),
        value_heading=_("Yes"),
    )
    return Block(title, [row.code for row in rows], picture, interval_words(), notes=notes_of(rows))


def _promoters(row: ItemResult) -> Block:
    """Three parts of 0-10 as a picture; the table has every step."""
    if row.is_hidden or not row.n:
        return Block(row.text, [row.code], notes=[row.why])
    counts = {int(option.code): option.count for option in row.options}
    spans = {
        _("Would recommend, 9–10"): range(9, 11),
        _("In between, 7–8"): range(7, 9),
        _("Would not recommend, 0–6"): range(7),
    }
    parts = []
    for span in spans.values():
        share = percent(sum(counts.get(step, 0) for step in span), row.n)
        parts.append((float(share) / 100, percent_text(share, row.n)))
    note = f"{n_text(row)}, NPS {true_minus(row.nps)}"
    picture = stacked(row.text, list(spans), [Stack(row.text, parts, note)], heading=_("Question"))
    table = [[option.code, str(option.count), option.text] for option in row.options]
    columns = [_("Step"), _("Answers"), _("Share")]
    caption = _("NPS: the share of 9–10 less the share of 0–6.")
    picture = replace(picture, columns=columns, rows=table)
    return Block(row.text, [row.code], picture, caption, notes=notes_of([row]))


def _choices(row: ItemResult) -> Block:
    if row.is_hidden:
        return Block(row.text, [row.code], notes=[row.why])
    options = row.options
    if row.kind == Kind.SCHOOL_GRADE:
        options = [option for option in options if option.count]
    drawn = [
        Bar(
            capfirst(option.label),
            float(option.percent) / 100,
            option.text,
            *_ends(option),
            option.interval_text,
            str(option.count),
        )
        for option in options
    ]
    picture = bars(row.text, drawn, heading=_("Option"), value_heading=_("Share"))
    words = [_("n = %(count)s") % {"count": row.n}]
    if row.cannot_say:
        words.append(_("cannot say %(count)s") % {"count": row.cannot_say})
    if row.mean_text:
        words.append(_("mean %(mean)s") % {"mean": row.mean_text})
    caption = f"{', '.join(words)}. {interval_words()}"
    return Block(row.text, [row.code], picture, caption, notes=notes_of([row]))


def _ranking(row: ItemResult) -> Block:
    if row.is_hidden:
        return Block(row.text, [row.code], notes=[row.why])
    columns: list[dict[str, Any]] = [
        {"text": _("Option")},
        {"text": _("Place"), "is_number": True},
        {"text": _("Mean place"), "is_number": True},
        {"text": _("Points (Borda)"), "is_number": True},
    ]
    rows = [
        [
            {"text": capfirst(one.label)},
            {"text": f"{one.rank}."},
            {"text": NONE if one.mean is None else number_format(one.mean, 2)},
            {"text": NONE if one.borda is None else str(one.borda)},
        ]
        for one in row.ranking
    ]
    notes = [_("n = %(count)s") % {"count": row.n}, *notes_of([row])]
    return Block(row.text, [row.code], columns=columns, rows=rows, notes=notes)


def _measures(rows: list[ItemResult]) -> Block:
    columns: list[dict[str, Any]] = [
        {"text": _("Question")},
        {"text": _("Mean"), "is_number": True},
        {"text": "n", "is_number": True},
    ]
    cells = [
        [
            {"text": row.text},
            {"text": row.why if row.is_hidden else row.mean_text or NONE},
            {"text": NONE if row.is_hidden else str(row.n)},
        ]
        for row in rows
    ]
    return Block(_("Numbers"), [row.code for row in rows], columns=columns, rows=cells)


def by_groups(
    items: Sequence[ItemResult], groups: Sequence[tuple[str, GroupResults]]
) -> list[Block]:
    """A picture for each question with a share or a mean: all, then each (name, group)."""
    blocks = []
    for whole in items:
        if whole.kind in TEXT_KINDS or (whole.positive is None and whole.mean is None):
            continue
        rows = [_share_bar(_("All"), whole)]
        for label, group in groups:
            found = group.item(whole.code)
            if found is None or group.is_hidden:
                rows.append(Bar(label, hidden=group.why or NONE))
            else:
                rows.append(_share_bar(label, found))
        blocks.append(_group_block(whole, rows))
    return blocks


def _group_block(whole: ItemResult, rows: list[Bar]) -> Block:
    axis, heading = SHARES, _("Share")
    caption = f"{_('Share of the two best answers or of yes.')} {interval_words()}"
    if whole.positive is None:
        axis, heading, caption = mean_axis(whole), _("Mean"), _("Mean of the valid answers.")
    picture = bars(whole.text, rows, heading=_("Group"), value_heading=heading, axis=axis)
    return Block(whole.text, [whole.code], picture, caption)


def trend_block(title: str, lines: Sequence[tuple[str, Sequence[TrendPoint]]]) -> Block | None:
    """Shares of the two best steps over rounds, at most six questions; None without two rounds."""
    lines = lines[:MOST_LINES]
    rounds = list(dict.fromkeys(point.survey for _label, points in lines for point in points))
    if len(rounds) < 2:
        return None
    rounds.sort(key=lambda survey: (survey.opens_on, survey.pk))
    series = []
    for label, points in lines:
        known = {point.survey: point.result for point in points}
        series.append((label, [_point(known.get(survey)) for survey in rounds]))
    moments = [moment_of(survey) for survey in rounds]
    picture = trend(title, moments, series, heading=_("Question"), axis=SHARES)
    caption = _("A line breaks where a round's result is hidden or the question was not asked.")
    return Block(title, ["trend"], picture, caption)


def _point(result: ItemResult | None) -> Point:
    if result is None:
        return Point()
    if result.is_hidden:
        return Point(hidden=_("hidden"))
    if result.positive is None:
        return Point()
    return Point(float(result.positive.percent) / 100, result.positive.text)


def pair_blocks(found: Sequence[PairResult]) -> list[Block]:
    """Before and after of the same people; questions on one scale together."""
    if not found:
        return []
    shown = [row for row in found if not row.is_hidden]
    means = [float(m) for row in shown for m in (row.before_mean, row.after_mean) if m is not None]
    if not means:
        return [Block(_("Before and after"), ["pairs"], notes=[found[0].why])]
    axis = _axis(min(1.0, *means), 10.0 if max(means) > 5 else 5.0)
    drawn = [
        Pair(row.text, hidden=row.why)
        if row.is_hidden
        else Pair(
            row.text,
            float(row.before_mean or 0),
            float(row.after_mean or 0),
            number_format(row.before_mean or 0, 1),
            number_format(row.after_mean or 0, 1),
            change_text(row),
            _("%(count)s pairs") % {"count": row.n},
        )
        for row in found
    ]
    title = _("Before and after")
    picture = pairs(title, drawn, heading=_("Question"), axis=axis)
    notes = []
    if shown:
        notes.append(
            _("%(before)s answered only before and %(after)s only after; they are not counted.")
            % {"before": shown[0].only_before, "after": shown[0].only_after}
        )
    caption = _("Means of those who answered both times.")
    return [Block(title, ["pairs"], picture, caption, notes=notes)]


def comparison_rows(found: Sequence[Comparison]) -> list[list[dict[str, Any]]]:
    """Cells of a table: question, left, right, difference."""
    rows = []
    for row in found:
        if not any(side.positive or side.mean_text or side.is_hidden
                   for side in (row.left, row.right)):  # fmt: skip
            continue
        is_points = row.unit == "points"
        difference = NONE
        if row.difference is not None:
            sign = "+" if row.difference > 0 else ""
            number = true_minus(number_format(row.difference, 0 if is_points else 1))
            difference = sign + (
                _("%(number)s points") % {"number": number} if is_points else number
            )
        note = _("clear difference") if row.is_clear else ""
        rows.append(
            [
                {"text": row.text},
                {"text": cell_text(row.left)},
                {"text": cell_text(row.right)},
                {"text": difference, "sub": note},
            ]
        )
    return rows


def mean_axis(row: ItemResult) -> Axis:
    """The span of the question's scale."""
    if row.kind == Kind.SCHOOL_GRADE:
        return _axis(4, 10)
    most = float(row.item.most or 5)
    if row.kind in MEASURED:
        most = max(float(row.mean or 1) * 1.5, 1)
    return _axis(0, most)


def _axis(least: float, most: float) -> Axis:
    middle = (least + most) / 2
    return Axis(least, most, [(x, number_format(x, 0 if x == int(x) else 1))
                              for x in (least, middle, most)])  # fmt: skip


def _share_bar(label: str, row: ItemResult) -> Bar:
    if row.is_hidden:
        return Bar(label, hidden=row.why)
    if row.positive is None:
        return Bar(label, float(row.mean or 0), row.mean_text or NONE, note=n_text(row))
    share = row.positive
    return Bar(label, float(share.percent) / 100, share.text, *_ends(share),
               share.interval_text, n_text(row))  # fmt: skip


def _ends(option: Any) -> tuple[float | None, float | None]:
    if option.low is None or option.high is None:
        return None, None
    return float(option.low) / 100, float(option.high) / 100


def _count_columns() -> list[str]:
    return ["n", _("Cannot say"), _("No answer")]


def _counts(row: ItemResult) -> list[str]:
    return [str(row.n), str(row.cannot_say), str(row.missing)]


def _hidden_row(row: ItemResult, length: int) -> list[str] | None:
    return [row.text, row.why, *[NONE] * (length - 1)] if row.is_hidden else None
