"""What was found, learned and advised: everybody's page and the office's upkeep."""

import pytest

from talkoot.impact.models import Evaluation, Finding, LessonLearned, Recommendation
from talkoot.impact.queries.registers import MODELS
from tests.factories.impact import (
    make_evaluation,
    make_finding,
    make_influence,
    make_lesson,
    make_recommendation,
    make_statistic,
    make_story,
    make_study,
    make_tip,
)
from tests.factories.people import make_organisation
from tests.factories.texts import make_coded, make_interview

pytestmark = pytest.mark.django_db
PUBLIC_QUERIES = 11
LESSON_QUERIES = 4
OFFICE_QUERIES = 14


def fill(count):
    for number in range(1, count + 1):
        make_evaluation().areas.create(number=1, text_fi="Hyödyt")
        for kind in ("plus", "minus", "condition"):
            make_finding(kind)
        make_recommendation("accepted").follow_ups.create(text="Aloitettu.", by=make_story().by)
        make_lesson(is_positive=number % 2 == 0)
        make_tip()
        make_study().points.create(number=1, text_fi="Aika puuttuu", mentions=4)
        make_statistic()
        make_influence(ends_year=2020)
        make_story(title=f"Julkinen {number}", published_on="2026-01-01")


@pytest.mark.parametrize("count", [1, 3])
def test_everything_is_shown_with_the_same_queries(count, page, programme):
    fill(count)
    shown = page.get("evaluation", programme.slug, queries=PUBLIC_QUERIES)
    assert shown.text.count("Aika puuttuu") == count
    assert shown.text.count("Aloitettu.") == count
    assert shown.text.count("Julkinen") == count
    assert shown.text.count("2019–2020") == count
    assert "Kertomus" not in shown.text  # Not published.


@pytest.mark.parametrize("count", [1, 3])
def test_lessons_and_tips_are_shown(count, page, programme):
    fill(count)
    shown = page.get("lessons", programme.slug, queries=LESSON_QUERIES)
    assert (shown.text.count("Oppi "), shown.text.count("Vinkki ")) == (count, count)


def test_empty_pages_say_so(page, programme):
    page.get("evaluation", programme.slug)
    page.get("lessons", programme.slug)


@pytest.mark.parametrize("count", [1, 3])
def test_office_sees_all_registers(count, page, programme, office_user):
    fill(count)
    page.sign_in(office_user)
    page.get("office-evaluation", programme.slug, queries=OFFICE_QUERIES)


ENTRIES = {
    "evaluation": {"title_fi": "Arviointi", "evaluator": "Arvioija", "year": "2024",
                   "areas": "Hyödyt\n\nToteutus", "published_on": "1.6.2024",
                   "next_on": "1.6.2025"},
    "finding": {"text_fi": "Hyvä", "number": "1", "kind": "plus"},
    "recommendation": {"text_fi": "Jatkakaa", "number": "1", "addressee": "Ohjelma"},
    "lesson": {"text_fi": "Aikaa", "number": "1", "author_group": "Osapuolet", "year": "2024",
               "is_positive": "no"},
    "tip": {"text_fi": "Aloita ajoissa", "number": "1"},
    "study": {"title_fi": "Haastattelut", "interviewees": "johtajat", "year": "2024",
              "interviewed_count": "12", "points": "Aika\nTuki"},
    "story": {"title": "Kertomus", "language": "fi", "question": "Muuttuiko?"},
    "influence": {"text_fi": "Korona", "number": "1", "direction": "against",
                  "starts_year": "2020", "ends_year": "2022"},
    "statistic": {"label_fi": "Väestö", "code": "vaesto", "value": "5,5", "year": "2024",
                  "source": "Tilastokeskus"},
}  # fmt: skip


def seen_on(answer):
    return answer.page.all("input", name="seen")[0].get("value")


@pytest.mark.parametrize("kind", ENTRIES)
def test_entry_is_added_changed_and_removed(kind, page, programme, office_user):
    page.sign_in(office_user)
    back = f"/office/evaluation/{programme.slug}/#{kind}"
    page.get("add-to-evaluation", programme.slug, kind)
    page.post("add-to-evaluation", {"sent": "1"}, programme.slug, kind, status=422)
    page.post("add-to-evaluation", ENTRIES[kind], programme.slug, kind, redirects_to=back)
    row = MODELS[kind].objects.get()
    shown = page.get("edit-in-evaluation", kind, row.pk)
    assert str(row) in shown.content.decode()
    page.change("edit-in-evaluation", ENTRIES[kind], kind, row.pk, redirects_to=back)
    assert MODELS[kind].objects.count() == 1
    page.post("remove-from-evaluation", {}, kind, row.pk, redirects_to=back)
    assert not MODELS[kind].objects.exists()


def test_what_another_officer_saved_meanwhile_is_not_written_over(page, programme, office_user):
    page.sign_in(office_user)
    row = make_finding(text_fi="Ensin")
    given = ENTRIES["finding"] | {
        "seen": seen_on(page.get("edit-in-evaluation", "finding", row.pk))
    }
    Finding.objects.update(text_fi="Toinen ehti")
    refused = page.post("edit-in-evaluation", given, "finding", row.pk, status=422)
    assert refused.errors and given["text_fi"] in refused.content.decode()
    row.refresh_from_db()
    assert row.text_fi == "Toinen ehti"
    given["seen"] = seen_on(refused)
    page.post("edit-in-evaluation", given, "finding", row.pk, status=302)


def test_lines_are_numbered_and_keep_their_translations(page, programme, office_user):
    page.sign_in(office_user)
    back = f"/office/evaluation/{programme.slug}/#evaluation"
    page.post("add-to-evaluation", ENTRIES["evaluation"], programme.slug, "evaluation",
              redirects_to=back)  # fmt: skip
    row = Evaluation.objects.get()
    row.areas.filter(number=1).update(text_sv="Nytta")
    values = {**ENTRIES["evaluation"], "areas": "Hyödyt"}
    page.change("edit-in-evaluation", values, "evaluation", row.pk, redirects_to=back)
    assert list(row.areas.values_list("number", "text_fi", "text_sv")) == [(1, "Hyödyt", "Nytta")]


def test_study_tells_when_its_next_round_comes(page, programme, office_user):
    page.sign_in(office_user)
    address = ("add-to-evaluation", programme.slug, "evaluation")
    early = ENTRIES["evaluation"] | {"next_on": "1.6.2023"}
    assert page.post(address[0], early, *address[1:], status=422).errors
    back = f"/office/evaluation/{programme.slug}/#evaluation"
    page.post(address[0], ENTRIES["evaluation"], *address[1:], redirects_to=back)
    assert "1.6.2025" in page.get("evaluation", programme.slug).text


def test_same_evaluation_twice_is_told(page, programme, office_user):
    page.sign_in(office_user)
    make_evaluation(title_fi="Arviointi", year=2024)
    page.post("add-to-evaluation", ENTRIES["evaluation"], programme.slug, "evaluation", status=422)


def test_recommendation_is_answered_and_followed(page, office_user, programme):
    page.sign_in(office_user)
    row = make_recommendation()
    back = f"/office/evaluation/{programme.slug}/#recommendation"
    page.get("answer-recommendation", row.pk)
    page.post("answer-recommendation", {"state": "accepted"}, row.pk, status=422)
    values = {"state": "accepted", "response": "Jatkamme."}
    page.post("answer-recommendation", values, row.pk, redirects_to=back)
    page.get("follow-recommendation", row.pk)
    values = {"text": "Jatkettu.", "is_done": "on"}
    page.post("follow-recommendation", values, row.pk, redirects_to=back)
    row.refresh_from_db()
    assert row.state == Recommendation.State.DONE
    assert "Jatkettu." in page.get("evaluation", programme.slug).text


def test_late_and_unanswered_recommendations_are_told(page, office_user, programme):
    make_recommendation()
    for state, due_on in (("accepted", "2020-01-01"), ("partly", "2020-01-01"),
                          ("accepted", None), ("done", "2020-01-01")):  # fmt: skip
        make_recommendation(state, due_on=due_on)
    page.sign_in(office_user)
    [row] = page.get("office-impact").context["programmes"]
    assert (row.late, row.unanswered) == (2, 1)


def test_story_is_published_and_closed(page, office_user, programme):
    page.sign_in(office_user)
    row = make_story(title="Vaikutus")
    back = f"/office/evaluation/{programme.slug}/#story"
    page.post("publish-story", {}, row.pk, redirects_to=back)
    assert "Vaikutus" in page.get("evaluation", programme.slug).text
    page.post("publish-story", {"close": "1"}, row.pk, redirects_to=back)
    assert "Vaikutus" not in page.get("evaluation", programme.slug).text


def test_other_office_finds_nothing(page, other_officer, programme):
    row = make_finding()
    page.sign_in(other_officer)
    page.get("office-evaluation", programme.slug, status=404)
    page.get("edit-in-evaluation", "finding", row.pk, status=404)
    assert Finding.objects.exists()
    assert not LessonLearned.objects.exists()


def test_influence_cannot_end_before_it_begins(page, office_user, programme):
    page.sign_in(office_user)
    values = {**ENTRIES["influence"], "ends_year": "2019"}
    page.post("add-to-evaluation", values, programme.slug, "influence", status=422)


def test_another_evaluator_takes_the_place_of_the_organisation(page, office_user, programme):
    page.sign_in(office_user)
    row = make_evaluation(evaluator="", organisation=make_organisation("Arvioijat Oy"))
    values = {"title_fi": row.title_fi, "year": "2020", "evaluator": "Arvioijat Oy"}
    back = f"/office/evaluation/{programme.slug}/#evaluation"
    page.change("edit-in-evaluation", values, "evaluation", row.pk, redirects_to=back)
    row.refresh_from_db()
    assert row.organisation is not None
    values["evaluator"] = "Toinen Oy"
    page.change("edit-in-evaluation", values, "evaluation", row.pk, redirects_to=back)
    row = Evaluation.objects.get()
    assert row.made_by == "Toinen Oy"


def test_published_story_says_what_must_stay(page, office_user):
    page.sign_in(office_user)
    row = make_story(published_on="2026-01-01")
    values = {"title": row.title, "language": "fi", "question": "Muuttuiko?", "claim": "Muuttui."}
    page.change("edit-in-evaluation", values, "story", row.pk, status=422)


def test_office_sees_the_codes_of_the_interviews(page, office_user, programme):
    page.sign_in(office_user)
    study = make_study()
    interview = make_interview()
    make_coded("agent-roles", interview)
    study.interviews.add(interview)
    assert "Verkostot" in page.get("edit-in-evaluation", "study", study.pk).text
    assert "Verkostot" not in page.get("evaluation", programme.slug).text
