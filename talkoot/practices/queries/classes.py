"""Service areas and themes, for the offices that keep the lists."""

from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from talkoot.people.rules import office_ids
from talkoot.practices.models import Practice
from talkoot.programmes.models import Sector, Theme, ThemeUse

SECTOR = "sector"
LISTS: dict[str, "str | Promise"] = {
    SECTOR: _("Service areas"),
    ThemeUse.PRACTICE: _("Themes of practices"),
    ThemeUse.NEED: _("Needs of applications"),
    ThemeUse.WORKSHOP: _("Themes of workshops"),
}


def can_keep_classes(user: Any, row: Sector | Theme) -> bool:
    """People of any programme office: the lists serve all programmes."""
    return bool(office_ids(user))


def class_lists() -> list[tuple[str, Any, list[Any]]]:
    """(key, name, rows in their order) of each list; two queries."""
    themes = list(Theme.objects.all())
    rows: dict[str, list[Any]] = {SECTOR: list(Sector.objects.all())}
    rows |= {use: [row for row in themes if row.use == use] for use in ThemeUse.values}
    return [(key, name, rows[key]) for key, name in LISTS.items()]


def rows_of(key: str) -> Any:
    """The rows of the list."""
    return Sector.objects.all() if key == SECTOR else Theme.objects.filter(use=key)


def free_code(key: str, name: str) -> str:
    """The name as a part of an address that no other row of the list has."""
    base = slugify(name)[:34] or key
    taken = set(rows_of(key).filter(code__startswith=base).values_list("code", flat=True))
    number, code = 1, base
    while code in taken:
        number, code = number + 1, f"{base}-{number + 1}"
    return code


def practices_of(row: Sector | Theme) -> list[int]:
    """The published practices that the row classes, the newest first."""
    own = Q(sector=row) if isinstance(row, Sector) else Q(themes=row)
    rows = Practice.objects.filter(own, state=Practice.State.PUBLISHED)
    return list(rows.values_list("pk", flat=True))
