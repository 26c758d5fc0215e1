"""The decision's letter, for the applicant and the office."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from talkoot.correspondence.actions import render_letter
from talkoot.decisions.queries import get_decision
from talkoot.files.views import file_response


@require_safe
@login_required
def decision_letter(request: HttpRequest, ref: str) -> FileResponse:
    """The signed PDF; the applicant gets it when the mail has left."""
    decision = get_decision(request.user, ref)
    assert decision.letter is not None
    stored = render_letter(decision.letter).file
    assert stored is not None
    return file_response(stored)
