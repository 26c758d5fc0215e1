"""What kind of question a row of a workbook is, and what bounds its answer."""

import re
from typing import Any

from django.utils.translation import gettext as _

from talkoot.surveys.bank_models import ItemKind as Kind
from talkoot.surveys.building.outline import FIXED_CODES, OPTION_KINDS
from talkoot.surveys.rules import CANNOT_SAY, CANNOT_SAY_KINDS
from talkoot.surveys.xlsform.expressions import (
    GRADE_NAMES,
    NotUnderstood,
    read_limits,
    read_number,
    read_scale,
)

Row = dict[str, str]
Options = list[dict[str, str]]
TYPES = {
    "text": Kind.SHORT_TEXT, "string": Kind.SHORT_TEXT,
    "integer": Kind.NUMBER, "int": Kind.NUMBER, "decimal": Kind.NUMBER,
    "date": Kind.DATE, "file": Kind.FILE, "image": Kind.FILE, "photo": Kind.FILE,
    "range": Kind.SCALE, "acknowledge": Kind.ONE,
    "select_one": Kind.ONE, "select1": Kind.ONE, "select_multiple": Kind.SEVERAL,
    "rank": Kind.RANKING, "odk:rank": Kind.RANKING,
}  # fmt: skip
# The column talkoot_kind may tell more than the type does, but nothing against it.
FINER_KINDS = {
    # A choice is written as a text when its options are not the form's own.
    Kind.SHORT_TEXT: {Kind.TEXT, Kind.ORGANISATION, Kind.ONE, Kind.SEVERAL},
    Kind.NUMBER: {Kind.MONEY, Kind.NPS},
    Kind.ONE: {Kind.SCALE, *FIXED_CODES},
}
# The names of the choices of kinds that have the same ones in each question.
FIXED_NAMES = {**FIXED_CODES, Kind.SCHOOL_GRADE: tuple(GRADE_NAMES.values())}
ACKNOWLEDGED = {"code": "ok", "fi": "Vahvistan", "sv": "Jag bekräftar", "en": "I confirm"}


class Refused(Exception):
    """The row cannot become a question; the sentence says why."""


def kind_of(row: Row, word: str, codes: list[str]) -> Kind:
    """The kind by the type's first word, made finer by our column, the look or the options."""
    if word not in TYPES:
        raise Refused(_("the type “%(type)s” is not possible here.") % {"type": word})
    kind = TYPES[word]
    named = row.get("talkoot_kind", "")
    if kind == Kind.SHORT_TEXT and not named and "multiline" in row.get("appearance", ""):
        return Kind.TEXT
    steps = [code for code in codes if code != CANNOT_SAY]
    if kind == Kind.ONE and not named and steps == list(FIXED_NAMES[Kind.YES_NO]):
        return Kind.YES_NO
    if named not in FINER_KINDS.get(kind, set()):
        return kind
    finer = Kind(named)
    if kind == Kind.ONE and finer in FIXED_NAMES and steps != list(FIXED_NAMES[finer]):
        return kind
    if finer == Kind.SCALE and not all(re.fullmatch(r"-?\d+", code) for code in steps):
        return kind
    return finer


def bounds_of(row: Row, kind: Kind, options: Options) -> dict[str, Any]:
    """{"options", "has_cannot_say", "max_length", "least", "most"} as the kind has them."""
    has_options = kind in OPTION_KINDS or kind == Kind.RANKING
    found: dict[str, Any] = {"options": options if has_options else []}
    if kind in CANNOT_SAY_KINDS:
        found["has_cannot_say"] = offers_cannot_say(options)
        options = steps_of(options)
    if kind == Kind.SCALE:
        return found | _scale(row, options)
    if kind == Kind.RANKING:
        return found | _places(row)
    if kind == Kind.NPS:
        return found
    if text := row.get("constraint", ""):
        try:
            found |= read_limits(text, kind)
        except NotUnderstood as error:
            sentence = _(
                "the constraint “%(text)s” is not understood. Remove it or make it a limit."
            )
            raise Refused(sentence % {"text": text}) from error
    return found


def offers_cannot_say(options: Options) -> bool:
    """The last option is our own word for it."""
    return bool(options) and options[-1]["code"] == CANNOT_SAY


def steps_of(options: Options) -> Options:
    """The options without “cannot say”."""
    return options[:-1] if offers_cannot_say(options) else options


def _places(row: Row) -> dict[str, Any]:
    most = row.get("talkoot_most", "")
    return {"most": read_number(most)} if most.isdecimal() else {}


def _scale(row: Row, options: Options) -> dict[str, Any]:
    if options:
        steps = sorted(int(option["code"]) for option in options)
        named = [option for option in options if option["fi"] != option["code"]]
        return {"least": steps[0], "most": steps[-1], "options": named}
    try:
        return dict(read_scale(row.get("parameters", "")))
    except NotUnderstood as error:
        sentence = _("the range “%(text)s” is not possible. Its steps must be whole numbers.")
        raise Refused(sentence % {"text": row.get("parameters", "")}) from error
