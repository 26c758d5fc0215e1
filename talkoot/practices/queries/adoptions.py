"""Reads of adoptions: who adopted a practice, what waits, what is asked later."""

import datetime
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.access import fetch
from talkoot.core.dates import add_months
from talkoot.core.refusals import NotAllowed, NotFound
from talkoot.people.models import (
    Membership,
    Organisation,
    OrganisationKind,
    OrganisationSuccession,
    Role,
    User,
)
from talkoot.people.queries import carried_by, carried_on, organisations_near
from talkoot.people.rules import confirmed_ids, office_ids
from talkoot.practices.models import Adoption, AdoptionLink, AdoptionMove, Practice
from talkoot.practices.queries.owners import contacts_of
from talkoot.practices.queries.use import used_ever_since
from talkoot.practices.rules import adoptions as rules
from talkoot.practices.rules.histories import ESTABLISHED_AFTER_MONTHS, Step, steps_of
from talkoot.programmes.models import Programme
from talkoot.surveys.queries import token_hash

State, Stage = Adoption.State, Adoption.Stage
SHOWN = 12  # On the practice's own page; all stand on a page of their own.
MOVES_SHOWN = 100
OF_A_MUNICIPALITY = (OrganisationKind.MUNICIPAL_UNIT, OrganisationKind.MUNICIPAL_COMPANY)
ASKED = ("benefit_asked_at", "established_asked_at", "use_asked_at")
# Everybody's addresses: they tell nothing of where a person works.
PUBLIC_MAIL = frozenset(
    "gmail.com googlemail.com hotmail.com hotmail.fi outlook.com live.com luukku.com icloud.com "
    "yahoo.com proton.me protonmail.com suomi24.fi elisanet.fi kolumbus.fi netti.fi".split()
)


def visible_adoptions(practice: Practice) -> "QuerySet[Adoption]":
    """Confirmed adoptions that everybody sees, newest first.

    An adopter to which the practice has been passed on has it as its own.
    """
    rows = practice.adoptions.filter(state=State.VISIBLE, confirmed_at__isnull=False)
    return rows.exclude(organisation=practice.organisation_id).select_related("organisation")


def stage_counts(practice: Practice) -> list[tuple[str, int]]:
    """(stage, how many organisations) for the stages that have any, the furthest first."""
    rows = visible_adoptions(practice).order_by().values_list("stage").annotate(Count("pk"))
    return in_order(Counter(dict(rows)))


def in_order(counts: "Counter[str]") -> list[tuple[str, int]]:
    """The stages that have any, the furthest first; given up comes last."""
    order = list(Stage)
    furthest = [*reversed(order[:-1]), order[-1]]
    return [(str(stage.label), counts[stage]) for stage in furthest if counts[stage]]


def adoption_moves(practice: Practice) -> "QuerySet[AdoptionMove]":
    """How the visible adoptions have moved, oldest first."""
    rows = AdoptionMove.objects.filter(
        adoption__practice=practice,
        adoption__state=State.VISIBLE,
        adoption__confirmed_at__isnull=False,
    )
    return rows.select_related("adoption__organisation")


def drop_reasons(practice: Practice) -> tuple[list[tuple[str, int]], list[str]]:
    """Why some gave the practice up: (reason, how many), the commonest first, and their words."""
    rows = adoption_moves(practice).filter(stage=Stage.DROPPED, adoption__stage=Stage.DROPPED)
    told = list(rows.order_by("-moved_on", "-pk").values_list("reason", "note")[:MOVES_SHOWN])
    labels = dict(AdoptionMove.Reason.choices)
    counts = Counter(reason for reason, _note in told if reason)
    notes = [note for _reason, note in told if note]
    return [(str(labels[reason]), count) for reason, count in counts.most_common()], notes


def get_adoption(user: Any, pk: int, *, can: Any = rules.can_change) -> Adoption:
    """The adoption that `user` may reach by rule `can`, else NotFound."""
    rows = Adoption.objects.select_related(
        "organisation", "practice__programme__office", "practice__organisation", "learned_from"
    )
    return fetch(rows, user, can, pk=pk)


def my_adoptions(user: Any) -> "QuerySet[Adoption]":
    """What the person's organisations have adopted, waiting statements among them.

    Also what those had adopted whose work they carry on.
    """
    own = carried_by(confirmed_ids(user))
    return (
        Adoption.objects.filter(organisation__in=own, state=State.VISIBLE)
        .select_related("organisation", "practice__organisation")
        .order_by("confirmed_at", "-adopted_on", "-pk")
    )


def waiting_adoptions(user: Any) -> "QuerySet[Adoption]":
    """Statements by mailed links that nobody has confirmed, for the person's office."""
    rows = Adoption.objects.filter(
        state=State.VISIBLE, confirmed_at=None, practice__programme__office__in=office_ids(user)
    )
    return rows.select_related("organisation", "practice").order_by("created_at", "pk")


def teachers_of(practice: Practice, organisation: Organisation | None) -> "QuerySet[Adoption]":
    """Adoptions from which another organisation may have learned the practice."""
    rows = visible_adoptions(practice).filter(rules.counting())
    return rows.exclude(organisation=organisation).order_by("organisation__name")


def is_kin_of_adopter(practice: Practice, organisation: Organisation) -> bool:
    """Another independent adopter of the practice belongs to the same group of organisations.

    Or the office has told another reason, such as that both had the same consultant.
    """
    told = practice.adoptions.filter(organisation=organisation).exclude(dependence_note="")
    if told.exists():
        return True
    group = [organisation.pk]
    if organisation.parent_id and organisation.kind in OF_A_MUNICIPALITY:
        group.append(organisation.parent_id)
    independent = practice.adoptions.filter(rules.counting(), is_independent=True)
    others = independent.exclude(organisation=organisation)
    return any(others.filter(organisation__in=organisations_near(pk)).exists() for pk in group)


def count_users(practice: Practice) -> int:
    """Organisations that use it today, as the measures of spreading count them.

    Those that have merged are one; what has ended, or become an owner of the practice, is none.
    """
    today = timezone.localdate()
    last = carried_on(today)
    owners = {practice.organisation_id, *practice.partners.values_list("pk", flat=True)}
    marked = set(practice.adoptions.filter(rules.counting()).values_list("organisation", flat=True))
    users, own = ({last.get(pk, pk) for pk in ids} for ids in (marked, owners))
    return Organisation.objects.filter(pk__in=users - own).exclude(valid_to__lt=today).count()


def practices_of_the_gone() -> "QuerySet[Practice]":
    """Practices in use whose owner or adopter has ended or merged by today."""
    today = timezone.localdate()
    merged = OrganisationSuccession.objects.filter(on__lte=today).values("predecessor")
    gone = Organisation.objects.filter(Q(valid_to__lt=today) | Q(pk__in=merged)).values("pk")
    return Practice.objects.filter(
        Q(organisation__in=gone) | Q(adoptions__organisation__in=gone), adoption_count__gt=0
    ).distinct()


def get_link(token: str) -> AdoptionLink:
    """The link of a mailed token; a forged one gives NotFound."""
    rows = AdoptionLink.objects.select_related(
        "practice__programme__office", "practice__organisation", "organisation"
    )
    row = rows.filter(token_hash=token_hash(token)).first()
    if row is None:
        raise NotFound(
            _(
                "This link does not work. Use the newest mail you got, and check that the whole "
                "address came along."
            )
        )
    return row


def is_known_address(organisation: Organisation, email: str) -> bool:
    """The address is of the mail domain of a confirmed member of the organisation."""
    domain = email.rpartition("@")[2].lower()
    if not domain or domain in PUBLIC_MAIL:
        return False
    members = Membership.objects.filter(
        organisation=organisation, confirmed_at__isnull=False, user__is_active=True
    )
    return members.filter(user__email__iendswith=f"@{domain}").exists()


def confirmers_of(adoption: Adoption) -> list[User]:
    """Who is asked to confirm: the organisation's contact persons."""
    return contacts_of(adoption.organisation_id)


def tellers_of(adoption: Adoption) -> list[User]:
    """Who is asked of it later: who stated it, while still a member, else the contact persons."""
    teller = adoption.stated_by
    if teller and teller.is_active and adoption.organisation_id in confirmed_ids(teller):
        return [teller]
    return contacts_of(adoption.organisation_id)


def contacts_exist(organisation: Organisation) -> bool:
    """Somebody can confirm a statement made in the organisation's name."""
    rows = Membership.objects.filter(organisation=organisation, role=Role.CONTACT)
    return rows.filter(confirmed_at__isnull=False, user__is_active=True).exists()


def to_ask_benefit(on: datetime.date) -> "QuerySet[Adoption]":
    """In use for six months, and the benefit neither told nor asked."""
    rows = used_ever_since(_asked_later(), add_months(on, -rules.BENEFIT_AFTER_MONTHS))
    return rows.filter(benefit=None, benefit_asked_at=None)


def to_suggest_established(on: datetime.date) -> "QuerySet[Adoption]":
    """In use for twelve months: it may be established, which only the adopter knows."""
    rows = used_ever_since(_asked_later(), add_months(on, -ESTABLISHED_AFTER_MONTHS))
    return rows.filter(stage=Stage.IN_USE, established_asked_at=None)


def to_ask_use(on: datetime.date, limit: int) -> list[Adoption]:
    """Counted ones of which nothing has been heard or asked for a year, by organisation.

    With what is due comes what will be soon, so that an organisation gets few mails.
    """
    due = list(_unheard(on).values_list("organisation", flat=True)[:limit])
    soon = _unheard(add_months(on, rules.USE_SOON_MONTHS))
    return list(soon.filter(organisation__in=due).order_by("organisation", "pk"))


def _unheard(on: datetime.date) -> "QuerySet[Adoption]":
    """In use or established, without a move or a question in the year before the day."""
    then = add_months(on, -rules.USE_MONTHS)
    moved = AdoptionMove.objects.filter(adoption=OuterRef("pk"), moved_on__gt=then)
    asked = [Q(**{f"{name}__date__gt": then}) for name in ASKED]
    rows = _asked_later().filter(rules.counting(), ~Exists(moved), adopted_on__lte=then)
    # Whether it is established comes first.
    return rows.exclude(asked[0] | asked[1] | asked[2]).exclude(
        stage=Stage.IN_USE, established_asked_at=None
    )


def _asked_later() -> "QuerySet[Adoption]":
    rows = Adoption.objects.filter(practice__state=Practice.State.PUBLISHED)
    return rows.select_related(
        "organisation", "practice__programme", "practice__organisation", "stated_by"
    ).prefetch_related("moves")


def standing_one(organisation: Organisation) -> Organisation:
    """The organisation, or the one that carries its work on today."""
    last = carried_on(timezone.localdate()).get(organisation.pk)
    return Organisation.objects.get(pk=last) if last else organisation


def own_version(origin: Practice, organisation: Organisation, by: User) -> Practice | None:
    """The organisation's own version so far, one's own before those of colleagues."""
    rows = origin.offspring.filter(organisation__in=carried_by([organisation.pk]))
    rows = rows.exclude(state=Practice.State.WITHDRAWN)
    is_mine = Case(When(author=by, then=0), default=1, output_field=IntegerField())
    return rows.select_related("programme", "author").order_by(is_mine, "pk").first()


def programme_for(origin: Practice) -> Programme:
    """Where a version of the practice is published: its own programme, or one that still runs."""
    running = Programme.objects.filter(state=Programme.State.RUNNING)
    programme = running.filter(pk=origin.programme_id).first() or running.first()
    if programme is None:
        raise NotAllowed(_("No programme takes practices now. Ask the programme office."))
    return programme


def adopting_organisations(user: Any, practice: Practice) -> list[Organisation]:
    """The person's confirmed organisations without the practice's own."""
    rows = Organisation.objects.filter(pk__in=confirmed_ids(user))
    return list(rows.exclude(pk=practice.organisation_id))


def mark_of(practice: Practice, organisation: Organisation) -> Adoption | None:
    """The organisation's mark so far, removed ones left out."""
    return practice.adoptions.filter(organisation=organisation, state=State.VISIBLE).first()


def was_used(adoption: Adoption) -> bool:
    """It has been in use at some time."""
    return adoption.moves.filter(stage__in=rules.COUNTED_STAGES).exists()


def told_history(practice: Practice, organisation: Organisation) -> list[Step]:
    """What the organisation has told so far and stands behind, also of a mark taken off."""
    moves = AdoptionMove.objects.filter(
        adoption__practice=practice,
        adoption__organisation=organisation,
        adoption__confirmed_at__isnull=False,
    )
    return steps_of(moves)


def links_since(
    since: datetime.datetime, practice: Practice, organisation: Organisation, email: str
) -> int:
    """How many links have been mailed to the address, or for this practice and organisation."""
    same = Q(email__iexact=email) | Q(practice=practice, organisation=organisation)
    return AdoptionLink.objects.filter(same, created_at__gte=since).count()


def timeline(practice: Practice) -> list[dict[str, Any]]:
    """Items of ui/timeline.html: where the practice came from and how it has spread, by days."""
    rows = [*_milestones(practice)]
    for move in adoption_moves(practice)[:MOVES_SHOWN]:
        text = _("%(organisation)s: %(stage)s") % {
            "organisation": move.adoption.organisation,
            "stage": move.get_stage_display(),
        }
        rows.append((move.moved_on, text))
    ended_on = practice.programme.ends_on
    if ended_on < timezone.localdate():
        rows.append((ended_on, _("The programme %(name)s ended") % {"name": practice.programme}))
    items: list[dict[str, Any]] = []
    if practice.began_year:
        items = [{"when": practice.began_year, "text": _("The work began"), "is_done": True}]
    return items + [{"on": day, "text": text, "is_done": True} for day, text in sorted(rows)]


def _milestones(practice: Practice) -> Iterator[tuple[datetime.date, str]]:
    """What it was learned from, its publishing, its later versions elsewhere, and juries' words."""
    origin = practice.origin_practice
    if origin and origin.published_at and origin.state == Practice.State.PUBLISHED:
        words = {"title": origin.title, "organisation": origin.organisation}
        text = _("“%(title)s”, from which it was learned, was published by %(organisation)s")
        yield timezone.localdate(origin.published_at), text % words
    if practice.published_at:
        yield timezone.localdate(practice.published_at), _("Published")
    own = practice.offspring.filter(state=Practice.State.PUBLISHED).select_related("organisation")
    for row in own.order_by("published_at")[:MOVES_SHOWN]:
        text = _("%(organisation)s published its own version") % {"organisation": row.organisation}
        yield timezone.localdate(row.published_at), text
    for statement in practice.jury_statements.all():
        text = (
            _("%(jury)s confirmed it as a breakthrough innovation")
            if statement.is_confirmed
            else _("%(jury)s did not confirm it as a breakthrough innovation")
        )
        yield statement.stated_on, text % {"jury": statement.jury}
