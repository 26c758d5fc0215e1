"""The whole list beside what was published; the office sees what is doubtful, too."""

import pytest

from talkoot.programmes.models import PublishedFact
from tests.factories.practices import make_practice
from tests.figures import make_records

pytestmark = pytest.mark.django_db
# Every measure and every kind of part is one read of its own, so this list reads more than a page
# of a desk does; never more with more records.
WITH_RECORDS, WITH_A_PRACTICE, WITH_FACTS, OF_OFFICE = 103, 54, 45, 53


def publish(programme, code: str, value: int, **fields) -> PublishedFact:
    values = {"figure": "practices-published", "label_fi": f"Teot ({code})", "source": "Lähde"}
    return programme.published_facts.create(code=code, value=value, **{**values, **fields})


@pytest.mark.parametrize("count", [1, 3])
def test_list_reads_the_same_however_many(count, page, programme):
    for _number in range(count):
        make_records()
    page.get(f"/figures/list/?programme={programme.slug}", queries=WITH_RECORDS)


def told(answer) -> dict[str, str]:
    """{what was published: how it compares with ours}"""
    return {line.fact.code: line.agreement.value for line in answer.context["lines"] if line.fact}


def test_published_value_stands_beside_ours(page, programme):
    make_practice(state="published")
    publish(programme, "teot", 1)
    address = f"/figures/list/?programme={programme.slug}"
    assert told(page.get(address, queries=WITH_A_PRACTICE)) == {"teot": "equal"}


def test_difference_is_told_with_its_reason(page, programme):
    make_practice(state="published")
    publish(programme, "teot", 5, note_fi="Lähde laski luonnokset mukaan.")
    answer = page.get(f"/figures/list/?programme={programme.slug}", queries=WITH_A_PRACTICE)
    assert told(answer) == {"teot": "differs"}
    assert "Lähde laski luonnokset mukaan." in answer.text


def test_office_sees_what_is_doubtful(page, programme, office_user):
    publish(programme, "teot", 5)
    publish(programme, "teot-toisin", 6)
    page.sign_in(office_user)
    answer = page.get(f"/figures/list/?programme={programme.slug}", queries=OF_OFFICE)
    assert [warn.check for warn in answer.context["warnings"]] == ["published-twice"]
    assert "Teot (teot-toisin): 6" in answer.text


def test_others_do_not_see_the_warnings(page, programme):
    publish(programme, "teot", 5)
    publish(programme, "teot-toisin", 6)
    answer = page.get(f"/figures/list/?programme={programme.slug}", queries=WITH_FACTS)
    assert answer.context["warnings"] is None


def test_list_as_a_file(client, programme):
    make_practice(state="published")
    answer = client.get(f"/figures/list/?programme={programme.slug}&format=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert text.startswith("id;code;label;value;n;unit;definition;version;as_of;published")
    assert "practices-published;F16;" in text


def test_unknown_programme_gets_a_sentence(page, programme):
    page.get("/figures/list/?programme=no-such-programme", status=404)
