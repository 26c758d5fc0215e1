import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talkoot.core.lookups import contains
from talkoot.people.models import Organisation
from tests.factories.people import make_organisation


@pytest.mark.parametrize("text", ["ähtäri", "ÄHTÄRI", "Ähtäri", "htäri"])
def test_the_case_of_letters_beyond_a_z_does_not_hide_a_name(db: None, text: str) -> None:
    named = make_organisation("Ähtärin kaupunki")
    assert list(Organisation.objects.filter(contains(text, "name"))) == [named]


def test_a_server_that_knows_the_letters_reads_each_row_once(db: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        list(Organisation.objects.filter(contains("ähtäri", "name")))
    expected = 1 if connection.vendor == "postgresql" else 3
    assert asked[0]["sql"].count("LIKE") == expected
