"""The Finnish school grade from 4 to 10 in quarters: 9-, 9, 9+ and 9½."""

from decimal import ROUND_HALF_UP, Decimal

LOWEST, HIGHEST = 4, 10
QUARTER = Decimal("0.25")
_ENDINGS = {Decimal(0): "", Decimal("0.25"): "+", Decimal("0.5"): "½"}


def grade_text(value: Decimal) -> str:
    """The nearest quarter as it is written, half up: 8.75 is 9-. Refuses what is no grade."""
    quarters = (value / QUARTER).quantize(Decimal(1), ROUND_HALF_UP) * QUARTER
    if not LOWEST <= quarters <= HIGHEST:
        raise ValueError(value)
    whole, rest = divmod(quarters, 1)
    return f"{whole + 1:.0f}-" if rest == 3 * QUARTER else f"{whole:.0f}{_ENDINGS[rest]}"


# {text: value} from the best down.
GRADES = {
    grade_text(step * QUARTER): step * QUARTER for step in range(HIGHEST * 4, LOWEST * 4 - 1, -1)
}


def grade_value(text: str) -> Decimal | None:
    """The value of a grade as people write it, 9½ and 9 1/2 alike; None if it is no grade."""
    written = "".join(text.split()).replace("1/2", "½").replace("−", "-").replace("–", "-")
    return GRADES.get(written)
