"""Results and the codebook as rows."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from talkoot.surveys import results
from talkoot.surveys.groups import DIMENSIONS, labels_of
from talkoot.surveys.models import Item, Round
from talkoot.surveys.queries import survey_items
from talkoot.surveys.results import Audience, GroupResults, ItemResult, Results, Sources
from talkoot.surveys.texts import TEXT_KINDS

Row = list[Any]


def result_header() -> list[str]:
    """The columns of result_rows; codes and raw numbers for machines, words for people."""
    return [
        _("code"), _("question"), _("split by"), _("group"), _("option code"), _("option"),
        _("count"), _("per cent"), _("shown as"), _("95 per cent, from"),
        _("95 per cent, to"), _("mean"), _("place"), "n", _("cannot say"),
        _("no answer"), _("why hidden"),
    ]  # fmt: skip


def result_rows(whole: Results, sources: Sources, audience: Audience) -> Iterator[Row]:
    """A row for each option of each question, in all and in each group; hidden ones say why."""
    yield from item_rows(whole.items)
    split = results.splits(sources, results.dimensions(sources.rounds), audience)
    words = labels_of((one.dimension, one.group) for groups in split.values() for one in groups)
    for groups in split.values():
        for group in groups:
            yield from _group_rows(group, words[group.dimension, group.group])


def _group_rows(group: GroupResults, label: str) -> Iterator[Row]:
    dimension = capfirst(str(DIMENSIONS.get(group.dimension, group.dimension)))
    if group.is_hidden:
        yield ["", "", dimension, label, *[""] * 12, group.why]
    else:
        yield from item_rows(group.items, dimension, label)


def item_rows(items: Sequence[ItemResult], dimension: str = "", group: str = "") -> Iterator[Row]:
    """A row for each option of each question."""
    for item in items:
        if item.kind in TEXT_KINDS:
            continue
        first = [item.code, item.text, dimension, group]
        if item.is_hidden:
            yield [*first, *[""] * 12, item.why]
            continue
        counts = [item.n, item.cannot_say, item.missing, ""]
        yield [*first, "", "", "", "", "", "", "", raw(item.mean), "", *counts]
        for option in item.options:
            interval = [raw(option.low), raw(option.high)]
            words = [option.code, capfirst(option.label), option.count, raw(option.percent)]
            yield [*first, *words, option.text, *interval, "", "", *counts]
        for one in item.ranking:
            words = [one.code, capfirst(one.label), "", "", one.text]
            yield [*first, *words, "", "", raw(one.mean), one.rank, *counts]


def round_header() -> list[str]:
    """The columns of round_rows."""
    return [
        _("survey round"), _("opened"), _("closed"), _("code"), _("question"), _("per cent"),
        _("shown as"), _("95 per cent, from"), _("95 per cent, to"), _("mean"), "n",
        _("cannot say"), _("no answer"), _("why hidden"),
    ]  # fmt: skip


def round_rows(sources: Sources, audience: Audience) -> Iterator[Row]:
    """Each question's key number in each round alone, oldest first, as the pages' trend has it."""
    codes = [code for code, item in sources.items.items() if item.kind not in TEXT_KINDS]
    for points in results.trends(sources, codes, audience).values():
        for point in points:
            one, item = point.survey, point.result
            first = [one.title, str(one.opens_on or ""), str(one.closes_on or "")]
            if item.is_hidden:
                yield [*first, item.code, item.text, *[""] * 8, item.why]
                continue
            best = item.positive
            share = [raw(best.percent), best.text, raw(best.low), raw(best.high)] if best else []
            numbers = [*(share or [""] * 4), raw(item.mean)]
            counts = [item.n, item.cannot_say, item.missing, ""]
            yield [*first, item.code, item.text, *numbers, *counts]


def pair_header() -> list[str]:
    """The columns of pair_rows."""
    return [
        _("code"), _("question"), _("earlier round"), _("later round"), "n", _("mean before"),
        _("mean after"), _("change of the mean"), _("95 per cent, from"), _("95 per cent, to"),
        _("answered only before"), _("answered only after"), _("why hidden"),
    ]  # fmt: skip


def pair_rows(sources: Sources, audience: Audience) -> Iterator[Row]:
    """What the same people answered in the round before and in this one."""
    for one in results.pairs(sources, audience):
        first = [one.code, one.text, one.before.title, one.after.title]
        if one.is_hidden:
            yield [*first, *[""] * 8, one.why]
            continue
        numbers = [one.before_mean, one.after_mean, one.change, one.low, one.high]
        yield [*first, one.n, *map(raw, numbers), one.only_before, one.only_after, ""]


def raw(value: Decimal | None) -> float | str:
    """A number that is not rounded for people; empty when there is none."""
    return "" if value is None else round(float(value), 10)


def codebook_header() -> list[str]:
    return [
        _("code"), _("kind"), _("in Finnish"), _("in Swedish"), _("in English"), _("options"),
        _("rows"), _("required"), _("cannot say"), _("item of the bank"), _("asked if"),
    ]  # fmt: skip


def codebook_rows(rounds: Sequence[Round]) -> Iterator[Row]:
    """Every question as it was asked, the newest wording first, with its options by language."""
    newest = {survey.questionnaire_id: survey for survey in rounds}
    items = [item for survey in reversed(newest.values()) for item in survey_items(survey)]
    told = set()
    for item in items:
        row = _codebook_row(item)
        if (key := tuple(map(str, row))) not in told:
            told.add(key)
            yield row


def _codebook_row(item: Item) -> Row:
    return [
        item.code, item.get_kind_display(), item.text_fi, item.text_sv, item.text_en,
        _options(item.options), _options(item.rows), _yes(item.is_required),
        _yes(item.has_cannot_say), _bank(item), _condition(item),
    ]  # fmt: skip


def _options(options: list[dict[str, str]]) -> str:
    return "; ".join(
        f"{one['code']} = " + " / ".join(one[x] for x in ("fi", "sv", "en") if one.get(x))
        for one in options
    )


def _yes(value: bool) -> str:
    return _("yes") if value else ""


def _bank(item: Item) -> str:
    return str(item.bank_item_id or "")


def _condition(item: Item) -> str:
    if not item.condition_item:
        return ""
    return f"{item.condition_item} = {', '.join(map(str, item.condition_values))}"


def about_rows(whole: Results, title: str) -> list[Row]:
    """What the numbers rest on."""
    rounds = whole.rounds
    forms = {one.questionnaire_id: one.questionnaire for one in rounds}.values()
    opened = [one.opens_on for one in rounds if one.opens_on]
    closed = [one.closes_on for one in rounds if one.closes_on]
    dates = f"{min(opened, default='')} – {max(closed, default='')}"
    modes = dict.fromkeys(str(one.get_mode_display()) for one in rounds)
    rows = [
        [_("survey"), title],
        [_("programme"), rounds[0].programme.name],
        [_("questionnaire"), "; ".join(f"{f.title} ({f.code}, {f.version})" for f in forms)],
        [_("Survey rounds"), len(rounds)],
        [_("asked"), dates],
        [_("how answers are handled"), "; ".join(modes)],
        [_("invited"), whole.invited],
        [_("answered"), whole.answered],
        [_("per cent"), _("of the valid answers; “cannot say” is no part of them")],
        [_("95 per cent, from"), _("Wilson interval, from ten answers up")],
        [_("why hidden"), _("fewer could tell who answered what, also by subtracting")],
    ]
    is_demo = any(one.is_demo for one in rounds)
    return [*rows, [_("demo data"), _("yes")]] if is_demo else rows
