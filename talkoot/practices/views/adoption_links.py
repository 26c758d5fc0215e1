"""Stating an adoption by a mailed link, and the contact's word on it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from talkoot.core.tries import check_tries, count_try, find_counting
from talkoot.practices.actions.adoption_links import request_link, state_by_link
from talkoot.practices.actions.adoptions import confirm_adoption as confirm
from talkoot.practices.actions.adoptions import deny_adoption as deny
from talkoot.practices.forms.adoptions import LinkForm, StatementForm
from talkoot.practices.models import Adoption
from talkoot.practices.queries import adoptions as queries
from talkoot.practices.queries import get_practice
from talkoot.practices.rules import adoptions as rules

LINKS_MOST = 10  # Asked from one network address in ten minutes.


def request_adoption_link(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a link to one's work address. The answer is the same whatever the address is."""
    practice = get_practice(request.user, slug)
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sentence = _("Too many links were asked from here. Wait ten minutes and try again.")
        check_tries(request, "adoption-link", most=LINKS_MOST, sentence=sentence)
        count_try(request, "adoption-link")
        request_link(practice, **form.cleaned_data)
        return redirect("adoption-link-asked", slug)
    context = {"form": form, "practice": practice, "days": rules.LINK_DAYS}
    return TemplateResponse(request, "practices/request_adoption_link.html", context)


def adoption_link_asked(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens next, told to strangers in the same words."""
    practice = get_practice(request.user, slug)
    context = {"practice": practice, "days": rules.LINK_DAYS}
    return render(request, "practices/adoption_link_asked.html", context)


@never_cache
def adopt_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The statement of a mailed link; opening the link states nothing."""
    link = find_counting(request, "adopt-by-link", lambda: queries.get_link(token))
    rules.check_link(link, timezone.now())
    rules.check_not_marked(queries.mark_of(link.practice, link.organisation))
    initial = {
        "stage": Adoption.Stage.IN_USE,
        "fidelity": Adoption.Fidelity.ADAPTED,
        "scope": Adoption.Scope.UNIT,
        "mechanism": Adoption.Mechanism.PAGE,
        "adopted_on": timezone.localdate(),
    }
    form = StatementForm(
        request.POST or None,
        practice=link.practice,
        organisation=link.organisation,
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        adoption = state_by_link(link, told=form.cleaned_data)
        shown = {"adoption": adoption, "practice": link.practice}
        return render(request, "practices/adopted_by_link.html", shown)
    context = {"form": form, "link": link, "practice": link.practice}
    return TemplateResponse(request, "practices/adopt_by_link.html", context)


@login_required
def confirm_adoption(request: HttpRequest, pk: int) -> HttpResponse:
    """The contact confirms or refuses what a colleague stated; opening the page does neither."""
    adoption = queries.get_adoption(request.user, pk, can=rules.can_confirm)
    rules.check_waiting(adoption)
    answer = request.POST.get("answer", "")
    if request.method == "POST" and answer == "confirm":
        confirm(adoption, by=request.user)
        messages.success(request, _("Thank you! The mark is now shown and counted."))
        return redirect("practice", adoption.practice.slug)
    if request.method == "POST" and answer == "deny":
        deny(adoption, by=request.user)
        messages.success(request, _("The statement was refused. It is not shown or counted."))
        return redirect("practice", adoption.practice.slug)
    context = {"adoption": adoption, "practice": adoption.practice}
    return render(request, "practices/confirm_adoption.html", context)
