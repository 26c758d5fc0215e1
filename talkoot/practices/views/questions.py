"""Questions to a practice's owner, and their answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.people.access import editors_required
from talkoot.practices.actions import talk as actions
from talkoot.practices.forms.talk import AnswerForm, QuestionForm
from talkoot.practices.models import Question
from talkoot.practices.queries import get_practice
from talkoot.practices.queries import talk as queries
from talkoot.practices.rules import talk as rules


@login_required
def ask_question(request: HttpRequest, slug: str) -> HttpResponse:
    """A question goes to whoever answers for the practice now."""
    practice = get_practice(request.user, slug)
    rules.check_write(practice, 0)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        question = actions.ask_question(practice, text=form.cleaned_data["text"], by=request.user)
        sentence = (
            _("Your question was sent to %(organisation)s. You get the answer by mail.")
            if queries.answerers_of(practice)
            else _(
                "Nobody of %(organisation)s can be reached here now. The programme office has your "
                "question, and you get the answer by mail."
            )
        )
        messages.success(request, sentence % {"organisation": practice.organisation})
        return redirect("question", question.pk)
    context = {"form": form, "practice": practice}
    return TemplateResponse(request, "practices/ask_question.html", context)


@login_required
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """The question: its asker follows it, whoever answers for the practice answers."""
    row = queries.get_question(request.user, pk)
    can_answer = queries.can_answer(request.user, row)
    form = AnswerForm(request.POST or None)
    if request.method == "POST":
        if not can_answer:
            queries.get_question(request.user, pk, can=queries.can_answer)
        rules.check_answerable(row)
        if form.is_valid():
            actions.answer_question(row, answer=form.cleaned_data["answer"], by=request.user)
            messages.success(request, _("Thank you! The answer was sent and joined the practice."))
            return redirect("practice", row.practice.slug)
    context = {
        "question": row,
        "practice": row.practice,
        "form": form,
        "may_answer": can_answer and row.state == Question.State.OPEN,
    }
    return TemplateResponse(request, "practices/question.html", context)


@editors_required
@require_POST
def hide_question(request: HttpRequest, pk: int) -> HttpResponse:
    """The office takes a question off, or back with `show`."""
    row = queries.get_question(request.user, pk, can=rules.can_moderate)
    if request.POST.get("show"):
        actions.show_question(row, by=request.user)
        messages.success(request, _("The question is shown again."))
    else:
        actions.hide_question(row, by=request.user)
        messages.success(request, _("The question is hidden."))
    return redirect("office-talk")
