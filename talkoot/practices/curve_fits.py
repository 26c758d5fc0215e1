"""Bass and logistic models of an adoption curve by scipy; the worker calls this, no web request.

A model is fitted only when it can mean something: at least eight whole half-years, ten adopters,
and the half-years after the peak are there. Else the reason is told, and the curve stands alone.
Both models are fitted to the adoptions of each half-year (Srinivasan and Mason 1986), by
non-linear least squares with 95 % intervals of the t distribution.
"""

import datetime
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from talkoot.core.dates import add_months
from talkoot.practices.models import CurveFit
from talkoot.practices.queries.levels import FEWEST_ADOPTERS

MONTHS = 6
FEWEST_PERIODS = 8
AFTER_PEAK = 2  # Half-years since the peak.
CONFIDENCE = 0.95
# An interval of the ceiling and of the speed may reach as far from the value as it is from zero.
WIDEST, NARROW = 1.0, ("q", "k", "m")
AT_BOUND = 1e-3  # A value so near the end of what was tried was not found, only stopped there.
Reason = CurveFit.Reason


class Fitted(NamedTuple):
    """What the worker keeps of one practice."""

    starts_on: datetime.date | None
    periods: int
    reason: str
    fits: dict[str, Any]


def per_period(began: Sequence[datetime.date], as_of: datetime.date) -> list[int]:
    """How many began in each whole half-year, from the month of the first one on."""
    if not began:
        return []
    start = min(began).replace(day=1)
    counts: list[int] = []
    while add_months(start, MONTHS * (len(counts) + 1)) <= as_of:
        low = add_months(start, MONTHS * len(counts))
        high = add_months(start, MONTHS * (len(counts) + 1))
        counts.append(sum(low <= day < high for day in began))
    return counts


def refusal(counts: Sequence[int]) -> str:
    """Why no model may be fitted; "" if one may."""
    if len(counts) < FEWEST_PERIODS:
        return Reason.FEW_PERIODS
    if sum(counts) < FEWEST_ADOPTERS:
        return Reason.FEW_ADOPTERS
    peak = max(range(len(counts)), key=lambda at: (counts[at], at))
    if len(counts) - 1 - peak < AFTER_PEAK:
        return Reason.BEFORE_PEAK
    return ""


def fit(began: Sequence[datetime.date], as_of: datetime.date) -> Fitted:
    """The models of the half-years that are whole by the day, or the reason for none."""
    counts = per_period(began, as_of)
    starts_on = min(began).replace(day=1) if began else None
    if reason := refusal(counts):
        return Fitted(starts_on, len(counts), reason, {})
    most = float(sum(counts))
    fits = {
        "bass": _fit(_bass, counts, ("p", "q", "m"), (0.03, 0.4, most), _growth_of_bass),
        "logistic": _fit(
            _logistic, counts, ("k", "t0", "m"), (0.6, len(counts) / 2, most), _growth_of_logistic
        ),
    }
    found = {name: each for name, each in fits.items() if each}
    return Fitted(starts_on, len(counts), "" if found else Reason.NO_FIT, found)


def _bass(t: Any, p: float, q: float, m: float) -> Any:
    """Cumulative adopters of Bass (1969): p from outside, q from those who have adopted."""
    import numpy as np

    fading = np.exp(-(p + q) * t)
    return m * (1 - fading) / (1 + q / p * fading)


def _logistic(t: Any, k: float, t0: float, m: float) -> Any:
    import numpy as np

    return m / (1 + np.exp(-k * (t - t0)))


def _growth_of_bass(p: float, q: float, _m: float) -> float:
    """Half-years from a tenth of the ceiling to nine tenths."""
    import math

    def reached(share: float) -> float:
        return math.log((1 + share * q / p) / (1 - share)) / (p + q)

    return reached(0.9) - reached(0.1)


def _growth_of_logistic(k: float, _t0: float, _m: float) -> float:
    import math

    return math.log(81) / k


def _fit(
    model: Callable[..., Any],
    counts: Sequence[int],
    names: Sequence[str],
    guess: Sequence[float],
    growth: Callable[..., float],
) -> dict[str, Any] | None:
    import numpy as np
    from scipy.optimize import curve_fit  # type: ignore[import-untyped]
    from scipy.stats import t as student  # type: ignore[import-untyped]

    ends = np.arange(1, len(counts) + 1, dtype=float)

    def a_period(at: Any, *parameters: float) -> Any:
        return model(at, *parameters) - model(at - 1, *parameters)

    low = [1e-6, 1e-6, sum(counts) * 0.8]
    high = [3.0, 5.0 if model is _bass else 4.0 * len(counts), sum(counts) * 20.0]
    seen = np.array(counts, dtype=float)
    try:
        values, covariance = curve_fit(a_period, ends, seen, p0=guess, bounds=(low, high))
    except RuntimeError:  # It did not converge.
        return None
    errors = np.sqrt(np.diag(covariance))
    if not np.all(np.isfinite(errors)):
        return None
    wide = student.ppf((1 + CONFIDENCE) / 2, len(counts) - len(names)) * errors
    is_stopped = np.isclose(values, low, rtol=AT_BOUND) | np.isclose(values, high, rtol=AT_BOUND)
    kept: dict[str, Any] = {
        name: [float(value), max(float(value - w), 0.0), float(value + w)]
        for name, value, w in zip(names, values, wide, strict=True)
    }
    if is_stopped.any() or any(_is_wide(kept[name]) for name in NARROW if name in kept):
        return None
    kept["r2"] = _r2(seen, a_period(ends, *values))
    kept["growth"] = float(growth(*values))
    start = float(model(0.0, *values))  # What a logistic curve has then nobody has adopted.
    kept["m"] = [max(each - start, 0.0) for each in kept["m"]]
    kept["curve"] = [round(float(each) - start, 2) for each in model(ends, *values)]
    return kept


def _r2(seen: Any, told: Any) -> float | None:
    spread = float(((seen - seen.mean()) ** 2).sum())
    return 1 - float(((seen - told) ** 2).sum()) / spread if spread else None


def _is_wide(interval: Sequence[float]) -> bool:
    value, _low, high = interval
    return high - value > WIDEST * value
