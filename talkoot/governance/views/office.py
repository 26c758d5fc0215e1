"""The office's pages of bodies, meetings, strategies and continuity."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.figures import Figure, all_figures
from talkoot.core.refusals import NotFound
from talkoot.correspondence.letters import document_pdf
from talkoot.governance import actions, forms, queries, rules
from talkoot.governance.minutes import minutes_content
from talkoot.governance.models import Meeting
from talkoot.governance.snapshots import thawed_figures
from talkoot.people.access import office_required


@require_safe
@office_required
def office_governance(request: HttpRequest) -> HttpResponse:
    """The office's programmes, each with the way to its bodies and strategies."""
    context = {"programmes": queries.own_programmes(request.user)}
    return TemplateResponse(request, "governance/office_governance.html", context)


@require_safe
@office_required
def edit_governance(request: HttpRequest, slug: str) -> HttpResponse:
    """A programme's bodies, grounds, strategies, what serves its goals, and how it goes on."""
    programme = queries.get_own_programme(request.user, slug)
    today = timezone.localdate()
    groups = queries.goals_served(programme)
    context = {
        "programme": programme,
        "bodies": [
            (body, sum(rules.sits(member, today) for member in body.members.all()))
            for body in programme.bodies.prefetch_related("members")
        ],
        "mandates": programme.mandates.order_by("pk"),
        "groups": groups,
        "has_un_goals": any(
            group["strategy"] and group["strategy"].code == actions.UN_GOALS for group in groups
        ),
        "services": programme.offerings.all(),
        "figures": all_figures(),
        "staff": programme.staff.all(),
        "plan": [(item, rules.gaps_of(item, today)) for item in programme.continuation_items.all()],
    }
    return TemplateResponse(request, "governance/edit_governance.html", context)


@require_safe
@office_required
def programme_parts(request: HttpRequest, slug: str) -> HttpResponse:
    """A programme's periods and its parties."""
    programme = queries.get_own_programme(request.user, slug)
    context = {
        "programme": programme,
        "periods": programme.periods.all(),
        "parties": programme.parties.select_related("organisation").order_by("pk"),
    }
    return TemplateResponse(request, "governance/programme_parts.html", context)


@office_required
def programme_continuity(request: HttpRequest, slug: str) -> HttpResponse:
    """Which programme's work this one carries on."""
    programme = queries.get_own_programme(request.user, slug)
    form = forms.ContinuityForm(request.POST or None, programme=programme)
    if request.method == "POST" and form.is_valid():
        actions.save_continuity(programme, form.cleaned_data["continues"], by=request.user)
        messages.success(request, _("It was saved."))
        return redirect("edit-governance", slug)
    context = {
        "form": form,
        "title": _("Carries on the work of"),
        "near": programme,
        "back_url": reverse("edit-governance", args=[slug]),
    }
    return TemplateResponse(request, "governance/entry_form.html", context)


@require_POST
@office_required
def add_un_goals(request: HttpRequest, slug: str) -> HttpResponse:
    """The UN's goals as a strategy that the programme serves."""
    programme = queries.get_own_programme(request.user, slug)
    actions.add_un_goals(programme, by=request.user)
    messages.success(request, _("It was added."))
    return redirect("edit-governance", slug)


@office_required
def serves_goals(request: HttpRequest, slug: str, kind: str, key: str) -> HttpResponse:
    """Which goals a service, an event, a practice or a figure serves."""
    programme = queries.get_own_programme(request.user, slug)
    thing = queries.get_serving(programme, kind, key)
    what = str(thing.label if isinstance(thing, Figure) else thing)
    column = key if isinstance(thing, Figure) else thing.pk
    rows = list(queries.alignments_of(programme, kind, column))
    form = forms.ServesForm(
        request.POST or None,
        programme=programme,
        goals={row.goal_id for row in rows if row.goal_id},
        aims={row.aim_id for row in rows if row.aim_id},
    )
    if request.method == "POST" and form.is_valid():
        chosen = {"goals": form.chosen_goals(), "aims": form.chosen_aims()}
        actions.save_served(programme, kind, column, what=what, by=request.user, **chosen)
        messages.success(request, _("It was saved."))
        return redirect(f"{reverse('edit-governance', args=[slug])}#goals")
    context = {
        "form": form,
        "title": _("Goals that it serves"),
        "near": what,
        "back_url": f"{reverse('edit-governance', args=[slug])}#goals",
    }
    return TemplateResponse(request, "governance/entry_form.html", context)


@require_safe
@office_required
def office_body(request: HttpRequest, pk: int) -> HttpResponse:
    """A body's members with their terms, its meetings, its documents and what they gave to do."""
    body = queries.get_entry(request.user, "body", pk)
    today = timezone.localdate()
    members = list(body.members.select_related("organisation"))
    context = {
        "body": body,
        "aims": body.aims.all(),
        "members": [(member, rules.sits(member, today)) for member in members],
        "warning": rules.side_warning(body, members, today),
        "meetings": body.meetings.all(),
        "documents": body.documents.all(),
        "tasks": [(task, rules.is_overdue(task, today)) for task in queries.tasks_of(body)],
    }
    return TemplateResponse(request, "governance/office_body.html", context)


@require_safe
@office_required
def office_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """A meeting's agenda, minutes and tasks, and the step that comes next."""
    meeting = queries.get_entry(request.user, "meeting", pk)
    today = timezone.localdate()
    items = queries.items_of(meeting)
    context = {
        "meeting": meeting,
        "present": meeting.present.select_related("organisation"),
        "items": [
            (item, [(task, rules.is_overdue(task, today)) for task in item.tasks.all()])
            for item in items
        ],
        "figures": thawed_figures(meeting),
        "figures_of": parse_date(meeting.figures.get("as_of", "")),
        "moves": rules.MEETING_TRANSITIONS.get(meeting.state, frozenset()),
        "is_open": meeting.state in rules.MEETING_TRANSITIONS,
    }
    return TemplateResponse(request, "governance/office_meeting.html", context)


@require_safe
@office_required
def meeting_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda, or once the meeting has been held its minutes, as a tagged PDF."""
    meeting = queries.get_entry(request.user, "meeting", pk)
    content = document_pdf(
        minutes_content(meeting),
        number=f"{meeting.body_id}-{meeting.pk}",
        language=(get_language() or "fi")[:2],
        is_demo=meeting.body.is_demo,
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="meeting-{meeting.pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@office_required
def freeze_meeting_figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the programme's key figures with the meeting."""
    meeting = queries.get_entry(request.user, "meeting", pk)
    number = actions.freeze_figures(meeting, by=request.user)
    sentence = ngettext("%(count)s figure was kept.", "%(count)s figures were kept.", number)
    messages.success(request, sentence % {"count": number})
    return redirect("office-meeting", pk)


@require_POST
@office_required
def move_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a meeting as held or cancelled, or approve its minutes."""
    meeting = queries.get_entry(request.user, "meeting", pk)
    to = request.POST.get("to", "")
    if to not in Meeting.State.values:
        raise NotFound(_("There is no such step. Go back to the meeting."))
    actions.move_meeting(meeting, to, by=request.user)
    return redirect("office-meeting", pk)
