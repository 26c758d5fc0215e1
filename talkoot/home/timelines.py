"""A case from the applicant's side: what has happened, what comes next and who has the ball.

The applicant hears of a decision from its letter, so nothing here tells it before that has left.
"""

from typing import Any

from django.db.models import (
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls.models import Application, CompletionRequest
from talkoot.calls.queries import my_applications, waiting_case
from talkoot.calls.rules import DECIDED, REVIEW
from talkoot.calls.summary import STATE_KINDS
from talkoot.core.access import fetch
from talkoot.core.templatetags.ui import day, moment
from talkoot.correspondence.models import Message
from talkoot.decisions.models import Decision, Reconsideration
from talkoot.decisions.rules.in_force import STATES, InForce, in_force
from talkoot.engagements.models import Engagement, TeamMember
from talkoot.engagements.rules.delivery import feedback_plan
from talkoot.home.case_items import (
    EXPERT,
    OFFICE,
    YOU,
    Item,
    NextStep,
    after_items,
    agreed_step,
    completing,
    completion_items,
    days_of,
    ended_item,
    expected,
    places_of,
    team_item,
    team_step,
    with_holders,
)
from talkoot.practices.models import Practice
from talkoot.programmes.models import FeedbackPlan
from talkoot.surveys.models import Invitation, Round

State, RequestState = Application.State, Reconsideration.State


def _with_case(rows: "QuerySet[Application]", user: Any) -> "QuerySet[Application]":
    """Adds what follows from an application, and `is_told`: the letter has left, at `told_at`.

    `is_in_team` tells whether the person belongs to the team that the application became.
    """
    told = Message.objects.filter(
        kind="decision", state=Message.State.SENT, letter__decision__application=OuterRef("pk")
    )
    first = told.order_by("pk").values("sent_at")[:1]
    answered = Invitation.objects.filter(
        round=OuterRef("engagement__feedback_round"),
        address=OuterRef("applicant__email"),
        has_answered=True,
    )
    own = Q(user=user) | Q(email=user.email.lower())
    member = TeamMember.objects.filter(own, team__application=OuterRef("pk"))
    return rows.select_related(
        "decision",
        "team",
        "engagement__expert",
        "engagement__series",
        "engagement__feedback_round",
        "engagement__followup_round",
        "engagement__practice",
    ).annotate(
        is_told=Exists(told),
        told_at=Subquery(first),
        has_answered=Exists(answered),
        is_in_team=Exists(member),
    )


def my_cases(user: Any) -> "QuerySet[Application]":
    """The person's applications with what follows from them, newest first."""
    return _with_case(my_applications(user), user).prefetch_related(
        Prefetch("engagement__series__sessions", with_holders()),
        "completion_requests",
        Prefetch("decision__reconsiderations", Reconsideration.objects.select_related("party")),
    )


def _is_followed(_user: Any, _application: Application) -> bool:
    """my_cases holds nothing else."""
    return True


def get_my_case(user: Any, ref: str) -> Application:
    """The person's own application with what follows from it, else NotFound.

    Most often the person started the case and waits for the decision: nothing follows yet, so
    nothing of it is read, nor other ways to reach the case looked for.
    """
    application = waiting_case(user, ref)
    if application is None or application.state in (*DECIDED, State.WITHDRAWN):
        rows = my_cases(user).prefetch_related("decision__corrections")
        return fetch(rows, user, _is_followed, ref=ref)
    application.is_told = False  # type: ignore[attr-defined]
    prefetch_related_objects([application], "completion_requests")
    return application


def asked_to_complete(application: Application) -> CompletionRequest | None:
    """The request that waits for the applicant."""
    if application.state != State.INCOMPLETE:
        return None
    rows = application.completion_requests.all()
    return next((row for row in rows if row.answered_at is None), None)


def _after(row: Any, name: str) -> Any:
    """What followed from an application or an engagement, or None."""
    return getattr(row, name, None)


def _is_decided(application: Application) -> bool:
    """Decided, and the applicant knows it; what was given up later had been decided too."""
    is_over = application.state in (*DECIDED, State.WITHDRAWN)
    return is_over and application.is_told  # type: ignore[attr-defined]


def holds(application: Application) -> InForce:
    """The outcome that holds, as far as the applicant has been told; of a decided case."""
    decision: Decision = application.decision  # type: ignore[attr-defined]
    decision.application = application
    return in_force(decision, is_told=True)


def shown_state(application: Application) -> tuple[str, str]:
    """The state in words and the kind of its tag, as far as the applicant may know it."""
    if application.state == State.DRAFT:
        return str(State.DRAFT.label), "wait"
    if application.state == State.WITHDRAWN:
        return str(State.WITHDRAWN.label), "wait"
    if application.state in (State.INCOMPLETE, State.LAPSED):
        return str(State(application.state).label), STATE_KINDS[application.state]
    if not _is_decided(application):
        return str(State.SUBMITTED.label), "info"
    found = holds(application)
    return found.label, STATE_KINDS[STATES[Decision.Outcome(found.outcome)]]


def next_step(application: Application, *, is_writer: bool = True) -> NextStep:
    """What the case waits for; a joint applicant hears that the lead looks after it."""
    step = _next_step(application)
    if is_writer or step.who != YOU:
        return step
    sentence = _("%(lead)s writes the application and looks after the case.") % {
        "lead": application.organisation
    }
    url = reverse("joint-application", args=[application.ref])
    return NextStep(str(application.organisation), sentence, url, _("Read the application"))


def _next_step(application: Application) -> NextStep:
    """What the case waits for."""
    if application.state == State.DRAFT:
        url = reverse("application-step", args=[application.ref, "need"])
        return NextStep(YOU, _("Complete the application and send it."), url, _("Go on"))
    if application.state == State.WITHDRAWN and _is_decided(application):
        return NextStep("", _("What was granted was given up, so nothing follows from the case."))
    if application.state == State.WITHDRAWN:
        return NextStep("", _("The application was withdrawn, so nothing follows from it."))
    if asked := asked_to_complete(application):
        step = asked.steps[0] if asked.steps else REVIEW
        url = reverse("application-step", args=[application.ref, step])
        return NextStep(YOU, completing(asked), url, _("Complete the application"))
    if application.state == State.LAPSED:
        return NextStep("", _("The application has lapsed. The letter tells why."))
    if not _is_decided(application):
        return NextStep(OFFICE, _("The application is being read. The decision comes by e-mail."))
    return _after_decision(application)


def _after_decision(application: Application) -> NextStep:
    decision: Decision = application.decision  # type: ignore[attr-defined]
    if any(row.state == RequestState.RECEIVED for row in decision.reconsiderations.all()):
        sentence = _("Your request to change the decision is being considered.")
        return NextStep(OFFICE, sentence)
    if decision.outcome == Decision.Outcome.TRANSFERRED:
        sentence = _("The application was transferred to %(name)s, which handles it from now on.")
        return NextStep("", sentence % {"name": decision.transferred_to})
    engagement = _engagement(application)
    if engagement is None and (team := _granted(application, "team")):
        return team_step(team, is_in_team=application.is_in_team)  # type: ignore[attr-defined]
    if engagement is None:
        return NextStep("", _("The decision tells its reasons and how it can be reviewed."))
    if engagement.state == Engagement.State.OPEN:
        return NextStep(
            EXPERT,
            _("%(expert)s gets in touch with you and agrees the day.")
            % {"expert": engagement.expert.name},
        )
    if engagement.state == Engagement.State.DECLINED:
        url = reverse("change-expert", args=[application.ref])
        sentence = _("The expert cannot come. Choose another one.")
        return NextStep(YOU, sentence, url, _("Choose another expert"))
    if engagement.state == Engagement.State.AGREED:
        return agreed_step(engagement)
    return _after_the_day(application, engagement)


def _after_the_day(application: Application, engagement: Engagement) -> NextStep:
    is_asked = engagement.feedback_round.state == Round.State.OPEN
    if is_asked and not application.has_answered:  # type: ignore[attr-defined]
        return NextStep(YOU, _("Give feedback on the day: the link is in your e-mail."))
    practice = _after(engagement, "practice")
    if practice is None:
        return NextStep(
            YOU,
            _("Tell others what you did. A draft is written for you from what is known already."),
            reverse("draft-practice", args=[application.ref]),
            _("Draft the practice"),
            is_post=True,
        )
    if practice.state in (Practice.State.DRAFT, Practice.State.RETURNED):
        url = reverse("my-practice", args=[practice.slug])
        return NextStep(YOU, _("Complete the practice and send it."), url, _("Open the practice"))
    if practice.state == Practice.State.SUBMITTED:
        return NextStep(OFFICE, _("The practice is being read before it is published."))
    asked_on = engagement.followup_round.opens_on
    if asked_on and engagement.followup_round.state == Round.State.PLANNED:
        sentence = _("The follow-up survey comes by e-mail on %(day)s.") % {"day": day(asked_on)}
        return NextStep("", sentence)
    return NextStep("", _("Everything in this case is done. Thank you!"))


def timeline(application: Application) -> list[Item]:
    """The case as items of ui/timeline; exactly one is current while something waits."""
    items = [
        _sent(application),
        *completion_items(application),
        _decided(application),
        *(after_items(application) if _is_decided(application) else ()),
        *[step(application) for step in (_team_work, _day, _feedback, _practice, _followup)],
        ended_item(application),
    ]
    found = [item for item in items if item]
    for item in found:
        if not item.get("is_done"):
            item["is_current"] = True
            break
    return found


def _sent(application: Application) -> Item | None:
    if application.submitted_at is None:
        return None
    notes = [
        _("Case number %(number)s. The receipt was sent by e-mail.")
        % {"number": application.number}
    ]
    if application.intake is not None:
        notes.append(_("Round %(number)s.") % {"number": application.intake.number})
    if application.is_late:
        notes.append(_("It arrived after the deadline and is marked as late."))
    return {
        "text": _("Application sent"),
        "when": moment(application.submitted_at),
        "note": " ".join(notes),
        "is_done": True,
    }


def _decided(application: Application) -> Item | None:
    if application.state in (State.WITHDRAWN, State.LAPSED) and not _is_decided(application):
        return None
    if application.state == State.INCOMPLETE:
        return {"text": _("Decision"), "when": _("when the application has been completed")}
    if application.state == State.SUBMITTED:
        return {
            "text": _("Decision"),
            "when": _("being considered"),
            "note": expected(application, timezone.now()),
        }
    if not _is_decided(application):
        return {"text": _("Decision"), "when": _("being finished")}
    decision: Decision = application.decision  # type: ignore[attr-defined]
    found = holds(application)
    note = decision.transferred_to
    if found.days:
        note = _("Days granted: %(days)s.") % {"days": found.days_text}
    return {
        "text": _("Decision: %(outcome)s") % {"outcome": found.label},
        "on": decision.decided_at,
        "note": note,
        "url": reverse("decision-letter", args=[application.ref]),
        "link_text": _("Decision %(number)s (PDF)") % {"number": decision.number},
        "is_done": True,
    }


def _engagement(application: Application) -> Engagement | None:
    """The engagement once the applicant knows of it, unless it has been given up."""
    found: Engagement | None = _granted(application, "engagement")
    return found


def _granted(application: Application, name: str) -> Any:
    """What the grant set going, on the same terms."""
    if not _is_decided(application) or application.state == State.WITHDRAWN:
        return None
    found = _after(application, name)
    return found if found and holds(application).days else None


def _team_work(application: Application) -> Item | None:
    team = _granted(application, "team")
    if team is None:
        return None
    item = team_item(team, is_in_team=application.is_in_team)  # type: ignore[attr-defined]
    # Of a team that has an expert's days the days are waited for.
    return item | {"is_done": item["is_done"] or _engagement(application) is not None}


def _day(application: Application) -> Item | None:
    engagement = _engagement(application)
    if engagement is None:
        return None
    is_done = engagement.state == Engagement.State.DELIVERED
    return {
        "text": _("Expert and day: %(expert)s") % {"expert": engagement.expert.name},
        "when": days_of(engagement) or _("to be agreed"),
        "note": ", ".join(places_of(engagement)),
        "url": engagement.get_absolute_url(),
        "link_text": _("Open the engagement"),
        "is_done": is_done,
    }


def _feedback(application: Application) -> Item | None:
    engagement = _engagement(application)
    if engagement is None:
        return None
    asked_on = engagement.feedback_round.opens_on
    is_once = feedback_plan(engagement) == FeedbackPlan.SERIES
    later = _("when everything has been held") if is_once else _("after the day")
    is_answered = application.has_answered  # type: ignore[attr-defined]
    return {
        "text": _("Feedback on the day"),
        "when": day(asked_on) if asked_on else later,
        "note": _("Thank you for the answer.")
        if is_answered
        else _("The link comes by e-mail; you need not sign in."),
        "is_done": is_answered or engagement.feedback_round.state == Round.State.CLOSED,
    }


def _practice(application: Application) -> Item | None:
    engagement = _engagement(application)
    if engagement is None:
        return None
    practice = _after(engagement, "practice")
    item = {"text": _("Practice for others to use"), "when": _("when the day has been held")}
    if practice is None:
        is_held = engagement.state == Engagement.State.DELIVERED
        return item | ({"when": _("not drafted yet")} if is_held else {})
    is_published = practice.state == Practice.State.PUBLISHED
    name = "practice" if is_published else "my-practice"
    return item | {
        "when": practice.get_state_display(),
        "url": reverse(name, args=[practice.slug]),
        "link_text": practice.title,
        "is_done": is_published,
    }


def _followup(application: Application) -> Item | None:
    engagement = _engagement(application)
    if engagement is None:
        return None
    round_ = engagement.followup_round
    months = application.call.offering.followup_months
    return {
        "text": _("Follow-up: what changed?"),
        "when": day(round_.opens_on)
        if round_.opens_on
        else _("about %(months)s months after the day") % {"months": months},
        "is_done": round_.state == Round.State.CLOSED,
    }
