"""Who may not handle an application: Administrative Procedure Act 434/2003, sections 27-30.

The grounds are read from the records each time, so that a membership that began a minute ago
counts. What the office has found and recorded counts beside them until it is lifted.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast, Concat, StrIndex
from django.utils.translation import gettext as _

from talkoot.assessments.models import Disqualification
from talkoot.calls.models import Application, Call, JointApplicant, Writer
from talkoot.calls.rules.criteria import TEAM_CODE
from talkoot.core.refusals import NotAllowed
from talkoot.engagements.models import Engagement
from talkoot.experts.models import Expert
from talkoot.people.models import Organisation
from talkoot.people.queries import organisations_near, organisations_near_any
from talkoot.people.rules import roles_of
from talkoot.surveys.models import Item

Ground = Disqualification.Ground
State = Disqualification.State
# The office weighs these; being a party or belonging to one is never lifted while it lasts.
LIFTABLE = frozenset({Ground.DECLARED, Ground.OFFICE, Ground.EARLIER_DAYS})
# Engagements that the applicant has not given up and the expert has not declined.
GIVES_DAYS = (Engagement.State.OPEN, Engagement.State.AGREED, Engagement.State.DELIVERED)
MOST_NAMED = 100
Keys = QuerySet[Any, Any]


def barred_keys(user: Any) -> dict[str, list[Keys]]:
    """{ground: subqueries of keys of the applications from which it disqualifies the person}."""
    return _keys(user.pk, roles_of(user))


def _keys(user: int, organisations: Iterable[int]) -> dict[str, list[Keys]]:
    applications = Application.objects.order_by()
    recorded = Disqualification.objects.filter(user=user)
    found: dict[str, list[Keys]] = {
        "recorded": [recorded.filter(state=State.IN_FORCE).values("application")],
        Ground.WRITER: [
            applications.filter(applicant=user).values("pk"),
            Writer.objects.filter(user=user).values("application"),
        ],
        Ground.NAMED_EXPERT: [
            applications.filter(expert__in=Expert.objects.filter(user=user).values("pk")).values(
                "pk"
            )
        ],
        Ground.EARLIER_DAYS: _earlier_days(user),
        Ground.MEMBERSHIP: [],
        Ground.JOINT: [],
    }
    for organisation_id in organisations:
        members, joint, teams = _near(organisation_id)
        found[Ground.MEMBERSHIP].append(members.values("pk"))
        found[Ground.JOINT] += [joint.values("application"), teams.values("pk")]
    return found


def barred_among(user: Any) -> RawSQL | list[int]:
    """The subquery of keys of the applications that the person may not handle.

    Every list, count and menu of a page asks it; the database answers it anew each time, unless the
    page has remembered them.
    """
    known: list[int] | None = getattr(user, "_barred", None)
    if known is not None:
        return known
    return RawSQL(*_worded(user.pk, tuple(roles_of(user))))  # noqa: S611  the ORM's own words


@lru_cache(maxsize=1000)
def _worded(user: int, organisations: tuple[int, ...]) -> tuple[str, tuple[Any, ...]]:
    """The question alone: words and ids, never an answer, so they may be kept for the next."""
    first, *others = [keys for found in _keys(user, organisations).values() for keys in found]
    return first.union(*others, all=True).query.sql_with_params()


def remember_barred(user: Any) -> None:
    """A page that asks often asks once: its lists then name the few applications one by one.

    Never call it where something is written: what holds then is asked anew.
    """
    rows = barred_applications(user).values_list("pk", flat=True)
    keys = list(rows[: MOST_NAMED + 1])
    if len(keys) <= MOST_NAMED:
        user._barred = keys


def barred_from(user: Any) -> Q:
    """The condition on applications that holds for those the person may not handle."""
    return Q(pk__in=barred_among(user))


def barred_applications(user: Any) -> "QuerySet[Application]":
    """The applications that the person may not handle."""
    return Application.objects.order_by().filter(barred_from(user))


def _near(
    organisation_id: int,
) -> tuple["QuerySet[Application]", "QuerySet[JointApplicant]", "QuerySet[Application]"]:
    """Applications of the organisation and of those near it: alone, jointly and in a team.

    Working in a programme's office is handling, not an interest: an office that belongs to a city
    handles the applications of the city's own units.
    """
    near = organisations_near(organisation_id)
    return (
        Application.objects.order_by()
        .filter(organisation__in=near)
        .exclude(call__offering__programme__office=organisation_id),
        JointApplicant.objects.filter(organisation__in=near).exclude(
            application__call__offering__programme__office=organisation_id
        ),
        # No join, which would lead the database away from the forms of teams.
        _of_teams(near).exclude(
            call__in=Call.objects.order_by()
            .filter(offering__programme__office=organisation_id)
            .values("pk")
        ),
    )


def _of_teams(near: RawSQL) -> "QuerySet[Application]":
    """Applications of teams to which one of the organisations `near` belongs, as their form tells.

    The answer is a list of keys; only applications whose form asks it are looked at.
    """
    forms = Item.objects.order_by().filter(code=TEAM_CODE).values("questionnaire")
    quoted = Concat(Value('"'), F("key"), Value('"'))
    named = Organisation.objects.order_by().filter(pk__in=near)
    named = named.annotate(place=StrIndex(OuterRef("team_keys"), quoted)).filter(place__gt=0)
    keys = Cast(KeyTransform(TEAM_CODE, "answers"), TextField())
    # Keys alone first: an index tells them, and no row of another form is read.
    asked = Application.objects.order_by().filter(questionnaire__in=forms).values("pk")
    rows = Application.objects.order_by().filter(pk__in=asked)
    return rows.annotate(team_keys=keys).filter(Exists(named))


def _earlier_days(user: int) -> list[Keys]:
    """Applications of organisations to which the person has given or gives days and of those near
    them, alone and jointly, unless lifted.
    """
    partner = "application__joint_applicants"
    # Joins, not questions in questions: SQLite's parser goes only so deep.
    rows = Engagement.objects.order_by().filter(expert__user=user, state__in=GIVES_DAYS)
    partners = rows.filter(**{f"{partner}__confirmed_at__isnull": False})
    near = organisations_near_any(
        rows.values("application__organisation").union(
            partners.values(f"{partner}__organisation"), all=True
        )
    )
    lifted = Disqualification.objects.filter(
        user=user, ground=Ground.EARLIER_DAYS, state=State.LIFTED
    ).values("application")
    return [
        Application.objects.order_by()
        .filter(organisation__in=near)
        .exclude(pk__in=lifted)
        .values("pk"),
        JointApplicant.objects.order_by()
        .filter(organisation__in=near)
        .exclude(application__in=lifted)
        .values("application"),
        _of_teams(near).exclude(pk__in=lifted).values("pk"),
    ]


def check_lift(disqualification: Disqualification, *, reason: str, by: Any) -> None:
    """Refuse without a reason, on one's own behalf, and a party's while the tie lasts."""
    if disqualification.user_id == by.pk:
        raise NotAllowed(_("Somebody else in the office decides on your own disqualification."))
    if not reason.strip():
        raise NotAllowed(_("Write why the person may handle the application after all."))
    if disqualification.ground in LIFTABLE:
        return
    keys = barred_keys(disqualification.user)[disqualification.ground]
    of_this = Application.objects.filter(pk=disqualification.application_id)
    if any(of_this.filter(pk__in=key).exists() for key in keys):
        raise NotAllowed(
            _(
                "A party to the matter and a person who belongs to the applicant stay disqualified "
                "as long as the tie lasts."
            )
        )
