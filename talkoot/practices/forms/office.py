"""What the office writes of a practice: notes to its authors and experts' opinions."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import DateField, Form, ModelForm
from talkoot.practices.models import Opinion


class ReturnForm(Form):
    """What the author should complete."""

    note = forms.CharField(
        label=_("What should the author complete?"),
        max_length=600,
        widget=forms.Textarea,
        help_text=_("The author gets this by mail and sees it above the form."),
        error_messages={"required": _("Tell the author what to complete.")},
    )


class WithdrawForm(Form):
    """Why a practice is no longer public."""

    note = forms.CharField(
        label=_("Why is the practice withdrawn?"),
        max_length=600,
        widget=forms.Textarea,
        help_text=_("The author gets this by mail and sees it on the practice's own page."),
        error_messages={"required": _("Tell the author why the practice is withdrawn.")},
    )


class DeclineForm(Form):
    """Why a change is not taken."""

    note = forms.CharField(
        label=_("Why is the change not taken?"),
        max_length=600,
        widget=forms.Textarea,
        help_text=_("The author gets this by mail. What is public stays public."),
        error_messages={"required": _("Tell the author why the change is not taken.")},
    )


class OpinionForm(ModelForm):
    """An expert's opinion as the office records it."""

    given_on = DateField(label=_("Given on"), help_text=_("For example 21.11.2029"))

    class Meta:
        model = Opinion
        fields = [
            "text",
            "expert_name",
            "expert_title",
            "may_show_name",
            "is_validating",
            "given_on",
        ]
        labels = {
            "text": _("The opinion"),
            "expert_name": _("Name of the expert"),
            "expert_title": _("Title or field"),
            "may_show_name": _("The expert agrees that the name is shown"),
            "is_validating": _("The expert finds that it works and can be done elsewhere"),
        }
        help_texts = {
            "text": _("Shown on the practice's page in the expert's own words."),
            "expert_title": _("Always shown, for example professor of work research."),
            "is_validating": _("Gives the practice the badge “validated”."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expert_title"].required = True

    def clean_given_on(self) -> Any:
        day = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(gettext("The day cannot be in the future."))
        return day
