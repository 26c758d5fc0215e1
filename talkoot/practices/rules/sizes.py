"""Size classes of municipalities by inhabitants, for filters and for measures of diffusion."""

from bisect import bisect_right

from django.utils.translation import gettext as _

# The least inhabitants of each class; Kuntaliitto groups municipalities by these limits.
LEAST = (0, 5_000, 10_000, 20_000, 50_000, 100_000)
SIZES = tuple(str(least) for least in LEAST)


def size_of(population: int | None) -> str:
    """The code of the class, "" when nobody knows the population."""
    return "" if population is None else SIZES[bisect_right(LEAST, population) - 1]


def size_labels() -> dict[str, str]:
    """The classes by code, the smallest first, in words."""
    labels = {SIZES[0]: _("under %(n)s inhabitants") % {"n": _spaced(LEAST[1])}}
    for code, least, over in zip(SIZES[1:-1], LEAST[1:-1], LEAST[2:], strict=True):
        names = {"least": _spaced(least), "most": _spaced(over - 1)}
        labels[code] = _("%(least)s–%(most)s inhabitants") % names
    labels[SIZES[-1]] = _("at least %(n)s inhabitants") % {"n": _spaced(LEAST[-1])}
    return labels


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")
