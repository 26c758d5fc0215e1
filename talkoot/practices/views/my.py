"""Writing one's own practice, and marking that one's organisation adopted another's."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.core.access import fetch
from talkoot.core.pages import page_of
from talkoot.engagements.queries import get_engagement
from talkoot.engagements.queries.teams import get_team
from talkoot.people.models import Organisation
from talkoot.practices import actions, queries, rules
from talkoot.practices.forms import AdoptForm, PracticeForm, StartPracticeForm
from talkoot.practices.models import Practice

State = Practice.State
STATE_KINDS = {State.SUBMITTED: "info", State.RETURNED: "warn", State.PUBLISHED: "ok"}


@login_required
def my_practices(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.my_practices(request.user))
    rows = [(row, STATE_KINDS.get(State(row.state), "wait")) for row in page]
    return render(request, "practices/my_practices.html", {"page": page, "practices": rows})


@login_required
@require_POST
def draft_practice(request: HttpRequest, ref: str) -> HttpResponse:
    """Draft a practice of the engagement's records; the same button later opens that draft."""
    engagement = get_engagement(request.user, ref, can=rules.can_draft)
    practice = actions.draft_from_engagement(engagement, by=request.user)
    if not rules.can_edit(request.user, practice):
        messages.success(
            request, _("The practice has been drafted. The applicant completes and sends it.")
        )
        return redirect("office-practice", practice.slug)
    return redirect("my-practice", practice.slug)


@login_required
@require_POST
def draft_team_practice(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft a practice of what a team has told; the same button later opens that draft."""
    practice = actions.draft_from_team(get_team(request.user, pk), by=request.user)
    if not rules.can_edit(request.user, practice):
        messages.success(request, _("The practice has been drafted. Its author completes it."))
        return redirect(practice.team or "my-practices")
    return redirect("my-practice", practice.slug)


@login_required
def start_practice(request: HttpRequest) -> HttpResponse:
    organisations = _own_organisations(request.user)
    if not organisations:
        rules.check_start(request.user, 0)
    form = StartPracticeForm(request.POST or None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        practice = actions.start_practice(**form.cleaned_data, by=request.user)
        return redirect("my-practice", practice.slug)
    return TemplateResponse(request, "practices/start_practice.html", {"form": form})


@login_required
def my_practice(request: HttpRequest, slug: str) -> HttpResponse:
    """The author's form; saves what there is. A practice with the office is only shown."""
    practice = queries.get_practice(request.user, slug, can=rules.can_edit)
    title = practice.title
    if request.method == "POST":
        rules.check_editable(practice)
        form = PracticeForm(request.POST, instance=practice)
        if form.is_valid():
            _save(practice, form, request.user)
            messages.success(request, _("Saved. You can go on later; nobody else sees it yet."))
            return redirect("my-practice", slug)
    else:
        form = PracticeForm(instance=practice)
    return _form_page(request, practice, form, title)


@login_required
@require_POST
def submit_practice(request: HttpRequest, slug: str) -> HttpResponse:
    """Save and send to the office; what is missing is told beside its field and the rest stays."""
    practice = queries.get_practice(request.user, slug, can=rules.can_edit)
    title = practice.title
    rules.check_editable(practice)
    form = PracticeForm(request.POST, instance=practice, is_sending=True)
    if not form.is_valid():
        return _form_page(request, practice, form, title)
    _save(practice, form, request.user)
    actions.submit_practice(practice, by=request.user)
    messages.success(
        request, _("The practice is with the programme office. You get a mail when it is out.")
    )
    return redirect("my-practice", slug)


@login_required
def adopt(request: HttpRequest, slug: str) -> HttpResponse:
    """“Otimme mallia”: one's own organisation states that it uses the practice."""
    practice = queries.get_practice(request.user, slug)
    organisations = [
        organisation
        for organisation in _own_organisations(request.user)
        if organisation.pk != practice.organisation_id
    ]
    if not organisations or practice.state != State.PUBLISHED:
        _refuse(request.user, practice)
    initial = _earlier(practice, organisations[0])
    form = AdoptForm(request.POST or None, organisations=organisations, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.adopt(practice, **form.cleaned_data, by=request.user)
        messages.success(
            request, _("Thank you! Your organisation's mark now stands on the practice's page.")
        )
        return redirect("practice", slug)
    context = {"form": form, "practice": practice, "is_update": bool(initial)}
    return TemplateResponse(request, "practices/adopt.html", context)


@login_required
def remove_adoption(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """GET asks once more, POST takes one's own organisation's mark off."""
    practice = queries.get_practice(request.user, slug)
    marks = queries.visible_adoptions(practice)
    adoption = fetch(marks, request.user, rules.can_remove, pk=pk)
    if request.method == "POST":
        actions.remove_adoption(adoption, by=request.user)
        messages.success(request, _("Your organisation's mark was removed."))
        return redirect("practice", slug)
    context = {"practice": practice, "adoption": adoption}
    return render(request, "practices/remove_adoption.html", context)


def _refuse(user: Any, practice: Practice) -> None:
    """Nobody to adopt for: the rule tells why."""
    membership = user.memberships.order_by("confirmed_at", "pk").first()
    rules.check_adopt(user, practice, membership.organisation_id if membership else 0)


def _own_organisations(user: Any) -> list[Organisation]:
    confirmed = user.memberships.filter(confirmed_at__isnull=False).values("organisation")
    return list(Organisation.objects.filter(pk__in=confirmed))


def _earlier(practice: Practice, organisation: Organisation) -> dict[str, Any]:
    """The organisation's mark so far, to be brought up to date."""
    fields = ("organisation", "stage", "fidelity", "adopted_on", "note")
    return practice.adoptions.filter(organisation=organisation).values(*fields).first() or {}


def _save(practice: Practice, form: PracticeForm, user: Any) -> None:
    texts = dict(form.cleaned_data)
    themes = list(texts.pop("themes"))
    actions.save_practice(practice, texts=texts, themes=themes, by=user)


def _form_page(
    request: HttpRequest, practice: Practice, form: PracticeForm, title: str
) -> HttpResponse:
    """`title` is the saved one: a form that did not pass has changed the practice at hand."""
    state = State(practice.state)
    context = {
        "practice": practice,
        "title": title,
        "form": form,
        "state_kind": STATE_KINDS.get(state, "wait"),
        "is_editable": state in (State.DRAFT, State.RETURNED),
    }
    return TemplateResponse(request, "practices/my_practice.html", context)
