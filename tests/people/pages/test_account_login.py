"""Signing in and up with a code that comes through the outbox."""

import re

import pytest
from django.core.cache import cache

from talkoot.correspondence.models import Message
from talkoot.people.models import User
from tests.client import CheckingClient
from tests.factories.people import make_user


@pytest.fixture(autouse=True)
def no_earlier_attempts():
    """Attempts are counted in the cache, which tests share."""
    cache.clear()


def mail() -> Message:
    return Message.objects.latest("pk")


def code() -> str:
    return re.search(r"^([A-Z0-9-]{6,})$", mail().body, re.MULTILINE)[1]


def ask_for_code(page, email):
    page.post("account_login", {"login": email}, redirects_to="account_confirm_login_code")


def test_code_signs_in(page, db):
    user = make_user("aino@esimerkki.fi")
    assert page.get("account_login").h1
    ask_for_code(page, "aino@esimerkki.fi")
    assert (mail().kind, mail().user) == ("account.login_code", user)
    assert page.get("account_confirm_login_code").h1
    page.post("account_confirm_login_code", {"code": code()}, redirects_to="desk")
    assert user.email in page.get("my-account").text


def test_wrong_code_is_refused_in_words(page, db):
    make_user("aino@esimerkki.fi")
    ask_for_code(page, "aino@esimerkki.fi")
    answer = page.post("account_confirm_login_code", {"code": "VAARIN"})
    assert answer.errors
    page.get("my-account", redirects_to=re.compile("^/accounts/login/"))


def test_new_code_replaces_the_old_one(page, db):
    make_user("aino@esimerkki.fi")
    ask_for_code(page, "aino@esimerkki.fi")
    old = code()
    page.post(
        "account_confirm_login_code",
        {"action": "resend"},
        redirects_to="account_confirm_login_code",
    )
    assert code() != old
    page.post("account_confirm_login_code", {"code": code()}, redirects_to="desk")


def test_code_speaks_the_persons_language(page, db):
    make_user("anna@esimerkki.fi", language="sv")
    ask_for_code(page, "anna@esimerkki.fi")
    assert mail().language == "sv"


def test_stranger_hears_by_mail_that_there_is_no_account(page, db):
    ask_for_code(page, "vieras@esimerkki.fi")
    assert (mail().kind, mail().user) == ("account.unknown_account", None)
    assert "/accounts/signup/" in mail().body


def test_broken_address_is_refused(page, db):
    assert page.post("account_login", {"login": "ei osoite"}).errors


def test_asking_too_often_is_refused(page, db):
    make_user("usein@esimerkki.fi")
    for _time in range(3):
        ask_for_code(CheckingClient(), "usein@esimerkki.fi")
    assert page.post("account_login", {"login": "usein@esimerkki.fi"}).errors


def test_trying_too_often_shows_a_page(page, db):
    for _time in range(20):
        page.django.post("/accounts/signup/", {})
    assert page.post("account_signup", {"email": "a@esimerkki.fi"}, status=429).h1


def test_another_address_can_be_chosen(page, db):
    make_user("aino@esimerkki.fi")
    ask_for_code(page, "vaara@esimerkki.fi")
    page.get("account_login", redirects_to="account_confirm_login_code")
    page.post("account_logout", {"next": "/accounts/login/"}, redirects_to="account_login")
    ask_for_code(page, "aino@esimerkki.fi")
    page.post("account_confirm_login_code", {"code": code()}, redirects_to="desk")


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_sign_up_takes_the_language_of_the_page(page, db, language):
    start = "" if language == "fi" else f"/{language}"
    page.get(f"{start}/accounts/signup/")
    page.post(
        f"{start}/accounts/signup/",
        {"email": "uusi@esimerkki.fi"},
        redirects_to=f"{start}/accounts/confirm-email/",
    )
    page.get(f"{start}/accounts/confirm-email/")
    page.post(
        f"{start}/accounts/confirm-email/", {"code": code()}, redirects_to=re.compile(r"/my/$")
    )
    user = User.objects.get(email="uusi@esimerkki.fi")
    assert user.language == language
    assert not user.has_usable_password()


def test_signing_up_twice_tells_the_owner_of_the_address(page, db):
    make_user("aino@esimerkki.fi")
    page.post(
        "account_signup",
        {"email": "aino@esimerkki.fi"},
        redirects_to="account_email_verification_sent",
    )
    assert mail().kind == "account.account_already_exists"
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "name", ["account_logout", "mfa_list_webauthn", "mfa_add_webauthn", "account_inactive"]
)
def test_pages_around_sign_in_are_good_pages(page, applicant, name):
    assert page.sign_in(applicant).get(name).h1


def test_signing_out_ends_the_session(page, applicant):
    page.sign_in(applicant).post("account_logout", {}, redirects_to="/")
    page.get("my-account", redirects_to=re.compile("^/accounts/login/"))


def test_admin_has_no_sign_in_of_its_own(page, applicant):
    page.get("/admin/login/", redirects_to=re.compile(r"^/accounts/login/"))
    page.sign_in(applicant).get("/admin/login/", status=403)
