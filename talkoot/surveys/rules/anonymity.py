"""What may go along with an answer, by the mode of its round.

Sources: Regulation (EU) 2016/679, article 5(1)(c) and recital 26; the threshold of five is the
common practice of Finnish public statistics on small groups.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.utils.crypto import salted_hmac

from talkoot.surveys.models import Invitation, Round

LEAST_SHARING = 5


def shared_dimensions(
    people: Sequence[Mapping[str, str]], *, least: int = LEAST_SHARING
) -> list[str]:
    """The dimensions whose values may stand beside anonymous answers, the most important first.

    `people` are the groups {dimension: value} of the invited. A dimension is taken in the order in
    which it is met, if then each combination that somebody has is shared by at least `least`.
    """
    names = dict.fromkeys(name for row in people for name in row)
    chosen: list[str] = []
    for name in names:
        tried = [*chosen, name]
        sizes = Counter(tuple(row.get(key, "") for key in tried) for row in people)
        if min(sizes.values()) >= least:
            chosen = tried
    return chosen


def split_by(survey: Round, people: Sequence[Mapping[str, str]]) -> list[str]:
    """The dimensions that go along with the round's answers; all but for anonymous ones."""
    if survey.mode == Round.Mode.ANONYMOUS:
        return shared_dimensions(people)
    return list(dict.fromkeys(name for row in people for name in row))


def groups_of_answer(invitation: Invitation) -> dict[str, str]:
    """The groups that are kept with the answer of the invited person."""
    kept = invitation.round.split_by
    return {name: value for name, value in invitation.groups.items() if name in kept}


def panel_of(invitation: Invitation) -> str:
    """The pseudonym by which a person's answers of several rounds are paired; none if anonymous."""
    survey = invitation.round
    if survey.mode == Round.Mode.ANONYMOUS or not invitation.address:
        return ""
    who = f"{survey.programme_id}:{invitation.address.lower()}"
    return salted_hmac("talkoot.surveys.panel", who, algorithm="sha256").hexdigest()
