"""The quote bank and its consents."""

import datetime

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import override

from talkoot.core.refusals import NotAllowed
from talkoot.surveys.actions.quotes import (
    add_point,
    add_quote,
    remove_point,
    save_interview,
    save_quote,
    set_published,
    withdraw_quote,
)
from talkoot.surveys.models import Quote
from talkoot.surveys.reading.quotes import office_quotes, proposed_label, quotes_for
from tests.factories.people import make_organisation
from tests.factories.texts import (
    CONFIRMED,
    make_frame,
    make_interview,
    make_quote,
    make_read_answer,
)

pytestmark = pytest.mark.django_db
LABEL = "organisaatiotason kysely 2020"


def add(source, by, **values):
    told = {"text": CONFIRMED, "source_label": LABEL, "language": "fi"}
    return add_quote(source, by=by, **{**told, "consent": "asked_in_survey", **values})


def test_a_quote_rests_on_the_consent_that_the_survey_asked(programme, office_user):
    answer = make_read_answer(consent="yes")
    quote = add(answer, office_user)
    assert not quotes_for(programme)
    set_published(quote, is_public=True, by=office_user)
    assert list(quotes_for(programme)) == [quote]
    set_published(quote, is_public=False, by=office_user)
    assert not quotes_for(programme)


@pytest.mark.parametrize(
    ("consent", "mode", "by_consent"),
    [
        ("no", "identified", "asked_in_survey"),
        ("no", "identified", "given"),
        ("", "identified", "asked_in_survey"),
        ("", "confidential", "given"),
        ("yes", "identified", "given"),
        ("yes", "identified", "withdrawn"),
    ],
)
def test_without_consent_nothing_is_quoted(programme, office_user, consent, mode, by_consent):
    answer = make_read_answer(consent=consent)
    type(answer.response.round).objects.update(mode=mode)
    answer.response.round.refresh_from_db()
    with pytest.raises(NotAllowed):
        add(answer, office_user, consent=by_consent)
    assert not Quote.objects.exists()


def test_a_known_respondent_may_be_asked_afterwards(programme, office_user):
    assert add(make_read_answer(), office_user, consent="given")


def test_only_confirmed_text_as_it_stands_is_quoted(programme, office_user):
    unread = make_read_answer(is_confirmed=False, consent="yes")
    with pytest.raises(NotAllowed):
        add(unread, office_user)
    answer = make_read_answer(consent="yes")
    for text in ("kiitos Liisa Virtaselle", "Erinomainen päivä", "…"):
        with pytest.raises(NotAllowed):
            add(answer, office_user, text=text)
    assert add(answer, office_user, text="Hyvä päivä … kiitos")


def test_the_label_tells_no_work_community(programme, office_user):
    answer = make_read_answer(consent="yes")
    answer.response.organisation = make_organisation(name="Kuvala")
    answer.response.save()
    with pytest.raises(NotAllowed):
        add(answer, office_user, source_label="kysely 2020, KUVALA")
    quote = add(answer, office_user)
    with pytest.raises(NotAllowed):
        save_quote(quote, text=CONFIRMED, source_label="Kuvala", language="fi", by=office_user)


def test_a_withdrawal_removes_every_quote_of_the_source(programme, office_user):
    answer = make_read_answer(consent="yes")
    first, second = add(answer, office_user), add(answer, office_user, text="Hyvä päivä")
    set_published(second, is_public=True, by=office_user)
    withdraw_quote(first, by=office_user)
    assert not quotes_for(programme) and not office_quotes(office_user)
    assert set(Quote.objects.values_list("text", "consent")) == {("", "withdrawn")}
    second.refresh_from_db()
    for again in (
        lambda: add(answer, office_user),
        lambda: set_published(second, is_public=True, by=office_user),
    ):
        with pytest.raises(NotAllowed):
            again()


def test_an_interview_without_consent_takes_its_quotes_along(programme, office_user):
    interview = make_interview()
    quote = make_quote(interview, is_public=True)
    assert list(quotes_for(programme)) == [quote]
    save_interview(interview, has_consent=False, by=office_user)
    assert not quotes_for(programme)
    with pytest.raises(NotAllowed):
        add(interview, office_user, text="x", consent="given")


def test_unconfirmed_text_disappears_from_what_is_shown(programme, office_user):
    answer = make_read_answer(consent="yes")
    make_quote(answer, is_public=True)
    answer.is_confirmed = False
    answer.save()
    assert not quotes_for(programme)


@pytest.mark.parametrize(
    ("viewpoint", "language", "label"),
    [
        ("organisation", "fi", "organisation-level survey %(year)s"),
        ("individual", "sv", "participants' survey %(year)s"),
        ("", "en", "survey %(year)s"),
    ],
)
def test_the_label_is_proposed_from_the_survey_and_the_year(programme, viewpoint, language, label):
    answer = make_read_answer(viewpoint=viewpoint, opens_on=datetime.date(2020, 4, 1))
    answer.response.language = language
    with override(language):
        expected = _(label) % {"year": 2020}
    assert proposed_label(answer) == expected
    interview = make_interview(held_on=datetime.date(2020, 6, 1))
    assert proposed_label(interview) == _("interview %(year)s") % {"year": 2020}


def test_the_bank_is_searched_by_words_and_code(programme, office_user):
    interview = make_interview()
    frame = make_frame(item_code="")
    code = frame.codes.first()
    add_point(interview, code=code, text="Arki", by=office_user)
    add_point(interview, code=code, text="Arki uudelleen", by=office_user)
    found = make_quote(interview)
    make_quote(make_interview(), text="Äänet kuuluivat.")
    assert list(office_quotes(office_user, text="kokeilut ARKEEN")) == [found]
    assert len(office_quotes(office_user, text="äänet")) == 1
    assert list(office_quotes(office_user, code=code.pk)) == [found]
    point = interview.points.first()
    remove_point(interview, pk=str(point.pk), by=office_user)
    remove_point(interview, pk="x", by=office_user)
    assert interview.points.count() == 1
