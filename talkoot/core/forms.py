"""The form base: one template, the error summary on top, plain sentences."""

import datetime
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms.renderers import TemplatesSetting
from django.forms.utils import pretty_name
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

INPUT_CLASS = {"textarea": "govuk-textarea", "file": "govuk-file-upload"}
COUNTED_MOST = 60_000
CHOICE_WIDGETS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


class FieldOnPage(forms.BoundField):
    """What the templates in templates/ui/form/ tell of a field, found out once."""

    @property
    def template_name(self) -> str:
        """The field's own; several controls stand in a fieldset; a tick box carries its label."""
        widget = self.field.widget
        if self.field.template_name:
            return self.field.template_name
        if widget.use_fieldset:
            return "ui/form/group.html"
        return (
            "ui/form/tick.html" if isinstance(widget, forms.CheckboxInput) else "ui/form/field.html"
        )

    def get_context(self) -> dict[str, Any]:
        """What may be left empty says so, unless it narrows a list or is asked for later."""
        field = self.field
        return {
            "field": self,
            "id": self.auto_id,
            "kind": self.widget_type,
            "errors": self.errors,
            "limit": text_limit(self),
            "shown_when": getattr(field, "shown_when", ""),
            "is_optional": not (
                field.required
                or getattr(field, "is_filter", False)
                or getattr(field, "is_asked", False)
            ),
        }


class FormRenderer(TemplatesSetting):
    """Every form and field renders through our own templates (templates/ui/form/).

    Inputs, text areas and lists are written here: Django's templates for one nest three deep.
    """

    form_template_name = "ui/form/form.html"
    bound_field_class = FieldOnPage

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        write = CONTROLS.get(template_name)
        return (
            write(context["widget"]) if write else super().render(template_name, context, request)
        )


def _attributes(attributes: dict[str, Any]) -> SafeString:
    """What Django's flatatt writes, in fewer steps: every control of a form asks for it."""
    valued = [
        f' {name}="{conditional_escape(value)}"'
        for name, value in sorted(attributes.items())
        if value is not None and not isinstance(value, bool)
    ]
    ticked = [f" {name}" for name, value in sorted(attributes.items()) if value is True]
    return SafeString("".join(valued + ticked))


def _input(widget: dict[str, Any]) -> str:
    value = widget["value"]
    shown = "" if value is None else format_html(' value="{}"', value)
    start = format_html('<input type="{}" name="{}"', widget["type"], widget["name"])
    return format_html("{}{}{}>", start, shown, _attributes(widget["attrs"]))


def _textarea(widget: dict[str, Any]) -> str:
    # The first line break is not part of the value: browsers drop it.
    return format_html(
        '<textarea name="{}"{}>\n{}</textarea>',
        widget["name"],
        _attributes(widget["attrs"]),
        widget["value"] or "",
    )


def _select(widget: dict[str, Any]) -> str:
    parts = [format_html('<select name="{}"{}>', widget["name"], _attributes(widget["attrs"]))]
    for group, options, _index in widget["optgroups"]:
        if group:
            parts.append(format_html('<optgroup label="{}">', group))
        parts += [
            format_html(
                '<option value="{}"{}>{}</option>',
                str(option["value"]),
                _attributes(option["attrs"]),
                option["label"],
            )
            for option in options
        ]
        if group:
            parts.append(SafeString("</optgroup>"))
    return SafeString("".join([*parts, "</select>"]))


CONTROLS = {
    f"django/forms/widgets/{name}.html": _input
    for name in ("text", "email", "number", "hidden", "file")
} | {
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}


class _PlainSentences:
    """Errors as whole sentences that name the field; the browser's own bubbles stay off."""

    use_required_attribute = False
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            return  # Nothing will be checked, so no error needs its sentence.
        for name, field in self.fields.items():
            field.validators = [_as_people_count(validator) for validator in field.validators]
            for code, sentence in _sentences(name, field).items():
                if _is_default(field, code):
                    field.error_messages[code] = sentence


class Form(_PlainSentences, forms.Form):
    """A form of the product. Fields carry label, help text and the sentences of their errors."""


class ModelForm(_PlainSentences, forms.ModelForm):
    """The same for a model."""


class DateParts(forms.MultiWidget):
    """A date in three inputs <name>_day, _month and _year; with a time, <name>_time too.

    The value is one text, "21.11.2029" or "21.11.2029 14.32"; posting it (or an ISO date) under the
    plain name works as well.
    """

    template_name = "ui/form/date.html"
    first_control = "_day"

    def __init__(self, attrs: dict[str, Any] | None = None, *, with_time: bool = False) -> None:
        self.with_time = with_time
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            "day": forms.TextInput,
            "month": forms.TextInput,
            "year": forms.TextInput,
        }
        if with_time:
            widgets["time"] = forms.TextInput
        super().__init__(widgets, attrs)

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, datetime.datetime) and timezone.is_aware(value):
            value = timezone.localtime(value)
        if isinstance(value, datetime.date):
            clock = f"{value.hour}.{value.minute:02}" if hasattr(value, "hour") else ""
            return [value.day, value.month, value.year, clock][: len(self.widgets)]
        date, _space, clock = str(value or "").partition(" ")
        parts = date.split(".")[:3] if "-" not in date else date.split("-")[::-1]
        return [*[*parts, "", "", ""][:3], clock][: len(self.widgets)]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Ids by the parts' names, as labels and error links use them; Django would number them."""
        context = super().get_context(name, value, attrs)
        group = context["widget"]["attrs"].get("id")
        for part, suffix in zip(context["widget"]["subwidgets"], self.widgets_names, strict=True):
            part["attrs"]["id"] = f"{group}{suffix}"
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:  # type: ignore[override]
        if data.get(name):
            return str(data[name]).strip()
        day, month, year, *clock = (
            str(part or "").strip() for part in super().value_from_datadict(data, files, name)
        )
        text = f"{day}.{month}.{year}" if day or month or year else ""
        return f"{text} {clock[0]}".strip() if clock else text

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and super().value_omitted_from_data(data, files, name)


class DateField(forms.DateField):
    """A date as people write it in Finland, in three inputs."""

    widget = DateParts
    default_error_messages = {
        "incomplete": gettext_lazy("Give the day, the month and the year, for example 21.11.2029."),
        "invalid": gettext_lazy("There is no such day. Check the date."),
    }

    def to_python(self, value: Any) -> datetime.date | None:
        if isinstance(value, datetime.date) or value in self.empty_values:
            return super().to_python(value)
        return _parse_date(value, self.error_messages)


class MomentField(forms.DateTimeField):
    """A date and a time of day, local time, in four inputs."""

    default_error_messages = {
        **DateField.default_error_messages,
        "no_time": gettext_lazy("Give the time too, for example 16.15."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", DateParts(with_time=True))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime.datetime | None:
        if isinstance(value, datetime.date) or value in self.empty_values:
            return super().to_python(value)
        date, _space, clock = value.replace("T", " ").partition(" ")
        parsed = _parse_date(date, self.error_messages)
        try:
            hour, minute, *_seconds = clock.replace(":", ".").split(".")
            time = datetime.time(int(hour), int(minute))
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["no_time"], "no_time") from error
        return timezone.make_aware(datetime.datetime.combine(parsed, time))


def _parse_date(text: str, messages: dict[str, Any]) -> datetime.date:
    parts = text.split("-")[::-1] if "-" in text else text.split(".")
    if len(parts) != 3 or not all(parts) or len(parts[2]) != 4:
        raise forms.ValidationError(messages["incomplete"], "incomplete")
    try:
        day, month, year = (int(part) for part in parts)
        return datetime.date(year, month, day)
    except ValueError as error:
        raise forms.ValidationError(messages["invalid"], "invalid") from error


class _TextLimit(MaxLengthValidator):
    """Counts a line break as one character, as the live count does; browsers send two."""

    def clean(self, x: Any) -> int:
        return len(x.replace("\r\n", "\n"))


def _as_people_count(validator: Any) -> Any:
    if type(validator) is MaxLengthValidator:
        return _TextLimit(validator.limit_value)
    return validator


def _is_default(field: forms.Field, code: str) -> bool:
    """The form's author has not written a sentence of their own for this error."""
    for kind in type(field).__mro__:
        default = getattr(kind, "default_error_messages", {}).get(code)
        if default is not None:
            return field.error_messages.get(code) == default
    return code not in field.error_messages


def _sentences(name: str, field: forms.Field) -> dict[str, str]:
    """Our sentences by error code; each names the field and says what to do."""
    label = {"label": field.label or pretty_name(name)}
    if isinstance(field, forms.FileField):
        required = _("Choose a file for “%(label)s”.") % label
    elif isinstance(field, forms.BooleanField):
        required = _("Tick “%(label)s” to go on.") % label
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        required = _("Choose an option in “%(label)s”.") % label
    else:
        required = _("Fill in “%(label)s”.") % label
    sentences = {"required": required}
    if isinstance(field, forms.EmailField):
        sentences["invalid"] = _("Write the e-mail address in the form name@example.fi.")
    elif isinstance(field, forms.IntegerField):
        sentences["invalid"] = _("Write “%(label)s” as a number, for example 12.") % label
    if isinstance(field, forms.CharField) and field.max_length:
        sentences["max_length"] = _("Shorten “%(label)s” to at most %(limit)s characters.") % {
            **label,
            "limit": field.max_length,
        }
    return sentences


def control_attributes(field: forms.BoundField) -> dict[str, Any]:
    """Attributes that our markup needs on a single control: class, state and references."""
    widget = field.field.widget
    if isinstance(widget, forms.Select):
        css = "govuk-select"
    else:
        css = INPUT_CLASS.get(getattr(widget, "input_type", "textarea"), "govuk-input")
    classes = [css, widget.attrs.get("class", "")]
    if isinstance(widget, forms.NumberInput):
        classes.append("govuk-input--width-5")
    if field.errors:
        classes.append(f"{css}--error")
    attributes: dict[str, Any] = {"class": " ".join(filter(None, classes))}
    limit = text_limit(field)
    if limit:
        attributes["class"] += " govuk-js-character-count"
    if isinstance(widget, forms.Textarea):
        # The count or a sentence tells of too much; a cut of what is pasted would be silent.
        attributes |= {"rows": widget.attrs.get("rows") or 5, "cols": False, "maxlength": False}
        if attributes["rows"] == "10":  # Django's default.
            attributes["rows"] = 5
    described = [field.aria_describedby] if field.aria_describedby else []
    if limit:
        described.append(f"{field.auto_id}-info")
    if described:
        attributes["aria-describedby"] = " ".join(described)
    return attributes


def text_limit(field: forms.BoundField) -> int | None:
    """The most characters that a long text may have; None where nobody writes so much."""
    is_long = isinstance(field.field.widget, forms.Textarea)
    limit = getattr(field.field, "max_length", None) if is_long else None
    return limit if limit and limit <= COUNTED_MOST else None


def first_control_id(field: forms.BoundField) -> str:
    """Where the error summary's link takes: the field's first control."""
    widget = field.field.widget
    if isinstance(widget, CHOICE_WIDGETS):
        return f"{field.auto_id}_0"
    return field.auto_id + getattr(widget, "first_control", "")


def choices_of(field: forms.BoundField) -> list[dict[str, Any]]:
    """Radios or checkboxes of a field; hints come from the field's `choice_hints` {value: text}."""
    hints = getattr(field.field, "choice_hints", {})
    return [
        {
            "id": choice.data["attrs"].get("id"),
            "type": choice.data["type"],
            "name": choice.data["name"],
            "value": str(choice.data["value"]),
            "label": choice.data["label"],
            "is_checked": choice.data["selected"],
            "hint": hints.get(str(choice.data["value"]), ""),
        }
        for choice in field.subwidgets
    ]


def summary_of(form: forms.BaseForm) -> list[dict[str, str]]:
    """The errors of the whole form with the addresses of their controls, in the fields' order."""
    errors = [{"text": str(text), "url": ""} for text in form.non_field_errors()]
    for field in form.hidden_fields():
        errors += [{"text": str(text), "url": ""} for text in field.errors]
    for field in form.visible_fields():
        url = f"#{first_control_id(field)}"
        errors += [{"text": str(text), "url": url} for text in field.errors]
    return errors
