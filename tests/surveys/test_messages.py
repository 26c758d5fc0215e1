"""What the mails of surveys say."""

import pytest
from django.utils import translation
from django.utils.translation import gettext as _

from talkoot.surveys import messages
from talkoot.surveys.models import Item, Round
from tests.factories.surveys import make_item, make_questionnaire, make_round

LINK = "https://talkoot.fi/s/abc/"
pytestmark = pytest.mark.django_db


def round_beginning_with(kind, **fields):
    form = make_questionnaire()
    make_item(form, code="eka", kind=kind, **fields)
    form.items.exclude(code="eka").update(order=100)
    return make_round(form)


def values_in(body):
    return [line.partition("?first=")[2] for line in body.splitlines() if "?first=" in line]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Item.Kind.GRADE, ["5", "4", "3", "2", "1"]),
        (Item.Kind.YES_NO, ["yes", "no"]),
        (Item.Kind.NPS, [str(step) for step in range(11)]),
        (Item.Kind.SCHOOL_GRADE, ["10", "9", "8", "7", "6", "5", "4"]),
        (Item.Kind.EFFECT, ["5", "4", "3", "2", "1"]),
        (Item.Kind.SCALE, ["1", "2", "3", "4", "5"]),
        (Item.Kind.TEXT, []),
        (Item.Kind.SEVERAL, []),
    ],
)
def test_first_question_has_a_link_for_each_answer(kind, values):
    survey = round_beginning_with(kind, has_cannot_say=True)
    for write in (messages.invitation, messages.reminder):
        _subject, body = write(survey, LINK)
        assert sorted(values_in(body)) == sorted(values)
        assert f"\n{LINK}\n" in body
    Item.objects.update(is_sensitive=True)  # Such an answer stands in no address.
    survey = Round.objects.get(pk=survey.pk)
    assert values_in(messages.invitation(survey, LINK)[1]) == []


@pytest.mark.parametrize(("count", "links"), [(11, 11), (12, 0)])
def test_a_choice_of_very_many_is_made_on_the_page(count, links):
    options = [{"code": f"v{number}", "fi": f"Vaihtoehto {number}"} for number in range(count)]
    survey = round_beginning_with(Item.Kind.ONE, options=options)
    assert len(values_in(messages.invitation(survey, LINK)[1])) == links


@pytest.mark.parametrize("mode", Round.Mode.values)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_mail_tells_how_answers_are_handled_and_reads_well(mode, language):
    survey = make_round(mode=mode)
    with translation.override(language):
        subject, body = messages.invitation(survey, LINK)
        handled, asks = messages.mode_in_mail(survey), survey.programme.name
    assert handled in body
    assert asks in body
    assert "\n\n\n" not in body
    assert "%(" not in subject + body
    assert max(len(line) for line in body.splitlines()) < 400


def test_many_mails_of_a_round_read_the_questionnaire_once(django_assert_max_num_queries):
    survey = make_round()
    messages.invitation(survey, LINK)
    with django_assert_max_num_queries(0):
        messages.invitation(survey, LINK)


def test_only_the_last_reminder_promises_peace():
    survey = make_round()
    last = _(
        "The link works until %(closes)s. Earlier links no longer work. We will not remind you "
        "again."
    ).partition(".")[2]
    assert last in messages.reminder(survey, LINK, is_last=True)[1]
    assert last not in messages.reminder(survey, LINK, is_last=False)[1]
