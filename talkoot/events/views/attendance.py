"""Attendance: the facilitator's list, counted groups, the code at the door, a tool's list."""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.pages import page_of
from talkoot.core.qr import qr_svg
from talkoot.core.refusals import NotAllowed, NotFound
from talkoot.core.tables import BadTable
from talkoot.events.actions import attendance as actions
from talkoot.events.forms.attendance import CountsForm, ImportForm, ListForm, sealed
from talkoot.events.meeting_lists import Listed, read_list
from talkoot.events.models import Session
from talkoot.events.queries import attendance as queries
from talkoot.events.rules import attendance as rules
from talkoot.events.rules.matching import Match, matches
from talkoot.people.models import ParticipantRole

LIST_ROWS = 200


@login_required
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of names with check marks, and the groups that were counted."""
    session = queries.get_marked_session(request.user, pk)
    counts = CountsForm(
        request.POST if request.method == "POST" else None, initial=queries.counted_at(session)
    )
    if request.method == "POST" and counts.is_valid():
        _keep_marks(request, session)
        if counts.has_changed():
            actions.record_counts(session, counts=counts.counts(), by=request.user)
        if "close" in request.POST:
            actions.close_attendance(session, by=request.user)
            messages.success(request, _("The session has been held; its attendance counts now."))
        else:
            messages.success(request, _("The attendance has been kept."))
        return redirect("attendance", pk)
    there = queries.presences_at(session)
    expected = queries.expected_at(session)
    page = page_of(request, expected, size=LIST_ROWS)
    rows = [{"registration": row, "presence": there.get(row.participant_id)} for row in page]
    known = {row.participant_id for row in expected}
    totals = queries.total_counts([session])
    context = {
        "session": session,
        "series": session.series,
        "rows": rows,
        "page": page,
        "was": ",".join(str(row["registration"].pk) for row in rows if row["presence"]),
        "others": [row for key, row in there.items() if key not in known],
        "counts": counts,
        "form": counts,
        "totals": [(ParticipantRole(role).label, count) for role, count in totals.items()],
        "total": sum(totals.values()),
        "is_cooperative": rules.is_cooperative(totals),
        "is_held": session.state == Session.State.HELD,
        "imports": queries.imports_of(session),
        "too_early": _too_early(session),
    }
    return TemplateResponse(request, "events/attendance.html", context)


def _too_early(session: Session) -> str:
    try:
        rules.check_mark(session, timezone.now())
    except NotAllowed as refusal:
        return refusal.sentence
    return ""


def _keep_marks(request: HttpRequest, session: Session) -> None:
    """Only what was changed in the page, so that marks made meanwhile stay."""
    shown = {key for key in request.POST.get("was", "").split(",") if key.isdecimal()}
    ticked = {key for key in request.POST.getlist("present") if key.isdecimal()}
    actions.mark_presences(
        session,
        came={int(key) for key in ticked - shown},
        gone={int(key) for key in shown - ticked},
        by=request.user,
    )


@login_required
def door(request: HttpRequest, pk: int) -> HttpResponse:
    """The code to show at the door, as a picture and as letters; a POST makes it."""
    session = queries.get_marked_session(request.user, pk)
    if request.method == "POST":
        actions.open_door(session, by=request.user)
        return redirect("door", pk)
    present = len(queries.presences_at(session))
    context = {
        "session": session,
        "series": session.series,
        "address": _door_address(session) if session.checkin_code else "",
        "present": present,
        "expected": len(queries.expected_at(session)),
    }
    return render(request, "events/door.html", context)


@require_safe
@login_required
def door_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The code as an SVG picture."""
    session = queries.get_marked_session(request.user, pk)
    if not session.checkin_code:
        raise NotFound(_("This session has no code yet. Make it on the page of the door."))
    return HttpResponse(qr_svg(_door_address(session)), content_type="image/svg+xml")


def _door_address(session: Session) -> str:
    return settings.BASE_URL + reverse("check-in", args=[session.checkin_code])


@login_required
def attendance_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the tool's file; the next page shows what was read, and nothing is kept before it."""
    session = queries.get_marked_session(request.user, pk)
    rules.check_mark(session, timezone.now())
    form = ListForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
    )
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        content = upload.read()
        digest = hashlib.sha256(content).hexdigest()
        try:
            if queries.was_imported(session, digest):
                raise BadTable(_("This file has been read in already, so nothing was changed."))
            people = read_list(content)
        except BadTable as bad:
            faults = bad.sentences
            for sentence in faults:
                form.add_error("file", sentence)
        else:
            return _preview(request, session, people, upload.name, digest)
    context = {
        "session": session,
        "series": session.series,
        "form": form,
        "imports": queries.imports_of(session),
    }
    return TemplateResponse(request, "events/attendance_import.html", context)


def _preview(
    request: HttpRequest, session: Session, people: list[Listed], file_name: str, digest: str
) -> HttpResponse:
    found = matches(people, queries.expected_at(session))
    read = sealed(people, session=session.pk, file_name=file_name, sha256=digest)
    context = {
        "session": session,
        "series": session.series,
        "file_name": file_name,
        "matched": [row for row in found if row.registration],
        "unmatched": [row for row in found if not row.registration],
        "confirm": ImportForm(initial={"read": read}),
    }
    return render(request, "events/attendance_preview.html", context)


@login_required
@require_POST
def confirm_attendance_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Read in what the preview showed, all or nothing."""
    session = queries.get_marked_session(request.user, pk)
    form = ImportForm(request.POST)
    if not form.is_valid() or form.cleaned_data["read"]["session"] != session.pk:
        messages.warning(request, _("The preview is too old. Choose the file again."))
        return redirect("attendance-import", pk)
    read = form.cleaned_data["read"]
    people = [Listed(*row) for row in read["rows"]]
    found: list[Match] = matches(people, queries.expected_at(session))
    row = actions.import_attendance(
        session,
        found,
        file_name=read["name"],
        sha256=read["sha256"],
        counts_unmatched=form.cleaned_data["counts_unmatched"],
        by=request.user,
    )
    messages.success(
        request,
        _("%(matched)s of %(rows)s persons of the list were marked present.")
        % {"matched": row.matched, "rows": row.rows},
    )
    return redirect("attendance", pk)
