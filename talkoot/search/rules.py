"""What a group of synonyms must be."""

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.search.analysis import tokens
from talkoot.search.models import SynonymGroup

FEWEST_WORDS = 2
MOST_GROUP_WORDS = 40
LONGEST_PHRASE_WORDS = 3


def words_of(text: str) -> list[str]:
    """Words and phrases of a field, one on each line, without blanks and doubles."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def group_words(group: SynonymGroup) -> list[str]:
    """Every word and phrase of the group in the three languages."""
    return words_of("\n".join((group.words_fi, group.words_sv, group.words_en)))


def check_group(group: SynonymGroup) -> None:
    """Refuses a group that joins nothing, or so much that it would mean nothing."""
    words = group_words(group)
    if len(words) < FEWEST_WORDS:
        raise NotAllowed(_("Write at least two words that mean the same."))
    if len(words) > MOST_GROUP_WORDS:
        raise NotAllowed(_("Write at most 40 words in a group."))
    if any(len(tokens(word)) > LONGEST_PHRASE_WORDS for word in words):
        raise NotAllowed(_("Write phrases of at most three words."))
