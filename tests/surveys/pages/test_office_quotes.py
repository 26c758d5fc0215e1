"""The quote bank's pages."""

import re

import pytest
from django.utils.translation import gettext as _

from talkoot.surveys.models import Quote
from tests.factories.texts import CONFIRMED, make_interview, make_quote, make_read_answer


@pytest.mark.parametrize("count", [1, 3])
def test_quotes_cost_the_same_however_many(page, office_user, count):
    for _number in range(count):
        make_quote()
    answer = page.sign_in(office_user).get("office-quotes", queries=7)
    assert len(answer.page.all("blockquote")) == count
    assert _("No quote fits") in page.get("/office/texts/quotes/?q=eiole").text


def test_a_quote_is_taken_published_and_withdrawn(page, office_user):
    answer = make_read_answer(consent="yes")
    page.sign_in(office_user)
    form = page.get(f"/office/texts/quotes/new/?answer={answer.pk}")
    assert CONFIRMED in form.text
    data = {"text": "Hyvä päivä", "language": "fi", "source_label": "kysely 2020"}
    data["consent"] = "asked_in_survey"
    new = f"/office/texts/quotes/new/?answer={answer.pk}"
    page.post(new, {**data, "text": "Huono päivä"}, status=422)
    named = page.post(new, {**data, "source_label": "Liisa, kysely 2020"}, status=422)
    assert "Liisa" in named.errors[0]
    page.post(new, data, redirects_to=re.compile(r"/office/texts/quotes/\d+/"))
    quote = Quote.objects.get()
    where = f"/office/texts/quotes/{quote.pk}/"
    page.get(where)
    page.post(where, {**data, "source_label": "kysely 2021"}, redirects_to=where)
    page.post("publish-quote", {"is_public": "1"}, quote.pk, redirects_to=where)
    quote.refresh_from_db()
    assert quote.is_public and quote.source_label == "kysely 2021"
    page.get("withdraw-quote", quote.pk)
    page.post("withdraw-quote", {}, quote.pk, redirects_to="/office/texts/quotes/")
    page.get(where, status=404)


def test_nothing_is_quoted_without_consent_or_source(page, office_user):
    page.sign_in(office_user)
    page.get(f"/office/texts/quotes/new/?answer={make_read_answer(consent='no').pk}", status=409)
    interview = make_interview(has_consent=False)
    page.get(f"/office/texts/quotes/new/?interview={interview.pk}", status=409)
    page.get("new-quote", status=404)
