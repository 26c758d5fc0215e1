"""The person's own data."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from talkoot.home.actions import change_account
from talkoot.home.personal import everything_of
from talkoot.people.forms import MyAccountForm


@login_required
def my_account(request: HttpRequest) -> HttpResponse:
    """The person's name and the language of their mail."""
    known = {"name": request.user.name, "language": request.user.language}
    form = MyAccountForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        change_account(request.user, **form.cleaned_data)
        messages.success(request, _("Your account was saved."))
        return redirect("my-account")
    return TemplateResponse(request, "home/my_account.html", {"form": form})


@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    """All that is kept of the person, as a file."""
    answer = JsonResponse(
        everything_of(request.user), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    answer["Content-Disposition"] = 'attachment; filename="talkoot.json"'
    return answer
