"""Forms of the reading desk, the code frames, the interviews and the quote bank."""

from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import DateField, Form
from talkoot.core.row_forms import in_languages
from talkoot.data import read_json
from talkoot.people.models import Organisation
from talkoot.programmes.models import Offering, Programme
from talkoot.surveys.models import Code, CodeFrame, Interview, Item, Quote, ReadAnswer
from talkoot.surveys.reading import redaction, rules
from talkoot.surveys.reading.desk import original_of
from talkoot.surveys.reading.marks import reading_mark
from talkoot.surveys.texts import TEXT_KINDS

LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]


class ReadForm(Form):
    """What goes of an answer's text, and its codes."""

    codes = forms.MultipleChoiceField(
        label=_("Codes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    new_code = forms.CharField(label=_("New code"), required=False, max_length=120)
    removed = forms.MultipleChoiceField(
        label=_("Remove these from the text"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Untick what tells nothing of anybody."),
    )
    also_removed = forms.CharField(
        label=_("Remove these words too"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Each on a line of its own, as it stands in the answer."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, answer: ReadAnswer, codes: list[Code], **kwargs: Any) -> None:
        self.text = original_of(answer)
        self.spans = redaction.merged(answer.proposed, self.text)
        initial = {
            "codes": [str(pk) for pk in answer.points.values_list("code_id", flat=True)],
            "removed": [str(number) for number in range(len(self.spans))],
            "seen": reading_mark(answer),
        }
        super().__init__(*args, initial=initial, **kwargs)
        many = len({code.frame_id for code in codes}) > 1
        self.fields["codes"].choices = [  # type: ignore[attr-defined]
            (str(code.pk), f"{code.name} ({code.frame})" if many else code.name) for code in codes
        ]
        self.fields["codes"].is_filter = True  # type: ignore[attr-defined]
        self.fields["removed"].is_filter = True  # type: ignore[attr-defined]
        self.fields["removed"].choices = [  # type: ignore[attr-defined]
            (str(number), self.text[start:end]) for number, (start, end) in enumerate(self.spans)
        ]
        if not codes:
            del self.fields["codes"]
        if not self.spans:
            del self.fields["removed"]

    def clean_also_removed(self) -> list[str]:
        words = [word.strip() for word in self.cleaned_data["also_removed"].splitlines()]
        for word in filter(None, words):
            if not redaction.spans_of(self.text, [word]):
                raise forms.ValidationError(
                    gettext("“%(word)s” is not in the answer. Write it as it stands there.")
                    % {"word": Truncator(word).chars(60)}
                )
        return words

    def values(self) -> dict[str, Any]:
        """What actions.reading.read_answer takes."""
        data = self.cleaned_data
        chosen = [self.spans[int(number)] for number in data.get("removed", [])]
        also = redaction.spans_of(self.text, data["also_removed"])
        return {
            "seen": data["seen"],
            "removed": redaction.merged([*chosen, *also], self.text),
            "codes": [int(pk) for pk in data.get("codes", [])],
            "new_code": data["new_code"],
        }


class FrameForm(Form):
    """A new code frame."""

    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.none(), empty_label=None
    )
    template = forms.ChoiceField(label=_("Start from"), required=False)
    title = forms.CharField(label=_("Name of the frame"), max_length=160)
    item_code = forms.ChoiceField(label=_("What it codes"), required=False)

    def __init__(self, *args: Any, programmes: Any, items: list[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        if programmes.count() == 1:
            self.fields["programme"].initial = programmes.get()
            self.fields["programme"].widget = forms.HiddenInput()
        self.fields["template"].choices = [  # type: ignore[attr-defined]
            ("", gettext("An empty frame")),
            *((row["code"], _title(row["title"])) for row in read_json("code_frames.json")),
        ]
        self.fields["item_code"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Interviews")),
            *((item.code, Truncator(item.text).chars(80)) for item in items),
        ]


def _title(title: dict[str, str]) -> str:
    from django.utils.translation import get_language

    return title.get((get_language() or "fi")[:2], title["fi"])


class CodeForm(Form):
    """The names of a code."""

    description = forms.CharField(
        label=_("When it is given"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = in_languages("name", _("Name"), limit=120, is_required=True)
        self.fields = {**names, **self.fields}


class NewCodeForm(Form):
    name = forms.CharField(label=_("New code"), max_length=120)


class MergeForm(Form):
    """Into which code another is merged."""

    into = forms.ModelChoiceField(
        label=_("Merge into"), queryset=Code.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, code: Code, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Code.objects.filter(frame=code.frame_id).exclude(pk=code.pk)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]


class InterviewForm(Form):
    """An interview, without the person's name."""

    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.none(), empty_label=None
    )
    role = forms.CharField(
        label=_("Role of the interviewed"),
        max_length=80,
        help_text=_("For example expert or representative of an organisation. Not the name."),
    )
    held_on = DateField(label=_("Day"))
    service = forms.ModelChoiceField(
        label=_("Service"),
        queryset=Offering.objects.none(),
        required=False,
        empty_label=_("No one service"),
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Not told"),
    )
    themes = forms.CharField(label=_("Themes"), max_length=300, required=False)
    notes = forms.CharField(
        label=_("Notes"),
        max_length=20000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Leave out names and other marks of persons."),
    )
    has_consent = forms.BooleanField(
        label=_("The interviewed person has consented to being quoted without a name"),
        required=False,
    )

    def __init__(self, *args: Any, programmes: Any, interview: Interview | None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        if interview or programmes.count() == 1:
            self.fields["programme"].widget = forms.HiddenInput()
            self.fields["programme"].initial = interview.programme if interview else programmes[0]
        services = Offering.objects.filter(programme__in=programmes)
        self.fields["service"].queryset = services  # type: ignore[attr-defined]
        known = Organisation.objects.filter(valid_to=None)
        self.fields["organisation"].queryset = known  # type: ignore[attr-defined]
        for name in ("themes", "notes") if interview else ():
            self.initial.setdefault(name, getattr(interview, name))
        for name in ("role", "held_on", "service", "organisation", "has_consent", "programme"):
            if interview:
                self.initial.setdefault(name, getattr(interview, name))


class PointForm(Form):
    """A point of an interview and its code."""

    code = forms.ModelChoiceField(label=_("Code"), queryset=Code.objects.none(), empty_label=None)
    text = forms.CharField(
        label=_("The point"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        frames = CodeFrame.objects.filter(programme=interview.programme_id, item_code="")
        codes = Code.objects.filter(frame__in=frames).order_by("frame", "order")
        self.fields["code"].queryset = codes  # type: ignore[attr-defined]


class QuoteForm(Form):
    """A passage and how its source is named."""

    text = forms.CharField(
        label=_("Quote"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    source_label = forms.CharField(
        label=_("Source, as it is shown"),
        max_length=120,
        help_text=_("The kind of survey and the year; never a person or a work community."),
    )
    consent = forms.ChoiceField(label=_("Consent"), widget=forms.RadioSelect)
    is_checked = forms.BooleanField(
        label=_("I have checked that the quote tells nobody’s identity"), required=False
    )

    def __init__(self, *args: Any, source: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source
        allowed = rules.consents_for(source)
        self.fields["consent"].choices = [  # type: ignore[attr-defined]
            (value, label) for value, label in Quote.Consent.choices if value in allowed
        ]
        if not is_new:
            del self.fields["consent"]
        elif len(allowed) == 1:
            self.initial.setdefault("consent", allowed[0])

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].replace("\r\n", "\n").strip()
        if problem := rules.passage_problem(self.source, text):
            raise forms.ValidationError(problem)
        return text

    def clean_source_label(self) -> str:
        label = self.cleaned_data["source_label"].strip()
        if problem := rules.label_problem(self.source, label):
            raise forms.ValidationError(problem)
        return label

    def clean(self) -> dict[str, Any]:
        """Names that the rules find are told once more; whoever has looked may go on."""
        cleaned = super().clean() or self.cleaned_data
        is_checked = cleaned.pop("is_checked", False)
        text = f"{cleaned.get('text', '')}\n{cleaned.get('source_label', '')}"
        found = [text[start:end] for start, end in redaction.proposals(text, ())]
        if found and not is_checked:
            self.add_error(
                "is_checked",
                gettext("The text may name somebody: %(words)s. Remove it, or tick this.")
                % {"words": ", ".join(found)},
            )
        return cleaned


def open_items(programmes: Any) -> list[Item]:
    """The open questions that rounds of the programmes have asked, each code once."""
    rows = Item.objects.filter(
        kind__in=TEXT_KINDS, questionnaire__round__programme__in=programmes
    ).distinct()
    found: dict[str, Item] = {}
    for item in rows.order_by("-questionnaire", "order"):
        found.setdefault(item.code, item)
    return list(found.values())
