"""Experiments and challenge workshops: who may what, and in which order."""

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.engagements.models import Experiment, Workshop

State = Experiment.State
EXPERIMENT_TRANSITIONS = {
    State.PROPOSED: frozenset({State.APPROVED, State.REJECTED}),
    State.APPROVED: frozenset({State.TRIED}),
    State.TRIED: frozenset({State.RESULT}),
    State.RESULT: frozenset({State.ADOPTED, State.REJECTED}),
    State.ADOPTED: frozenset(),
    State.REJECTED: frozenset(),
}
# What management decides; each with a role, a day and grounds.
DECIDED = frozenset({State.APPROVED, State.ADOPTED, State.REJECTED})
Phase = Workshop.State
WORKSHOP_TRANSITIONS = {
    Phase.DEFINING: frozenset({Phase.VOTING}),
    Phase.VOTING: frozenset({Phase.DEFINING, Phase.EXPERIMENTING}),
    Phase.EXPERIMENTING: frozenset({Phase.FOLLOWING}),
    # Back to try again, as long as it takes.
    Phase.FOLLOWING: frozenset({Phase.EXPERIMENTING, Phase.ENDED}),
    Phase.ENDED: frozenset(),
}


def check_phase(workshop: Workshop, *phases: str) -> None:
    if workshop.state not in phases:
        raise NotAllowed(
            _("The workshop is now at “%(phase)s”, so this is not possible. Reload the page.")
            % {"phase": workshop.get_state_display()}
        )


def check_move(workshop: Workshop, to: str, *, ideas: int, experiments: int) -> None:
    """A vote needs at least two ideas, and the trials at least one experiment card."""
    if to == Phase.VOTING and ideas < 2:
        raise NotAllowed(_("There is nothing to choose from: write down at least two ideas first."))
    if to == Phase.EXPERIMENTING and not experiments:
        raise NotAllowed(
            _("No idea has been chosen yet. Choose at least one and make its experiment card.")
        )


def check_vote(workshop: Workshop, *, given: int) -> None:
    check_phase(workshop, Phase.VOTING)
    if given >= workshop.votes_each:
        raise NotAllowed(
            _("You have given all your %(count)s votes. Take one back first.")
            % {"count": workshop.votes_each}
        )


def check_decision(to: str, *, role: str, grounds: str) -> None:
    """A decision of the management tells who decided and why."""
    if to in DECIDED and not (role.strip() and grounds.strip()):
        raise NotAllowed(
            _("Tell in which role the decision was made, on which day, and on what grounds.")
        )


def check_further(experiment: Experiment) -> None:
    """A result is what one learns from; before it there is nothing to try in another way."""
    if experiment.state not in (State.RESULT, State.ADOPTED, State.REJECTED):
        raise NotAllowed(_("Tell the result first, then try again in another way."))
