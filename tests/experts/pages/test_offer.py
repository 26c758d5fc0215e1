"""The supplier's own page behind the mailed link."""

import pytest
from django.core.cache import cache

from talkoot.experts.models import Offer, Procurement
from tests.experts.sending import send
from tests.factories.procurement import TOKEN, make_criteria, make_offer, make_procurement

GIVEN = {
    "day_price_eur": "950,50",
    "text": "Osaamme.",
    "experts": "Aino A, aino@esimerkki.fi, Valmentaja\nBo B, bo@esimerkki.fi, Coach, utvecklare",
}


@pytest.fixture
def procurement(programme):
    row = make_procurement(programme, state="open")
    make_criteria(row)
    return row


def test_opening_the_link_changes_nothing(page, procurement):
    offer = make_offer(procurement, state="invited", token=TOKEN)
    page.get("offer", TOKEN, queries=3)
    offer.refresh_from_db()
    assert offer.state == Offer.State.INVITED


def test_offer_is_sent_and_sent_anew(page, procurement):
    offer = make_offer(procurement, state="invited", token=TOKEN)
    send(page, "offer", TOKEN, data=GIVEN, to="/offers/")
    answer = page.get("offer", TOKEN)
    assert "950,5" in str(answer.content.decode())
    send(page, "offer", TOKEN, data={**GIVEN, "experts": ""}, to="/offers/")
    offer.refresh_from_db()
    assert offer.experts.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"day_price_eur": "kallis"},
        {"day_price_eur": "0"},
        {"experts": "Aino A"},
        {"experts": "Aino A, aino, Valmentaja"},
        {"experts": "A, a@b.fi, X\nB, A@b.fi, Y"},
    ],
)
def test_what_is_wrong_is_told(page, procurement, wrong):
    make_offer(procurement, state="invited", token=TOKEN)
    answer = send(page, "offer", TOKEN, data={**GIVEN, **wrong}, status=422)
    assert len(answer.errors) == 1


def test_supplier_tells_that_there_is_no_offer(page, procurement):
    offer = make_offer(procurement, state="invited", token=TOKEN)
    send(page, "offer", TOKEN, data={"decline": "1", "reason": "Ei ehditä."}, to="/offers/")
    offer.refresh_from_db()
    assert (offer.state, offer.reason) == (Offer.State.DECLINED, "Ei ehditä.")


def test_outcome_is_shown_after_the_award(page, procurement):
    make_offer(procurement, token=TOKEN, points=3, rank=2)
    Offer.objects.update(points=72)
    Procurement.objects.update(state="awarded", awarded_on="2026-01-01", grounds="Laatu ratkaisi.")
    answer = page.get("offer", TOKEN)
    assert "72,00" in answer.text
    assert "Laatu ratkaisi." in answer.text


def test_guessing_links_is_stopped(page, programme):
    cache.clear()
    for _number in range(20):
        page.get("offer", "x" * 32, status=404)
    page.get("offer", "x" * 32, status=429)
    cache.clear()
