"""The item bank: what a wording is, whose it is, and which one a question follows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from talkoot.core.access import fetch
from talkoot.core.refusals import NotAllowed
from talkoot.people.rules import is_officer, office_ids
from talkoot.programmes.models import Programme
from talkoot.surveys.models import BankItem, Item, Questionnaire

# What makes a question what it is; the rest (section, order, publicity …) is the form's.
WORDING = (
    "kind",
    *(f"{text}_{language}" for text in ("text", "help") for language in ("fi", "sv", "en")),
    "options",
    "rows",
    "has_cannot_say",
    "is_sensitive",
    "least",
    "most",
    "max_length",
)


def wording_of(row: BankItem | Item) -> dict[str, Any]:
    """The columns that a question and the bank share."""
    return {name: getattr(row, name) for name in WORDING}


def follows(item: Mapping[str, Any], bank: Sequence[BankItem]) -> BankItem | None:
    """The wording of the bank that the columns of a question equal, the newest first."""
    wanted = {name: item[name] for name in WORDING if name in item}
    equal = (row for row in bank if wanted.items() <= wording_of(row).items())
    return next(equal, None)


def can_see_bank_item(user: Any, row: BankItem) -> bool:
    """The wordings of one's own programmes, and the shipped ones in every office."""
    if row.programme is None:
        return bool(office_ids(user))
    return is_officer(user, row.programme.office_id)


def can_change_bank_item(user: Any, row: BankItem) -> bool:
    """One's own alone."""
    return row.programme is not None and can_see_bank_item(user, row)


def get_bank_item(user: Any, pk: int) -> BankItem:
    """The wording that `user` may see, else NotFound."""
    return fetch(BankItem.objects.select_related("programme"), user, can_see_bank_item, pk=pk)


def bank_for(programme: Programme | None) -> "QuerySet[BankItem]":
    """What a form of the programme may follow: its own wordings and the shipped ones."""
    return BankItem.objects.filter(Q(programme=programme) | Q(programme=None))


def office_bank(user: Any, *, with_retired: bool = False) -> "QuerySet[BankItem]":
    """The newest version of each wording that the person's offices may use, by code."""
    rows = BankItem.objects.filter(Q(programme__office__in=office_ids(user)) | Q(programme=None))
    return newest(rows, with_retired=with_retired).select_related("programme")


def newest(rows: "QuerySet[BankItem]", *, with_retired: bool = False) -> "QuerySet[BankItem]":
    """The newest version of each wording in `rows`, in the order of their codes."""
    later = BankItem.objects.annotate(owner=Coalesce("programme", 0)).filter(
        code=OuterRef("code"), owner=OuterRef("owner"), version__gt=OuterRef("version")
    )
    found = rows.annotate(owner=Coalesce("programme", 0)).filter(~Exists(later))
    return (found if with_retired else found.filter(is_retired=False)).order_by("code", "owner")


def matching(rows: "Iterable[BankItem]", words: str) -> list[BankItem]:
    """Those that hold each of the words in their code or in a text of some language.

    In memory: the bank is small, and not every database knows that Ä is ä.
    """
    wanted = words.casefold().split()
    return [row for row in rows if all(word in _text_of(row) for word in wanted)]


def _text_of(row: BankItem) -> str:
    options = [text for option in [*row.options, *row.rows] for text in option.values()]
    return " ".join([row.code, row.text_fi, row.text_sv, row.text_en, *options]).casefold()


def versions_of(row: BankItem) -> "QuerySet[BankItem]":
    """All versions of the wording, the newest first."""
    return BankItem.objects.filter(programme=row.programme, code=row.code).order_by("-version")


def followers_of(rows: "QuerySet[BankItem]", user: Any) -> dict[int, list[Questionnaire]]:
    """{wording: the questionnaires of the person's offices, and shipped ones, that ask it}."""
    asked = Item.objects.filter(bank_item__in=rows).filter(
        Q(questionnaire__programme__office__in=office_ids(user)) | Q(questionnaire__programme=None)
    )
    found: dict[int, list[Questionnaire]] = {}
    for item in asked.select_related("questionnaire").order_by(
        "questionnaire__code", "-questionnaire__version"
    ):
        found.setdefault(item.bank_item_id or 0, []).append(item.questionnaire)
    return found


def check_in_use(row: BankItem) -> None:
    """Refuse to take what has been retired."""
    if row.is_retired:
        raise NotAllowed(
            _("This question has been retired from the bank. Choose another, or write your own.")
        )


def check_change(user: Any, row: BankItem) -> None:
    """Refuse to change a shipped wording, which other programmes compare by, or an old version."""
    if not can_change_bank_item(user, row):
        raise NotAllowed(
            _(
                "This question is shipped with the product, so that programmes compare. Write your "
                "own question in a form and keep it in the bank."
            )
        )
    if versions_of(row).filter(version__gt=row.version).exists():
        raise NotAllowed(_("There is a newer version of this question. Change that one."))
