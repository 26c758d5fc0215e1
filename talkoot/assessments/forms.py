"""Forms of the office's set-up and of the assessor."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.html import escape
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from talkoot.assessments.actions.scoring import Mark
from talkoot.assessments.models import Assessor, Assignment, Phase, Score, Yardstick
from talkoot.assessments.queries import assessors_in
from talkoot.calls.models import Application, Call
from talkoot.core.forms import Form, MomentField
from talkoot.people.models import User
from talkoot.programmes.models import Theme, ThemeUse
from talkoot.programmes.queries import themes_offered

MOST_ASSESSORS = 20
MOST_POINTS = 100
# Up to this many steps are chosen from a row of buttons, more are written.
RADIO_POINTS = 10


class WeightField(forms.DecimalField):
    """A decimal written with a comma or a point."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-4"})

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value).replace(",", ".") if value is not None else value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


# The limit that each way of going on needs.
LIMITS = {"advance_points": Phase.Advance.POINTS, "advance_count": Phase.Advance.RANK}


class PhaseForm(Form):
    """A phase: when, how many assess each application, who sees what."""

    name_fi = forms.CharField(label=_("Name in Finnish"), max_length=120)
    name_sv = forms.CharField(label=_("Name in Swedish"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    opens_at = MomentField(label=_("Opens"))
    closes_at = MomentField(label=_("Closes"))
    assessors_each = forms.IntegerField(
        label=_("Assessors for each application"), min_value=1, max_value=MOST_ASSESSORS, initial=2
    )
    is_blind = forms.BooleanField(
        label=_("Blind assessment"),
        required=False,
        help_text=_(
            "Assessors see neither the applicant, the organisation, the place nor people’s names. "
            "Names found in the texts are hidden too."
        ),
    )
    sees_others = forms.ChoiceField(
        label=_("When do assessors see the points of others?"),
        choices=[(value, capfirst(label)) for value, label in Phase.Visibility.choices],
        widget=forms.RadioSelect,
        initial=Phase.Visibility.AFTER_OWN,
    )
    sees_earlier = forms.BooleanField(
        label=_("Assessors see what was given in earlier phases, without names"), required=False
    )
    may_correct = forms.BooleanField(
        label=_("Assessors may correct what they have given while the phase is open"),
        required=False,
        initial=True,
    )
    assessors = forms.ModelMultipleChoiceField(
        label=_("Assessors of this phase"),
        queryset=Assessor.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("If you choose nobody, all assessors of the call assess in this phase."),
    )
    advance_by = forms.ChoiceField(
        label=_("Which applications go on to the next phase?"),
        choices=[(value, capfirst(label)) for value, label in Phase.Advance.choices],
        widget=forms.RadioSelect,
        required=False,
        initial=Phase.Advance.ALL,
        help_text=_(
            "You close the phase yourself and can choose otherwise for each application, with "
            "grounds."
        ),
    )
    advance_points = WeightField(
        label=_("Points needed to go on"),
        min_value=0,
        max_value=100,
        max_digits=4,
        decimal_places=1,
        required=False,
        help_text=_("The mean of the assessors on a scale from 0 to 100."),
        error_messages={"invalid": _("Write the points as a number, for example 60 or 62,5.")},
    )
    advance_count = forms.IntegerField(
        label=_("How many go on"),
        min_value=1,
        max_value=9999,
        required=False,
        help_text=_("All who share the last place go on."),
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = call.assessors.select_related("user").order_by("user__name", "pk")
        self.fields["assessors"].queryset = people
        if not people.exists():
            del self.fields["assessors"]
        for name, way in LIMITS.items():
            self.fields[name].shown_when = f"advance_by={way}"

    def clean_advance_by(self) -> str:
        return self.cleaned_data["advance_by"] or Phase.Advance.ALL

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, way in LIMITS.items():
            if cleaned.get("advance_by") != way:
                cleaned[name] = None
            elif cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, _("Write the limit for going on to the next phase."))
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("The phase must close after it opens. Check the times."))
        return cleaned


class YardstickForm(Form):
    """A criterion that assessors score, or pass and fail."""

    text_fi = forms.CharField(label=_("Yardstick in Finnish"), max_length=200)
    text_sv = forms.CharField(label=_("Yardstick in Swedish"), max_length=200, required=False)
    text_en = forms.CharField(label=_("Yardstick in English"), max_length=200, required=False)
    help_fi = forms.CharField(label=_("Guidance in Finnish"), max_length=500, required=False)
    help_sv = forms.CharField(label=_("Guidance in Swedish"), max_length=500, required=False)
    help_en = forms.CharField(label=_("Guidance in English"), max_length=500, required=False)
    is_pass_fail = forms.TypedChoiceField(
        label=_("How is it assessed?"),
        choices=[("points", _("With points")), ("pass", _("Met or not met"))],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "pass",
        initial="points",
    )
    most_points = forms.IntegerField(
        label=_("Most points"),
        min_value=1,
        max_value=MOST_POINTS,
        initial=5,
        help_text=_("Points go from 0 to this. Not used for met or not met."),
    )
    weight = WeightField(
        label=_("Weight"),
        min_value=Decimal("0.01"),
        max_digits=5,
        decimal_places=2,
        initial=1,
        help_text=_("A criterion with weight 2 counts twice as much as one with weight 1."),
        error_messages={"invalid": _("Write the weight as a number, for example 1 or 1,5.")},
    )


class AssessorForm(Form):
    """How much an assessor takes and what they know well."""

    capacity = forms.IntegerField(
        label=_("Applications at most, in one phase"), min_value=1, max_value=9999, initial=20
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Themes that the person knows well"),
        queryset=Theme.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.initial.get("themes", ())
        self.fields["themes"].queryset = themes_offered(ThemeUse.NEED, also=chosen)


class NewAssessorForm(AssessorForm):
    """Whom to ask, by e-mail address; without an account one without rights is made."""

    address = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The person gets a mail and signs in with this address."),
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    field_order = ["address", "name"]


class GiveForm(Form):
    """Whom to ask by hand, of those who are not disqualified."""

    assessor = forms.ModelChoiceField(
        label=_("Add an assessor"),
        queryset=Assessor.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args: Any, assessors: list[Assessor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = Assessor.objects.filter(pk__in=[row.pk for row in assessors])
        self.fields["assessor"].queryset = chosen.select_related("user").order_by("user__name")


class ReasonForm(Form):
    """Why: for declaring and lifting a disqualification."""

    reason = forms.CharField(
        label=_("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class DisqualificationForm(ReasonForm):
    """Who is disqualified from which of the call's applications, as the office knows."""

    number = forms.CharField(
        label=_("Case number"), max_length=40, widget=forms.TextInput(attrs={"size": 20})
    )
    user = forms.TypedChoiceField(label=_("Person"), coerce=int)
    field_order = ["number", "user", "reason"]

    def __init__(
        self, *args: Any, people: Iterable[User], applications: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        self.applications = applications
        names = [(str(pk), f"{row} ({row.email})") for pk, row in self.people.items()]
        self.fields["user"].choices = [("", _("Choose")), *names]

    def clean_number(self) -> Application:
        """The call's own case, which is not kept from whoever asks."""
        found = self.applications.filter(number=self.cleaned_data["number"].strip()).first()
        if found is None:
            raise ValidationError(_("The call has no such case. Check the number."))
        application: Application = found
        return application

    def clean_user(self) -> User:
        return self.people[self.cleaned_data["user"]]


class SelectionForm(Form):
    """Whether an application goes on, and on what grounds."""

    goes_on = forms.TypedChoiceField(
        label=_("Does the application go on to the next phase?"),
        choices=[("yes", _("Goes on")), ("no", _("Does not go on"))],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )
    grounds = forms.CharField(
        label=_("Grounds"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )


class ViewAsForm(Form):
    """Whose view to look at, and when."""

    assessor = forms.TypedChoiceField(label=_("Assessor"), coerce=int)
    on = MomentField(label=_("Moment"))

    def __init__(self, *args: Any, phase: Phase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.users = {row.pk: row.user for row in assessors_in(phase)}
        self.fields["assessor"].choices = [(key, str(user)) for key, user in self.users.items()]

    @property
    def user(self) -> User:
        return self.users[self.cleaned_data["assessor"]]


class ScoreForm(Form):
    """Points, or met and not met, with a reason for each criterion; a draft may lack any."""

    def __init__(
        self,
        *args: Any,
        assignment: Assignment,
        scores: dict[int, Score],
        is_final: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.yardsticks = list(assignment.phase.yardsticks.all())
        weights = {row.weight for row in self.yardsticks if not row.is_pass_fail}
        self.has_weights = len(weights) > 1
        self.is_final = is_final
        for yardstick in self.yardsticks:
            self._add(yardstick, scores.get(yardstick.pk))
        self.fields["comment"] = forms.CharField(
            label=_("Comment on the whole"),
            max_length=2000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
            initial=assignment.comment,
        )

    def _add(self, yardstick: Yardstick, score: Score | None) -> None:
        mark = self._mark_field(yardstick)
        mark.initial = None if score is None else _shown(score)
        mark.is_asked = True
        mark.error_messages["required"] = _("Give a mark: %(criterion)s.") % {
            "criterion": yardstick.text
        }
        self.fields[f"mark_{yardstick.pk}"] = mark
        self.fields[f"reason_{yardstick.pk}"] = forms.CharField(
            label=_("Reason: %(criterion)s") % {"criterion": yardstick.text},
            max_length=600,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            initial=score.reason if score else "",
        )

    def _mark_field(self, yardstick: Yardstick) -> forms.Field:
        common: dict[str, Any] = {
            "label": yardstick.text,
            "help_text": escape(self._help(yardstick)),
            "required": self.is_final,
        }
        if yardstick.is_pass_fail:
            choices = [("yes", _("Met")), ("no", _("Not met"))]
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
        if yardstick.most_points <= RADIO_POINTS:
            steps = [(str(step), str(step)) for step in range(yardstick.most_points + 1)]
            return _in_a_row(steps, common)
        return forms.IntegerField(min_value=0, max_value=yardstick.most_points, **common)

    def _help(self, yardstick: Yardstick) -> str:
        """The guidance, and the weight where criteria weigh differently."""
        if yardstick.is_pass_fail or not self.has_weights:
            return str(yardstick.help)
        weight = f"{yardstick.weight.normalize():f}".replace(".", get_format("DECIMAL_SEPARATOR"))
        return f"{yardstick.help} {_('Weight')}: {weight}.".strip()

    def clean(self) -> dict[str, Any]:
        """A criterion that is not met is refused without a reason: the applicant may ask why."""
        cleaned = super().clean() or {}
        for yardstick in self.yardsticks if self.is_final else ():
            is_failed = yardstick.is_pass_fail and cleaned.get(f"mark_{yardstick.pk}") == "no"
            if is_failed and not cleaned.get(f"reason_{yardstick.pk}"):
                sentence = _("Write why this is not met: %(criterion)s.")
                error = ValidationError(sentence % {"criterion": yardstick.text})
                self.add_error(f"reason_{yardstick.pk}", error)
        return cleaned

    def written(self) -> list[dict[str, str]]:
        """What was sent, fitting or not, for a page that gives it back."""
        rows = []
        for field in self:
            value = str(field.value() or "")
            words = dict(getattr(field.field, "choices", ())).get(value, value)
            rows.append({"key": str(field.label), "value": str(words)})
        return rows

    def marks(self) -> dict[int, Mark]:
        """What actions.scoring.save_scores takes; what does not fit is left out of a draft."""
        found = {}
        for yardstick in self.yardsticks:
            value = self.cleaned_data.get(f"mark_{yardstick.pk}")
            reason = self.cleaned_data.get(f"reason_{yardstick.pk}", "")
            if yardstick.is_pass_fail:
                passed = None if value in (None, "") else value == "yes"
                found[yardstick.pk] = Mark(is_passed=passed, reason=reason)
            else:
                points = None if value in (None, "") else int(value)
                found[yardstick.pk] = Mark(points=points, reason=reason)
        return found


def _in_a_row(choices: list[tuple[str, Any]], common: dict[str, Any]) -> forms.Field:
    """Buttons beside each other, so that a page of many criteria stays short."""
    field = forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    field.is_inline = True  # type: ignore[attr-defined]
    return field


def _shown(score: Score) -> str:
    if score.is_passed is not None:
        return "yes" if score.is_passed else "no"
    return str(score.points)
