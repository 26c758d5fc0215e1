"""The demo's mailbox, letters, and the office's outbox."""

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.access import fetch
from talkoot.core.pages import page_of
from talkoot.core.refusals import NotFound
from talkoot.core.tries import find_counting
from talkoot.correspondence import actions, queries, rules
from talkoot.correspondence.models import Letter, Message, OptOut
from talkoot.files.views import file_response
from talkoot.people.access import office_required


def _check_demo() -> None:
    if not settings.DEMO:
        raise NotFound(_("Only a demonstration has a mailbox. Your mail is in your own e-mail."))


@require_safe
@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    """What the demonstration has sent, instead of a mail server."""
    _check_demo()
    page = page_of(request, queries.sent_messages())
    return render(request, "correspondence/mailbox.html", {"page": page})


@require_safe
@never_cache
def mailbox_message(request: HttpRequest, pk: int) -> HttpResponse:
    _check_demo()
    message = fetch(queries.sent_messages(), request.user, lambda *_: True, pk=pk)
    return render(request, "correspondence/mailbox_message.html", {"message": message})


@require_safe
def letter(request: HttpRequest, number: str) -> FileResponse:
    """The PDF as it was sent."""
    found = fetch(Letter.objects.all(), request.user, rules.can_read_letter, number=number)
    stored = actions.render_letter(found).file
    assert stored is not None
    return file_response(stored)


@require_safe
@office_required
def office_outbox(request: HttpRequest) -> HttpResponse:
    """The office's mail that waits, can be revoked, has left or has failed."""
    page = page_of(request, queries.office_messages(request.user), size=50)
    return render(request, "correspondence/office_outbox.html", {"page": page})


@require_POST
@office_required
def office_message_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    message = fetch(Message.objects.all(), request.user, rules.can_revoke_message, pk=pk)
    actions.revoke_message(message, by=request.user)
    messages.success(request, _("The message was revoked. It will not be sent."))
    return redirect("office-outbox")


@require_POST
@office_required
def office_message_retry(request: HttpRequest, pk: int) -> HttpResponse:
    message = fetch(Message.objects.all(), request.user, rules.can_revoke_message, pk=pk)
    actions.retry_message(message, by=request.user)
    messages.success(request, _("The message is in the queue again."))
    return redirect("office-outbox")


# Mail programs post here by themselves, without a cookie; the signed link is what permits it.
@never_cache
@csrf_exempt
def opt_out(request: HttpRequest, token: str) -> HttpResponse:
    """No more voluntary mail of a topic, and back again. Opening the link changes nothing."""
    message = find_counting(request, "opt-out", lambda: queries.get_voluntary(token))
    if request.method == "POST" and "undo" in request.POST:
        actions.opt_in(message)
        return redirect("opt-out", token)
    if request.method == "POST":
        actions.opt_out(message)
        if "List-Unsubscribe" in request.POST:  # RFC 8058: no redirect.
            return HttpResponse(_("You get no more mail of this kind."), content_type="text/plain")
        return redirect("opt-out", token)
    context = {
        "topic": OptOut.Topic(message.topic).label,
        "is_out": queries.is_unwanted(message),
        "address": f"{message.address[0]}…@{message.address.rpartition('@')[2]}",
    }
    return render(request, "correspondence/opt_out.html", context)
