"""Reads of the reading desk: piles of open answers, and what has been read of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from talkoot.core.access import fetch, unbarred
from talkoot.core.refusals import NotFound
from talkoot.people.rules import office_ids
from talkoot.programmes.models import Programme
from talkoot.surveys.models import (
    AnswerPile,
    Code,
    Grouping,
    Item,
    ReadAnswer,
    Response,
    Round,
)
from talkoot.surveys.reading import rules
from talkoot.surveys.reading.redaction import without
from talkoot.surveys.texts import TEXT_KINDS


@dataclass
class Pile:
    """The open answers to one item over the rounds of a programme, or over the chosen ones.

    `form` is the code of the questionnaire that asks it, because another one may ask something else
    by the same code; empty for all. `given` counts what was answered, `released` what may be read.
    """

    programme: Programme
    item_code: str
    item: Item | None
    form: str = ""
    rounds: list[Round] = field(default_factory=list)
    given: int = 0
    released: int = 0
    unread: int = 0
    chosen: list[Round] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.item.text if self.item else _("Question “%(code)s”") % {"code": self.item_code}

    @property
    def waiting(self) -> int:
        return self.given - self.released

    @property
    def round_ids(self) -> list[int]:
        """What a grouping is of: the rounds, or nothing for all of the programme's."""
        is_whole = not self.form and not self.is_narrowed
        return [] if is_whole else sorted(row.pk for row in self.chosen)

    @property
    def is_narrowed(self) -> bool:
        return len(self.chosen) < len(self.rounds)


def rounds_of(user: Any) -> "QuerySet[Round, Any]":
    """Rounds whose answers the person may read."""
    return unbarred(Round.objects.filter(programme__office__in=office_ids(user)), user)


def piles(user: Any) -> list[Pile]:
    """Every pile of the person's programmes, the fullest of unread first; three queries."""
    rows = list(
        _newest_first(AnswerPile.objects.filter(round__in=rounds_of(user), given_count__gt=0))
    )
    found: dict[tuple[int, str, str], Pile] = {}
    items = _items({(row.round.questionnaire_id, row.item_code) for row in rows})
    for row in rows:
        survey = row.round
        form = survey.questionnaire.code
        key = (survey.programme_id, form, row.item_code)
        if key not in found:
            item = items.get((survey.questionnaire_id, row.item_code))
            found[key] = Pile(survey.programme, row.item_code, item, form)
        found[key].rounds.append(survey)
        found[key].given += row.given_count
        found[key].released += row.released_count
    unread = (
        ReadAnswer.objects.filter(response__round__in=rounds_of(user), is_read=False)
        .values_list(
            "response__round__programme", "response__round__questionnaire__code", "item_code"
        )
        .annotate(Count("pk"))
    )
    for programme_id, form, code, count in unread:
        if (programme_id, form, code) in found:
            found[programme_id, form, code].unread = count
    return sorted(found.values(), key=lambda pile: (-pile.unread, pile.programme.pk, pile.title))


def _newest_first(piles: "QuerySet[AnswerPile]") -> "QuerySet[AnswerPile]":
    rows = piles.select_related("round__programme", "round__questionnaire")
    return rows.order_by("-round__opens_on", "-round")


def _items(wanted: Collection[tuple[int, str]]) -> dict[tuple[int, str], Item]:
    """{(questionnaire id, code): item}."""
    rows = Item.objects.filter(
        questionnaire__in={pk for pk, _code in wanted}, code__in={code for _pk, code in wanted}
    )
    return {(row.questionnaire_id, row.code): row for row in rows}


def get_pile(
    user: Any, slug: str, item_code: str, *, form: str = "", rounds: Collection[str] = ()
) -> Pile:
    """The pile of the item in the programme, as the questionnaire `form` asks it if one is named,
    narrowed to the chosen rounds; else NotFound."""
    items = Item.objects.filter(code=item_code, kind__in=TEXT_KINDS)
    every = rounds_of(user).filter(
        Exists(items.filter(questionnaire=OuterRef("questionnaire"))), programme__slug=slug
    )
    every = every.exclude(state=Round.State.PLANNED)
    if form:
        every = every.filter(questionnaire__code=form)
    every = every.select_related("programme", "questionnaire").order_by("-opens_on", "-pk")
    known = list(every)
    if not known:
        raise NotFound(_("There are no open answers here that you can read. Go back to the desk."))
    chosen = [row for row in known if str(row.pk) in rounds] or known
    is_one = len({row.questionnaire.code for row in known}) == 1
    item = items.filter(questionnaire=known[0].questionnaire_id).first() if is_one else None
    pile = Pile(known[0].programme, item_code, item, form, rounds=known, chosen=chosen)
    for row in AnswerPile.objects.filter(round__in=chosen, item_code=item_code):
        pile.given += row.given_count
        pile.released += row.released_count
    return pile


def answers_of(pile: Pile) -> "QuerySet[ReadAnswer]":
    """The pile's answers that may be read, each with its `original`, in a settled random order."""
    return (
        ReadAnswer.objects.filter(response__round__in=pile.chosen, item_code=pile.item_code)
        .annotate(original=KeyTextTransform(pile.item_code, "response__answers"))
        .order_by("pk")
    )


def answers_to(survey: Round, item: Item) -> "QuerySet[ReadAnswer]":
    """The answers to one item of a round that may be read."""
    return ReadAnswer.objects.filter(response__round=survey, item_code=item.code)


def get_answer(user: Any, pk: int) -> ReadAnswer:
    """An answer that the person may read, with its round; else NotFound."""
    rows = ReadAnswer.objects.select_related("response__round__programme", "read_by")
    rows = rows.select_related("response__round__questionnaire")
    return fetch(rows.select_related("response__organisation"), user, rules.can_read_answer, pk=pk)


def original_of(answer: ReadAnswer) -> str:
    """What was written, with nothing removed: for the desk alone."""
    return str(answer.response.answers.get(answer.item_code, ""))


def next_unread(pile: Pile, after: int = 0) -> int | None:
    """The key of the next answer that nobody has read, from the start again at the end."""
    unread = ReadAnswer.objects.filter(
        response__round__in=pile.chosen, item_code=pile.item_code, is_read=False
    )
    found = unread.aggregate(next=Min("pk", filter=Q(pk__gt=after)), first=Min("pk"))
    return found["next"] or found["first"]


def codes_of(pile: Pile) -> list[Code]:
    """The codes for the item's answers with `count` of the pile's answers that have them."""
    here = Q(
        points__answer__response__round__in=pile.chosen,
        points__answer__item_code=F("frame__item_code"),
    )
    return list(
        Code.objects.filter(frame__programme=pile.programme, frame__item_code=pile.item_code)
        .select_related("frame")
        .annotate(count=Count("points__answer", filter=here, distinct=True))
        .order_by("frame", "order", "pk")
    )


def latest_grouping(pile: Pile) -> Grouping | None:
    """The newest grouping of the same answers, made or asked for."""
    rows = Grouping.objects.filter(programme=pile.programme, item_code=pile.item_code)
    return next((row for row in rows.order_by("-pk")[:20] if row.rounds == pile.round_ids), None)


def shown_texts(grouping: Grouping) -> dict[int, str]:
    """{key: text} of the answers to be grouped, without what has been or is proposed to be removed:
    the words of a group never hold a name that somebody has marked."""
    rounds = Round.objects.filter(programme=grouping.programme_id)
    if grouping.rounds:
        rounds = rounds.filter(pk__in=grouping.rounds)
    rows = ReadAnswer.objects.filter(response__round__in=rounds, item_code=grouping.item_code)
    original = KeyTextTransform(grouping.item_code, "response__answers")
    return {
        pk: text if is_confirmed else without(written or "", spans)
        for pk, text, is_confirmed, spans, written in rows.values_list(
            "pk", "text", "is_confirmed", "proposed", original
        )
    }


def confirmed_texts(survey: Round) -> dict[str, list[str]]:
    """{item code: what may be shown of its open answers outside the desk}; one query.

    Only what a person has looked through; in an order that does not join one's answers.
    """
    found: dict[str, list[str]] = defaultdict(list)
    rows = ReadAnswer.objects.filter(response__round=survey, is_confirmed=True).order_by("pk")
    for code, text in rows.values_list("item_code", "text"):
        if text:
            found[code].append(text)
    return dict(found)


def text_items(items: Iterable[Item]) -> list[Item]:
    return [item for item in items if item.kind in TEXT_KINDS]


def pending_rounds() -> "QuerySet[Round]":
    """Rounds of which the worker has yet to lay answers out: open ones with new answers, and
    closed ones that have not been looked at since the close."""
    items = Item.objects.filter(questionnaire=OuterRef("questionnaire"), kind__in=TEXT_KINDS)
    laid = AnswerPile.objects.filter(round=OuterRef("pk")).order_by("-laid_at")
    answers = Response.objects.filter(round=OuterRef("pk")).order_by().values("round")
    rounds = Round.objects.filter(Exists(items)).annotate(
        laid_at=Subquery(laid.values("laid_at")[:1]),
        laid_count=Coalesce(Subquery(laid.values("response_count")[:1]), 0),
        given_count=Coalesce(Subquery(answers.annotate(n=Count("pk")).values("n")), 0),
    )
    is_new = Q(state=Round.State.OPEN, given_count__gt=F("laid_count"))
    is_old = Q(laid_at=None) | Q(laid_at__lt=F("state_changed_at"))
    return rounds.filter(is_new | Q(is_old, state=Round.State.CLOSED)).order_by("pk")
