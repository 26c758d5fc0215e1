"""Reads of writing together: colleagues, edits, joint applicants, earlier answers."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.calls import rules
from talkoot.calls.models import Application, JointApplicant, Writer, WriterInvitation
from talkoot.calls.rules import writing
from talkoot.calls.rules.answers import TEXT_CODES
from talkoot.calls.rules.criteria import TEAM_CODE
from talkoot.calls.rules.reuse import is_own
from talkoot.core.access import fetch
from talkoot.core.dates import local_moment
from talkoot.core.refusals import NotFound
from talkoot.core.templatetags.ui import day
from talkoot.people.models import Membership, Role, User
from talkoot.people.rules import roles_of
from talkoot.surveys.models import Item
from talkoot.surveys.queries import token_hash

EARLIER_SHOWN = 3
UNITS_SHOWN = 20
DAYS_IN_MONTH = 30


@dataclass(frozen=True)
class EarlierAnswer:
    """What the organisation has answered to the same question before."""

    ref: str
    title: str
    sent_at: datetime.datetime | None
    text: str


def followed_by(user: Any) -> Q:
    """Applications that the person started, writes, or whose joint organisation they belong to."""
    confirmed = user.memberships.filter(confirmed_at__isnull=False).values("organisation")
    joined = JointApplicant.objects.filter(organisation__in=confirmed, confirmed_at__isnull=False)
    return (
        Q(applicant=user)
        | Q(pk__in=Writer.objects.filter(user=user).values("application"))
        | Q(pk__in=joined.values("application"))
    )


def is_written_by(user: Any) -> Case:
    """Whether the person started the application or has been added to write it."""
    added = Writer.objects.filter(application=OuterRef("pk"), user=user)
    return Case(When(applicant=user, then=Value(True)), default=Exists(added))


def get_written(user: Any, ref: str) -> Application:
    """An application that the person writes, with what the page of its people shows."""
    rows = Application.objects.select_related(
        "call__offering__programme", "organisation", "applicant"
    )
    return fetch(rows, user, rules.can_edit, ref=ref)


def colleague_at(application: Application, address: str) -> User | None:
    """The confirmed member of an organisation that applies who has the address, or None."""
    members = Membership.objects.filter(
        user=OuterRef("pk"),
        organisation__in=writing.organisation_ids(application),
        confirmed_at__isnull=False,
    )
    return User.objects.filter(Exists(members), email__iexact=address, is_active=True).first()


def get_invitation(application_ref: str, token: str) -> WriterInvitation:
    """The invitation of a mailed link; a wrong, used or cancelled link gives NotFound."""
    rows = WriterInvitation.objects.select_related("application__organisation", "invited_by")
    row = rows.filter(token_hash=token_hash(token), application__ref=application_ref).first()
    if row is None:
        raise NotFound(
            _(
                "This invitation does not work. It has been used or cancelled, or a part of the "
                "address is missing. Ask your colleague to invite you again."
            )
        )
    return row


def contacts_of(organisation_id: int) -> list[User]:
    """The confirmed contact persons of the organisation."""
    contacts = Membership.objects.filter(
        organisation=organisation_id, role=Role.CONTACT, confirmed_at__isnull=False
    )
    return list(User.objects.filter(pk__in=contacts.values("user"), is_active=True).order_by("pk"))


def get_joint(user: Any, ref: str) -> JointApplicant:
    """The part of the person's own organisation in a joint application, else NotFound.

    Confirmed members read it; whether the person may also confirm, the rule tells.
    """
    rows = JointApplicant.objects.select_related(
        "application__call__offering__programme",
        "application__organisation",
        "application__applicant",
        "organisation",
    )
    confirmed = user.memberships.filter(confirmed_at__isnull=False).values("organisation")
    return fetch(
        rows.filter(organisation__in=confirmed), user, lambda _user, _row: True,
        application__ref=ref,
    )  # fmt: skip


def pending_joint(user: Any) -> list[JointApplicant]:
    """Requests to apply jointly that wait for the person's word as a contact.

    No query for who is nobody's contact.
    """
    if not any(Role.CONTACT in roles for roles in roles_of(user).values()):
        return []
    contact_of = user.memberships.filter(role=Role.CONTACT, confirmed_at__isnull=False)
    rows = JointApplicant.objects.filter(
        organisation__in=contact_of.values("organisation"),
        confirmed_at=None,
        application__state__in=rules.WRITTEN,
    )
    return list(
        rows.select_related(
            "organisation", "application__organisation", "application__call"
        ).order_by("pk")
    )


def left_behind(organisation_id: int) -> "QuerySet[Application]":
    """The organisation's applications whose starter no longer belongs to it, newest first."""
    stays = Membership.objects.filter(
        user=OuterRef("applicant"), organisation=OuterRef("organisation")
    )
    return (
        Application.objects.filter(~Exists(stays), organisation=organisation_id)
        .exclude(state=Application.State.WITHDRAWN)
        .select_related("call", "applicant")
        .order_by("-created_at", "-pk")
    )


def get_left(user: Any, ref: str) -> Application:
    """An application that the person may take over, else NotFound."""
    return fetch(Application.objects.select_related("call"), user, writing.can_take_over, ref=ref)


def edit_notes(application: Application, codes: list[str], *, viewer_id: int) -> dict[str, str]:
    """{code: who answered and when}, where somebody else did or the organisation's facts gave it.

    One query when somebody else has written, else none.
    """
    edits = {code: application.edits[code] for code in codes if code in application.edits}
    others = {pk for pk, _at in edits.values() if pk not in (None, viewer_id)}
    names = {row.pk: str(row) for row in User.objects.filter(pk__in=others)} if others else {}
    told_at = {at for pk, at in edits.values() if pk is None}  # Mostly all at one time.
    facts = {at: _from_facts(datetime.datetime.fromisoformat(at)) for at in told_at}
    notes = {}
    for code, (pk, at) in edits.items():
        moment = datetime.datetime.fromisoformat(at)
        if pk is None:
            notes[code] = facts[at]
        elif pk in names:
            notes[code] = _("%(name)s saved this on %(moment)s.") % {
                "name": names[pk],
                "moment": local_moment(moment),
            }
    return notes


def _from_facts(told_at: datetime.datetime) -> str:
    months = (timezone.now() - told_at).days // DAYS_IN_MONTH
    if not months:
        return _("Filled in from what your organisation told on %(day)s. Check it.") % {
            "day": day(told_at)
        }
    sentence = ngettext(
        "Filled in from what your organisation told on %(day)s, a month ago. Check it.",
        "Filled in from what your organisation told on %(day)s, %(months)d months ago. Check it.",
        months,
    )
    return sentence % {"day": day(told_at), "months": months}


def earlier_answers(
    application: Application, step: str, user: Any
) -> dict[str, list[EarlierAnswer]]:
    """{code: the organisation's earlier answers} to the text questions of the step; one query.

    Only a confirmed member reads what others of the organisation have sent.
    """
    codes = [
        item.code
        for item in rules.questions_of(application, step=step)
        if item.kind == Item.Kind.TEXT and not is_own(item.code)
    ]
    if not codes:
        return {}
    member = Membership.objects.filter(
        user=user, organisation=application.organisation_id, confirmed_at__isnull=False
    )
    rows = (
        Application.objects.filter(
            Exists(member),
            organisation=application.organisation_id,
            submitted_at__isnull=False,
        )
        .exclude(pk=application.pk)
        .values("ref", "title", "submitted_at", "answers", *TEXT_CODES.intersection(codes))
        .order_by("-submitted_at")[: 2 * EARLIER_SHOWN]
    )
    found: dict[str, list[EarlierAnswer]] = {code: [] for code in codes}
    for row in rows:
        for code in codes:
            text = _text_of(row, code)
            is_new = text not in {answer.text for answer in found[code]}
            if text and is_new and len(found[code]) < EARLIER_SHOWN:
                answer = EarlierAnswer(row["ref"], row["title"], row["submitted_at"], text)
                found[code].append(answer)
    return {code: answers for code, answers in found.items() if answers}


def earlier_units(application: Application, user: Any) -> list[str]:
    """The organisation's units and work communities that have applied, by name; one query.

    For a confirmed member, as earlier_answers; none for a team, whose name is its own.
    """
    if any(item.code == TEAM_CODE for item in rules.questions_of(application)):
        return []
    member = Membership.objects.filter(
        user=user, organisation=application.organisation_id, confirmed_at__isnull=False
    )
    rows = Application.objects.filter(
        Exists(member), organisation=application.organisation_id, submitted_at__isnull=False
    ).exclude(unit_name="")
    names = rows.order_by("unit_name").values_list("unit_name", flat=True)
    return list(names.distinct()[:UNITS_SHOWN])


def earlier_answer(application: Application, ref: str, code: str, user: Any) -> str:
    """One earlier answer to be copied; empty when it is not there or not for this person."""
    if is_own(code):
        return ""
    member = Membership.objects.filter(
        user=user, organisation=application.organisation_id, confirmed_at__isnull=False
    )
    rows = Application.objects.filter(
        Exists(member),
        ref=ref,
        organisation=application.organisation_id,
        submitted_at__isnull=False,
    )
    row = rows.values("answers", *TEXT_CODES.intersection([code])).first()
    return _text_of(row, code) if row else ""


def _text_of(row: Mapping[str, Any], code: str) -> str:
    """The text that answers the question, whichever questionnaire asked it."""
    return str((row[code] if code in TEXT_CODES else row["answers"].get(code)) or "")
