"""Input of bodies, members, meetings, strategies, grounds and continuity."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.forms import DateField, Form, MomentField
from talkoot.core.row_forms import in_languages
from talkoot.governance.models import (
    AgendaItem,
    Body,
    BodyAim,
    BodyDocument,
    BodyMember,
    ContinuationItem,
    Strategy,
)
from talkoot.governance.rules import programme_of, sits
from talkoot.impact.forms.registers import LinesField
from talkoot.people.models import Organisation
from talkoot.programmes.models import (
    FeedbackPlan,
    Goal,
    Mandate,
    Offering,
    OfferingKind,
    PriceBasis,
    Programme,
    StaffAssignment,
)


def _text(label: Any, limit: int, *, rows: int = 0, help_text: Any = "", is_required: bool = False):  # type: ignore[no-untyped-def]
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label, max_length=limit, widget=widget, help_text=help_text, required=is_required
    )


def _organisation() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Organisation"), max_length=160, required=False,
        help_text=gettext_lazy("Its name as it stands in the register of organisations."),
    )  # fmt: skip


class EntryForm(Form):
    """An entry that is added to `parent`, or changed when there is a `row`.

    `texts` are (name, label, longest) of its texts in three languages, the first one required.
    """

    texts: tuple[tuple[str, Any, int], ...] = ()

    def __init__(self, *args: Any, parent: Any, row: Any = None, **kwargs: Any) -> None:
        first: dict[str, forms.Field] = {}
        for name, label, limit in self.texts:
            first |= in_languages(
                name, label, limit=limit, rows=2 if limit > 200 else 0, is_required=not first
            )
        own = dict(type(self).declared_fields)  # type: ignore[attr-defined]
        self.base_fields = {**first, **own}  # type: ignore[misc]
        initial = {key: getattr(row, key) for key in self.base_fields if hasattr(row, key)}
        super().__init__(*args, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        self.parent, self.row = parent, row

    def clean_organisation(self) -> Organisation | None:
        name = self.cleaned_data["organisation"].strip()
        if not name:
            return None
        found = Organisation.objects.filter(name__iexact=name).order_by("pk").first()
        if found is None:
            raise ValidationError(
                _("There is no organisation “%(name)s” in the register. Check the name.")
                % {"name": name}
            )
        return found

    def check_days(self, cleaned: dict[str, Any], first: str, last: str) -> None:
        if cleaned.get(first) and cleaned.get(last) and cleaned[last] < cleaned[first]:
            self.add_error(last, _("The last day cannot be before the first one."))

    def check_once(self, cleaned: dict[str, Any], model: type[Any], name: str) -> None:
        rows = model.objects.filter(
            programme=programme_of(self.parent), **{name: cleaned.get(name)}
        )
        if rows.exclude(pk=self.row.pk if self.row else None).exists():
            sentence = _("The programme has one with this name or number already. Change that one.")
            self.add_error(name, sentence)


class BodyForm(EntryForm):
    texts = (("name", gettext_lazy("Name"), 160), ("task", gettext_lazy("Task"), 500))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Body.Kind)
    organisation = _organisation()
    starts_on = DateField(label=gettext_lazy("First day"), required=False)
    ends_on = DateField(label=gettext_lazy("Last day"), required=False)
    has_equal_sides = forms.BooleanField(
        label=gettext_lazy("Its sides have as many members each"), required=False
    )
    idea = LinesField(label=gettext_lazy("Idea"))
    goal = LinesField(label=gettext_lazy("Goals of its own"))
    principle = LinesField(label=gettext_lazy("Principles"))
    source = _text(gettext_lazy("Source"), 300)

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"organisation": ""}
        if row is not None:
            initial["organisation"] = row.organisation.name if row.organisation else ""
            for kind in BodyAim.Kind.values:
                texts = [aim.text_fi for aim in row.aims.all() if aim.kind == kind]
                initial[kind] = "\n".join(texts)
        super().__init__(*args, row=row, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.check_days(cleaned, "starts_on", "ends_on")
        self.check_once(cleaned, Body, "name_fi")
        cleaned["lines"] = {kind: cleaned.pop(kind, []) for kind in BodyAim.Kind.values}
        return cleaned


class GoalForm(EntryForm):
    texts = (("text", gettext_lazy("Goal"), 300),)
    number = forms.IntegerField(label=gettext_lazy("Number"), min_value=1, max_value=999)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.check_once(cleaned, Goal, "number")
        return cleaned


class MandateForm(EntryForm):
    texts = (("text", gettext_lazy("What was agreed or decided"), 300),)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Mandate.Kind)
    dated = _text(
        gettext_lazy("When"), 20, help_text=gettext_lazy("A day or a year, as the source tells it.")
    )
    valid_from = DateField(label=gettext_lazy("In force from"), required=False)
    valid_to = DateField(label=gettext_lazy("In force until"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.check_days(cleaned, "valid_from", "valid_to")
        return cleaned


class StrategyForm(EntryForm):
    texts = (("name", gettext_lazy("Name"), 160),)
    keeper = _text(gettext_lazy("Whose it is"), 160)
    url = forms.URLField(
        label=gettext_lazy("Address"), required=False, max_length=300, assume_scheme="https"
    )
    lines = LinesField(label=gettext_lazy("Goals or principles"))

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        lines = "\n".join(aim.text_fi for aim in row.aims.all()) if row else ""
        super().__init__(*args, row=row, initial={"lines": lines}, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.check_once(cleaned, Strategy, "name_fi")
        lines = cleaned.get("lines") or []
        if any(len(line) > 300 for line in lines):
            self.add_error("lines", _("Shorten the longest line to at most 300 characters."))
        cleaned["lines"] = {"": lines}
        return cleaned


class StaffForm(EntryForm):
    task = forms.ChoiceField(label=gettext_lazy("Task"), choices=StaffAssignment.Task)
    starts_on = DateField(label=gettext_lazy("First day"))
    ends_on = DateField(label=gettext_lazy("Last day"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.check_days(cleaned, "starts_on", "ends_on")
        return cleaned


class ServiceForm(EntryForm):
    texts = (("name", gettext_lazy("Name"), 160), ("summary", gettext_lazy("Description"), 2000))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=OfferingKind)
    price_eur = forms.DecimalField(
        label=gettext_lazy("Price, €"), required=False, min_value=0, max_digits=8,
        decimal_places=2, localize=True,
        help_text=gettext_lazy("0 is free of charge. Empty: no price is told."),
    )  # fmt: skip
    price_basis = forms.ChoiceField(label=gettext_lazy("The price is"), choices=PriceBasis)
    has_own_costs = forms.BooleanField(
        label=gettext_lazy("The applicant arranges and pays for the premises and the catering"),
        required=False,
    )
    is_long_term = forms.BooleanField(
        label=gettext_lazy("Counts in the reach of services; events and webinars do not"),
        required=False,
        initial=True,
    )
    followup_months = forms.IntegerField(
        label=gettext_lazy("Effects are asked after so many months"),
        min_value=3,
        max_value=6,
        initial=4,
    )
    feedback = forms.ChoiceField(label=gettext_lazy("Feedback is asked"), choices=FeedbackPlan)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.check_once(cleaned, Offering, "name_fi")
        if not cleaned.get("summary_fi") and "summary_fi" not in self.errors:
            self.add_error("summary_fi", _("Tell what the service gives and to whom."))
        return cleaned


class ContinuationForm(EntryForm):
    texts = (("text", gettext_lazy("What goes on"), 200),)
    owner = _text(gettext_lazy("Who keeps it"), 160)
    funding = _text(gettext_lazy("With what money"), 160)
    until_on = DateField(label=gettext_lazy("Until what day"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.check_once(cleaned, ContinuationItem, "text_fi")
        return cleaned


class MemberForm(EntryForm):
    name = _text(gettext_lazy("Name"), 120, is_required=True)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    organisation = _organisation()
    seat = forms.ChoiceField(label=gettext_lazy("Seat"), choices=BodyMember.Seat)
    side = _text(
        gettext_lazy("Side"), 60,
        help_text=gettext_lazy("Whom the member represents, such as councillors or officials."),
    )  # fmt: skip
    starts_on = DateField(label=gettext_lazy("First day of the term"))
    ends_on = DateField(label=gettext_lazy("Last day of the term"), required=False)

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        name = row.organisation.name if row and row.organisation else ""
        super().__init__(*args, row=row, initial={"organisation": name}, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.check_days(cleaned, "starts_on", "ends_on")
        return cleaned


class DocumentForm(EntryForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=BodyDocument.Kind)
    title = _text(gettext_lazy("Title"), 200, is_required=True)
    dated_on = DateField(label=gettext_lazy("Day"))
    text = _text(gettext_lazy("Text"), 5000, rows=6)
    url = forms.URLField(
        label=gettext_lazy("Address"), required=False, max_length=300, assume_scheme="https"
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("text") and not cleaned.get("url") and "url" not in self.errors:
            self.add_error("text", _("Write the text, or give the address where it can be read."))
        return cleaned


class MeetingForm(EntryForm):
    """When and where; who were present is asked once the meeting is in the register."""

    starts_at = MomentField(label=gettext_lazy("Begins"))
    place = _text(gettext_lazy("Place"), 160)
    present = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Present"),
        queryset=BodyMember.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Those whose term has the day of the meeting."),
    )
    others_present = _text(gettext_lazy("Others present"), 300)

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        initial = {"present": row.present.all()} if row else {}
        super().__init__(*args, row=row, initial=initial, **kwargs)
        if row is None:
            del self.fields["present"], self.fields["others_present"]
            return
        members = row.body.members.all()
        own = {member.pk for member in row.present.all()}
        day = row.starts_at.date()
        able = [member.pk for member in members if sits(member, day) or member.pk in own]
        field: Any = self.fields["present"]
        field.queryset = BodyMember.objects.filter(pk__in=able)


class ItemForm(EntryForm):
    title = _text(gettext_lazy("Title"), 200, is_required=True)
    background = _text(gettext_lazy("Background"), 3000, rows=4)
    discussion = _text(gettext_lazy("Discussion"), 3000, rows=4)
    decision = _text(
        gettext_lazy("Decision or outcome"), 3000, rows=4,
        help_text=gettext_lazy("Written in the meeting or after it; it makes the minutes."),
    )  # fmt: skip


class TaskForm(EntryForm):
    item = forms.ModelChoiceField(
        label=gettext_lazy("Item of the agenda"), queryset=AgendaItem.objects.none()
    )
    text = _text(gettext_lazy("What is done"), 300, is_required=True)
    owner = _text(gettext_lazy("Who does it"), 160, is_required=True)
    due_on = DateField(label=gettext_lazy("By when"))
    done_on = DateField(
        label=gettext_lazy("Done on"), required=False,
        help_text=gettext_lazy("Empty as long as the task is open."),
    )  # fmt: skip
    note = _text(gettext_lazy("What came of it"), 500, rows=2)

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        meeting = row.item.meeting if row else self.parent
        field: Any = self.fields["item"]
        field.queryset = meeting.items.all()


class ContinuityForm(Form):
    continues = forms.ModelChoiceField(
        label=gettext_lazy("Carries on the work of"),
        queryset=Programme.objects.none(),
        required=False,
        empty_label=gettext_lazy("no programme"),
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, initial={"continues": programme.continues_id}, **kwargs)
        field: Any = self.fields["continues"]
        public = Programme.objects.exclude(state=Programme.State.PLANNED)
        field.queryset = public.exclude(pk=programme.pk)


class ServesForm(Form):
    """Which goals something serves: the programme's own, and those of each strategy."""

    def __init__(
        self, *args: Any, programme: Programme, goals: set[int], aims: set[int], **kwargs: Any
    ) -> None:
        self.base_fields = {"goals": _goals(_("Goals of the programme"), programme.goals, goals)}  # type: ignore[misc]
        for strategy in programme.strategies.prefetch_related("aims"):
            field = _goals(strategy.name, strategy.aims, aims)
            self.base_fields[f"aims-{strategy.pk}"] = field
        super().__init__(*args, **kwargs)

    def chosen_goals(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["goals"]]

    def chosen_aims(self) -> list[int]:
        values = self.cleaned_data.items()
        return [int(pk) for name, chosen in values if name.startswith("aims-") for pk in chosen]


def _goals(label: str, rows: Any, chosen: set[int]) -> forms.MultipleChoiceField:
    own = list(rows.all())
    return forms.MultipleChoiceField(
        label=label,
        choices=[(row.pk, str(row)) for row in own],
        initial=[row.pk for row in own if row.pk in chosen],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


FORMS: dict[str, type[EntryForm]] = {
    "body": BodyForm,
    "goal": GoalForm,
    "mandate": MandateForm,
    "strategy": StrategyForm,
    "staff": StaffForm,
    "service": ServiceForm,
    "continuation": ContinuationForm,
    "member": MemberForm,
    "document": DocumentForm,
    "meeting": MeetingForm,
    "item": ItemForm,
    "task": TaskForm,
}
