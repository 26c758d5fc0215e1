"""The questions of an application, its answers, and what it still lacks.

An answer is kept in the application's own field when its question's code names one, else in
`application.answers`; both are read and written here by the code of the question.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.calls.models import Application
from talkoot.calls.rules.file_words import with_words
from talkoot.people.models import OrganisationKind
from talkoot.programmes.models import Theme
from talkoot.surveys.models import Item
from talkoot.surveys.queries import items_of
from talkoot.surveys.rules import asked_items, is_complete
from talkoot.surveys.texts import missing_sentence

REVIEW = "review"
ONE_STEP = "questions"  # Of a questionnaire without sections.
# Addresses of an application that are no steps of its form; a section of the name gets another.
OTHER_PAGES = frozenset(
    {REVIEW, "send", "withdraw", "similar", "people", "joint", "sign-off", "continue", "more-time"}
)
TEXT_CODES = frozenset(
    "title need goals sign_of_success unit_name sponsor_name sponsor_title staff_representative "
    "expert_reason preferred_times aid_sector".split()
)
NUMBER_CODES = frozenset({"days_requested", "earlier_aid_eur"})
ROW_CODES = frozenset({"organisation", "expert"})
LIST_CODES = frozenset({"themes", "groups"})
FIELD_CODES = (
    TEXT_CODES | NUMBER_CODES | ROW_CODES | {"themes", "groups", "attachment", "is_economic"}
)
# Regulation (EU) 2023/2831: only undertakings receive de minimis aid, so only they are asked.
AID_CODES = frozenset({"is_economic", "earlier_aid_eur", "aid_sector"})
UNDERTAKINGS = frozenset({OrganisationKind.COMPANY, OrganisationKind.MUNICIPAL_COMPANY})
# What asks for an answer in better words than those of its kind.
SENTENCES: dict[str, Promise] = {
    "title": gettext_lazy("Enter a name for the development work"),
    "need": gettext_lazy("Tell what you want to change and why now"),
    "goals": gettext_lazy("Tell what will be different after the work"),
    "sign_of_success": gettext_lazy("Tell how you will notice that you succeeded"),
    "themes": gettext_lazy("Choose at least one theme"),
    "unit_name": gettext_lazy("Enter the unit or work community that applies"),
    "groups": gettext_lazy("Enter how many take part from each role group"),
    "sponsor_name": gettext_lazy("Enter the management sponsor's name"),
    "staff_representative": gettext_lazy("Enter the staff representative's name"),
    "expert": gettext_lazy("Choose an expert"),
    "preferred_times": gettext_lazy("Tell which times would suit you"),
    "days_requested": gettext_lazy("Enter how many days you apply for"),
}


@dataclass(frozen=True)
class Missing:
    """An answer that is missing: the question's code, its step and what asks for it."""

    field: str
    step: str
    sentence: str


def questions_of(application: Application, *, step: str = "") -> list[Item]:
    """The questions put to this applicant, or those of one step; read once for each instance.

    The form is the one pinned at the start. A draft from before forms were pinned follows its
    call's.
    """
    if not hasattr(application, "_questions"):
        form = application.questionnaire_id or application.call.questionnaire_id
        items = list(with_words(items_of(form)))
        application._questions = items  # type: ignore[attr-defined]
    items = application._questions  # type: ignore[attr-defined]
    if any(item.code in AID_CODES for item in items) and not is_undertaking(application):
        items = [item for item in items if item.code not in AID_CODES]
    return [item for item in items if step_of(item) == step] if step else list(items)


def is_undertaking(application: Application) -> bool:
    """The applicant may receive state aid, so it is asked of aid received earlier.

    A company, and a public body whose activity the office has found to be economic.
    """
    return application.organisation.kind in UNDERTAKINGS or bool(application.economic_reason)


def lacks_expert(application: Application) -> bool:
    """The form asks for an expert and none has been chosen; other services give a place alone.

    A list that has asked this of all its rows at once has marked them with `_asks_expert`.
    """
    if application.expert_id is not None:
        return False
    known: bool | None = getattr(application, "_asks_expert", None)
    if known is not None:
        return known
    return any(item.code == "expert" for item in questions_of(application))


def step_of(item: Item) -> str:
    """The step in which the question is: its section, under a name that no other page has."""
    if item.section is None:
        return ONE_STEP
    code = item.section.code
    return f"{code}-{ONE_STEP}" if code in OTHER_PAGES else code


def steps_of(application: Application) -> dict[str, str]:
    """{step: title} of the sections that are asked, in order, and the review."""
    asked = asked_items(questions_of(application), answers_of(application))
    steps = {
        step_of(item): item.section.title if item.section else _("Questions") for item in asked
    }
    return {**steps, REVIEW: _("Check and send")}


def first_step(application: Application) -> str:
    return next(iter(steps_of(application)))


class Answers(Mapping[str, Any]):
    """{code: answer} of an application, as surveys.values keeps them; read when asked for.

    A file's answer is its key, a theme's, expert's or organisation's likewise, as text.
    """

    def __init__(self, application: Application, items: Iterable[Item]) -> None:
        self.application = application
        self.kinds = {item.code: item.kind for item in items}

    def __getitem__(self, code: str) -> Any:
        if self.kinds[code] == Item.Kind.FILE and code not in FIELD_CODES:
            return self.files.get(code, "")
        return _answer(self.application, code)

    def __contains__(self, code: object) -> bool:
        return code in self.kinds

    def __iter__(self) -> Iterator[str]:
        return iter(self.kinds)

    def __len__(self) -> int:
        return len(self.kinds)

    @cached_property
    def files(self) -> dict[str, str]:
        return {row.item_code: str(row.file_id) for row in self.application.files.all()}


def answers_of(application: Application) -> Answers:
    """The application's answers by the codes of its questions."""
    return Answers(application, questions_of(application))


def themes_of(application: Application) -> list[Theme]:
    """The themes; read once for each instance, until they are set."""
    if not hasattr(application, "_themes"):
        application._themes = list(application.themes.all())  # type: ignore[attr-defined]
    found: list[Theme] = application._themes  # type: ignore[attr-defined]
    return found


def read_themes(application: Application) -> None:
    """Read the themes whole where they are asked; whoever is going to name them says so first."""
    if any(item.code == "themes" for item in questions_of(application)):
        themes_of(application)


def theme_keys(application: Application) -> list[str]:
    """The keys of the themes, as they are answered; what has been set is not read again.

    Most steps of the form need no more of the themes, so these alone are read.
    """
    if not hasattr(application, "_theme_keys"):
        prefetched = getattr(application, "_prefetched_objects_cache", {})
        if hasattr(application, "_themes") or "themes" in prefetched:
            keys: Iterable[int] = [theme.pk for theme in themes_of(application)]
        else:
            keys = application.themes.values_list("pk", flat=True)
        application._theme_keys = [str(key) for key in keys]  # type: ignore[attr-defined]
    known: list[str] = application._theme_keys  # type: ignore[attr-defined]
    return known


def group_counts(application: Application) -> dict[str, int]:
    """{role group: how many take part}; read once for each instance."""
    if not hasattr(application, "_groups"):
        rows = application.participant_groups.all()
        application._groups = {row.role: row.count for row in rows}  # type: ignore[attr-defined]
    found: dict[str, int] = application._groups  # type: ignore[attr-defined]
    return dict(found)


def remember_themes(application: Application, keys: Iterable[int]) -> None:
    """The themes were set, so what was read of them no longer holds."""
    application.__dict__.pop("_themes", None)
    application._theme_keys = [str(key) for key in keys]  # type: ignore[attr-defined]


def remember_groups(application: Application, counts: Mapping[str, int]) -> None:
    """The same for the role groups."""
    application._groups = dict(counts)  # type: ignore[attr-defined]


def _answer(application: Application, code: str) -> Any:
    if code not in FIELD_CODES:
        return application.answers.get(code)
    if code == "themes":
        return theme_keys(application)
    if code == "groups":
        return group_counts(application)
    if code == "is_economic":
        return {True: "yes", False: "no"}.get(application.is_economic)  # type: ignore[arg-type]
    if code in ROW_CODES or code == "attachment":
        code = f"{code}_id"
    value = getattr(application, code)
    return "" if value is None else str(value)


def column_of(code: str, answer: Any) -> tuple[str, Any]:
    """The column of a question whose code names a field of one value, and what it then holds."""
    if code in ROW_CODES:
        return f"{code}_id", int(answer) if answer else None
    if code in NUMBER_CODES:
        return code, Decimal(answer) if answer else None
    if code == "is_economic":
        return code, {"yes": True, "no": False}.get(answer)
    return code, answer or ""


def missing_answers(application: Application, *, step: str = "") -> list[Missing]:
    """What the application, or one step of it, still lacks before it can be sent.

    In the order of the questions.
    """
    answers = answers_of(application)
    asked = asked_items(questions_of(application), answers)
    return [
        Missing(item.code, step_of(item), sentence_of(item))
        for item in asked
        if item.is_required
        and step in ("", step_of(item))
        and not is_complete(item, answers[item.code])
    ]


def unfinished_steps(application: Application) -> set[str]:
    """The steps that lack an answer; looks no further than the first gap of each.

    Answers that need a query are looked at last.
    """
    answers = answers_of(application)
    asked = asked_items(questions_of(application), answers)
    found: set[str] = set()
    for item in sorted(asked, key=lambda item: item.code in LIST_CODES):
        step = step_of(item)
        if item.is_required and step not in found and not is_complete(item, answers[item.code]):
            found.add(step)
    return found


def sentence_of(item: Item) -> str:
    """What asks for the answer."""
    return str(SENTENCES.get(item.code) or missing_sentence(item))
