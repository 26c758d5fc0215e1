"""The quote bank, for the programme office."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.core.pages import page_of
from talkoot.core.refusals import NotAllowed, NotFound
from talkoot.people.access import office_required
from talkoot.surveys.actions import quotes as actions
from talkoot.surveys.models import Code, Interview, ReadAnswer
from talkoot.surveys.reading import coding, desk, quotes, rules
from talkoot.surveys.reading.forms import QuoteForm
from talkoot.surveys.views.reading import tabs


@office_required
def office_quotes(request: HttpRequest) -> HttpResponse:
    """The bank, searched by words and by code."""
    text, code = request.GET.get("q", "").strip(), request.GET.get("code", "")
    chosen = int(code) if code.isdigit() else None
    context = {
        "page": page_of(request, quotes.office_quotes(request.user, text=text, code=chosen)),
        "text": text,
        "chosen": chosen,
        "codes": Code.objects.filter(frame__in=coding.frames_of(request.user)).order_by("name_fi"),
        "tabs": tabs("office-quotes"),
    }
    return render(request, "surveys/reading/quotes.html", context)


@office_required
def new_quote(request: HttpRequest) -> HttpResponse:
    """Take a passage of the answer or interview that the address names into the bank."""
    source = _source(request)
    if problem := rules.quoting_problem(source):
        raise NotAllowed(problem)
    initial = {
        "text": source.text if isinstance(source, ReadAnswer) else "",
        "language": quotes.language_of(source),
        "source_label": quotes.proposed_label(source),
    }
    form = QuoteForm(request.POST or None, source=source, is_new=True, initial=initial)
    if request.method == "POST" and form.is_valid():
        quote = actions.add_quote(source, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("The quote is in the bank. It is not published yet."))
        return redirect("office-quote", quote.pk)
    context = {"form": form, "source": source, "passage": _passage(source)}
    return TemplateResponse(request, "surveys/reading/quote_new.html", context)


@office_required
def office_quote(request: HttpRequest, pk: int) -> HttpResponse:
    """A quote: changed, published, taken back; the withdrawal of its consent."""
    quote = quotes.get_quote(request.user, pk)
    if quote.consent == quotes.Consent.WITHDRAWN:
        raise NotFound(_("The consent has been withdrawn, so the quote is no more."))
    source = rules.source_of(quote)
    initial = {name: getattr(quote, name) for name in ("text", "language", "source_label")}
    form = QuoteForm(request.POST or None, source=source, is_new=False, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.save_quote(quote, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("Saved."))
        return redirect("office-quote", quote.pk)
    context = {"form": form, "quote": quote, "passage": _passage(source)}
    return TemplateResponse(request, "surveys/reading/quote.html", context)


@require_POST
@office_required
def publish_quote(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the quote, or with `is_public` empty take it back."""
    quote = quotes.get_quote(request.user, pk)
    is_public = bool(request.POST.get("is_public"))
    actions.set_published(quote, is_public=is_public, by=request.user)  # type: ignore[arg-type]
    done = _("The quote was published.") if is_public else _("The quote is no longer public.")
    messages.success(request, done)
    return redirect("office-quote", quote.pk)


@office_required
def withdraw_quote(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first: the words of every quote from the same source go for good."""
    quote = quotes.get_quote(request.user, pk)
    if request.method == "POST":
        actions.withdraw_quote(quote, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The consent was withdrawn and the quotes removed."))
        return redirect("office-quotes")
    count = rules.source_of(quote).quote_set.count()
    return render(request, "surveys/reading/quote_withdraw.html", {"quote": quote, "count": count})


def _source(request: HttpRequest) -> ReadAnswer | Interview:
    answer, interview = request.GET.get("answer", ""), request.GET.get("interview", "")
    if answer.isdigit():
        return desk.get_answer(request.user, int(answer))
    if interview.isdigit():
        return quotes.get_interview(request.user, int(interview))
    raise NotFound(_("Choose first the answer or the interview that you quote."))


def _passage(source: ReadAnswer | Interview) -> str:
    """What may be quoted from."""
    return source.text if isinstance(source, ReadAnswer) else source.notes
