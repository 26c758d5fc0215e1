"""A draft from a text that is already written somewhere."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from talkoot.people.models import Organisation
from talkoot.practices import rules
from talkoot.practices.actions.drafts import draft_from_text
from talkoot.practices.drafting.extract import LETTERS_MAX, Unreadable, file_blocks, text_blocks
from talkoot.practices.drafting.propose import Proposal, propose
from talkoot.practices.forms.drafts import ProposalForm, SourceForm
from talkoot.practices.queries.owners import organisation_at, own_organisations
from talkoot.practices.queries.proposals import proposed_rows


@login_required
def practice_from_text(request: HttpRequest) -> HttpResponse:
    """First the text, then what was found in it; nothing is kept before the person confirms."""
    organisations = own_organisations(request.user)
    if not organisations:
        rules.check_start(request.user, 0)
    if "title" in request.POST:
        return _confirm(request)
    form = SourceForm(request.POST or None, request.FILES or None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        try:
            return _show(request, form, _read(form))
        except Unreadable as fault:
            form.add_error("upload", fault.sentence)
    return TemplateResponse(request, "practices/from_text.html", {"form": form})


def _read(form: SourceForm) -> Proposal:
    upload = form.cleaned_data["upload"]
    return propose(file_blocks(upload) if upload else text_blocks(form.cleaned_data["text"]))


def _show(request: HttpRequest, form: SourceForm, proposal: Proposal) -> HttpResponse:
    """The proposal beside its source."""
    cleaned = form.cleaned_data
    organisation: Organisation = cleaned["organisation"]
    rules.check_start(request.user, organisation.pk)
    proposed = proposed_rows(proposal.source, organisation)
    initial = {
        **proposal.texts,
        "organisation": organisation.pk,
        "programme": cleaned["programme"].pk,
        "kind": cleaned["kind"],
        "language": proposal.language,
        "source": proposal.source,
    }
    confirm = ProposalForm(initial=initial, proposed=proposed)
    context = {"form": confirm, "source": proposal.source, "language": proposal.language}
    return TemplateResponse(request, "practices/proposal.html", context)


def _confirm(request: HttpRequest) -> HttpResponse:
    """Make the draft of what was confirmed."""
    source = request.POST.get("source", "")[: 2 * LETTERS_MAX]
    organisation = organisation_at(request.POST.get("organisation", ""))
    rules.check_start(request.user, organisation.pk if organisation else 0)
    assert organisation is not None  # Nobody is a confirmed member of no organisation.
    form = ProposalForm(request.POST, proposed=proposed_rows(source, organisation))
    if not form.is_valid():
        context = {"form": form, "source": source, "language": request.POST.get("language", "fi")}
        return TemplateResponse(request, "practices/proposal.html", context)
    practice = draft_from_text(
        form.cleaned_data["programme"],
        organisation=organisation,
        kind=form.cleaned_data["kind"],
        language=form.cleaned_data["language"],
        values=form.values(),
        by=request.user,
    )
    messages.success(request, _("The draft has been made. Nobody else sees it before you send it."))
    return redirect("my-practice", practice.slug)
