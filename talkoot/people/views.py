"""Signing in to a demo by one click."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.core.refusals import NotFound
from talkoot.people.actions import confirm_address
from talkoot.people.models import User


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as an invented person. Only in a demo, and only as a demo account."""
    email = request.POST.get("email", "")
    user = User.objects.filter(is_demo=True, is_active=True, email=email).first()
    if not settings.DEMO or user is None:
        raise NotFound(_("There is no such demo account. Choose one on the sign-in page."))
    confirm_address(user)  # An invented address gets no code, and a passkey asks for one.
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}):
        return redirect(target)
    return redirect(settings.LOGIN_REDIRECT_URL)
