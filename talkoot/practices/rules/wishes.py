"""What may be kept as an idea, and what an application takes from it."""

from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.core.refusals import NotAllowed
from talkoot.practices.models import Practice, Wish

PLAN = ("will_try", "first_step", "owner_role", "check_on", "note")
NOTE_LENGTH = 600


def can_plan(user: Any, wish: Wish) -> bool:
    """The list is the person's own."""
    return user.is_authenticated and wish.user_id == user.pk


def check_save(practice: Practice) -> None:
    if practice.state != Practice.State.PUBLISHED:
        raise NotAllowed(_("Only a published practice can be kept as an idea."))


def starting_answers(practice: Practice, application: Application) -> dict[str, str]:
    """{code: text} for the answers that are still empty: what to try, why, and from whom."""
    origin = _("We want to try “%(title)s”, a practice of %(organisation)s.") % {
        "title": practice.title,
        "organisation": practice.organisation,
    }
    texts = {
        "title": practice.title,
        "need": "\n\n".join(filter(None, [origin, practice.need])),
        "goals": "\n\n".join(filter(None, [practice.gist, practice.what_was_done])),
    }
    return {
        name: text[: _limit(name)] for name, text in texts.items() if not getattr(application, name)
    }


def starting_plan(wish: Wish) -> dict[str, Any]:
    """The plan as it is; before anything is planned, where one would begin with this practice."""
    plan = {name: getattr(wish, name) for name in PLAN}
    if any(plan.values()):
        return plan
    practice = wish.practice
    first_step = _("Ask %(whom)s how they began.") % {
        "whom": ", ".join(filter(None, [practice.organisation.name, practice.contact_role]))
    }
    return plan | {"first_step": first_step, "note": Truncator(practice.tips).chars(NOTE_LENGTH)}


def _limit(name: str) -> int | None:
    """The most characters that the application's field takes."""
    length: int | None = getattr(Application._meta.get_field(name), "max_length", None)
    return length
