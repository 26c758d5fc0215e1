"""The few XPath expressions that a form of ours knows: conditions and limits, both ways."""

import re
from decimal import Decimal, InvalidOperation

from talkoot.core.grades import GRADES
from talkoot.surveys.models import Item

NAME = r"\$\{\s*([A-Za-z_][\w.-]*)\s*\}"
QUOTED = r"""(?:'([^']*)'|"([^"]*)"|(-?\d+(?:\.\d+)?))"""
CONDITION = re.compile(
    rf"(?:selected\(\s*{NAME}\s*,\s*{QUOTED}\s*\)|{NAME}\s*=\s*{QUOTED})", re.IGNORECASE
)
LIMIT = re.compile(
    r"(string-length\(\s*\.\s*\)|count-selected\(\s*\.\s*\)|\.)\s*(<=|>=)\s*(-?\d+(?:\.\d+)?)"
)
TEXT_KINDS = frozenset({Item.Kind.SHORT_TEXT, Item.Kind.TEXT})
NUMBER_KINDS = frozenset({Item.Kind.NUMBER, Item.Kind.MONEY})
Limits = dict[str, int | Decimal]


class NotUnderstood(ValueError):
    """The expression says more than a form of ours can."""


def condition_text(name: str, values: list[str], *, is_several: bool) -> str:
    """`${x} = 'a' or ${x} = 'b'`; an item of several options is asked by selected()."""
    pattern = "selected(${%s}, '%s')" if is_several else "${%s} = '%s'"
    return " or ".join(pattern % (name, value) for value in values)


def read_condition(text: str) -> tuple[str, list[str]]:
    """The name of the one question that the condition asks and the answers that it accepts."""
    position, depth, name = 0, 0, ""
    values: list[str] = []
    while True:
        position, opened = _skip(text, position, "(")
        term = CONDITION.match(text, position)
        if term is None:
            raise NotUnderstood(text)
        found = [group for group in term.groups() if group is not None]
        if name not in ("", found[0]):
            raise NotUnderstood(text)
        name = found[0]
        values.append(found[1])
        position, closed = _skip(text, term.end(), ")")
        depth += opened - closed
        joint = re.compile(r"or\b", re.IGNORECASE).match(text, position)
        if joint is None:
            break
        position = joint.end()
    if position < len(text) or depth:
        raise NotUnderstood(text)
    return name, list(dict.fromkeys(values))


def _skip(text: str, position: int, mark: str) -> tuple[int, int]:
    """The position after spaces and `mark`s, and how many marks there were."""
    count = 0
    while position < len(text) and (text[position].isspace() or text[position] == mark):
        count += text[position] == mark
        position += 1
    return position, count


def limits_text(item: Item) -> str:
    """The constraint of an item; a scale has its ends as parameters instead."""
    if item.kind in TEXT_KINDS:
        return f"string-length(.) <= {item.max_length}" if item.max_length else ""
    if item.kind == Item.Kind.NPS and not item.has_cannot_say:
        return ". >= 0 and . <= 10"
    if item.kind == Item.Kind.SEVERAL:
        subject = "count-selected(.)"
    elif item.kind in NUMBER_KINDS:
        subject = "."
    else:
        return ""
    ends = ((">=", item.least), ("<=", item.most))
    return " and ".join(f"{subject} {sign} {plain(end)}" for sign, end in ends if end is not None)


def read_limits(text: str, kind: str) -> Limits:
    """{"max_length"} or {"least", "most"} of a constraint that suits the kind."""
    limits: Limits = {}
    for term in re.split(r"\s+and\s+", text.strip(), flags=re.IGNORECASE):
        is_wrapped = term.startswith("(") and term.endswith(")")
        match = LIMIT.fullmatch(term[1:-1].strip() if is_wrapped else term.strip())
        if match is None:
            raise NotUnderstood(text)
        subject, sign, number = match[1].split("(")[0], match[2], match[3]
        if subject == "string-length" and sign == "<=" and kind in TEXT_KINDS and number.isdigit():
            limits["max_length"] = int(number)
        elif (subject == "." and kind in NUMBER_KINDS) or (
            subject == "count-selected" and kind == Item.Kind.SEVERAL and number.isdigit()
        ):
            limits["least" if sign == ">=" else "most"] = read_number(number)
        else:
            raise NotUnderstood(text)
    return limits


def read_scale(parameters: str) -> Limits:
    """The ends of a range; its steps are whole numbers. Without parameters it goes from 0 to 10."""
    found = {"start": "0", "end": "10", "step": "1"}
    for part in re.split(r"[\s,;]+", re.sub(r"\s*=\s*", "=", parameters.strip())):
        name, _sign, value = part.partition("=")
        if part and name not in found:
            raise NotUnderstood(parameters)
        if part:
            found[name] = value
    if read_number(found["step"]) != 1:
        raise NotUnderstood(parameters)
    ends = {"least": read_number(found["start"]), "most": read_number(found["end"])}
    if any(end != int(end) for end in ends.values()) or ends["least"] >= ends["most"]:
        raise NotUnderstood(parameters)
    return dict(ends)


def read_number(text: str) -> Decimal:
    """A number of at most twelve digits and two decimals."""
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise NotUnderstood(text) from error
    if number.is_nan() or abs(number) >= 10**12 or number != round(number, 2):
        raise NotUnderstood(text)
    return number


def plain(number: Decimal) -> str:
    """1.50 as 1.5 and 100.00 as 100."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# A name of a choice has no half and no plus: 9+ is 9_25.
GRADE_NAMES = {text: plain(value).replace(".", "_") for text, value in GRADES.items()}
