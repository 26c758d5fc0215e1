"""What a respondent is told before the first question: who sees what, what is kept, until when."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from talkoot.surveys.groups import DIMENSIONS
from talkoot.surveys.models import Round

Mode = Round.Mode


def handling_of(survey: Round, *, by_open_link: bool = False) -> list[tuple[str, str]]:
    """[(what, sentence)] in plain words, by the round's mode and the way in."""
    return [
        (
            _("Who sees your answers"),
            f"{_who_sees(survey, by_open_link)} {_evaluator(survey)}".strip(),
        ),
        (_("What is kept"), _what_is_kept(survey, by_open_link)),
        (_("Until when"), _until_when(survey, by_open_link)),
    ]


def _who_sees(survey: Round, by_open_link: bool) -> str:
    if survey.mode == Mode.ANONYMOUS:
        return _(
            "Nobody can tell who answered what, not even the programme office. The results are "
            "shown only in summaries of at least five answers."
        )
    if survey.mode == Mode.CONFIDENTIAL:
        return _(
            "Your answers are shown only in summaries of at least five answers. Nobody is shown "
            "who answered what."
        )
    if by_open_link:
        return _("The programme office sees your answers. It does not know that they are yours.")
    return _(
        "The programme office sees your answers together with your organisation's name, not with "
        "your own."
    )


def _evaluator(survey: Round) -> str:
    """Single answers are delivered of these rounds alone (rules.deliveries)."""
    if survey.mode == Mode.ANONYMOUS:
        return ""
    return _(
        "Somebody who evaluates the programme may get the answers one by one, but without names "
        "and organisations and only in groups of at least five."
    )


def _what_is_kept(survey: Round, by_open_link: bool) -> str:
    if by_open_link:
        if survey.mode == Mode.ANONYMOUS:
            return _("Your answers alone. We do not know who you are, and no day is kept of them.")
        return _("Your answers and the day. We do not know who you are.")
    if survey.mode == Mode.ANONYMOUS:
        text = _(
            "Your answers alone: no name, e-mail address, organisation or day. We know that you "
            "have answered, so that we do not remind you, but not which answers are yours."
        )
    elif survey.mode == Mode.CONFIDENTIAL:
        text = _(
            "Your answers and the day, but not your name, e-mail address or organisation. A code "
            "from which nobody can read your address lets us compare them with your later answers."
        )
    else:
        text = _(
            "Your answers, your organisation and the day, but not your name or e-mail address. A "
            "code from which nobody can read your address lets us compare them with your later "
            "answers."
        )
    return f"{text} {_groups(survey)}".strip()


def _groups(survey: Round) -> str:
    """By what the results will be split; nothing if by nothing."""
    if not survey.split_by:
        return ""
    names = ", ".join(str(DIMENSIONS.get(name, name)) for name in survey.split_by)
    if survey.mode == Mode.ANONYMOUS:
        return _(
            "With them we keep only what you share with at least four others who were asked: "
            "%(names)s."
        ) % {"names": names}
    return _("With them we keep: %(names)s.") % {"names": names}


def _until_when(survey: Round, by_open_link: bool) -> str:
    if by_open_link:
        return _(
            "Nothing is kept before you send. What you have sent stays in the programme's material."
        )
    text = _(
        "What you have not sent yet waits behind your link. It is deleted when you send your "
        "answers or the survey closes. What you have sent stays in the programme's material."
    )
    if survey.mode == Mode.ANONYMOUS:
        text += " " + _(
            "After that nobody can find, change or remove your answers, because nobody knows which "
            "they are."
        )
    return text


def mode_in_mail(survey: Round) -> str:
    """The same in one sentence, for the mail."""
    sentences = {
        Mode.ANONYMOUS: _("The survey is anonymous: nobody can tell who answered what."),
        Mode.CONFIDENTIAL: _(
            "Your answers are confidential: they are shown only in summaries of at least five "
            "answers."
        ),
        Mode.IDENTIFIED: _("Your answers are shown with your organisation's name."),
    }
    return capfirst(sentences[Mode(survey.mode)])
