"""The office's procurements."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from talkoot.correspondence.models import Message
from talkoot.experts.models import Framework, Offer, Procurement
from talkoot.files.models import StoredFile
from tests.experts.sending import send
from tests.factories.procurement import (
    make_criteria,
    make_lot,
    make_offer,
    make_procurement,
    the_procurement_rule,
)


def closing(days):
    moment = timezone.localtime(timezone.now() + datetime.timedelta(days=days))
    return moment.strftime("%d.%m.%Y %H.%M")


@pytest.mark.parametrize("count", [1, 3])
def test_list_has_a_fixed_number_of_queries(page, office_user, programme, count):
    for _number in range(count):
        make_offer(make_procurement(programme, state="open"))
    answer = page.sign_in(office_user).get("office-procurements", queries=6)
    assert "1 / 1" in answer.text


@pytest.mark.parametrize("count", [1, 3])
def test_comparison_has_a_fixed_number_of_queries(page, office_user, programme, count):
    row = make_procurement(programme, state="evaluating")
    make_criteria(row)
    for _number in range(count):
        make_offer(row, points=4)
    answer = page.sign_in(office_user).get("office-procurement", row.pk, queries=13)
    assert "86,00" in answer.text  # 70 × 4/5 + 30


def test_nobody_reads_prices_before_the_last_moment(page, office_user, programme):
    row = make_procurement(programme, state="open")
    make_criteria(row)
    offer = make_offer(row, day_price_eur=777)
    answer = page.sign_in(office_user).get("office-procurement", row.pk)
    assert "777" not in answer.text
    page.get("office-offer", row.pk, offer.pk, status=409)
    page.get("record-offer", row.pk, offer.pk, status=409)


def asked(programme, **fields):
    values = {
        "programme": programme.pk,
        "kind": "framework",
        "category": "services",
        "title": "Sparraajat",
        "text": "Sparrauspäiviä.",
        "days": "40",
        "estimated_eur": "50 000",
        "most_suppliers": "2",
        "option_years": "0",
        "closes_at": closing(20),
    }
    return {**values, **fields}


def test_from_the_plan_to_the_agreement(page, office_user, programme):
    the_procurement_rule()
    page.sign_in(office_user)
    send(page, "new-procurement", data=asked(programme), to="/office/procurements/")
    row = Procurement.objects.get()
    for values in (
        {"text": "Laatu", "weight": "60", "most_points": "5"},
        {"text": "Hinta", "weight": "40", "most_points": "5", "is_price": "on"},
    ):
        send(page, "new-quality-criterion", row.pk, data=values, to="/office/")
    page.get("office-procurement", row.pk)
    send(page, "open-procurement", row.pk, to="/office/procurements/")
    bidder = {"name": "Uusi Oy", "address": "uusi@esimerkki.fi", "language": "fi"}
    send(page, "new-bidder", row.pk, data=bidder, to="/office/procurements/")
    offer = Offer.objects.get()
    given = {
        "day_price_eur": "1 000",
        "text": "Osaamme.",
        "experts": "Aino A, aino@esimerkki.fi, Valmentaja",
        "received_at": timezone.localtime(timezone.now()).strftime("%d.%m.%Y %H.%M"),
    }
    send(page, "record-offer", row.pk, offer.pk, data=given, to="/office/procurements/")
    Procurement.objects.update(closes_at=timezone.now())
    send(page, "evaluate-procurement", row.pk, to="/office/procurements/")
    quality, named = row.criteria.get(is_price=False), offer.experts.get()
    points = {f"points-{quality.pk}": "6", f"grounds-{quality.pk}": "Hyvä."}
    send(page, "office-offer", row.pk, offer.pk, data=points, status=422)
    points |= {f"points-{quality.pk}": "4,5", f"expert-{named.pk}": "90"}
    send(page, "office-offer", row.pk, offer.pk, data=points, to="/office/procurements/")
    send(
        page,
        "award-procurement",
        row.pk,
        data={"grounds": "Ainoa."},
        to="/office/procurements/",
    )
    page.get("office-procurement", row.pk)
    send(page, "conclude-procurement", row.pk, to="/office/frameworks/")
    framework = Framework.objects.get()
    answer = page.get("office-framework", framework.pk)
    assert "Aino A" in answer.text
    assert "94" in answer.text


def test_mini_competition_is_started_from_its_lot(page, office_user, programme):
    the_procurement_rule()
    lot = make_lot(ordering="mini_competition")
    page.sign_in(office_user)
    without = send(
        page, "new-procurement", data=asked(programme, kind="mini_competition"), status=422
    )
    assert len(without.errors) == 1
    data = asked(programme, kind="mini_competition", lot=lot.pk, case_number="T-1")
    send(page, "new-procurement", data=data, to="/office/procurements/")
    row = Procurement.objects.get()
    assert (row.framework, row.lot, row.case_number) == (lot.framework, lot, "T-1")


def test_reasons_are_asked_for(page, office_user, programme):
    row = make_procurement(programme, state="open")
    make_offer(row)
    page.sign_in(office_user)
    send(page, "cancel-procurement", row.pk, data={"reason": ""}, status=422)
    send(page, "cancel-procurement", row.pk, data={"reason": "Ei rahaa."}, to="/office/")
    assert Message.objects.filter(kind="procurement-cancelled").count() == 1
    assert "Ei rahaa." in page.get("office-procurement", row.pk).text


def test_supplier_is_invited_again_by_a_new_link(page, office_user, programme):
    row = make_procurement(programme, state="open")
    offer = make_offer(row, state="invited", token="vanha")
    page.sign_in(office_user)
    send(page, "record-offer", row.pk, offer.pk, data={"invite": "1"}, to="/office/procurements/")
    before = offer.token_hash
    offer.refresh_from_db()
    assert offer.token_hash != before
    assert Message.objects.filter(kind="offer-invitation").count() == 1


def test_a_file_is_attached_read_and_removed(page, office_user, programme):
    row = make_procurement(programme, state="awarded")
    upload = SimpleUploadedFile("Päätös.pdf", b"%PDF-1.7\n%%EOF\n")
    page.sign_in(office_user)
    to = "/office/procurements/"
    send(page, "add-procurement-document", row.pk, data={"file": upload}, to=to)
    document = row.documents.get()
    answer = page.get("office-procurement", row.pk)
    assert "Päätös.pdf" in answer.text
    given = page.get("purchase-document", document.pk)
    assert b"".join(given.response.streaming_content).startswith(b"%PDF")
    disguised = SimpleUploadedFile("kuva.pdf", b"GIF89a")
    page.post("add-procurement-document", {"file": disguised}, row.pk, status=422)
    send(page, "remove-purchase-document", document.pk, to=to)
    assert not row.documents.exists() and not StoredFile.objects.exists()
