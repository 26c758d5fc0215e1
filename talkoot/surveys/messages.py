"""Mails of surveys. What they read of the questions is remembered on the Round, for many mails."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.core.dates import local_date
from talkoot.surveys import rules
from talkoot.surveys.handling import mode_in_mail
from talkoot.surveys.models import Item, Round
from talkoot.surveys.queries import survey_items
from talkoot.surveys.texts import options_of

# Kinds that one tap answers.
ONE_TAP_KINDS = frozenset(
    {
        *(Item.Kind.GRADE, Item.Kind.YES_NO, Item.Kind.NPS, Item.Kind.SCHOOL_GRADE),
        *(Item.Kind.EFFECT, Item.Kind.SCALE, Item.Kind.ONE),
    }
)
# More links than this, and a mail is no quicker than the page.
ONE_TAP_MOST = 11


def invitation(survey: Round, link: str) -> tuple[str, str]:
    """Subject and body of the request to answer."""
    subject = _("How did it go? %(title)s") % {"title": survey.mail_title}
    hello = _("%(programme)s asks for your answer: %(questionnaire)s – %(title)s.") % {
        **_words(survey),
        "questionnaire": survey.questionnaire.title,
    }
    works = _("The link works until %(closes)s. It is personal: do not pass it on.")
    return subject, _body(survey, link, hello, works)


def reminder(survey: Round, link: str, *, is_last: bool = True) -> tuple[str, str]:
    """Subject and body of a reminder, only to those who have not answered."""
    subject = _("Reminder: %(title)s") % {"title": survey.mail_title}
    hello = _("We have not had your answer yet: %(title)s.") % _words(survey)
    works = _("The link works until %(closes)s. Earlier links no longer work.")
    if is_last:
        works = _(
            "The link works until %(closes)s. Earlier links no longer work. We will not remind you "
            "again."
        )
    return subject, _body(survey, link, hello, works)


def one_tap_choices(item: Item | None) -> list[tuple[str, str]]:
    """[(value, words)] that fit in a mail: whole school grades only, without "cannot say".

    None of a question with very many, nor of a sensitive one: its answer stays out of addresses.
    """
    if item is None or item.is_sensitive or item.kind not in ONE_TAP_KINDS:
        return []
    cannot_say = rules.EFFECT_STEPS[-1] if item.kind == Item.Kind.EFFECT else rules.CANNOT_SAY
    choices = [row for row in options_of(item) if row[0] != cannot_say]
    if item.kind == Item.Kind.SCHOOL_GRADE:
        choices = [row for row in choices if row[0].isdecimal()]
    return choices if len(choices) <= ONE_TAP_MOST else []


def _body(survey: Round, link: str, hello: str, works: str) -> str:
    items = _asked(survey)
    minutes = rules.minutes_to_answer(items)
    takes = ngettext(
        "Answering takes about one minute and needs no sign-in.",
        "Answering takes about %(minutes)s minutes and needs no sign-in.",
        minutes,
    ) % {"minutes": minutes}
    parts = [
        _("Hello!"),
        hello,
        f"{takes} {mode_in_mail(survey)}",
        _first_question(items, link) or _("Answer here:") + f"\n{link}",
        works % _words(survey),
        _("With kind regards") + f"\n{survey.programme.name}",
    ]
    return "\n\n".join(parts)


def _first_question(items: list[Item], link: str) -> str:
    """The first question with a link for each answer; empty where one tap does not answer it."""
    first = items[0] if items else None
    choices = one_tap_choices(first)
    if first is None or not choices:
        return ""
    lines = [
        _("The first question: %(question)s") % {"question": first.text},
        "",
        *(f"{words}:\n{link}?first={value}" for value, words in choices),
        "",
        _(
            "Choose an answer above and the survey opens with it chosen. Nothing is sent before "
            "you press the button there. You can also start without choosing:"
        ),
        link,
    ]
    return "\n".join(lines)


def _asked(survey: Round) -> list[Item]:
    """What the round asks, read once for this object."""
    known: dict[str, list[Item]] = survey.__dict__
    if "asked_in_mail" not in known:
        known["asked_in_mail"] = survey_items(survey)
    return known["asked_in_mail"]


def _words(survey: Round) -> dict[str, str]:
    return {
        "programme": survey.programme.name,
        "title": survey.mail_title,
        "closes": local_date(survey.closes_on),
    }
