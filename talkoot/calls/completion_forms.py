"""Input of completing an application: the office's request, a lapse, the applicant's message."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.calls.messages.completion import warning
from talkoot.calls.models import CompletionRequest
from talkoot.calls.rules import REVIEW
from talkoot.calls.rules.completion import (
    LEAST_DAYS,
    USUAL_DAYS,
    due_problem,
    more_time_problem,
)
from talkoot.core.forms import DateField, Form


def _long_text(label: Any, *, limit: int, rows: int, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=limit, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


class CompletionRequestForm(Form):
    """What must be completed, in which parts of the form, and by when."""

    text = _long_text(
        gettext_lazy("What must be completed"),
        limit=2000,
        rows=8,
        help_text=gettext_lazy(
            "Goes to the applicant as it is. Write in the language of the case."
        ),
        error_messages={"required": gettext_lazy("Write what must be completed.")},
    )
    steps = forms.MultipleChoiceField(
        label=gettext_lazy("Parts that the applicant may change"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Choose none to open the whole form."),
    )
    due_on = DateField(label=gettext_lazy("Last day"))

    def __init__(self, *args: Any, steps: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["steps"]
        chosen.choices = [(step, title) for step, title in steps.items() if step != REVIEW]
        self.fields["due_on"].help_text = _(
            "Usually %(usual)s working days, at least %(least)s. The applicant is told: %(warning)s"
        ) % {"usual": USUAL_DAYS, "least": LEAST_DAYS, "warning": warning()}

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()

    def clean_due_on(self) -> Any:
        due_on = self.cleaned_data["due_on"]
        if problem := due_problem(due_on, timezone.localdate()):
            raise forms.ValidationError(problem)
        return due_on


class MoreTimeForm(Form):
    """Until when the applicant asks for more time, and why."""

    until = DateField(label=gettext_lazy("Until which day do you need more time?"))
    reason = forms.CharField(
        label=gettext_lazy("Why do you need more time?"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write why you need more time.")},
    )

    def __init__(self, *args: Any, asked: CompletionRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked

    def clean_reason(self) -> str:
        return str(self.cleaned_data["reason"]).replace("\r\n", "\n").strip()

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if problem := more_time_problem(self.asked, until):
            raise forms.ValidationError(problem)
        return until


class MoreTimeAnswerForm(Form):
    """The office's answer: a day, or a refusal with its reason."""

    is_given = forms.TypedChoiceField(
        label=gettext_lazy("Answer"),
        choices=[
            ("yes", gettext_lazy("More time is given")),
            ("no", gettext_lazy("More time is not given")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether more time is given.")},
    )
    until = DateField(label=gettext_lazy("New last day, if more time is given"), required=False)
    answer = forms.CharField(
        label=gettext_lazy("Message to the applicant"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "If more time is not given, tell why. Write in the case's language."
        ),
    )

    def __init__(self, *args: Any, asked: CompletionRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        given["answer"] = str(given.get("answer", "")).replace("\r\n", "\n").strip()
        if given.get("is_given") is True and "until" in given:
            if problem := more_time_problem(self.asked, given["until"]):
                self.add_error("until", problem)
        elif given.get("is_given") is False and not given["answer"]:
            self.add_error("answer", _("Write why more time is not given: the applicant is told."))
        return given


class LapseForm(Form):
    """Why the case ends without a decision."""

    reason = _long_text(
        gettext_lazy("Reasons"),
        limit=1000,
        rows=5,
        help_text=gettext_lazy(
            "Tell which term of the call the lapse rests on, in the language of the case. The "
            "letter tells it to the applicant."
        ),
        error_messages={
            "required": gettext_lazy("Write the reason: which term of the call the lapse rests on.")
        },
    )


class ReplyForm(Form):
    """What the applicant tells the office when sending the completed application."""

    reply = _long_text(
        gettext_lazy("Message to the programme office"),
        limit=1000,
        rows=4,
        required=False,
        help_text=gettext_lazy(
            "For instance what you changed, or why something cannot be completed."
        ),
    )
