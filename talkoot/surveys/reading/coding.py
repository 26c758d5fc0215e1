"""How many answers and interviews have each code, with shared ranks."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from talkoot.core.access import fetch
from talkoot.core.figures import share
from talkoot.people.rules import office_ids
from talkoot.surveys.models import Code, CodeFrame, Round
from talkoot.surveys.reading import rules
from talkoot.surveys.reading.desk import rounds_of
from talkoot.surveys.rules import LEAST_ANSWERS

PROTECTED = (Round.Mode.CONFIDENTIAL, Round.Mode.ANONYMOUS)


@dataclass(frozen=True)
class CodeCount:
    """A code with how many have it. Equals share a rank, and the next one after them is skipped.

    A hidden count is None, and so are its rank and share.
    """

    code: Code
    count: int | None
    rank: int | None
    is_shared: bool
    percent: int | None

    @property
    def is_hidden(self) -> bool:
        return self.count is None

    @property
    def place(self) -> str:
        """ "1." or, shared, "1.="; a dash for a hidden one."""
        return "–" if self.rank is None else f"{self.rank}.{'=' if self.is_shared else ''}"


def ranked(counts: Iterable[tuple[Code, int]], n: int, *, least: int = 0) -> list[CodeCount]:
    """Codes by how many have them, the most first; `n` is how many were coded in all.

    Counts under `least` are hidden; so are the smallest of the others until the hidden ones make at
    least `least` together.
    """
    rows = sorted(counts, key=lambda row: (-row[1], row[0].frame_id, row[0].order, row[0].pk))
    hidden = _hidden([count for _code, count in rows], least)
    shown = [count for _code, count in rows][: len(rows) - hidden]
    found = []
    for place, (code, count) in enumerate(rows):
        if place >= len(shown):
            found.append(CodeCount(code, None, None, is_shared=False, percent=None))
            continue
        value, _n = share(count, n)
        found.append(
            CodeCount(
                code,
                count,
                shown.index(count) + 1,
                is_shared=shown.count(count) > 1,
                percent=None if value is None else int(value.quantize(Decimal(1), ROUND_HALF_UP)),
            )
        )
    return found


def _hidden(counts: list[int], least: int) -> int:
    """How many of the smallest counts (in falling order) are hidden."""
    hidden = sum(count < least for count in counts)
    while hidden and hidden < len(counts) and 0 < sum(counts[-hidden:]) < least:
        hidden += 1
    return hidden


def frames_of(user: Any) -> "QuerySet[CodeFrame]":
    """The frames of the person's programmes, each with `code_count`."""
    return (
        CodeFrame.objects.filter(programme__office__in=office_ids(user))
        .select_related("programme")
        .annotate(code_count=Count("codes"))
        .order_by("programme", "item_code", "pk")
    )


def get_frame(user: Any, pk: int) -> CodeFrame:
    """A frame of the person's office, else NotFound."""
    rows = CodeFrame.objects.select_related("programme")
    return fetch(rows, user, rules.can_edit_frame, pk=pk)


def get_code(user: Any, pk: int) -> Code:
    """A code of the person's office, else NotFound."""
    return fetch(Code.objects.select_related("frame__programme"), user, rules.can_edit_code, pk=pk)


def counted_codes(frames: Any, *, which: Q | None = None) -> "QuerySet[Code]":
    """Codes of the frames with `count`, how many answers and interviews have each.

    `which` narrows the answers.
    """
    answers = Count("points__answer", filter=which, distinct=True)
    interviews = Count("points__interview", distinct=True)
    return (
        Code.objects.filter(frame__in=frames)
        .select_related("frame")
        .annotate(count=answers + interviews)
        .order_by("frame", "order", "pk")
    )


def coded_counts(frame: CodeFrame, user: Any) -> tuple[list[CodeCount], int]:
    """For the office: (the frame's codes by rank, how many answers and interviews are coded).

    Answers of rounds that are kept from the person are not counted.
    """
    which = Q(points__answer__response__round__in=rounds_of(user))
    points = frame.codes.aggregate(
        answers=Count("points__answer", filter=which, distinct=True),
        interviews=Count("points__interview", distinct=True),
    )
    n = points["answers"] + points["interviews"]
    codes = counted_codes([frame.pk], which=which)
    return ranked([(code, code.count) for code in codes], n), n  # type: ignore[attr-defined]


def public_counts(frames: Any) -> list[CodeCount]:
    """For everybody: the frames' codes by rank; small counts of protected answers are hidden."""
    protected = Q(points__answer__response__round__mode__in=PROTECTED)
    codes = counted_codes(frames).annotate(protected=Count("points", filter=protected))
    rows = [(code, code.count, code.protected) for code in codes]  # type: ignore[attr-defined]
    least = LEAST_ANSWERS if any(protected for *_, protected in rows) else 0
    return ranked([(code, count) for code, count, _protected in rows], 0, least=least)
