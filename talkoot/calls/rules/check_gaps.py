"""What a criterion's check reads in the form, and what of it the form does not ask."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.calls.models import Criterion
from talkoot.core.refusals import NotAllowed
from talkoot.surveys.models import Item
from talkoot.surveys.queries import items_of

# A criterion whose check is "yes-<item code>" is met by the answer yes to that item.
ANSWER_PREFIX = "yes-"
STATE_AGENCY = "state_agency"
MUNICIPAL = "municipal"
CHECK_NAMES: dict[str, Promise] = {
    "need": gettext_lazy("Rule: a theme of the programme and the need are given"),
    "cooperation": gettext_lazy("Rule: management and staff take part and are named"),
    STATE_AGENCY: gettext_lazy("Rule: a state agency applies or takes part"),
    MUNICIPAL: gettext_lazy("Rule: the register knows the applicant as a municipal organisation"),
}
# The questions without which nobody meets the check; a state agency may lead without any.
READ_CODES: dict[str, tuple[str, ...]] = {
    "need": ("themes", "need"),
    "cooperation": ("groups", "sponsor_name", "staff_representative"),
}


def check_words(name: str, items: Iterable[Item] = ()) -> str:
    """Who checks a criterion first, in words; a question that is not asked is marked as missing."""
    if not name.startswith(ANSWER_PREFIX):
        return str(CHECK_NAMES.get(name, "") or _("A person reads and decides"))
    code = name.removeprefix(ANSWER_PREFIX)
    item = next((row for row in items if row.code == code), None)
    return _("Answered yes: %(question)s") % {"question": item or code}


def missing_words(name: str) -> str:
    """A check that the form no longer serves, as the office's choice."""
    return _("%(check)s (the form has no such question)") % {"check": check_words(name)}


def check_gaps(questionnaire_id: int | None, criteria: Iterable[Criterion]) -> list[str]:
    """Criteria that nobody could meet, because the form does not ask what their check reads."""
    rows = [(row, _read_codes(row.check_name)) for row in criteria]
    if questionnaire_id is None or not any(codes for _row, codes in rows):
        return []
    items = {item.code: item for item in items_of(questionnaire_id)}
    return [
        _(
            "The criterion “%(criterion)s” is checked from a question that the form does not ask "
            "(%(codes)s). Choose another check or another form."
        )
        % {"criterion": row, "codes": ", ".join(lacking)}
        for row, codes in rows
        if (lacking := [code for code in codes if not _is_asked(items.get(code), row)])
    ]


def check_checks(questionnaire_id: int | None, criteria: Iterable[Criterion]) -> None:
    """Refuse to leave a public call with a criterion that nobody could meet."""
    if gaps := check_gaps(questionnaire_id, criteria):
        raise NotAllowed(" ".join(gaps))


def _read_codes(name: str) -> tuple[str, ...]:
    if name.startswith(ANSWER_PREFIX):
        return (name.removeprefix(ANSWER_PREFIX),)
    return READ_CODES.get(name, ())


def _is_asked(item: Item | None, criterion: Criterion) -> bool:
    """The form asks it, and where the answer yes is waited for, as a question of yes or no."""
    if item is None or not criterion.check_name.startswith(ANSWER_PREFIX):
        return item is not None
    return item.kind == Item.Kind.YES_NO
