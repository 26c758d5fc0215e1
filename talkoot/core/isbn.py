"""ISBN of publications (ISO 2108): thirteen digits, of which the last one checks the others."""

import re

from django.utils.translation import gettext as _

PREFIXES = ("978", "979")
LENGTH = 13


def in_groups(text: str) -> str:
    """The number as it is kept: its groups apart with hyphens, as they were given."""
    words = text.strip().upper().removeprefix("ISBN").lstrip(" :-")
    return re.sub(r"[\s\u2010-\u2015-]+", "-", words)


def check_digit(digits: str) -> str:
    """The thirteenth digit of the twelve first ones."""
    weighed = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits[:12]))
    return str(-weighed % 10)


def isbn_problem(number: str) -> str:
    """A sentence if this is no ISBN, else empty; the number is as `in_groups` gives it."""
    digits = number.replace("-", "")
    if not re.fullmatch(r"[0-9]+(-[0-9]+)*", number) or len(digits) != LENGTH:
        return _(
            "An ISBN has 13 digits, such as 978-951-0-18435-6. Write it as the ISBN centre gave it."
        )
    if not digits.startswith(PREFIXES):
        return _("An ISBN begins with 978 or 979. Check the first digits.")
    if digits[-1] != check_digit(digits):
        return _("The last digit does not agree with the others. Check each digit of the ISBN.")
    return ""
