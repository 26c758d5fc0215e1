"""Laying open answers out for reading, reading them, coding them."""

from collections.abc import Callable, Iterable
from functools import cache
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.people.models import User
from talkoot.programmes.models import Programme
from talkoot.search import analysis
from talkoot.surveys import rules
from talkoot.surveys.models import (
    AnswerPile,
    Code,
    CodedPoint,
    CodeFrame,
    Grouping,
    Item,
    ReadAnswer,
    Response,
    Round,
)
from talkoot.surveys.queries import survey_items
from talkoot.surveys.reading import desk, redaction, release
from talkoot.surveys.reading.known_people import names_of_round
from talkoot.surveys.reading.marks import reading_mark
from talkoot.surveys.reading.rules import passage_problem

BATCH = 1000


def lay_out(survey: Round) -> int:
    """Make what may be read of the round's open answers readable; returns how many are new.

    How many follows from reading.release, which of them from a lot of each item's own: neither when
    somebody answered nor what else they answered can be seen from the order. Names are proposed for
    removal, before the lock: of many answers that takes a while. Done again, it adds what has come.
    """
    items = desk.text_items(survey_items(survey))
    given, _count = _given(survey, items)
    propose = _proposer(survey)
    for item in items:
        for text in _to_lay(survey, item, given[item.code]).values():
            propose(text)
    return _lay_out(survey, items, propose)


@transaction.atomic
def _lay_out(survey: Round, items: list[Item], propose: Callable[[str], redaction.Spans]) -> int:
    survey = Round.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    given, response_count = _given(survey, items)
    laid = 0
    for item in items:
        texts = _to_lay(survey, item, given[item.code])
        ReadAnswer.objects.bulk_create(
            (
                ReadAnswer(response_id=pk, item_code=item.code, proposed=propose(text))
                for pk, text in texts.items()
            ),
            batch_size=BATCH,
        )
        AnswerPile.objects.update_or_create(
            round=survey,
            item_code=item.code,
            defaults={
                "response_count": response_count,
                "given_count": len(given[item.code]),
                "released_count": desk.answers_to(survey, item).count(),
                "laid_at": timezone.now(),
            },
        )
        laid += len(texts)
    return laid


def _to_lay(survey: Round, item: Item, given: dict[int, str]) -> dict[int, str]:
    """{response: text} of those that are released now, in the order of the item's lot."""
    old = set(desk.answers_to(survey, item).values_list("response_id", flat=True))
    waiting = sorted(given.keys() - old, key=lambda pk: _lot(item.code, pk))
    more = release.releasable(survey, item, given=len(given), released=len(old & given.keys()))
    return {pk: given[pk] for pk in waiting[:more]}


def _proposer(survey: Round) -> Callable[[str], redaction.Spans]:
    """redaction.proposals for the round, each text and each word read once."""
    is_name = cache(analysis.is_person_name) if analysis.is_best() else None

    @cache
    def stems() -> set[str]:
        return redaction.stems_of_all(names_of_round(survey))

    return cache(lambda text: redaction.proposals(text, stems(), is_name=is_name))


def _given(survey: Round, items: list[Item]) -> tuple[dict[str, dict[int, str]], int]:
    """({item code: {response: text}}, number of responses)."""
    given: dict[str, dict[int, str]] = {item.code: {} for item in items}
    count = 0
    rows = Response.objects.filter(round=survey).values_list("pk", "answers")
    for pk, answers in rows.iterator(chunk_size=BATCH):
        count += 1
        for code, texts in given.items():
            if rules.has_answer(answers.get(code)) and str(answers[code]).strip():
                texts[pk] = str(answers[code])
    return given, count


def _lot(code: str, pk: int) -> str:
    return salted_hmac("talkoot.surveys.reading", f"{code}:{pk}", algorithm="sha256").hexdigest()


@transaction.atomic
def read_answer(
    answer: ReadAnswer,
    *,
    seen: str,
    removed: redaction.Spans,
    codes: Iterable[int],
    new_code: str = "",
    by: User,
) -> ReadAnswer:
    """Keep that the answer has been read: what goes of its text, and its codes.

    From here its text may be shown outside the desk. `removed` are spans of the original. A new
    code is added to the item's frame, which is made with the first one. Quotes that no longer stand
    in the text are taken back. Refuses when somebody has saved since the page was opened.
    """
    answer = (
        ReadAnswer.objects.select_for_update(of=("self",))
        .select_related("response__round__programme")
        .get(pk=answer.pk)
    )
    if seen != reading_mark(answer):
        raise NotAllowed(
            _(
                "Somebody else has read this answer meanwhile. Open it again: their codes are "
                "there, and you can add yours."
            ),
            status=HTTPStatus.CONFLICT,
        )
    answer.text = redaction.without(desk.original_of(answer), removed).strip()
    answer.proposed = removed
    answer.is_confirmed = answer.is_read = True
    answer.read_by, answer.read_at = by, timezone.now()
    answer.save()
    chosen = {code.pk for code in _codes(answer).filter(pk__in=list(codes))}
    if new_code.strip():
        chosen.add(add_code(_frame_of(answer), name=new_code.strip(), by=by).pk)
    answer.points.exclude(code__in=chosen).delete()
    known = set(answer.points.values_list("code_id", flat=True))
    CodedPoint.objects.bulk_create(
        CodedPoint(answer=answer, code_id=pk) for pk in sorted(chosen - known)
    )
    _take_back_quotes(answer, by=by)
    record("surveys.answer.read", answer, by=by, after={"codes": len(chosen)})
    return answer


def _codes(answer: ReadAnswer) -> Any:
    programme = answer.response.round.programme_id
    return Code.objects.filter(frame__programme=programme, frame__item_code=answer.item_code)


def _frame_of(answer: ReadAnswer) -> CodeFrame:
    """The first frame of the item in the programme, made if there is none."""
    survey = answer.response.round
    scope = {"programme_id": survey.programme_id, "item_code": answer.item_code}
    frame = CodeFrame.objects.filter(**scope).order_by("pk").first()
    if frame is None:
        items = Item.objects.filter(questionnaire=survey.questionnaire_id, code=answer.item_code)
        title = next((item.text_fi for item in items), answer.item_code)
        frame = CodeFrame.objects.create(**scope, title=title[:160], is_demo=survey.is_demo)
    return frame


def _take_back_quotes(answer: ReadAnswer, *, by: User) -> None:
    for quote in answer.quote_set.filter(is_public=True):
        if passage_problem(answer, quote.text):
            quote.is_public = False
            quote.save(update_fields=["is_public"])
            record("surveys.quote.unpublished", quote, by=by)


def add_code(frame: CodeFrame, *, name: str, by: User) -> Code:
    """A code at the end of the frame; one with the same Finnish name is used as it is."""
    for code in frame.codes.all():
        if code.name_fi.lower() == name.lower():
            return code
    last = frame.codes.aggregate(last=Max("order"))["last"] or 0
    code = Code.objects.create(frame=frame, order=last + 1, name_fi=name[:120])
    record("surveys.code.added", code, by=by, after={"name": code.name_fi})
    return code


def ask_grouping(programme: Programme, item_code: str, *, rounds: list[int], by: User) -> Grouping:
    """Ask the worker to group similar answers; what waits already is not asked again."""
    scope = {"programme": programme, "item_code": item_code, "rounds": sorted(rounds)}
    waiting = Grouping.objects.filter(programme=programme, item_code=item_code, made_at=None)
    found = next((row for row in waiting if row.rounds == scope["rounds"]), None)
    if found is None:
        found = Grouping.objects.create(**scope, by=by)
        record("surveys.grouping.asked", found, by=by)
    return found


def keep_groups(grouping: Grouping, groups: list[dict[str, Any]], *, answer_count: int) -> None:
    """Keep what the worker has found, unless another worker was quicker."""
    Grouping.objects.filter(pk=grouping.pk, made_at=None).update(
        groups=groups, answer_count=answer_count, made_at=timezone.now()
    )
