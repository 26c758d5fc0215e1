"""Forms of the players and of the facilitator."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.forms import DateField, Form
from talkoot.engagements.models import Engagement
from talkoot.games import rules
from talkoot.games.actions import TARGET_LENGTH, PaperResults, PaperTarget
from talkoot.games.models import MOST_PICKS, MOST_VOTES, Card, Deck, Target
from talkoot.programmes.models import Programme

PAPER_TARGETS = 6
PAPER_CARDS = 6
KEY_LENGTH = 43


class CodeForm(Form):
    """The code of a room."""

    code = forms.CharField(
        label=gettext_lazy("Code of the game"),
        max_length=12,
        help_text=gettext_lazy("Six letters and digits on the facilitator’s screen."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        return rules.plain_code(self.cleaned_data["code"])


class JoinForm(Form):
    """A nickname, or nothing. `key` becomes the browser's secret, so that two taps join once."""

    nickname = forms.CharField(
        label=gettext_lazy("Nickname"),
        max_length=20,
        required=False,
        help_text=gettext_lazy(
            "Shown on the facilitator’s screen while players join. Forgotten when the game ends."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    key = forms.CharField(min_length=KEY_LENGTH, max_length=KEY_LENGTH, widget=forms.HiddenInput)


class TargetForm(Form):
    """A development target in one's own words."""

    text = forms.CharField(
        label=gettext_lazy("What should we develop?"),
        max_length=TARGET_LENGTH,
        help_text=gettext_lazy("One sentence that a colleague understands. No names."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PlanItemForm(Form):
    """What is done about a target, who sees to it and by when."""

    target = forms.ModelChoiceField(
        label=gettext_lazy("Development target"),
        queryset=Target.objects.none(),
        empty_label=None,
    )
    what = forms.CharField(
        label=gettext_lazy("What do we do?"),
        max_length=300,
        help_text=gettext_lazy("A first step that can be seen done."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    who = forms.CharField(
        label=gettext_lazy("Who sees to it?"),
        max_length=80,
        help_text=gettext_lazy("A role or a team is enough."),
    )
    due_on = DateField(label=gettext_lazy("By when?"))

    def __init__(self, *args: Any, targets: Iterable[Target] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = {row.pk: row for row in targets}
        field = self.fields["target"]
        field.queryset = Target.objects.filter(pk__in=rows)
        field.choices = [(key, row.text) for key, row in rows.items()]


class RoomForm(Form):
    """A new room: for whom, and how much each may choose."""

    title = forms.CharField(
        label=gettext_lazy("Name of the group"),
        max_length=80,
        help_text=gettext_lazy("For example the unit or the team. The players see it."),
    )
    deck = forms.ModelChoiceField(
        label=gettext_lazy("Deck of cards"),
        queryset=Deck.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    engagement = forms.ModelChoiceField(
        label=gettext_lazy("Engagement that the game belongs to"),
        queryset=Engagement.objects.none(),
        required=False,
        empty_label=gettext_lazy("No engagement"),
        help_text=gettext_lazy("The plan then becomes development tasks of the engagement."),
    )
    programme = forms.ModelChoiceField(
        label=gettext_lazy("Programme that the game belongs to"),
        queryset=Programme.objects.none(),
        required=False,
        empty_label=gettext_lazy("No programme"),
    )

    def __init__(
        self, *args: Any, decks: list[Deck], engagements: Any, programmes: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("deck", Deck.objects.filter(pk__in=[deck.pk for deck in decks]), str)
        self.fields["deck"].initial = decks[0].pk if decks else None
        self._offer("engagement", engagements, _engagement_label)
        self._offer("programme", programmes, str)

    def _offer(self, name: str, rows: Any, label: Any) -> None:
        """The choices; a question with nothing to choose is not asked."""
        field = self.fields[name]
        field.queryset = rows
        field.label_from_instance = label
        found = list(rows)
        if not found and not field.required:
            del self.fields[name]
        elif len(found) == 1 and field.required:
            field.widget = forms.HiddenInput()

    def values(self) -> dict[str, Any]:
        """What actions.open_room takes beside the deck."""
        return {name: value for name, value in self.cleaned_data.items() if name != "deck"}


def _engagement_label(engagement: Engagement) -> str:
    application = engagement.application
    return f"{application.number} {application.title} ({application.organisation.name})"


class LiveRoomForm(RoomForm):
    """A room to play in."""

    picks_each = forms.IntegerField(
        label=gettext_lazy("Cards each chooses as strengths, and as pain points"),
        min_value=1,
        max_value=MOST_PICKS,
        initial=3,
    )
    votes_each = forms.IntegerField(
        label=gettext_lazy("Votes each has"), min_value=1, max_value=MOST_VOTES, initial=3
    )
    table_size = forms.IntegerField(
        label=gettext_lazy("People at a table"), min_value=2, max_value=12, initial=5
    )


class PaperGameForm(RoomForm):
    """What came of a game on paper cards: the cards, the votes and the plan, on one page."""

    played_on = DateField(label=gettext_lazy("Played on"))
    players_count = forms.IntegerField(
        label=gettext_lazy("Number of players"), min_value=1, max_value=500
    )

    def __init__(self, *args: Any, cards: list[Card], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[Any] = [("", _("No card")), *_by_suit(cards)]
        for row in range(1, PAPER_CARDS + 1):
            self.fields[f"card_{row}"] = forms.TypedChoiceField(
                label=_("Card %(number)s") % {"number": row},
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
            )
            for name, label in (("strengths", _("As a strength")), ("pains", _("As a pain point"))):
                self.fields[f"{name}_{row}"] = _number(label)
        for row in range(1, PAPER_TARGETS + 1):
            self._add_target(row)

    def _add_target(self, row: int) -> None:
        number = {"number": row}
        self.fields[f"text_{row}"] = forms.CharField(
            label=_("Development target %(number)s") % number,
            max_length=TARGET_LENGTH,
            required=row == 1,
        )
        self.fields[f"votes_{row}"] = _number(_("Votes"))
        self.fields[f"what_{row}"] = forms.CharField(
            label=_("What do we do?"), max_length=300, required=False
        )
        self.fields[f"who_{row}"] = forms.CharField(
            label=_("Who sees to it?"), max_length=80, required=False
        )
        self.fields[f"due_on_{row}"] = DateField(label=_("By when?"), required=False)
        for name in ("votes", "what", "who", "due_on"):
            self.fields[f"{name}_{row}"].is_asked = True

    def head(self) -> list[forms.BoundField]:
        """The fields of the whole game."""
        names = [*RoomForm.base_fields, "played_on", "players_count"]
        return [self[name] for name in names if name in self.fields and not self[name].is_hidden]

    def card_rows(self) -> list[list[forms.BoundField]]:
        names = ("card", "strengths", "pains")
        return [[self[f"{name}_{row}"] for name in names] for row in range(1, PAPER_CARDS + 1)]

    def target_rows(self) -> list[list[forms.BoundField]]:
        names = ("text", "votes", "what", "who", "due_on")
        return [[self[f"{name}_{row}"] for name in names] for row in range(1, PAPER_TARGETS + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        seen = set()
        for row in range(1, PAPER_CARDS + 1):
            card = cleaned.get(f"card_{row}")
            if card and card in seen:
                self.add_error(f"card_{row}", _("This card stands above already. Choose another."))
            seen.add(card)
        for row in range(1, PAPER_TARGETS + 1):
            self._clean_target(row, cleaned)
        return cleaned

    def _clean_target(self, row: int, cleaned: dict[str, Any]) -> None:
        """A plan needs its target, and all of what, who and when."""
        plan = {name: cleaned.get(f"{name}_{row}") for name in ("what", "who", "due_on")}
        if not any(plan.values()):
            return
        if not cleaned.get(f"text_{row}") and f"text_{row}" not in self.errors:
            self.add_error(f"text_{row}", _("Write the target that the plan is about."))
        for name, value in plan.items():
            key = f"{name}_{row}"
            if not value and key not in self.errors:
                self.add_error(key, _("Fill in “%(label)s”.") % {"label": self[key].label})

    def results(self) -> PaperResults:
        """What actions.record_paper_game takes."""
        given = self.cleaned_data
        tallies = {
            given[f"card_{row}"]: (given[f"strengths_{row}"] or 0, given[f"pains_{row}"] or 0)
            for row in range(1, PAPER_CARDS + 1)
            if given[f"card_{row}"]
        }
        targets = [
            PaperTarget(
                text=given[f"text_{row}"],
                votes=given[f"votes_{row}"] or 0,
                what=given[f"what_{row}"],
                who=given[f"who_{row}"],
                due_on=given[f"due_on_{row}"],
            )
            for row in range(1, PAPER_TARGETS + 1)
            if given[f"text_{row}"]
        ]
        return PaperResults(given["played_on"], given["players_count"], tallies, targets)

    def values(self) -> dict[str, Any]:
        names = ("title", "engagement", "programme")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}


def _number(label: str) -> forms.IntegerField:
    field = forms.IntegerField(label=label, min_value=0, max_value=999, required=False)
    field.is_asked = True  # type: ignore[attr-defined]
    return field


def _by_suit(cards: list[Card]) -> list[tuple[str, list[tuple[int, str]]]]:
    suits: dict[str, list[tuple[int, str]]] = {}
    for card in cards:
        suits.setdefault(card.suit.name, []).append((card.pk, card.title))
    return list(suits.items())
