"""Who may state, confirm and change an adoption, and which adoptions count."""

import datetime
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.dates import add_months, local_date
from talkoot.core.refusals import NotAllowed
from talkoot.people.models import Organisation, OrganisationKind, Role
from talkoot.people.queries import carried_by, organisations_near
from talkoot.people.rules import confirmed_ids, is_officer
from talkoot.practices.models import Adoption, AdoptionLink, Practice
from talkoot.practices.rules import can_read, check_confirmed
from talkoot.practices.rules.histories import (
    ESTABLISHED_AFTER_MONTHS,
    Step,
    known_days,
    run_of,
    since,
    steps_of,
    used_since,
)
from talkoot.programmes.models import Programme

Stage = Adoption.Stage
ADOPTION_TRANSITIONS = {
    Adoption.State.VISIBLE: frozenset({Adoption.State.REMOVED}),
    Adoption.State.REMOVED: frozenset({Adoption.State.VISIBLE}),
}
# Only use counts as adoption: interest and trials are shown, not summed.
COUNTED_STAGES = (Stage.IN_USE, Stage.ESTABLISHED)
BENEFIT_AFTER_MONTHS = 6
USE_MONTHS = 12  # A year after the last word of it, whether it is still in use.
USE_SOON_MONTHS = 2  # What comes due by then is asked along, in the same mail.
LINK_DAYS = 14
LINKS_A_DAY = 3  # To one address, and for one practice and organisation.
LONGEST_CHAIN = 50


def counting(prefix: str = "") -> Q:
    """The adoptions that count: visible, in use or established, and confirmed.

    The one rule for adoption_count and levels; queries.use.used_on tells the same of any day.
    `prefix` is the way to the adoption, such as "adoptions__". A statement of a confirmed member is
    confirmed as it is made.
    """
    return Q(
        **{
            f"{prefix}state": Adoption.State.VISIBLE,
            f"{prefix}stage__in": COUNTED_STAGES,
            f"{prefix}confirmed_at__isnull": False,
        }
    )


def is_after_programme(began: datetime.date | None, programme: Programme) -> bool:
    """The first day in use came when the programme had ended."""
    return began is not None and began > programme.ends_on


def is_waiting(adoption: Adoption) -> bool:
    """Stated by a mailed link and not yet confirmed by the organisation."""
    return adoption.state == Adoption.State.VISIBLE and adoption.confirmed_at is None


def can_change(user: Any, adoption: Adoption) -> bool:
    """A confirmed member of the organisation whose adoption it is, or of its successor."""
    own = confirmed_ids(user)
    return adoption.organisation_id in own or adoption.organisation_id in carried_by(own)


def can_confirm(user: Any, adoption: Adoption) -> bool:
    """A confirmed contact of the organisation or its successor, and the programme's office."""
    if not user.is_authenticated:
        return False
    if is_officer(user, adoption.practice.programme.office_id):
        return True
    contact = user.memberships.filter(role=Role.CONTACT, confirmed_at__isnull=False)
    own = set(contact.values_list("organisation_id", flat=True))
    return adoption.organisation_id in own or adoption.organisation_id in carried_by(own)


def check_adopt(user: Any, practice: Practice, organisation_id: int) -> None:
    """Refuse an unpublished practice, one's own, an ended organisation, and a stranger's mark."""
    check_adoptable(practice, organisation_id)
    check_confirmed(user, organisation_id)


def check_adoptable(practice: Practice, organisation_id: int) -> None:
    """Refuse an unpublished practice, and an organisation that made it or that has ended."""
    check_others(practice, organisation_id)
    check_there(organisation_id)


def check_others(practice: Practice, organisation_id: int) -> None:
    """Refuse an unpublished practice, and an organisation that made it."""
    if practice.state != Practice.State.PUBLISHED:
        raise NotAllowed(_("Only a published practice can be adopted."))
    if is_own(practice, organisation_id):
        raise NotAllowed(
            _("This is your own organisation's practice. Adoption is for other organisations.")
        )


def check_there(organisation_id: int) -> None:
    """Refuse an organisation that has ended."""
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    ended = organisation.valid_to if organisation else None
    if organisation and ended and ended < timezone.localdate():
        raise NotAllowed(
            _(
                "%(organisation)s ended on %(day)s. Mark the practice for the organisation that "
                "carries on its work."
            )
            % {"organisation": organisation, "day": local_date(ended)}
        )


def is_own(practice: Practice, organisation_id: int) -> bool:
    """The organisation made the practice, alone or with others, or is of the same organisation.

    Parts, what they belong to and whoever carries their work on are the same; two units of one
    municipality are the same, too.
    """
    if organisation_id == practice.organisation_id:
        return True
    near = Q()
    for pk in roots_of([practice.organisation, *practice.partners.all()]):
        near |= Q(pk__in=organisations_near(pk))
    return Organisation.objects.filter(near, pk=organisation_id).exists()


def roots_of(owners: Iterable[Organisation]) -> set[int]:
    """The owners, and the whole municipality of a unit: what is near them is their own."""
    rows = list(owners)
    whole = {row.parent_id for row in rows if row.kind == OrganisationKind.MUNICIPAL_UNIT}
    return {row.pk for row in rows} | {pk for pk in whole if pk}


def stage_problem(stage: str, adopted_on: datetime.date, *, on: datetime.date) -> str:
    """What is wrong with the stage and its date, as a sentence; empty if nothing is."""
    if adopted_on > on:
        return _("The day cannot be in the future. Give the day on which you began.")
    if stage == Stage.ESTABLISHED and add_months(adopted_on, ESTABLISHED_AFTER_MONTHS) > on:
        return _("A practice is established after 12 months. Choose “in use” until then.")
    return ""


def check_stage(stage: str, adopted_on: datetime.date, *, on: datetime.date) -> None:
    if problem := stage_problem(stage, adopted_on, on=on):
        raise NotAllowed(problem)


def restated_problem(
    history: Sequence[Step], stage: str, day: datetime.date, *, on: datetime.date
) -> str:
    """What is wrong with a statement after the steps told before it, as `stage_problem`."""
    problem = stage_problem(stage, day, on=on)
    if problem or not history:
        return problem
    if stage == history[-1][1] and day in known_days(history):
        return ""
    start = run_of(history, stage)
    if day == since(history):
        # The day of another stage, left as it was: the new one begins today.
        return stage_problem(stage, on if start == len(history) else day, on=on)
    if start and day < history[start - 1][0]:
        return _(
            "Your organisation has told of an earlier stage on %(day)s. Give that day or a later "
            "one."
        ) % {"day": local_date(history[start - 1][0])}
    return ""


def check_restated(
    history: Sequence[Step], stage: str, day: datetime.date, *, on: datetime.date
) -> None:
    if problem := restated_problem(history, stage, day, on=on):
        raise NotAllowed(problem)


def check_learned_from(
    practice: Practice, organisation_id: int, learned_from: Adoption | None
) -> None:
    """Refuse a teacher of another practice, and one who learned it from the organisation itself."""
    link, steps = learned_from, 0
    if link and link.practice_id != practice.pk:
        raise NotAllowed(_("Choose from whom you learned among those who adopted this practice."))
    while link is not None and steps < LONGEST_CHAIN:
        if link.organisation_id == organisation_id:
            raise NotAllowed(
                _(
                    "%(organisation)s learned this from you, so you cannot have learned it from "
                    "them. Choose another organisation or leave the answer empty."
                )
                % {"organisation": learned_from.organisation if learned_from else ""}
            )
        link, steps = link.learned_from, steps + 1


def check_origin(practice: Practice, origin: Practice) -> None:
    """Refuse an origin that itself stems from the practice: generations never loop."""
    link: Practice | None = origin
    steps = 0
    while link is not None and steps < LONGEST_CHAIN:
        if link.pk == practice.pk:
            raise NotAllowed(
                _(
                    "“%(origin)s” stems from this practice itself, so it cannot be where this one "
                    "came from. Choose another practice."
                )
                % {"origin": origin.title}
            )
        link, steps = link.origin_practice, steps + 1


def check_version(user: Any, version: Practice) -> None:
    """One version for each organisation: a colleague's draft is theirs until they share it."""
    if not can_read(user, version):
        raise NotAllowed(
            _(
                "Your colleague has begun to write your organisation's own version. Ask them to "
                "name you as another author."
            )
        )


def check_waiting(adoption: Adoption) -> None:
    """One answer to a statement: the second contact is told what the first one chose."""
    if adoption.state == Adoption.State.REMOVED:
        raise NotAllowed(_("This statement has been refused or removed already."))
    if adoption.confirmed_at is not None:
        raise NotAllowed(_("This statement has been confirmed already. Nothing more is needed."))


def check_visible(adoption: Adoption) -> None:
    if adoption.state != Adoption.State.VISIBLE:
        raise NotAllowed(_("This mark has been removed. Mark the practice as adopted again."))
    if adoption.confirmed_at is None:
        raise NotAllowed(
            _("This statement waits for a contact of your organisation to confirm it.")
        )


def check_move(adoption: Adoption, stage: str, *, on: datetime.date) -> None:
    """Refuse a stage that does not differ, and “established” before twelve months of use."""
    check_visible(adoption)
    if stage == adoption.stage:
        raise NotAllowed(_("The stage is already this one. Reload the page."))
    check_stage(stage, used_since(steps_of(adoption.moves.all())) or on, on=on)


def check_link(link: AdoptionLink, at: datetime.datetime) -> None:
    """A link states once, within its days, on a practice that is still public."""
    if link.used_at is not None:
        raise NotAllowed(
            _("This link has been used. The organisation's contact person can change the mark."),
            status=HTTPStatus.GONE,
        )
    if link.expires_at < at:
        raise NotAllowed(
            _("This link has expired. Ask for a new one on the practice's page."),
            status=HTTPStatus.GONE,
        )
    if link.practice.state != Practice.State.PUBLISHED:
        raise NotAllowed(
            _("The practice has been withdrawn, so it can no longer be marked as adopted."),
            status=HTTPStatus.GONE,
        )


def check_not_marked(adoption: Adoption | None) -> None:
    """By a link one states what is new; what the organisation has confirmed its members change."""
    if adoption and adoption.state == Adoption.State.VISIBLE and adoption.confirmed_at is not None:
        raise NotAllowed(
            _(
                "Your organisation has marked this practice already. Its contact person can bring "
                "the mark up to date after signing in."
            )
        )
