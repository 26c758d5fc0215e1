"""Reads of practices."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.core.access import fetch
from talkoot.correspondence.models import Message
from talkoot.engagements.models import DayReport, Engagement, Experiment, Team
from talkoot.engagements.queries.teams import homework_of
from talkoot.events.models import Session
from talkoot.events.queries.attendance import total_counts
from talkoot.people.models import OrganisationSuccession, ParticipantRole, Role
from talkoot.people.rules import editor_ids
from talkoot.practices import rules
from talkoot.practices.models import Practice
from talkoot.programmes.models import Programme
from talkoot.surveys.models import Response, Round
from talkoot.surveys.rules import LEAST_ANSWERS

GRANTED_SHOWN = 5


def published_practices() -> "QuerySet[Practice]":
    """Practices that everybody may read, for lists, search and feeds.

    Without those reconstructed of a programme's figures: they prove its counts, and tell nothing.
    """
    reconstructed = Programme.objects.filter(reconstructed_at__isnull=False).values("pk")
    rows = Practice.objects.filter(state=Practice.State.PUBLISHED)
    return rows.exclude(programme__in=reconstructed)


def get_practice(
    user: Any, slug: str, *, can: Callable[[Any, Practice], bool] = rules.can_read
) -> Practice:
    """The practice that `user` may reach by rule `can`, else NotFound."""
    rows = Practice.objects.select_related(
        "programme__office",
        "organisation__municipality",
        "sector",
        "author",
        "place",
        "origin_practice__organisation",
        "engagement__application__call__offering__programme",
    ).prefetch_related("themes")
    return fetch(rows, user, can, slug=slug)


def practices_to_moderate(user: Any) -> "QuerySet[Practice]":
    """What waits for the person's office, the oldest first."""
    return (
        Practice.objects.filter(
            state=Practice.State.SUBMITTED, programme__office__in=editor_ids(user)
        )
        .select_related("organisation", "sector", "programme")
        .order_by("state_changed_at", "pk")
    )


def my_practices(user: Any) -> "QuerySet[Practice]":
    """What the person writes, and what an organisation owns whose contact they are.

    As rules.can_edit tells, practices of the organisations before it belong to it too.
    """
    served = user.memberships.filter(role=Role.CONTACT, confirmed_at__isnull=False)
    served = served.values("organisation")
    before = OrganisationSuccession.objects.filter(
        successor__in=served, on__lte=timezone.localdate()
    )
    owned = Q(organisation__in=served) | Q(organisation__in=before.values("predecessor"))
    owned &= Q(author=None) | Q(author__is_active=False) | ~Q(state=Practice.State.DRAFT)
    shared = Practice.co_authors.through.objects.filter(user=user).values("practice")
    return (
        Practice.objects.filter(Q(author=user) | Q(pk__in=shared) | owned)
        .select_related("organisation", "sector", "programme")
        .order_by("-created_at", "-pk")
    )


def who_took_part(engagement: Engagement) -> str:
    """Realised attendance by role group, in one sentence."""
    totals = total_counts(Session.objects.filter(series=engagement.series_id).only("pk"))
    parts = [f"{ParticipantRole(role).label} {count}" for role, count in totals.items()]
    if not parts:
        return ""
    return _("%(total)s took part: %(parts)s.") % {
        "total": sum(totals.values()),
        "parts": ", ".join(parts),
    }


def first_results(engagement: Engagement, reports: list[DayReport]) -> str:
    """The reports' immediate results and the feedback's overall grade with its n.

    Who answers is told that fewer than five answers are not shown, unless the round is identified.
    """
    lines = [report.results for report in reports]
    rounds = {engagement.feedback_round_id, *(report.feedback_round_id for report in reports)}
    told = [
        (response.round.mode, int(response.answers["overall"]))
        for response in Response.objects.filter(round__in=rounds).select_related("round")
        if response.answers.get("overall", "").isdigit()
    ]
    grades = [grade for _mode, grade in told]
    is_open = all(mode == Round.Mode.IDENTIFIED for mode, _grade in told)
    if grades and (is_open or len(grades) >= LEAST_ANSWERS):
        mean = sum(grades) / len(grades)
        lines.append(
            _("Feedback on the day: overall grade %(mean)s out of 5 (n = %(n)s).")
            % {"mean": f"{mean:.1f}".replace(".", ","), "n": len(grades)}
        )
    return "\n\n".join(lines)


def draft_fields(engagement: Engagement) -> dict[str, Any]:
    """The fields of a new practice: of the application, reports, experiments and feedback."""
    application = engagement.application
    held = DayReport.objects.filter(session__series=engagement.series_id)
    reports = list(held.order_by("session__starts_at", "pk"))
    own = Q(engagement=engagement) | Q(workshop__series=engagement.series_id)
    done, results = told_experiments(Experiment.objects.filter(own))
    return {
        "title": application.title,
        "gist": application.goals.split("\n")[0][:300],
        "organisation": application.organisation,
        "unit_name": application.unit_name,
        "need": application.need,
        "what_was_done": "\n\n".join([*(report.done for report in reports), *done]),
        "who_took_part": who_took_part(engagement),
        "results": "\n\n".join(filter(None, [*results, first_results(engagement, reports)])),
        "language": application.language,
    }


def told_experiments(rows: "QuerySet[Experiment]") -> tuple[list[str], list[str]]:
    """What was tried and what was expected of it, and what happened; of those with a result."""
    told = list(rows.exclude(result=""))
    return [f"{row.title}: {row.hypothesis}" for row in told], [row.result for row in told]


def team_draft_fields(team: Team) -> dict[str, Any]:
    """The fields of a new practice, from the team's subject, harvest, experiments and answers."""
    tried, happened = told_experiments(team.experiments.all())
    adopted = team.experiments.filter(state=Experiment.State.ADOPTED).exists()
    is_trial = bool(happened) and not adopted
    done = [team.harvest.done, *tried]
    done += [f"{row.task.title}: {row.text}" for row in homework_of(team) if row.text]
    results = [*happened, team.harvest.learned, team.harvest.spreads]
    roles = Counter(row.get_role_display() for row in team.members.exclude(task="mentor"))
    people = ", ".join(f"{role} {count}" for role, count in roles.items())
    return {
        "title": team.name[:120],
        "gist": (team.goals or team.subject).split("\n")[0][:300],
        "kind": Practice.Kind.EXPERIMENT if is_trial else Practice.Kind.PRACTICE,
        "status": Practice.Status.IN_USE if adopted else Practice.Status.TRIED,
        "need": team.subject,
        "what_was_done": "\n\n".join(done),
        "who_took_part": people,
        "results": "\n\n".join(row for row in results if row),
    }


def granted_titles(application: Application) -> list[dict[str, Any]]:
    """{"title", "organisation", "year"} of the newest granted applications on the same themes.

    The title of a granted application is public once its decision has left. One query, at most
    five rows.
    """
    told = Message.objects.filter(
        kind="decision",
        state=Message.State.SENT,
        letter__decision__application=OuterRef("pk"),
    )
    same = Application.themes.through.objects.filter(
        application=OuterRef("pk"),
        theme__in=Application.themes.through.objects.filter(application=application).values(
            "theme"
        ),
    )
    rows = Application.objects.filter(
        Exists(told), Exists(same), state=Application.State.APPROVED
    ).exclude(pk=application.pk)
    return [
        {
            "title": row.title,
            "organisation": row.organisation,
            "year": timezone.localtime(row.submitted_at).year if row.submitted_at else "",
        }
        for row in rows.select_related("organisation").order_by("-submitted_at")[:GRANTED_SHOWN]
    ]
