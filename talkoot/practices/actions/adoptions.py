"""Every write of an adoption: stating, confirming, moving, asking later, removing."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.core.states import change_state
from talkoot.correspondence.models import OptOut
from talkoot.people.models import Organisation, User
from talkoot.practices.actions import start_practice
from talkoot.practices.actions.diffusion import keep_level
from talkoot.practices.actions.evidence import refresh_evidence
from talkoot.practices.actions.mails import tell_people
from talkoot.practices.messages import adoptions as messages
from talkoot.practices.models import Adoption, AdoptionMove, Practice
from talkoot.practices.queries import adoptions as queries
from talkoot.practices.queries.talk import answerers_of
from talkoot.practices.rules import adoptions as rules
from talkoot.practices.rules.histories import Step, restated, steps_of

ASKED_AGAIN_DAYS = 300  # Two rounds a year apart may come a little early.


@transaction.atomic
def adopt(
    practice: Practice,
    *,
    organisation: Organisation,
    stage: str,
    fidelity: str,
    adopted_on: datetime.date,
    by: User,
    **details: Any,
) -> Adoption:
    """Mark that an organisation adopted the practice, or bring its earlier mark up to date.

    `details` are the fields of write_adoption. The owner is thanked for the first use. Refuses an
    unpublished practice, one's own or a partner's organisation, one that has ended, a day in the
    future or before what was told earlier, a loop of teachers and an unconfirmed member.
    """
    practice = locked(practice)
    rules.check_adopt(by, practice, organisation.pk)
    told_before = queries.told_history(practice, organisation)
    rules.check_restated(told_before, stage, adopted_on, on=timezone.localdate())
    told = {"stage": stage, "fidelity": fidelity, "adopted_on": adopted_on, **details}
    adoption = write_adoption(practice, organisation, told, by=by)
    if adoption.confirmed_at is None:
        _confirm(adoption, by=by)
    count_adoptions(practice)
    thank_owner(adoption)
    return adoption


def write_adoption(
    practice: Practice, organisation: Organisation, told: dict[str, Any], *, by: User | None
) -> Adoption:
    """Keep what was told under the practice's lock, with what it adds to the history.

    `told` has stage, fidelity and adopted_on, and perhaps note, scope, mechanism, evidence_url,
    learned_from, benefit and replaced_old. The day is that of the told stage; the adoption keeps
    the first one. Without a person it waits for a contact's word. Refuses what the rules refuse.
    """
    today = timezone.localdate()
    rules.check_stage(told["stage"], told["adopted_on"], on=today)
    rules.check_learned_from(practice, organisation.pk, told.get("learned_from"))
    adoption = Adoption.objects.filter(practice=practice, organisation=organisation).first()
    rows = _moves_told(adoption)
    history = restated(steps_of(rows), told["stage"], told["adopted_on"], on=today)
    logged = _logged(adoption)
    if adoption is None:
        adoption = Adoption(practice=practice, organisation=organisation)
    elif adoption.state == Adoption.State.REMOVED:
        change_state(adoption, Adoption.State.VISIBLE, rules.ADOPTION_TRANSITIONS)
        adoption.confirmed_at = adoption.confirmed_by = None
    for name, value in {**told, "adopted_on": history[0][0]}.items():
        setattr(adoption, name, value)
    if by is not None:
        adoption.stated_by = by
    adoption.is_demo = organisation.is_demo or practice.is_demo
    adoption.is_independent = not queries.is_kin_of_adopter(practice, organisation)
    adoption.save()
    _keep_moves(adoption, rows, history)
    after = _logged(adoption)
    record("practices.adoption.stated", adoption, by=by, before=logged, after=after)
    return adoption


def keep_known(practice: Practice, organisation: Organisation, told: dict[str, Any]) -> Adoption:
    """Keep what is known from elsewhere as confirmed; nobody is asked, and nobody thanked.

    Call with the practice locked, and count_adoptions after the last one.
    """
    adoption = write_adoption(practice, organisation, told, by=None)
    if adoption.confirmed_at is None:
        _confirm(adoption, by=None)
    return adoption


@transaction.atomic
def confirm_adoption(adoption: Adoption, *, by: User) -> Adoption:
    """The organisation's contact, or the office, stands behind what was stated by a mailed link.

    From now on it is shown and counted, and the owner is told. Of two contacts one wins; the
    other is refused.
    """
    practice = locked(adoption.practice)
    adoption = _again(adoption)
    rules.check_waiting(adoption)
    # It may have ended since: its successor's contact confirms what was stated before.
    rules.check_others(practice, adoption.organisation_id)
    _confirm(adoption, by=by)
    record("practices.adoption.confirmed", adoption, by=by)
    count_adoptions(practice)
    thank_owner(adoption)
    return adoption


@transaction.atomic
def deny_adoption(adoption: Adoption, *, by: User) -> None:
    """The contact refuses the statement; it is never shown. Refuses one that was answered."""
    locked(adoption.practice)
    adoption = _again(adoption)
    rules.check_waiting(adoption)
    moved = change_state(adoption, Adoption.State.REMOVED, rules.ADOPTION_TRANSITIONS)
    record("practices.adoption.denied", adoption, by=by, **moved)


@transaction.atomic
def move_adoption(
    adoption: Adoption, *, stage: str, by: User, reason: str = "", note: str = ""
) -> Adoption:
    """Bring the stage up to date from today; the reason of giving up is kept with the move.

    The owner is thanked when it comes into use for the first time. Refuses the same stage again and
    “established” before twelve months of use.
    """
    practice = locked(adoption.practice)
    adoption = _again(adoption)
    today = timezone.localdate()
    rules.check_move(adoption, stage, on=today)
    was_used = queries.was_used(adoption)
    before, adoption.stage = adoption.stage, stage
    adoption.is_independent = not queries.is_kin_of_adopter(practice, adoption.organisation)
    # What had been known from elsewhere is now the organisation's own word: no import changes it.
    adoption.stated_by = adoption.stated_by or by
    adoption.save(update_fields=["stage", "is_independent", "stated_by"])
    AdoptionMove.objects.create(
        adoption=adoption, stage=stage, moved_on=today, reason=reason, note=note
    )
    record(
        "practices.adoption.moved",
        adoption,
        by=by,
        before={"stage": before},
        after={"stage": stage},
    )
    count_adoptions(practice)
    if not was_used:
        thank_owner(adoption)
    return adoption


@transaction.atomic
def tell_benefit(
    adoption: Adoption,
    *,
    benefit: int | None,
    replaced_old: bool | None,
    evidence_url: str = "",
    by: User,
) -> Adoption:
    """Keep the benefit from 1 to 5 and whether the old way of working was replaced."""
    practice = locked(adoption.practice)
    adoption = _again(adoption)
    rules.check_visible(adoption)
    before = {"benefit": adoption.benefit, "replaced_old": adoption.replaced_old}
    adoption.benefit, adoption.replaced_old = benefit, replaced_old
    adoption.evidence_url, adoption.stated_by = evidence_url, adoption.stated_by or by
    adoption.save(update_fields=["benefit", "replaced_old", "evidence_url", "stated_by"])
    after = {"benefit": benefit, "replaced_old": replaced_old}
    record("practices.adoption.benefit_told", adoption, by=by, before=before, after=after)
    count_adoptions(practice)
    return adoption


@transaction.atomic
def remove_adoption(adoption: Adoption, *, by: User) -> None:
    """Take an adoption off the page; its record stays in the log."""
    practice = locked(adoption.practice)
    moved = change_state(adoption, Adoption.State.REMOVED, rules.ADOPTION_TRANSITIONS)
    record("practices.adoption.removed", adoption, by=by, **moved)
    count_adoptions(practice)


@transaction.atomic
def ask_benefit(adoption: Adoption) -> bool:
    """Ask once, six months after the adoption, what came of it. The mail is voluntary."""
    asked = Adoption.objects.filter(pk=adoption.pk, benefit_asked_at=None)
    if not asked.update(benefit_asked_at=timezone.now()):
        return False
    _ask(adoption, "adoption-benefit", messages.benefit_request)
    return True


@transaction.atomic
def suggest_established(adoption: Adoption) -> bool:
    """Suggest once, after twelve months, that it is established; the mail is voluntary."""
    asked = Adoption.objects.filter(pk=adoption.pk, established_asked_at=None)
    if not asked.update(established_asked_at=timezone.now()):
        return False
    _ask(adoption, "adoption-established", messages.established_suggestion)
    return True


@transaction.atomic
def ask_still_used(adoptions: Sequence[Adoption]) -> int:
    """Ask whether they are still in use, each person by one mail; returns how many mails.

    Once a year: of two workers one asks, the mark is set first. The mails are voluntary.
    """
    now = timezone.now()
    lately = now - datetime.timedelta(days=ASKED_AGAIN_DAYS)
    open_rows = Adoption.objects.exclude(use_asked_at__gt=lately)
    asked: dict[tuple[User, int, int], list[Adoption]] = {}
    for row in adoptions:
        if open_rows.filter(pk=row.pk).update(use_asked_at=now):
            for person in queries.tellers_of(row)[:1]:
                key = (person, row.organisation_id, row.practice.programme_id)
                asked.setdefault(key, []).append(row)
    return sum(
        tell_people(
            [person],
            rows[0].practice,
            "adoption-use",
            messages.still_used,
            rows,
            key=f"{rows[0].pk}-{now:%Y%m%d}",
            topic=OptOut.Topic.PRACTICES,
        )
        for (person, *_of), rows in asked.items()
    )


@transaction.atomic
def credit_origin(practice: Practice, origin: Practice, *, by: User) -> Practice:
    """Tell from whose practice this one was learned; refuses a loop of generations."""
    # One lock for all of them: two that credit each other at the same moment would make a loop.
    both = Practice.objects.select_for_update().filter(pk__in=(practice.pk, origin.pk))
    list(both.order_by("pk").values_list("pk"))
    practice, origin = locked(practice), locked(origin)
    rules.check_origin(practice, origin)
    practice.origin, practice.origin_practice = Practice.Origin.PEER, origin
    practice.save(update_fields=["origin", "origin_practice"])
    record("practices.practice.credited", practice, by=by, after={"origin": origin.pk})
    return practice


@transaction.atomic
def write_own_version(adoption: Adoption, *, by: User) -> Practice:
    """Open a draft of the adopter's own version, credited to the origin; or return the one it has.

    Of a merged adopter it is its successor's. Refuses what start_practice refuses, a draft that a
    colleague has begun, and when no programme takes practices any more.
    """
    origin = locked(adoption.practice)
    organisation = queries.standing_one(adoption.organisation)
    if (existing := queries.own_version(origin, organisation, by)) is not None:
        rules.check_version(by, existing)
        return existing
    practice = start_practice(
        queries.programme_for(origin), organisation=organisation, title=origin.title, by=by
    )
    return credit_origin(practice, origin, by=by)


def count_adoptions(practice: Practice) -> None:
    """Bring what is computed of the adoptions up to date, in the transaction that changed them.

    When the independent adopter of a group has left, another one of the group takes its place.
    """
    counted = practice.adoptions.filter(rules.counting())
    for row in counted.filter(is_independent=False).select_related("organisation").order_by("pk"):
        if not queries.is_kin_of_adopter(practice, row.organisation):
            row.is_independent = True
            row.save(update_fields=["is_independent"])
    practice.adoption_count = queries.count_users(practice)
    practice.save(update_fields=["adoption_count"])
    refresh_evidence(practice)
    keep_level(practice)


def thank_owner(adoption: Adoption) -> None:
    """Tell each who answers for the practice of the first use, and once of interest before it.

    A later change brings nothing, nor does a practice given up.
    """
    practice, kind, write = adoption.practice, "practice-adopted", messages.adopted
    if adoption.stage not in rules.COUNTED_STAGES:
        if adoption.stage == Adoption.Stage.DROPPED or queries.was_used(adoption):
            return
        kind, write = "practice-noticed", messages.noticed
    key = f"adoption-{adoption.pk}"
    tell_people(answerers_of(practice), practice, kind, write, adoption, key=key)


def locked(practice: Practice) -> Practice:
    """The row as it is now, locked until the transaction ends; its adoptions change under it."""
    rows = Practice.objects.select_for_update(of=("self",)).select_related(
        "programme", "organisation", "author"
    )
    return rows.get(pk=practice.pk)


def _again(adoption: Adoption) -> Adoption:
    """The adoption as it is now, read under the practice's lock."""
    rows = Adoption.objects.select_related("organisation", "practice__programme", "stated_by")
    return rows.get(pk=adoption.pk)


def _confirm(adoption: Adoption, *, by: User | None) -> None:
    adoption.confirmed_at, adoption.confirmed_by = timezone.now(), by
    is_kin = queries.is_kin_of_adopter(adoption.practice, adoption.organisation)
    adoption.is_independent = not is_kin
    adoption.save(update_fields=["confirmed_at", "confirmed_by", "is_independent"])


def _moves_told(adoption: Adoption | None) -> list[AdoptionMove]:
    """The moves that stand, the oldest first; what nobody has confirmed is no history."""
    return list(adoption.moves.all()) if adoption and adoption.confirmed_at else []


def _logged(adoption: Adoption | None) -> dict[str, Any]:
    """What the log tells of a statement: choices and the day, no free text."""
    if adoption is None:
        return {}
    names = ("stage", "fidelity", "scope", "mechanism")
    told = {name: str(getattr(adoption, name)) for name in names if getattr(adoption, name)}
    return {**told, "adopted_on": adoption.adopted_on.isoformat()}


def _keep_moves(adoption: Adoption, rows: Sequence[AdoptionMove], history: Sequence[Step]) -> None:
    """Bring the moves to the steps: those that stand may get another day, the rest are new."""
    adoption.moves.exclude(pk__in=[row.pk for row in rows]).delete()
    for row, (day, _stage) in zip(rows, history, strict=False):
        if row.moved_on != day:
            row.moved_on = day
            row.save(update_fields=["moved_on"])
    for day, stage in history[len(rows) :]:
        adoption.moves.create(stage=stage, moved_on=day)


def _ask(adoption: Adoption, kind: str, write: Any) -> None:
    tell_people(
        queries.tellers_of(adoption)[:1],
        adoption.practice,
        kind,
        write,
        adoption,
        key=f"adoption-{adoption.pk}",
        topic=OptOut.Topic.PRACTICES,
    )
