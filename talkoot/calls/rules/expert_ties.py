"""Experts who may not be chosen, because they or their supplier are tied to an applicant.

Sources: Act on Public Procurement 1397/2016, section 3 (equal treatment of suppliers) and
Administrative Procedure Act 434/2003, section 28 (grounds of disqualification, by analogy): who
belongs to the applicant, or whose supplier is the applicant's own, is no outsider there. What an
expert has declared counts beside what the records tell. Read each time, through the application's
own relation, because experts is a neighbour on the ladder.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.core.refusals import NotAllowed
from talkoot.people.models import Membership
from talkoot.people.queries import organisations_near

DECLARED, MEMBERSHIP, SUPPLIER = "declared", "membership", "supplier"


def all_experts() -> "QuerySet[Any]":
    """Every expert, reached by the application's relation."""
    related: Any = Application._meta.get_field("expert").related_model
    rows: QuerySet[Any] = related._default_manager.all()
    return rows


def tied_keys(application: Application) -> RawSQL:
    """Keys of the experts tied to one of the applicants or to an organisation near one.

    A subquery for `…__in`, so asking costs no query of its own.
    """
    return RawSQL(*_worded(tuple(_applicants(application))))  # noqa: S611  the ORM's own words


@lru_cache(maxsize=1000)
def _worded(organisations: tuple[int, ...]) -> tuple[str, tuple[Any, ...]]:
    """The question alone: words and ids, never an answer, so they may be kept for the next."""
    declared, members, suppliers = _ties(organisations)
    rows = all_experts().filter(declared | members | suppliers).order_by().values("pk")
    return rows.query.sql_with_params()


def tied_experts(application: Application) -> "QuerySet[Any]":
    """The same experts with `tie`."""
    declared, members, suppliers = _ties(_applicants(application))
    tie = Case(
        When(declared, then=Value(DECLARED)),
        When(members, then=Value(MEMBERSHIP)),
        When(suppliers, then=Value(SUPPLIER)),
        output_field=CharField(),
    )
    return all_experts().filter(declared | members | suppliers).annotate(tie=tie).order_by()


def _ties(organisations: Iterable[int]) -> tuple[Q, Q, Q]:
    """Who has declared a tie, who belongs to an applicant, whose supplier does."""
    declared, members, suppliers = Q(), Q(), Q()
    for organisation_id in organisations:
        near = organisations_near(organisation_id)
        declared |= Q(pk__in=_declared(near))
        belongs = Membership.objects.filter(organisation__in=near)
        members |= Q(user__in=belongs.values("user"))
        suppliers |= Q(supplier__organisation__in=near)
    return declared, members, suppliers


def tie_sentence(application: Application, *, expert_id: int | None = None) -> str:
    """Why the expert, without `expert_id` the chosen one, may not be chosen; else empty.

    One query, two if others apply along.
    """
    expert_id = expert_id or application.expert_id
    if expert_id is None:
        return ""
    found = tied_experts(application).filter(pk=expert_id)
    row = found.values_list("name", "tie").first()
    if row is None:
        return ""
    name, tie = row
    sentences = {
        DECLARED: _(
            "%(name)s has told of a tie to the applicant and cannot be chosen. Choose another "
            "expert."
        ),
        MEMBERSHIP: _(
            "%(name)s belongs to the applicant’s organisation and cannot be chosen. Choose "
            "another expert."
        ),
        SUPPLIER: _(
            "The supplier of %(name)s is the applicant or belongs with it, so %(name)s cannot be "
            "chosen. Choose another expert."
        ),
    }
    return sentences[tie] % {"name": name}


def check_expert(application: Application) -> None:
    """Refuse an expert who is tied to an applicant."""
    if sentence := tie_sentence(application):
        raise NotAllowed(sentence)


def _applicants(application: Application) -> list[int]:
    joint: list[int] = []
    if application.call.allows_joint:
        joint = list(application.joint_applicants.values_list("organisation", flat=True))
    return [application.organisation_id, *joint]


def _declared(near: Any) -> "QuerySet[Any, Any]":
    tied = all_experts().filter(ties__organisation__in=near, ties__ended_at=None).order_by()
    same = Q(pk__in=tied.values("pk")) | Q(user__in=tied.values("user"))
    return all_experts().filter(same).order_by().values("pk")
