"""What of a round alone everybody may see; what goes beside the pages must know it."""

from talkoot.surveys.models import Round, Tally
from talkoot.surveys.results.counting import WHOLE

Cell = tuple[str, str, str]  # item code, dimension, group; of all answers the last two are empty


def visible_cells(survey: Round) -> set[Cell]:
    """The cells whose numbers are shown of this round alone; one query."""
    rows = Tally.objects.filter(round=survey, n__gt=0).exclude(item_code=WHOLE)
    found = rows.values_list("item_code", "dimension", "group", "figures")
    return {(code, name, group) for code, name, group, figures in found
            if figures.get("block") == [survey.pk]}  # fmt: skip
