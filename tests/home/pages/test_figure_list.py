"""The whole list beside what was published; the office sees what is doubtful, too."""

import pytest

from talkoot.core.figures import Chapter
from talkoot.programmes.models import PublishedFact
from tests.factories.people import make_organisation
from tests.factories.practices import make_practice
from tests.figures import make_records

pytestmark = pytest.mark.django_db
# Chapters of the list, each with what an officer's page reads: session, user, programmes, roles,
# published facts, one for all numbers, then one for each thing that is measured or grouped.
QUERIES = {
    Chapter.REACH: 15,
    Chapter.WORK: 15,
    Chapter.SERVICES: 15,
    Chapter.EVENTS: 14,
    Chapter.SURVEYS: 14,
    Chapter.PRACTICES: 14,
    Chapter.COMMUNICATIONS: 14,
    Chapter.EVALUATION: 14,
    Chapter.PROGRAMME: 15,
}
WITH_A_PRACTICE, WARNINGS = 10, 8


def publish(programme, code: str, value: int, **fields) -> PublishedFact:
    values = {"figure": "practices-published", "label_fi": f"Teot ({code})", "source": "Lähde"}
    return programme.published_facts.create(code=code, value=value, **{**values, **fields})


def address(programme, chapter: str) -> str:
    return f"/figures/list/?programme={programme.slug}&chapter={chapter}"


@pytest.mark.parametrize("count", [1, 3])
def test_list_reads_the_same_however_many(count, page, programme, office_user):
    for _number in range(count):
        make_records()
    page.sign_in(office_user)
    for chapter in Chapter:
        page.get(address(programme, chapter), queries=QUERIES[chapter])


def test_every_figure_stands_in_one_chapter(client, page, programme):
    make_records()
    shown = [
        line.id for chapter in Chapter
        for line in page.get(address(programme, chapter)).context["lines"]
    ]  # fmt: skip
    answer = client.get(f"/figures/list/?programme={programme.slug}&format=csv")
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()[1:]
    assert sorted(shown) == sorted(row.split(";")[0] for row in rows)


def test_unknown_chapter_gets_a_sentence(page, programme):
    page.get(address(programme, "ei-ole"), status=404)


def test_published_value_that_nothing_counts_is_told(page, programme):
    publish(programme, "hinta", 2000, figure="")
    assert told(page.get(address(programme, "programme"))) == {"hinta": "uncounted"}


def test_filtered_list_compares_nothing(page, programme):
    make_practice(organisation=make_organisation(kind="company"), state="published")
    make_practice(state="published")
    publish(programme, "teot", 2)
    answer = page.get(f"{address(programme, 'practices')}&kind=company")
    assert told(answer) == {}
    [line] = [row for row in answer.context["lines"] if row.id == "practices-published"]
    assert line.value == 1


def told(answer) -> dict[str, str]:
    """{what was published: how it compares with ours}"""
    return {line.fact.code: line.agreement.value for line in answer.context["lines"] if line.fact}


def test_published_value_stands_beside_ours(page, programme):
    make_practice(state="published")
    publish(programme, "teot", 1)
    assert told(page.get(address(programme, "practices"), queries=WITH_A_PRACTICE)) == {
        "teot": "equal"
    }


def test_difference_is_told_with_its_reason(page, programme):
    make_practice(state="published")
    publish(programme, "teot", 5, note_fi="Lähde laski luonnokset mukaan.")
    answer = page.get(address(programme, "practices"), queries=WITH_A_PRACTICE)
    assert told(answer) == {"teot": "differs"}
    assert "Lähde laski luonnokset mukaan." in answer.text


def test_office_sees_what_is_doubtful(page, programme, office_user):
    publish(programme, "teot", 5)
    publish(programme, "teot-toisin", 6)
    page.sign_in(office_user)
    answer = page.get(address(programme, "warnings"), queries=WARNINGS)
    assert [warn.check for warn in answer.context["warnings"]] == ["published-twice"]
    assert "Teot (teot-toisin): 6" in answer.text


def test_others_do_not_see_the_warnings(page, programme):
    publish(programme, "teot", 5)
    publish(programme, "teot-toisin", 6)
    answer = page.get(address(programme, "practices"))
    assert answer.context["warnings"] is None
    page.get(address(programme, "warnings"), status=404)


def test_list_as_a_file(client, programme):
    make_practice(state="published")
    answer = client.get(f"/figures/list/?programme={programme.slug}&format=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert text.startswith("id;code;label;value;n;unit;definition;version;as_of;published")
    assert "practices-published;F16;" in text


def test_unknown_programme_gets_a_sentence(page, programme):
    page.get("/figures/list/?programme=no-such-programme", status=404)
