"""What an answer's status says."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.surveys import make_invitation, make_round


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("my-account", {"language": "xx"}),
        ("account_login", {"login": "ei osoite"}),
        ("account_signup", {"email": ""}),
    ],
)
def test_form_with_errors_is_unprocessable(applicant, name, wrong):
    client = Client()
    if name == "my-account":
        client.force_login(applicant)
    assert client.get(reverse(name)).status_code == 200
    assert client.post(reverse(name), wrong).status_code == 422


def test_refusal_is_kept_by_no_browser(db):
    """Of a 410 browsers would keep the page for good, and a round's last day may move."""
    make_invitation(make_round(state="closed"), token="linkki")
    response = Client().get("/s/linkki/")
    assert response.status_code == 410
    assert "no-store" in response.headers["Cache-Control"]
