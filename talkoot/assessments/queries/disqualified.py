"""Who is disqualified from what in one call, with the grounds: for assignment and for the record.

Says the same as rules.grounds, which hides single applications from one person; here all people
of a call are looked at together in a fixed number of queries. A test holds the two together.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Value

from talkoot.assessments.models import Disqualification
from talkoot.assessments.rules.grounds import GIVES_DAYS
from talkoot.calls.models import Application, Call, JointApplicant, Writer
from talkoot.calls.rules.criteria import load_team_organisations, team_organisations
from talkoot.experts.models import Expert
from talkoot.people.models import Membership, Organisation, OrganisationSuccession, User

Ground = Disqualification.Ground
Grounds = dict[tuple[int, int], set[str]]
RECORDED = "recorded"


def grounds_in(
    call: Call, users: Iterable[User], applications: Iterable[Application] | None = None
) -> Grounds:
    """{(application id, user id): grounds} that hold now; RECORDED for what is recorded in force.

    Of the call's `applications`, without them of all that have arrived. At most six queries, and
    one for the organisations of teams, however many people and applications there are.
    """
    ids = {user.pk for user in users}
    found: Grounds = defaultdict(set)
    if applications is None:
        fields = ("pk", "organisation_id", "applicant_id", "expert_id", "answers")
        arrived = Application.objects.filter(call=call, submitted_at__isnull=False)
        applications = arrived.order_by("pk").only(*fields)
    rows = list(applications)
    beside = _beside(call, {row.pk for row in rows})
    _add_parties(found, rows, beside["writer"], ids)
    load_team_organisations(rows)
    joint = [
        *beside["joint"],
        *((row.pk, body.pk) for row in rows for body in team_organisations(row)),
    ]
    near = _Nearness()
    _add_members(found, call, rows, joint, ids, near)
    _add_experts(found, rows, joint, ids, near)
    _add_recorded(found, call, ids)
    return dict(found)


def _beside(call: Call, keys: set[int]) -> dict[str, list[tuple[int, int]]]:
    """Who write beside the applicant, and which organisations apply jointly, in one query."""
    writers = Writer.objects.filter(application__call=call).values_list(
        Value("writer"), "application_id", "user_id"
    )
    joint = JointApplicant.objects.filter(application__call=call).values_list(
        Value("joint"), "application_id", "organisation_id"
    )
    found: dict[str, list[tuple[int, int]]] = {"writer": [], "joint": []}
    for kind, application_id, other_id in writers.union(joint, all=True):
        if application_id in keys:
            found[kind].append((application_id, other_id))
    return found


def _add_parties(
    found: Grounds, rows: list[Application], writers: list[tuple[int, int]], ids: set[int]
) -> None:
    for application_id, user_id in [*writers, *((row.pk, row.applicant_id) for row in rows)]:
        if user_id in ids:
            found[application_id, user_id].add(Ground.WRITER)


def _add_members(
    found: Grounds,
    call: Call,
    rows: list[Application],
    joint: list[tuple[int, int]],
    ids: set[int],
    near: "_Nearness",
) -> None:
    office = call.offering.programme.office_id
    memberships = Membership.objects.filter(user__in=ids).exclude(organisation=office)
    bodies: dict[int, set[int]] = defaultdict(set)  # {organisation id: users who belong near it}
    for user_id, organisation_id in memberships.values_list("user_id", "organisation_id"):
        for body in near.of(organisation_id):
            bodies[body].add(user_id)
    for row in rows:
        for user_id in bodies[row.organisation_id]:
            found[row.pk, user_id].add(Ground.MEMBERSHIP)
    for application_id, organisation_id in joint:
        for user_id in bodies[organisation_id]:
            found[application_id, user_id].add(Ground.JOINT)


def _add_experts(
    found: Grounds,
    rows: list[Application],
    joint: list[tuple[int, int]],
    ids: set[int],
    near: "_Nearness",
) -> None:
    """An expert without engagements comes once, one with many once for each party of each."""
    users: dict[int | None, int] = {}
    bodies: dict[int, set[int]] = defaultdict(set)  # {organisation id: who gives days near it}
    partner = "engagements__application__joint_applicants"
    experts = Expert.objects.filter(user__in=ids).values_list(
        "pk",
        "user_id",
        "engagements__state",
        "engagements__application__organisation_id",
        f"{partner}__organisation_id",
        f"{partner}__confirmed_at",
    )
    for expert_id, user_id, state, lead, other, confirmed_at in experts:
        users[expert_id] = user_id
        if state in GIVES_DAYS:
            parties = [lead, other] if confirmed_at else [lead]
            for body in set().union(*(near.of(key) for key in parties)):
                bodies[body].add(user_id)
    for row in rows:
        if row.expert_id in users:
            found[row.pk, users[row.expert_id]].add(Ground.NAMED_EXPERT)
    for application_id, organisation_id in [
        *joint,
        *((row.pk, row.organisation_id) for row in rows),
    ]:
        for user_id in bodies[organisation_id]:
            found[application_id, user_id].add(Ground.EARLIER_DAYS)


def _add_recorded(found: Grounds, call: Call, ids: set[int]) -> None:
    """What is recorded counts until lifted; earlier days that are lifted no longer count."""
    rows = Disqualification.objects.filter(application__call=call, user__in=ids)
    for pk, user_id, ground, state in rows.values_list(
        "application_id", "user_id", "ground", "state"
    ):
        if state == Disqualification.State.IN_FORCE:
            found[pk, user_id].add(RECORDED)
        elif ground == Ground.EARLIER_DAYS and (pk, user_id) in found:
            found[pk, user_id].discard(ground)
            if not found[pk, user_id]:
                del found[pk, user_id]


class _Nearness:
    """people.queries.organisations_near for many organisations at once; one query."""

    def __init__(self) -> None:
        self.up: dict[int, set[int]] = defaultdict(set)
        self.down: dict[int, set[int]] = defaultdict(set)
        parents = Organisation.objects.exclude(parent=None).order_by()
        merged = OrganisationSuccession.objects.values_list(
            Value(True), "predecessor_id", "successor_id"
        )
        edges = parents.values_list(Value(False), "pk", "parent_id").union(merged, all=True)
        for is_merger, one, other in edges:
            self.up[one].add(other)
            self.down[other].add(one)
            if is_merger:
                self.up[other].add(one)
                self.down[one].add(other)
        self._known: dict[int, set[int]] = {}

    def of(self, organisation_id: int) -> set[int]:
        """The organisation, those above it and those below it."""
        if organisation_id not in self._known:
            self._known[organisation_id] = _reached(self.up, organisation_id) | _reached(
                self.down, organisation_id
            )
        return self._known[organisation_id]


def _reached(edges: dict[int, set[int]], start: int) -> set[int]:
    seen, waiting = {start}, [start]
    while waiting:
        for following in edges.get(waiting.pop(), ()):
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return seen
