"""The open engagements of a replaced expert go to the one who comes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.core.refusals import NotAllowed
from talkoot.engagements.actions.expert import change_expert
from talkoot.engagements.queries.moving import movable_engagements
from talkoot.experts.queries.frameworks import get_replacement
from talkoot.people.access import office_required


@office_required
def move_engagements(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose which engagements move; what has been delivered stays with who delivered it."""
    row = get_replacement(request.user, pk)
    if row.successor is None:
        raise NotAllowed(_("Approve the replacement first; then its engagements can be moved."))
    found = list(movable_engagements(request.user, row.expert))
    if request.method == "POST":
        chosen = set(request.POST.getlist("engagement"))
        moved = 0
        for engagement in found:
            if str(engagement.pk) not in chosen:
                continue
            try:
                change_expert(engagement, row.successor, reason=row.reason, by=request.user)
                moved += 1
            except NotAllowed as refusal:
                messages.error(request, f"{engagement}: {refusal.sentence}")
        if moved:
            words = ngettext("%(count)s engagement moved.", "%(count)s engagements moved.", moved)
            messages.success(request, words % {"count": moved})
        return redirect("move-engagements", pk)
    context = {"row": row, "expert": row.expert, "successor": row.successor, "engagements": found}
    return render(request, "engagements/move_engagements.html", context)
