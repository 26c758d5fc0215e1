"""Finnish personal identity codes, which the product never keeps."""

import re

from django.utils.translation import gettext as _

# Day, month, year, sign of the century, number, check.
LOOKS_LIKE = re.compile(r"(?<!\d)\d{6}[-+A-FU-Ya-fu-y]\d{3}[0-9A-Za-z](?!\w)")
CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def has_identity_code(text: str) -> bool:
    """Some part of the text is an identity code: its form and its check character are right.

    A voucher of the same form is let through, unless its check character happens to be right.
    """
    return any(_is_code(match.group()) for match in LOOKS_LIKE.finditer(text))


def _is_code(found: str) -> bool:
    day, month = int(found[:2]), int(found[2:4])
    number = int(found[:6] + found[7:10])
    is_day = 1 <= day <= 31 and 1 <= month <= 12
    return is_day and CHECKS[number % len(CHECKS)] == found[10].upper()


def identity_code_problem(text: str) -> str:
    """A sentence if the text has an identity code, else empty. The code is not repeated in it."""
    if not has_identity_code(text):
        return ""
    return _("There is a personal identity code in the text. Take it away: they are not kept here.")
