"""Forms of a case story: its text, and the applicant's answer to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.forms import Form
from talkoot.engagements.models import CaseStory, StoryConsent
from talkoot.engagements.rules.stories import changed_sentence, standing_sentence


def _text(label: Any, most: int, rows: int, *, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class CaseStoryForm(Form):
    """The text in its parts; what is missing is asked for when it is sent to be read."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    goal = _text(gettext_lazy("Goal"), 2000, 4)
    participants = _text(gettext_lazy("Those who took part"), 1000, 3)
    method = _text(gettext_lazy("Method"), 2000, 5)
    result = _text(gettext_lazy("Result"), 3000, 5)
    follow_up = _text(
        gettext_lazy("What came later"),
        3000,
        6,
        help_text=gettext_lazy(
            "What has been carried on, and what the organisation answered about the effects."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, story: CaseStory | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.story = story

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.story and self.story.state != CaseStory.State.DRAFT:
            raise forms.ValidationError(standing_sentence())
        current = self.story.version if self.story else 0
        if cleaned.get("version") not in (None, current):
            # What was typed stays; saving again writes over, having been told.
            self.data = {**self.data.dict(), "version": current}  # type: ignore[attr-defined]
            raise forms.ValidationError(changed_sentence())
        return cleaned


class StoryAnswerForm(Form):
    """Whether the text may be published as it is."""

    PUBLISH, CHANGE = "publish", "change"

    answer = forms.ChoiceField(
        label=gettext_lazy("May the text be published?"),
        widget=forms.RadioSelect,
        choices=[
            (PUBLISH, gettext_lazy("Yes, as it is")),
            (CHANGE, gettext_lazy("Not yet: something should be changed")),
        ],
    )
    note = _text(gettext_lazy("What should be changed?"), 1000, 4)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == self.CHANGE and not (cleaned.get("note") or "").strip():
            self.add_error("note", _("Tell what should be changed, so that it can be."))
        return cleaned


def told_how(consent: str) -> str:
    """In what form the story is told, in words."""
    if consent == StoryConsent.NAMED:
        return _("The story is told with the name of the organisation.")
    return _("The story is told without names: only the kind of organisation is shown.")
