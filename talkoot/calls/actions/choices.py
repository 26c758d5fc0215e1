"""Keeping how an expert was chosen."""

from talkoot.calls.models import Application, ExpertChoice
from talkoot.calls.rules.chosen_expert import shown_experts


def keep_choice(application: Application) -> None:
    """Keep the order and the place from which the expert was chosen, and the reason.

    The order is that of the form, which follows from the case. Call when the application is sent;
    a completed one whose choice and reason stayed adds nothing.
    """
    if application.expert_id is None:
        return
    earlier = application.version > 1 and application.expert_choices.last()
    made = (application.expert_id, application.expert_reason)
    if earlier and (earlier.expert_id, earlier.reason) == made:
        return
    keys = [row.pk for row in shown_experts(application)]
    is_shown = application.expert_id in keys
    ExpertChoice.objects.create(
        application=application,
        expert_id=application.expert_id,
        seed=application.ref,
        position=keys.index(application.expert_id) + 1 if is_shown else 0,
        shown_count=len(keys),
        reason=application.expert_reason,
    )
