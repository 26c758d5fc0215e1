"""Who writes an application and who applies: colleagues, joint applicants, taking over."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.calls import rules
from talkoot.calls.actions import joint as joint_actions
from talkoot.calls.actions import writing as actions
from talkoot.calls.models import Application, JointApplicant, Writer, WriterInvitation
from talkoot.calls.people_forms import ActivityForm, InviteForm, JointForm, SignOffForm
from talkoot.calls.queries.sign_off import sign_offs_of
from talkoot.calls.queries.writing import get_invitation, get_joint, get_left, get_written
from talkoot.calls.rules import sign_off, writing
from talkoot.calls.rules.activity import is_asked_of_aid
from talkoot.calls.summary import answer_sections
from talkoot.core.access import fetch


@login_required
def application_people(request: HttpRequest, ref: str) -> HttpResponse:
    """Who writes, who applies together and who signs off; each with the way to add one."""
    return people_page(request, get_written(request.user, ref))


def people_page(request: HttpRequest, application: Application, **forms: Any) -> TemplateResponse:
    """The page with the forms of `forms` (invite, joint, sign) that came back with errors."""
    waits = [row.sentence for row in rules.lacking(application)]
    context = {
        "application": application,
        "programme": application.call.offering.programme,
        "is_written": application.state in rules.WRITTEN,
        "writers": application.writers.select_related("user"),
        "invitations": application.writer_invitations.order_by("pk"),
        "joint_rows": _joint_rows(application),
        "sign_offs": [
            {"row": row, "is_current": sign_off.is_current(row, application)}
            for row in (sign_offs_of(application) if application.call.asks_sign_off else [])
        ],
        "waits": waits,
        "invite_form": forms.get("invite") or InviteForm(),
        "joint_form": forms.get("joint") or JointForm(),
        "sign_form": forms.get("sign") or _sign_form(application),
    }
    context["form"] = next(iter(forms.values()), None)
    return TemplateResponse(request, "calls/people.html", context)


def _joint_rows(application: Application) -> list[JointApplicant]:
    if not application.call.allows_joint:
        return []
    rows = application.joint_applicants.select_related("organisation", "confirmed_by")
    return list(rows.order_by("pk"))


def _sign_form(application: Application) -> SignOffForm:
    """The sponsor named in the application is most often the one who signs."""
    initial = {"name": application.sponsor_name, "title": application.sponsor_title}
    return SignOffForm(initial=initial)


@login_required
@require_POST
def invite_writer(request: HttpRequest, ref: str) -> HttpResponse:
    application = get_written(request.user, ref)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return people_page(request, application, invite=form)
    address = form.cleaned_data["address"]
    name = actions.invite_writer(application, address=address, by=request.user)
    if name:
        messages.success(request, _("%(name)s writes with you from now on.") % {"name": name})
    else:
        sentence = _("An invitation was mailed to %(address)s.") % {"address": address}
        messages.success(request, sentence)
    return redirect("application-people", ref)


@login_required
@require_POST
def remove_writer(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a colleague or an invitation away: `writer` or `invitation` names the row."""
    application = get_written(request.user, ref)
    if "invitation" in request.POST:
        rows = WriterInvitation.objects.filter(application=application)
        invitation = fetch(rows, request.user, _anyone, pk=_number(request, "invitation"))
        actions.cancel_invitation(invitation, by=request.user)
        messages.success(request, _("The invitation was cancelled."))
        return redirect("application-people", ref)
    writers = Writer.objects.filter(application=application).select_related("application", "user")
    writer = fetch(writers, request.user, _anyone, pk=_number(request, "writer"))
    actions.remove_writer(writer, by=request.user)
    sentence = _("%(name)s no longer writes this application.") % {"name": writer.user}
    messages.success(request, sentence)
    if writer.user_id == request.user.pk:
        return redirect("desk")
    return redirect("application-people", ref)


@login_required
def join_application(request: HttpRequest, ref: str, token: str) -> HttpResponse:
    """The mailed invitation: what it is about, and one button that joins."""
    invitation = get_invitation(ref, token)
    if request.method != "POST":
        return render(request, "calls/join.html", {"invitation": invitation})
    application = actions.join_application(invitation, by=request.user)
    messages.success(request, _("You now write this application with your colleagues."))
    return redirect("my-application", application.ref)


@login_required
@require_POST
def take_over_application(request: HttpRequest, ref: str) -> HttpResponse:
    """The organisation's contact goes on with a case whose starter has left."""
    application = get_left(request.user, ref)
    actions.take_over(application, by=request.user)
    messages.success(request, _("The application is yours now."))
    return redirect("my-application", ref)


@login_required
@require_POST
def add_joint_applicant(request: HttpRequest, ref: str) -> HttpResponse:
    application = get_written(request.user, ref)
    form = JointForm(request.POST)
    if not form.is_valid():
        return people_page(request, application, joint=form)
    organisation = form.chosen()
    count = joint_actions.add_joint_applicant(
        application, organisation, address=form.cleaned_data["address"], by=request.user
    )
    if count:
        sentence = _("%(name)s was added, and its contact person was asked to confirm.")
        messages.success(request, sentence % {"name": organisation})
    else:
        sentence = _(
            "%(name)s was added, but it has no contact person here. Add it again with an e-mail "
            "address, or ask the programme office."
        )
        messages.warning(request, sentence % {"name": organisation})
    return redirect("application-people", ref)


@login_required
@require_POST
def remove_joint_applicant(request: HttpRequest, ref: str) -> HttpResponse:
    application = get_written(request.user, ref)
    rows = JointApplicant.objects.filter(application=application)
    rows = rows.select_related("application", "organisation")
    joint = fetch(rows, request.user, _anyone, pk=_number(request, "joint"))
    joint_actions.remove_joint_applicant(joint, by=request.user)
    sentence = _("%(name)s no longer applies with you.") % {"name": joint.organisation}
    messages.success(request, sentence)
    return redirect("application-people", ref)


@login_required
def joint_application(request: HttpRequest, ref: str) -> HttpResponse:
    """A joint applicant reads the application; its contact confirms or declines."""
    joint = get_joint(request.user, ref)
    is_asked = joint.confirmed_at is None and is_asked_of_aid(joint.organisation)
    form = ActivityForm(request.POST if request.method == "POST" else None) if is_asked else None
    if request.method != "POST":
        return _joint_page(request, joint, form)
    if "decline" in request.POST:
        joint_actions.decline_joint_applicant(joint, by=request.user)
        messages.success(request, _("The lead was told that you do not take part."))
        return redirect("desk")
    if form is not None and not form.is_valid():
        return _joint_page(request, joint, form)
    told = form.cleaned_data if form is not None else {}
    joint_actions.confirm_joint_applicant(joint, **told, by=request.user)
    messages.success(request, _("Thank you. Your organisation takes part in the application."))
    return redirect("joint-application", ref)


def _joint_page(
    request: HttpRequest, joint: JointApplicant, form: ActivityForm | None
) -> TemplateResponse:
    context = {
        "joint": joint,
        "application": joint.application,
        "sections": answer_sections(joint.application),
        "may_answer": writing.is_contact(request.user, joint.organisation_id),
        "is_written": joint.application.state in rules.WRITTEN,
        "form": form,
    }
    return TemplateResponse(request, "calls/joint.html", context)


def _anyone(_user: Any, _row: Any) -> bool:
    """The application has been fetched for who writes it, and they decide of all its rows."""
    return True


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() else 0
