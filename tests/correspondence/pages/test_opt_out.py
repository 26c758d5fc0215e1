"""The way out of voluntary mail."""

import pytest
from django.utils.translation import gettext as _

from talkoot.correspondence.models import OptOut
from talkoot.correspondence.opt_out_links import token_of
from tests.factories.correspondence import make_message


@pytest.fixture
def token(db):
    make_message(key="kysely-1", address="maija@esimerkki.fi", topic="surveys")
    return token_of("kysely-1")


def test_opening_changes_nothing_and_the_button_does(page, token):
    for _time in range(2):
        answer = page.get("opt-out", token, queries=2)
        assert answer.h1 == _("Do you want no more of this mail?")
    assert "maija@" not in answer.text
    assert not OptOut.objects.exists()
    done = page.post("opt-out", {}, token, redirects_to=f"/opt-out/{token}/").follow()
    assert done.h1 == _("You get no more of this mail")
    assert OptOut.objects.get().address == "maija@esimerkki.fi"


def test_can_be_undone_on_the_same_page(page, token):
    page.post("opt-out", {}, token, redirects_to=f"/opt-out/{token}/")
    page.post("opt-out", {"undo": "1"}, token, redirects_to=f"/opt-out/{token}/")
    assert not OptOut.objects.exists()


def test_mail_program_needs_one_click_and_no_cookie(page, token):
    page.django.handler.enforce_csrf_checks = True
    page.post("opt-out", {"List-Unsubscribe": "One-Click"}, token, status=200)
    assert OptOut.objects.exists()


def test_forged_link_and_mail_that_is_not_voluntary_are_told(page, token):
    make_message(key="paatos-1")
    page.get("opt-out", token[:-2] + "xx", status=404)
    page.get("opt-out", token_of("paatos-1"), status=404)


def test_page_is_in_each_language(page, token):
    for prefix in ("", "/sv", "/en"):
        assert page.get(f"{prefix}/opt-out/{token}/").h1
