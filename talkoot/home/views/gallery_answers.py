"""Controls of surveys in the component gallery: steps side by side, rows on a scale, an order."""

from django import forms as fields

from talkoot.core import forms
from talkoot.surveys.compound_fields import MatrixAnswer, RankingAnswer
from talkoot.surveys.widgets import StepsInput


class SampleAnswers(forms.Form):
    """One of each."""

    recommend = fields.ChoiceField(
        label="Kuinka todennäköisesti suosittelet?",
        required=False,
        widget=StepsInput,
        choices=[("0", "0 – en lainkaan"), *((str(n), str(n)) for n in range(1, 11))],
    )
    areas = MatrixAnswer(
        label="Kuinka paljon kehittämistyö vaikutti näihin?",
        required=False,
        rows=[("work", "Henkilöstön vaikutusmahdollisuudet"), ("ways", "Uudet toimintatavat")],
        steps=[("3", "Erittäin paljon"), ("2", "Jonkin verran"), ("1", "Ei lainkaan")],
    )
    order = RankingAnswer(
        label="Mistä luet mieluiten?",
        required=False,
        options=[("examples", "Esimerkit muista kunnista"), ("calls", "Haut")],
        places=2,
    )
