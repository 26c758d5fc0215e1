"""Input of questions, answers and comments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import Form


class QuestionForm(Form):
    text = forms.CharField(
        label=_("Your question"),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("With its answer the question joins this page, without your name."),
        error_messages={"required": _("Write the question.")},
    )


class AnswerForm(Form):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Everybody sees it on the practice's page. Do not write names."),
        error_messages={"required": _("Write the answer.")},
    )


class CommentForm(Form):
    text = forms.CharField(
        label=_("Your comment"),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "The programme office reads it first. It is shown with your organisation, not your "
            "name. Do not write names."
        ),
        error_messages={"required": _("Write the comment.")},
    )
