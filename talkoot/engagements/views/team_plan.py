"""The development plan of a team as a document."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from talkoot.correspondence.letters import document_pdf
from talkoot.engagements.queries import teams as queries
from talkoot.engagements.queries.workshops import experiments_of
from talkoot.engagements.team_plan import plan_content


@require_safe
@login_required
def team_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as a tagged PDF in the reader's language, from what the team has written down."""
    team = queries.get_team(request.user, pk)
    content = plan_content(
        team,
        members=list(team.members.all()),
        tasks=list(team.tasks.all()),
        experiments=list(experiments_of(team)),
        commitments=list(team.commitments.all()),
    )
    language, number = get_language() or "fi", f"{team.pk}"
    pdf = document_pdf(content, number=number, language=language, is_demo=team.is_demo)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="team-{team.pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
