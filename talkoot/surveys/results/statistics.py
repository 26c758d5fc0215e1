"""Intervals by scipy; the worker and commands call these, a web request never does."""

from collections.abc import Sequence
from typing import NamedTuple

CONFIDENCE = 0.95


class Change(NamedTuple):
    """The mean change of pairs and its 95 % interval; no interval when all change alike."""

    mean: float
    low: float | None
    high: float | None


def wilson(count: int, n: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share, in per cent."""
    from scipy.stats._result_classes import BinomTestResult  # type: ignore[import-untyped]

    # Without the test itself, which is not needed and takes most of the time.
    share = BinomTestResult(count, n, "two-sided", statistic=count / n, pvalue=None)
    found = share.proportion_ci(confidence_level=CONFIDENCE, method="wilson")
    return 100 * float(found.low), 100 * float(found.high)


def change_of(before: Sequence[float], after: Sequence[float]) -> Change:
    """The mean change of paired values with its t interval."""
    import numpy as np
    from scipy.stats import ttest_rel  # type: ignore[import-untyped]

    changes = np.subtract(after, before)
    if len(changes) < 2 or not changes.std():
        return Change(float(changes.mean()), None, None)
    found = ttest_rel(after, before).confidence_interval(CONFIDENCE)
    return Change(float(changes.mean()), float(found.low), float(found.high))
