"""ISBN: the check digit of the standard, and how a number may be written."""

import pytest
from django.utils import translation

from talkoot.core.isbn import in_groups, isbn_problem

GOOD = "978-951-0-18435-6"


@pytest.mark.parametrize("number", [GOOD, "9789510184356", "979-10-234-5678-3"])
def test_number_whose_last_digit_agrees(number):
    assert isbn_problem(number) == ""


@pytest.mark.parametrize(
    "number, words",
    [
        ("978-951-0-18435-7", "last digit"),
        ("978-951-0-18453-6", "last digit"),  # two digits have changed places
        ("978-951-0-18435", "13 digits"),
        ("951-0-18435-6", "13 digits"),
        ("978-951-0-1843X-6", "13 digits"),
        ("977-951-0-18435-9", "978 or 979"),
    ],
)
def test_what_is_wrong_is_told(number, words):
    with translation.override("en"):
        assert words in isbn_problem(number)


@pytest.mark.parametrize(
    "written", [GOOD, "ISBN 978-951-0-18435-6", " isbn: 978 951 0 18435 6 ", "978–951–0–18435–6"]
)
def test_number_is_kept_in_its_groups(written):
    assert in_groups(written) == GOOD


def test_number_without_groups_stays_so():
    assert in_groups("ISBN 9789510184356") == "9789510184356"
