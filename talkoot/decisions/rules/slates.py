"""Who may work with a slate, how it moves, and what stops a line of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.core.dates import days_text
from talkoot.core.refusals import NotAllowed
from talkoot.decisions import rules
from talkoot.decisions.models import Decision, Slate, SlateLine
from talkoot.decisions.rules.aid import euros
from talkoot.decisions.rules.content import PROMPT
from talkoot.people.rules import is_decision_maker, is_officer

State = Slate.State
SLATE_TRANSITIONS = {
    State.OPEN: frozenset({State.SIGNING, State.DISCARDED}),
    State.SIGNING: frozenset({State.SIGNED, State.OPEN}),
    State.SIGNED: frozenset(),
    State.DISCARDED: frozenset(),
}
LINES_MAX = 500
Outcome = Decision.Outcome
# The others need words of their own in each case, so they are decided one by one.
OUTCOMES = (Outcome.GRANTED, Outcome.PARTLY_GRANTED, Outcome.REFUSED)


def can_read(user: Any, slate: Slate) -> bool:
    """The programme office of the slate's call."""
    return is_officer(user, slate.call.offering.programme.office_id)


def can_sign(user: Any, slate: Slate) -> bool:
    """The office's decision maker; each line is asked again when it is signed."""
    return is_decision_maker(user, slate.call.offering.programme.office_id)


def check_open(slate: Slate) -> None:
    if slate.state != State.OPEN:
        raise NotAllowed(
            _("This slate is “%(state)s”, so its lines no longer change. Make a new slate.")
            % {"state": slate.get_state_display()}
        )


def check_signer(user: Any, slate: Slate) -> None:
    """Refuse an officer who may prepare but not sign; to undo takes the same right."""
    if not can_sign(user, slate):
        raise NotAllowed(
            _("Only the office's decision maker signs. The slate waits for them in the list."),
            status=HTTPStatus.FORBIDDEN,
        )


def check_sign(user: Any, slate: Slate, *, is_as_seen: bool, line_count: int) -> None:
    """Refuse an officer who may not sign, an empty slate and one that has changed meanwhile."""
    check_open(slate)
    check_signer(user, slate)
    if not line_count:
        raise NotAllowed(_("The slate is empty. Choose applications from the queue first."))
    if not is_as_seen:
        raise NotAllowed(
            _("Somebody changed the slate after you opened this page. Look through it again.")
        )


def check_words(line: SlateLine, mark: str) -> None:
    """Refuse a line whose letter would say something else than what the signer confirmed.

    `mark` is that of its words now. A slate confirmed before marks were kept has none.
    """
    if line.seen_mark and line.seen_mark != mark:
        raise NotAllowed(
            _(
                "Somebody changed the wording of this decision after you confirmed the slate, so "
                "it was not signed. Open the case, read the wording and sign it there."
            )
        )


def check_can_grow(slate: Slate, line_count: int) -> None:
    check_open(slate)
    if line_count > LINES_MAX:
        raise NotAllowed(
            _("A slate holds at most %(count)s applications. Choose fewer or make another slate.")
            % {"count": LINES_MAX}
        )


def line_problem(user: Any, application: Application, words: dict[str, Any]) -> str:
    """Why the line cannot be signed as it is, in a sentence; empty when nothing stops it.

    `words` are what actions.decide takes. What the framework agreements stop is told by
    expert_problem and ceiling_problems.
    """
    if PROMPT.search(words["reasons"]):
        return _(
            "The drafted reasons lack what only a person can tell. Write it in the addition to "
            "the reasons, or edit the wording of the decision."
        )
    try:
        if application.applicant_id == user.pk:
            rules.check_prepare(user, application)
        rules.check_decide(
            application, **{name: words[name] for name in ("outcome", "days", "reasons")}
        )
    except NotAllowed as refusal:
        return refusal.sentence
    return ""


def expert_problem(expert: Any, *, is_valid: bool) -> str:
    """Why days cannot be called off from the expert, whatever their number."""
    if not is_valid:
        return _("The expert's framework agreement is not valid today. Another expert is needed.")
    if not expert.is_available:
        return _("%(name)s does not take new work now.") % {"name": expert.name}
    return ""


@dataclass
class Ceiling:
    """What is left of a framework agreement or of a lot; where nothing limits it is None."""

    name: str
    days: Decimal | None
    euros: Decimal | None

    def problem(self, days: Decimal, cost: Decimal) -> str:
        """Why the days at the cost no longer fit, as a sentence; empty when they do."""
        left = ""
        if self.days is not None and days > self.days:
            left = _("%(days)s days") % {"days": days_text(self.days)}
        elif self.euros is not None and cost > self.euros:
            left = euros(self.euros)
        if not left:
            return ""
        return _("The framework agreement “%(name)s” has %(left)s left after the lines above.") % {
            "name": self.name,
            "left": left,
        }

    def take(self, days: Decimal, cost: Decimal) -> None:
        self.days = None if self.days is None else self.days - days
        self.euros = None if self.euros is None else self.euros - cost


def ceiling_problems(
    wanted: Iterable[tuple[int, Decimal, Decimal, Sequence[Ceiling]]],
) -> dict[int, str]:
    """{line id: sentence} of the lines after which an agreement or a lot has too little left.

    `wanted` is (line id, days, euros, the ceilings above it) in the order of signing.
    """
    problems = {}
    for line_id, days, cost, ceilings in wanted:
        sentence = next(filter(None, (row.problem(days, cost) for row in ceilings)), "")
        if sentence:
            problems[line_id] = sentence
            continue
        for ceiling in ceilings:
            ceiling.take(days, cost)
    return problems
