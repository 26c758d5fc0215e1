"""What is proposed as the light of a node, and how achievement compares with expectation.

Source: domain knowledge on rating relative to expectation. The three colours of the published
evaluation have no value for nothing, for harm and for what cannot be told: here these stand apart,
so that red is not failure and nothing unknown gets a colour.
"""

from collections.abc import Iterable
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.impact.models import Light, Threshold

# From the strongest; of several proposals the weakest is taken.
ORDER = (Light.VERY_MUCH, Light.MUCH, Light.SOMEWHAT, Light.NOT, Light.ADVERSE)


class Outcome(models.TextChoices):
    """What was achieved beside what was expected."""

    EXCEEDED = "exceeded", gettext_lazy("more than expected")
    MET = "met", gettext_lazy("as expected")
    PARTLY = "partly", gettext_lazy("in part")
    NOT = "not", gettext_lazy("not achieved")
    NEGATIVE = "negative", gettext_lazy("in the wrong direction")
    UNKNOWN = "unknown", gettext_lazy("could not be assessed")
    NO_EXPECTATION = "no_expectation", gettext_lazy("no expectation was set")


def outcome_of(expected: int | None, achieved: int | None, *, is_adverse: bool) -> Outcome:
    """The two levels compared; both are 0-4."""
    if achieved is None:
        return Outcome.UNKNOWN
    if is_adverse:
        return Outcome.NEGATIVE
    if expected is None:
        return Outcome.NO_EXPECTATION
    if achieved >= expected:
        return Outcome.EXCEEDED if achieved > expected else Outcome.MET
    return Outcome.PARTLY if achieved else Outcome.NOT


def light_of_levels(expected: int | None, achieved: int | None, *, is_adverse: bool) -> str:
    """Very much: what was expected or more. Much: one step short. Somewhat: further behind.

    Empty when there is nothing to compare.
    """
    if achieved is None:
        return ""
    if is_adverse:
        return Light.ADVERSE
    if not achieved:
        return Light.NOT
    if expected is None:
        return ""
    if achieved >= expected:
        return Light.VERY_MUCH
    return Light.MUCH if achieved == expected - 1 else Light.SOMEWHAT


def light_of_figure(value: Decimal | int | None, threshold: Threshold) -> str:
    """The light that a figure's value gives by its declared limits; empty without a value."""
    if value is None:
        return ""
    is_rising = threshold.very_much > threshold.somewhat
    limits = (
        (Light.VERY_MUCH, threshold.very_much),
        (Light.MUCH, threshold.much),
        (Light.SOMEWHAT, threshold.somewhat),
    )
    for light, limit in limits:
        if value >= limit if is_rising else value <= limit:
            return light
    return Light.NOT


def weakest(lights: Iterable[str]) -> str:
    """The weakest of the lights that could be told; empty if none could."""
    known = [light for light in lights if light]
    return max(known, key=lambda light: ORDER.index(Light(light)), default="")


def light_problem(proposed: str, light: str, reason: str) -> str:
    """Another light than the proposed one needs a reason in words."""
    if light == proposed or reason:
        return ""
    if not proposed:
        return _(
            "There is no ground to propose a light: tell in words why you give this one, or leave "
            "it open."
        )
    return _("The limits and levels propose “%(light)s”. Tell why you give another light.") % {
        "light": Light(proposed).label
    }
