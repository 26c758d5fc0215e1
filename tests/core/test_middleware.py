"""What an answer's status says."""

import pytest
from django.test import Client
from django.urls import reverse


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
