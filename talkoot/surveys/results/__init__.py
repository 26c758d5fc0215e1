"""Results of surveys: counted by the worker, shown through suppression.

Pages, exports and figures read these functions and nothing else.
"""

from talkoot.surveys.results.comparing import compare as compare
from talkoot.surveys.results.comparing import top as top
from talkoot.surveys.results.reading import Sources as Sources
from talkoot.surveys.results.reading import basis_of as basis_of
from talkoot.surveys.results.reading import can_show_texts as can_show_texts
from talkoot.surveys.results.reading import dimensions as dimensions
from talkoot.surveys.results.reading import items_together as items_together
from talkoot.surveys.results.reading import of_organisation as of_organisation
from talkoot.surveys.results.reading import of_round as of_round
from talkoot.surveys.results.reading import pairs as pairs
from talkoot.surveys.results.reading import rounds_of as rounds_of
from talkoot.surveys.results.reading import split as split
from talkoot.surveys.results.reading import splits as splits
from talkoot.surveys.results.reading import together as together
from talkoot.surveys.results.reading import trend as trend
from talkoot.surveys.results.reading import trends as trends
from talkoot.surveys.results.shapes import Audience as Audience
from talkoot.surveys.results.shapes import Comparison as Comparison
from talkoot.surveys.results.shapes import GroupResults as GroupResults
from talkoot.surveys.results.shapes import ItemResult as ItemResult
from talkoot.surveys.results.shapes import OptionResult as OptionResult
from talkoot.surveys.results.shapes import PairResult as PairResult
from talkoot.surveys.results.shapes import Ranked as Ranked
from talkoot.surveys.results.shapes import Results as Results
from talkoot.surveys.results.shapes import TrendPoint as TrendPoint
