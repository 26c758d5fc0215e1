"""A course made of an engagement's days."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import Form
from talkoot.events.models import Series, SeriesTemplate


class CourseForm(Form):
    """How people come in, and the template whose tasks are taken."""

    entry = forms.ChoiceField(
        label=_("How do people come to the course?"),
        choices=[(row.value, row.label) for row in Series.Entry if row != Series.Entry.NONE],
        widget=forms.RadioSelect,
    )
    template = forms.ModelChoiceField(
        SeriesTemplate.objects.none(),
        label=_("Tasks from a template"),
        help_text=_("Due days are counted from the first session. You can change them later."),
        required=False,
        empty_label=_("no tasks"),
    )

    def __init__(self, *args: Any, templates: "QuerySet[SeriesTemplate]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]
