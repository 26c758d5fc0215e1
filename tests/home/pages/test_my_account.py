"""A person's own data."""

import json

from talkoot.home.personal import CATEGORIES


def test_name_and_language_are_saved(page, applicant):
    page.sign_in(applicant).get("my-account", queries=2)
    page.post("my-account", {"name": "Aino Uusi", "language": "sv"}, redirects_to="my-account")
    applicant.refresh_from_db()
    assert (applicant.name, applicant.language) == ("Aino Uusi", "sv")


def test_unknown_language_is_refused(page, applicant):
    answer = page.sign_in(applicant).post("my-account", {"name": "Aino", "language": "xx"})
    assert answer.errors
    applicant.refresh_from_db()
    assert applicant.language == "fi"


def test_too_long_name_is_refused(page, applicant):
    sent = {"name": "ä" * 10_000, "language": "fi"}
    assert page.sign_in(applicant).post("my-account", sent).errors


def test_visitor_signs_in_first(page, db):
    page.get("my-account", redirects_to="/accounts/login/?next=/my/account/")


def test_everything_kept_of_the_person_comes_as_one_file(page, applicant):
    assert "/my/account/data.json" in page.sign_in(applicant).get("my-account").links.values()
    answer = page.get("my-data")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    told = json.loads(answer.content)
    assert told["address"] == applicant.email
    assert all(category["purpose"] and category["kept"] for category in told["categories"])


def test_privacy_page_is_made_of_the_inventory(page, db):
    text = page.get("privacy", queries=0).text
    for category in CATEGORIES:
        assert str(category.title) in text and str(category.kept) in text
