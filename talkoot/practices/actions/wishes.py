"""A person's list of ideas: keep a practice, plan a try, go on from it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.calls.actions import save_draft, start_application
from talkoot.calls.models import Application, Call
from talkoot.calls.rules import questions_of
from talkoot.people.models import Organisation, User
from talkoot.practices.actions.mails import tell_people
from talkoot.practices.messages.adoptions import idea_check
from talkoot.practices.models import Practice, Wish
from talkoot.practices.rules.wishes import PLAN, check_save, starting_answers


@transaction.atomic
def save_idea(practice: Practice, *, by: User) -> Wish:
    """Put a practice on the person's list; a second press changes nothing."""
    check_save(practice)
    wish, is_new = Wish.objects.get_or_create(
        practice=practice,
        user=by,
        defaults={"is_demo": practice.is_demo or by.is_demo},
    )
    if is_new:
        record("practices.wish.saved", wish, by=by)
    return wish


@transaction.atomic
def plan_idea(wish: Wish, *, plan: dict[str, Any], by: User) -> Wish:
    """Keep the small plan of a try; a new day to look at it brings a new reminder."""
    unknown = set(plan) - set(PLAN)
    if unknown:
        raise ValueError(f"Not of a plan: {unknown}")
    if plan.get("check_on") != wish.check_on:
        wish.reminded_at = None
    for name, value in plan.items():
        setattr(wish, name, value)
    wish.save(update_fields=[*plan, "reminded_at"])
    record("practices.wish.planned", wish, by=by, after={"will_try": wish.will_try})
    return wish


@transaction.atomic
def remove_idea(wish: Wish, *, by: User) -> None:
    """Take the practice off the list; the notes go, too."""
    record("practices.wish.removed", wish, by=by)
    wish.delete()


@transaction.atomic
def remind_of_idea(wish: Wish) -> bool:
    """Remind once on the day that the person chose."""
    due = Wish.objects.filter(pk=wish.pk, reminded_at=None)
    if not due.update(reminded_at=timezone.now()):
        return False
    key = f"wish-{wish.pk}-{wish.check_on}"
    tell_people([wish.user], wish.practice, "idea-check", idea_check, wish, key=key)
    return True


@transaction.atomic
def apply_from_practice(
    practice: Practice, *, call: Call, organisation: Organisation, by: User
) -> Application:
    """Open a draft to the call, begun with the practice's need and solution where it asks for them.

    What the person has written already is left alone. Refuses what start_application refuses.
    """
    check_save(practice)
    application = start_application(call, organisation=organisation, by=by)
    asked = {item.code for item in questions_of(application)}
    answers = starting_answers(practice, application)
    told = {code: text for code, text in answers.items() if code in asked}
    if told:
        save_draft(application, answers=told, by=by)
    record("practices.practice.applied_from", practice, by=by, after={"call": call.slug})
    return application
