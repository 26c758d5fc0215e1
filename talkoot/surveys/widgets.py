"""Controls of answers that no plain input can give."""

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
