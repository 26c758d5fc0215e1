"""From a slate's letters to the signature, and back while the letters wait."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.access import fetch
from talkoot.core.refusals import NotFound
from talkoot.correspondence.letters import preview_pdf
from talkoot.decisions.actions import slates as actions
from talkoot.decisions.messages.slates import (
    fingerprint,
    letter_mark,
    slate_rows,
    unsigned_letter,
)
from talkoot.decisions.models import Slate
from talkoot.decisions.queries import slates as queries
from talkoot.decisions.queries.what_if import facts_of, what_if
from talkoot.decisions.rules import slates as rules
from talkoot.people.access import office_required


@require_safe
@office_required
def slate_letter(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """The letter of one line as it would go out, with what it costs; the next one is a click on."""
    slate, rows, row = _line(request, pk, position)
    key, mark = str(row.line.pk), letter_mark(row.line)
    if (read := _letters_read(request, pk)).get(key) != mark:
        request.session[f"slate-{pk}"] = {**read, key: mark}
    context = {
        "slate": slate,
        "row": row,
        "position": position,
        "count": len(rows),
        "letter": unsigned_letter(row.line, by=request.user),
        "upto": what_if(rows[:position], facts_of(slate.call, has_themes=False)),
    }
    return render(request, "decisions/slate_letter.html", context)


@require_safe
@office_required
def slate_letter_pdf(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """The same letter as the PDF that would be sent, made on the fly and kept nowhere."""
    _slate, _rows, row = _line(request, pk, position)
    application = row.application
    content = unsigned_letter(row.line, by=request.user)
    with translation.override(application.language):
        pdf = preview_pdf(content, language=application.language, is_demo=application.is_demo)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="preview.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _letters_read(request: HttpRequest, pk: int) -> dict[str, str]:
    """{line id: mark of the letter's words as this person has read them}."""
    read: dict[str, str] = request.session.get(f"slate-{pk}", {})
    return read


def _line(
    request: HttpRequest, pk: int, position: int
) -> tuple[Slate, list[queries.SlateRow], queries.SlateRow]:
    slate = queries.get_slate(request.user, pk)
    rules.check_open(slate)
    rows = [row for row in slate_rows(slate, request.user) if row.line.signed_at is None]
    if not 1 <= position <= len(rows):
        raise NotFound(_("The slate has no such letter. Start from the first one."))
    return slate, rows, rows[position - 1]


@office_required
def sign_slate(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell what will happen, line by line what will not, and ask; POST begins the signing."""
    slate = queries.get_slate(request.user, pk)
    if request.method == "POST":
        actions.sign_slate(slate, seen=request.POST.get("seen", ""), by=request.user)
        messages.success(request, _("The signing has begun. You can leave this page."))
        return redirect("office-slate", pk)
    rows = slate_rows(slate, request.user)
    unsigned = [row for row in rows if row.line.signed_at is None]
    lines = [row.line for row in unsigned]
    seen, read = fingerprint(lines), _letters_read(request, pk)
    rules.check_sign(request.user, slate, is_as_seen=True, line_count=len(lines))
    context: dict[str, Any] = {
        "slate": slate,
        "totals": what_if(rows, facts_of(slate.call)),
        "good": [row for row in unsigned if not row.problem],
        "bad": [row for row in unsigned if row.problem],
        "changed": [
            (position, row)
            for position, row in enumerate(unsigned, 1)
            if read.get(str(row.line.pk)) not in (None, letter_mark(row.line))
        ],
        "seen": seen,
        "regret_minutes": settings.REGRET_SECONDS // 60,
    }
    return render(request, "decisions/sign_slate.html", context)


@require_POST
@office_required
def stop_slate(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop signing: what is signed stays, the rest can be edited again."""
    slate = queries.get_slate(request.user, pk)
    rules.check_signer(request.user, slate)
    actions.stop_signing(slate, by=request.user)
    messages.success(request, _("The signing was stopped. The lines not yet signed are open."))
    return redirect("office-slate", pk)


@office_required
def undo_slate(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take back every decision of the slate whose letter still waits."""
    slate = queries.get_slate(request.user, pk)
    rules.check_signer(request.user, slate)
    rows = slate_rows(slate, request.user)
    waiting = [row for row in rows if row.can_undo]
    if request.method != "POST":
        context = {"slate": slate, "count": len(waiting), "late": _late(rows)}
        return render(request, "decisions/undo_slate.html", context)
    undone, late = actions.undo_slate(slate, by=request.user)
    text = ngettext("%(count)s decision was undone.", "%(count)s decisions were undone.", undone)
    messages.success(request, text % {"count": undone})
    if late:
        messages.warning(
            request, _("%(count)s could not be undone, see the lines.") % {"count": late}
        )
    return redirect("office-slate", pk)


def _late(rows: list[queries.SlateRow]) -> int:
    return sum(row.is_signed and not row.can_undo for row in rows)


@require_POST
@office_required
def undo_slate_line(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Take one decision of the slate back while its letter waits."""
    slate = queries.get_slate(request.user, pk)
    rules.check_signer(request.user, slate)
    row = fetch(queries.slate_lines(slate, request.user), request.user, lambda *_: True, pk=line)
    actions.undo_line(row, by=request.user)
    messages.success(
        request,
        _("The decision on %(number)s was undone. The application waits for a new one.")
        % {"number": row.application.number},
    )
    return redirect("office-slate", pk)
