"""When a wish to vary the content is answered."""

from talkoot.events.models import CurriculumVariation

State = CurriculumVariation.State
CURRICULUMVARIATION_TRANSITIONS = {
    State.WISHED: frozenset({State.AGREED, State.REFUSED}),
    State.AGREED: frozenset(),
    State.REFUSED: frozenset(),
}
