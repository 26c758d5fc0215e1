"""One click in a demonstration, and nowhere else."""

import pytest

from tests.factories.people import make_user


@pytest.fixture
def demo_user(db):
    return make_user("demo@esimerkki.fi", name="Demo Henkilö", is_demo=True)


def test_one_click_signs_in(page, demo_user):
    assert "Demo Henkilö" in page.get("account_login").text
    page.post("demo-sign-in", {"email": demo_user.email}, redirects_to="desk")
    assert demo_user.email in page.get("my-account").text


def test_next_page_is_kept_on_this_site(page, demo_user):
    sent = {"email": demo_user.email, "next": "/my/account/"}
    page.post("demo-sign-in", sent, redirects_to="/my/account/")
    sent["next"] = "https://evil.example/"
    page.post("demo-sign-in", sent, redirects_to="desk")


def test_real_people_are_not_offered(page, applicant):
    page.post("demo-sign-in", {"email": applicant.email}, status=404)


def test_real_site_refuses(page, demo_user, settings):
    settings.DEMO = False
    assert "Demo Henkilö" not in page.get("account_login").text
    page.post("demo-sign-in", {"email": demo_user.email}, status=404)


def test_link_does_not_sign_in(page, demo_user):
    assert page.django.get("/demo/sign-in/", {"email": demo_user.email}).status_code == 405
