"""Input of the application: the form of one step, made of the questions of its section.

No answer is required here, because a draft may be incomplete: what is missing, the rules tell
(rules.missing_answers), and `ask_for` shows it at the fields when the person wants to go on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.calls import queries, rules
from talkoot.calls.models import Application
from talkoot.core.dates import days_text
from talkoot.core.forms import Form
from talkoot.core.lookups import in_neutral_order
from talkoot.files.rules import check_upload
from talkoot.programmes.models import ThemeUse
from talkoot.programmes.queries import themes_offered
from talkoot.surveys.fields import NumberAnswer
from talkoot.surveys.forms import AnswerForm
from talkoot.surveys.models import Item

CARD_FIELDS = (
    *("user_id", "name", "slug", "languages", "is_remote", "region_codes"),
    *(f"{text}_{code}" for text in ("title", "profile", "region") for code in ("fi", "sv", "en")),
)
HALF_DAY = Decimal("0.5")


@dataclass(frozen=True)
class KeptFile:
    """The file that answers a question now, as its control shows it."""

    name: str
    size: int
    url: str


def check_attachment(upload: Any) -> None:
    check_upload(upload, rules.ATTACHMENT_KINDS)


class OwnCostsForm(Form):
    """The applicant's consent to what the price of the service leaves out."""

    own_costs = forms.BooleanField(
        label=gettext_lazy(
            "Our organisation arranges and pays for the premises and the catering itself"
        ),
        help_text=gettext_lazy("They are not in the price of the service."),
        error_messages={
            "required": gettext_lazy(
                "Tick that your organisation arranges and pays for the premises and the catering: "
                "they are not in the price of the service."
            )
        },
    )


def _works(expert: Any) -> str:
    """The languages and the places in which the expert works."""
    facts = [f"{_('Works in:')} {expert.language_names}", expert.works_in]
    return " · ".join(filter(None, [*facts, _("remotely too") if expert.is_remote else ""]))


class StepForm(AnswerForm):
    """A step of the application.

    Themes, experts and the person's organisations are offered from their tables; the days follow
    the call's limit.
    """

    def __init__(self, application: Application, step: str, *args: Any, **kwargs: Any) -> None:
        self.application = application
        items = rules.questions_of(application, step=step)
        choices = {}
        if any(item.code == "organisation" for item in items):
            own = queries.organisations_of(application.applicant)
            choices["organisation"] = [(str(row.pk), str(row)) for row in own]
        answers = rules.answers_of(application)
        super().__init__(items, *args, answers=answers, choices=choices, is_draft=True, **kwargs)
        adapt = {
            "themes": self._offer_themes,
            "organisation": self._offer_organisations,
            "expert": self._offer_experts,
            "days_requested": self._limit_days,
        }
        for item in self.items:
            if item.code in adapt:
                adapt[item.code](self.fields[item.code])
            if item.kind == Item.Kind.FILE:
                self.fields[item.code].validators.append(check_attachment)
                self.initial[item.code] = self._kept_file(item.code)

    def answers(self) -> dict[str, Any]:
        """{code: answer}; the organisation was chosen at the start and is never taken away."""
        kept = super().answers()
        if not kept.get("organisation"):
            kept.pop("organisation", None)
        return kept

    def uploads(self) -> dict[str, Any]:
        """{code: upload, or False for a file to remove} of those that change."""
        codes = [item.code for item in self.items if item.kind == Item.Kind.FILE]
        given = {code: self.cleaned_data.get(code) for code in codes}
        return {
            code: value
            for code, value in given.items()
            if value is False or (value and not isinstance(value, KeptFile))
        }

    def ask_for_gaps(self, gaps: Iterable[rules.Missing]) -> None:
        """Show the missing answers of this step as errors of their fields."""
        for gap in gaps:
            if gap.field in self.fields and gap.field not in self.errors:
                self.add_error(gap.field, gap.sentence)

    def offer_units(self, names: list[str]) -> None:
        """Names to choose from while the unit's own is typed."""
        field: Any = self.fields["unit_name"]
        field.template_name, field.unit_names = "calls/field_unit.html", names
        field.widget.attrs["list"] = "units"

    def _kept_file(self, code: str) -> KeptFile | None:
        application = self.application
        if not self.known.get(code):
            return None
        if code == "attachment":
            file = application.attachment
            url = reverse("application-attachment", args=[application.ref])
        else:
            file = application.files.select_related("file").get(item_code=code).file
            url = reverse("application-file", args=[application.ref, code])
        return KeptFile(file.name, file.size, url) if file else None

    def _offer_themes(self, field: Any) -> None:
        chosen = self.application.themes.order_by().values("pk")
        themes = themes_offered(ThemeUse.NEED, also=chosen)
        field.choices = lambda: [(str(theme.pk), str(theme)) for theme in themes]

    def _offer_organisations(self, field: Any) -> None:
        step = next(rules.step_of(item) for item in self.items if item.code == "organisation")
        field.template_name = "calls/field_organisation.html"
        field.is_asked = True
        field.step_url = reverse("application-step", args=[self.application.ref, step])

    def _offer_experts(self, field: Any) -> None:
        """Names to check an answer by; the cards are read only when they are shown."""
        field.choices = self._expert_names
        field.error_messages["invalid_choice"] = _(
            "This expert takes no new work or is tied to your organisation. Choose another one."
        )
        field.template_name = "calls/field_expert.html"
        field.cards = self._expert_cards

    def _expert_names(self) -> list[tuple[str, str]]:
        experts = queries.choosable_experts(self.application, on=timezone.localdate())
        return [(str(pk), name) for pk, name in experts.values_list("pk", "name")]

    def _expert_cards(self) -> list[dict[str, Any]]:
        """The experts in an order that favours nobody, each with the id of its radio button.

        The order follows from the case, so it stays the same from visit to visit.
        """
        field = self["expert"]
        chosen = str(field.value() or "")
        today = timezone.localdate()
        rows = queries.choosable_experts(self.application, on=today)
        rows = rows.annotate(organisation=F("supplier__organisation__name"))
        rows = rows.only(*CARD_FIELDS).prefetch_related("themes")
        experts = in_neutral_order(rows, seed=self.application.ref)
        queries.mark_absences(experts, on=today)
        return [
            {
                "expert": expert,
                "id": f"{field.auto_id}_{index}",
                "is_chosen": str(expert.pk) == chosen,
                "works": _works(expert),
                "themes": ", ".join(str(theme) for theme in expert.themes.all()),
            }
            for index, expert in enumerate(experts)
        ]

    def _limit_days(self, field: NumberAnswer) -> None:
        most = days_text(self.application.call.max_days)
        field.widget.attrs["class"] = "govuk-input--width-4"
        field.sentence = _("Write the days in half days, for example 1 or 1,5.")
        field.least = field.step = HALF_DAY
        field.most = self.application.call.max_days
        field.error_messages["most"] = _(
            "At most %(days)s days can be applied for in this call."
        ) % {"days": most}
        limit = _("In half days, at most %(days)s.") % {"days": most}
        field.help_text = format_html("{} {}", field.help_text, limit) if field.help_text else limit
