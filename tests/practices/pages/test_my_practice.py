"""Writing a practice: drafting, saving, sending."""

import re

import pytest

from talkoot.practices.models import Practice
from tests.factories.engagements import make_day_report, make_engagement
from tests.factories.practices import make_practice
from tests.factories.programmes import make_sector, make_theme

State = Practice.State


@pytest.fixture
def draft(applicant):
    return make_practice(state=State.DRAFT, author=applicant, sector=None)


def sent(**fields):
    values = {
        "title": "Työvuorot yhdessä",
        "gist": "Vuorot suunnitellaan yhdessä.",
        "need": "Vaihtuvuus oli suurta.",
        "what_was_done": "Sovittiin.",
        "sector": make_sector().pk,
        "may_publish": "on",
        "status": "in_use",
    }
    return {**values, **fields}


def test_draft_of_an_engagement_opens_filled(page, applicant, office_user, expert_user):
    engagement = make_engagement(state="delivered")
    make_day_report(engagement.series.sessions.get(), expert=engagement.expert)
    ref = engagement.application.ref
    page.sign_in(expert_user).post("draft-practice", {}, ref, status=404)
    page.sign_in(office_user).post(
        "draft-practice", {}, ref, redirects_to=re.compile("^/office/practices/")
    )
    answer = page.sign_in(applicant).post(
        "draft-practice", {}, ref, redirects_to=re.compile("^/my/practices/")
    )
    assert "Sovittiin työvuorojen pelisäännöt." in answer.follow().page.source
    page.get("draft-practice", ref, status=405)


def test_undelivered_engagement_is_refused_with_the_rules_sentence(page, applicant):
    ref = make_engagement().application.ref
    page.sign_in(applicant).post("draft-practice", {}, ref, status=409)


def test_incomplete_text_is_saved(page, draft):
    page.sign_in(draft.author).get("my-practice", draft.slug, queries=6)
    theme = make_theme("practice")
    page.post(
        "my-practice",
        sent(gist="", sector="", may_publish="", themes=[theme.pk]),
        draft.slug,
        redirects_to=f"/my/practices/{draft.slug}/",
    )
    draft.refresh_from_db()
    assert (draft.title, draft.gist, draft.sector) == ("Työvuorot yhdessä", "", None)
    assert list(draft.themes.all()) == [theme]


def test_at_most_six_answers_are_marked_as_needed(page, draft):
    source = page.sign_in(draft.author).get("my-practice", draft.slug).page
    optional = [
        label for label in source.all("label", "legend") if "(" in "".join(label.itertext())
    ]
    assert len(optional) == 4  # themes, unit, who took part, results


def test_sending_names_what_is_missing_and_keeps_the_text(page, draft):
    answer = page.sign_in(draft.author).post(
        "submit-practice", sent(sector="", may_publish="", need=""), draft.slug
    )
    assert len(answer.errors) == 3
    assert "Vuorot suunnitellaan yhdessä." in answer.page.source
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_sent_practice_waits_and_no_longer_changes(page, draft):
    here = f"/my/practices/{draft.slug}/"
    page.sign_in(draft.author)
    page.post("submit-practice", sent(), draft.slug, redirects_to=here)
    draft.refresh_from_db()
    assert draft.state == State.SUBMITTED
    assert not page.get("my-practice", draft.slug).page.all("textarea")
    page.post("submit-practice", sent(), draft.slug, status=409)
    page.post("my-practice", sent(title="Toinen"), draft.slug, status=409)


def test_returned_practice_shows_the_offices_note(page, applicant):
    practice = make_practice(
        state=State.RETURNED, author=applicant, editor_note="Kerro tuloksista."
    )
    assert "Kerro tuloksista." in page.sign_in(applicant).get("my-practice", practice.slug).text


@pytest.mark.parametrize("fields", [{"title": "x" * 10_000}, {"title": ""}, {"sector": "outo"}])
def test_what_cannot_be_saved_is_named(page, draft, fields):
    answer = page.sign_in(draft.author).post("my-practice", sent(**fields), draft.slug)
    assert len(answer.errors) == 1


def test_fourth_theme_is_too_much(page, draft):
    themes = [make_theme("practice").pk for _number in range(4)]
    answer = page.sign_in(draft.author).post("my-practice", sent(themes=themes), draft.slug)
    assert len(answer.errors) == 1


def test_others_do_not_reach_the_form(page, draft, outsider, office_user):
    for user in (outsider, office_user):
        page.sign_in(user).get("my-practice", draft.slug, status=404)
        page.post("submit-practice", sent(), draft.slug, status=404)
