"""Size classes of organisations by the number of their staff, for figures and the queue."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class StaffSize(NamedTuple):
    """From `least` to `most` people; an organisation whose staff is not known is of none."""

    code: str
    least: int
    most: int
    label: "str | Promise"


STAFF_SIZES = {
    row.code: row
    for row in (
        StaffSize("under-50", 0, 49, _("fewer than 50 staff")),
        StaffSize("50-249", 50, 249, _("50–249 staff")),
        StaffSize("250-999", 250, 999, _("250–999 staff")),
        StaffSize("1000-4999", 1_000, 4_999, _("1,000–4,999 staff")),
        StaffSize("over-5000", 5_000, 2_000_000_000, _("at least 5,000 staff")),
    )
}
