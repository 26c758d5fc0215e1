"""The page on which the office decides on an applicant's activity."""

from decimal import Decimal

from django.urls import reverse


def test_finding_is_saved_with_its_reason(page, application, office_user):
    page.sign_in(office_user)
    case = page.get("office-application", application.ref)
    where = reverse("classify-activity", args=[application.ref, application.organisation_id])
    assert where in case.links.values()
    page.get(where, queries=9)
    page.post(
        where,
        {
            "is_economic": "yes",
            "earlier_aid_eur": "1 200,50",
            "aid_sector": "V 99.00",
            "reason": "Myyntiä markkinoilla.",
        },
        redirects_to=reverse("office-application", args=[application.ref]),
    )
    application.refresh_from_db()
    assert application.earlier_aid_eur == Decimal("1200.50")
    assert application.aid_sector == "V 99.00"
    assert "Myyntiä markkinoilla." in page.get("office-application", application.ref).text


def test_reason_is_asked_for(page, application, office_user):
    where = reverse("classify-activity", args=[application.ref, application.organisation_id])
    answer = page.sign_in(office_user).post(where, {"is_economic": "no"}, status=422)
    assert len(answer.errors) == 1


def test_organisation_that_does_not_apply_is_not_found(page, application, office_user):
    page.sign_in(office_user).get("classify-activity", application.ref, 999_999, status=404)
