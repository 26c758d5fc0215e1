"""Keeping the intervals of shares; what computes them is too heavy for a web process."""

from collections.abc import Iterable

from talkoot.surveys.models import ShareInterval
from talkoot.surveys.results import statistics


def keep_intervals(shares: Iterable[tuple[int, int]]) -> None:
    """Compute and keep the intervals of those (count, n) that are not kept yet."""
    wanted = set(shares)
    known = ShareInterval.objects.filter(n__in={n for _count, n in wanted})
    missing = sorted(wanted - set(known.values_list("count", "n")))
    rows = []
    for count, n in missing:
        low, high = statistics.wilson(count, n)
        rows.append(ShareInterval(count=count, n=n, low=low, high=high))
    ShareInterval.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
