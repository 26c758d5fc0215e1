"""Answers of several parts: the rows of a matrix, and options put in order."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from talkoot.surveys.widgets import MatrixInput, RankingInput

Choices = Sequence[tuple[str, str]]


class MatrixAnswer(forms.Field):
    """A step for each row: {row code: step code}, without the rows that were left empty."""

    def __init__(self, *, rows: Choices, steps: Choices, **kwargs: Any) -> None:
        super().__init__(widget=MatrixInput(rows, steps), **kwargs)
        self.rows, self.steps = rows, steps

    def to_python(self, value: Any) -> dict[str, str]:
        given = value if isinstance(value, Mapping) else {}
        chosen = {code: str(given[code]) for code, _text in self.rows if given.get(code)}
        if set(chosen.values()) - {code for code, _text in self.steps}:
            raise ValidationError(
                _("Answer the rows of “%(question)s” with the options given.")
                % {"question": self.label},
                code="invalid_choice",
            )
        return chosen

    def validate(self, value: Any) -> None:
        """Which rows must be answered, the form knows."""

    def point_at_missing(self, value: Mapping[str, str]) -> None:
        """Let the error lead to the first row without an answer."""
        empty = (number for number, (code, _text) in enumerate(self.rows) if code not in value)
        self.widget.first_row = next(empty, 0)


class RankingAnswer(forms.Field):
    """Options in order: their codes, the best first. Each place can be given once.

    A place that is skipped is closed up, so that what has been told is never lost.
    """

    def __init__(self, *, options: Choices, places: int, **kwargs: Any) -> None:
        super().__init__(widget=RankingInput(options, places), **kwargs)
        self.options, self.places = options, places

    def to_python(self, value: Any) -> list[str]:
        texts = dict(self.options)
        given = value if isinstance(value, Mapping) else {}
        chosen = {code: str(place).strip() for code, place in given.items() if place}
        possible = {str(place) for place in range(1, self.places + 1)}
        if not chosen.keys() <= texts.keys() or not set(chosen.values()) <= possible:
            raise ValidationError(
                _("Give places from 1 to %(most)s in “%(question)s”.")
                % {"most": self.places, "question": self.label},
                code="invalid_choice",
            )
        place, count = next(iter(Counter(chosen.values()).most_common(1)), ("", 0))
        if count > 1:
            names = [str(texts[code]) for code in texts if chosen.get(code) == place]
            raise ValidationError(
                _("Give place %(place)s once in “%(question)s”. Now these have it: %(names)s.")
                % {"place": place, "question": self.label, "names": ", ".join(names)},
                code="twice",
            )
        return sorted(chosen, key=lambda code: int(chosen[code]))

    def validate(self, value: Any) -> None:
        """How many places must be given, the form knows."""
