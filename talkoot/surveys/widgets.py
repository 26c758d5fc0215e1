"""Controls of answers that no plain input can give."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from talkoot.people.models import ParticipantRole
from talkoot.people.queries import organisation_names, organisations_by_key

SPARE_ROWS = 2


class KeptFileInput(forms.ClearableFileInput):
    """A file: what is kept now with a tick box that removes it, and the input for another one.

    What is kept has `url`, `name` and `size`.
    """

    template_name = "surveys/answers/file.html"


class PeopleTable(forms.Widget):
    """A number for each role group, in the inputs <name>_<role>."""

    template_name = "surveys/answers/people.html"
    use_fieldset = True
    first_control = f"_{ParticipantRole.values[0]}"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, Any]:
        if isinstance(data.get(name), dict):
            return dict(data[name])
        return {role: data.get(f"{name}_{role}", "") for role in ParticipantRole.values}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}_{role}" in data for role in ParticipantRole.values)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        counts = value or {}
        context["widget"]["rows"] = [
            {"role": role.value, "label": role.label, "count": counts.get(role.value, "")}
            for role in ParticipantRole
        ]
        return context


class StepsInput(forms.RadioSelect):
    """Steps side by side, large enough for a thumb. What a label tells after “ – ” stands below."""

    template_name = "surveys/answers/steps.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        groups = context["widget"]["optgroups"]
        steps = [option for _group, options, _n in groups for option in options]
        for step in steps:
            step["short"], _dash, step["rest"] = str(step["label"]).partition(" – ")
        context["widget"] |= {"steps": steps, "ends": [step for step in steps if step["rest"]]}
        return context


class MatrixInput(forms.Widget):
    """One question for each row with the same steps, in the inputs <name>.<row>."""

    template_name = "surveys/answers/matrix.html"
    use_fieldset = True

    def __init__(
        self, rows: Sequence[tuple[str, str]], steps: Sequence[tuple[str, str]], attrs: Any = None
    ) -> None:
        super().__init__(attrs)
        self.rows, self.steps = rows, steps

    # Where the error summary leads: the row that it is about.
    first_row = 0

    @property
    def first_control(self) -> str:
        return f"_{self.first_row}_0"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, Any]:
        if isinstance(data.get(name), Mapping):
            return dict(data[name])
        return {code: data.get(f"{name}.{code}", "") for code, _text in self.rows}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}.{code}" in data for code, _text in self.rows)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = value if isinstance(value, Mapping) else {}
        context["widget"] |= {
            "rows": [
                {"name": f"{name}.{code}", "text": text, "chosen": str(chosen.get(code, ""))}
                for code, text in self.rows
            ],
            "steps": self.steps,
            # Nothing to tell a missing row by before an answer has been sent.
            "is_sent": bool(chosen) and context["widget"]["attrs"].get("aria-invalid"),
        }
        return context


class RankingInput(forms.Widget):
    """A place number for each option, in the lists <name>.<option>; the value is an order."""

    template_name = "surveys/answers/ranking.html"
    use_fieldset = True
    first_control = "_0"

    def __init__(self, options: Sequence[tuple[str, str]], places: int, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.options, self.places = options, places

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, Any]:
        if isinstance(data.get(name), list | tuple):
            return {code: str(place) for place, code in enumerate(data[name], start=1)}
        return {code: data.get(f"{name}.{code}", "") for code, _text in self.options}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}.{code}" in data for code, _text in self.options)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if isinstance(value, list):
            value = {code: place for place, code in enumerate(value, start=1)}
        given = value if isinstance(value, Mapping) else {}
        context["widget"] |= {
            "rows": [
                {"name": f"{name}.{code}", "text": text, "place": str(given.get(code, ""))}
                for code, text in self.options
            ],
            "places": [str(place) for place in range(1, self.places + 1)],
        }
        return context


class OrganisationInput(forms.Widget):
    """Organisations by name, in one input or in a row of them, with the register's names to pick.

    The list of names is the browser's own (datalist); without it the name is typed.
    """

    template_name = "surveys/answers/organisation.html"
    most = 1

    @property
    def use_fieldset(self) -> bool:  # type: ignore[override]
        return self.most > 1

    @property
    def first_control(self) -> str:
        return "_0" if self.most > 1 else ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        if hasattr(data, "getlist"):
            return list(data.getlist(name))
        given = data.get(name) or []
        return given if isinstance(given, list) else [given]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        given = value if isinstance(value, list) else [value] if value else []
        known = organisations_by_key(given)  # Keys from the store; typed names stay as typed.
        names = [str(known.get(text, text)) for text in given if text]
        spare = [""] * max(1, min(self.most - len(names), SPARE_ROWS)) if self.most > 1 else [""]
        rows = (names + spare)[: max(self.most, len(names))]
        context["widget"] |= {"rows": rows, "names": organisation_names(), "most": self.most}
        return context
