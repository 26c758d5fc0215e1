"""What kind of question a row of a workbook is, and what bounds its answer."""

import re
from typing import Any

from django.utils.translation import gettext as _

from talkoot.surveys.building.outline import FIXED_CODES, OPTION_KINDS
from talkoot.surveys.models import Item
from talkoot.surveys.xlsform.expressions import NotUnderstood, read_limits, read_scale

Kind = Item.Kind
Row = dict[str, str]
Options = list[dict[str, str]]
TYPES = {
    "text": Kind.SHORT_TEXT, "string": Kind.SHORT_TEXT,
    "integer": Kind.NUMBER, "int": Kind.NUMBER, "decimal": Kind.NUMBER,
    "date": Kind.DATE, "file": Kind.FILE, "image": Kind.FILE, "photo": Kind.FILE,
    "range": Kind.SCALE, "acknowledge": Kind.ONE,
    "select_one": Kind.ONE, "select1": Kind.ONE, "select_multiple": Kind.SEVERAL,
}  # fmt: skip
# The column talkoot_kind may tell more than the type does, but nothing against it.
FINER_KINDS = {
    # A choice is written as a text when its options are not the form's own.
    Kind.SHORT_TEXT: {Kind.TEXT, Kind.ORGANISATION, Kind.ONE, Kind.SEVERAL},
    Kind.NUMBER: {Kind.MONEY},
    Kind.ONE: {Kind.SCALE, *FIXED_CODES},
}
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
    if kind == Kind.ONE and not named and codes == list(FIXED_CODES[Kind.YES_NO]):
        return Kind.YES_NO
    if named not in FINER_KINDS.get(kind, set()):
        return kind
    finer = Kind(named)
    if finer in FIXED_CODES and codes != list(FIXED_CODES[finer]):
        return kind
    if finer == Kind.SCALE and not all(re.fullmatch(r"-?\d+", code) for code in codes):
        return kind
    return finer


def bounds_of(row: Row, kind: Kind, options: Options) -> dict[str, Any]:
    """{"options", "max_length", "least", "most"} as the kind has them."""
    found: dict[str, Any] = {"options": options if kind in OPTION_KINDS else []}
    if kind == Kind.SCALE:
        return found | _scale(row, options)
    if text := row.get("constraint", ""):
        try:
            found |= read_limits(text, kind)
        except NotUnderstood as error:
            sentence = _(
                "the constraint “%(text)s” is not understood. Remove it or make it a limit."
            )
            raise Refused(sentence % {"text": text}) from error
    return found


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
