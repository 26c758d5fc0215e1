"""Writing, publishing, finding and adopting practices."""

import datetime

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.events.models import Attendance
from talkoot.people.models import ParticipantRole
from talkoot.practices import actions
from talkoot.practices.actions.writing import save_writing
from talkoot.practices.models import Practice
from talkoot.practices.queries import draft_fields
from talkoot.search.analysis import deep_analysis
from talkoot.search.queries import find
from talkoot.surveys.models import Response, Round
from tests.factories.engagements import make_day_report, make_engagement
from tests.factories.people import (
    make_membership,
    make_municipality,
    make_organisation,
    make_user,
)
from tests.factories.practices import make_practice
from tests.factories.programmes import make_theme
from tests.factories.surveys import make_response
from tests.factories.teams import make_experiment

State = Practice.State
TODAY = datetime.date(2029, 11, 21)


@pytest.fixture
def engagement(db):
    """A delivered day with its report, attendance, an experiment and five answers of feedback."""
    engagement = make_engagement(state="delivered")
    session = engagement.series.sessions.get()
    make_day_report(session, expert=engagement.expert)
    for role, count in ((ParticipantRole.STAFF, 9), (ParticipantRole.SUPERVISOR, 2)):
        Attendance.objects.create(session=session, role=role, count=count)
    make_experiment(engagement=engagement, state="result")
    for _number in range(5):
        make_response(engagement.feedback_round, {"overall": "4"})
    return engagement


def test_draft_is_filled_from_the_records(engagement):
    application = engagement.application
    practice = actions.draft_from_engagement(engagement, by=application.applicant)
    assert practice.title == application.title
    assert practice.organisation == application.organisation
    assert practice.need == application.need
    assert practice.what_was_done.startswith("Sovittiin työvuorojen pelisäännöt.")
    assert practice.what_was_done.endswith("Asiakas saa vastauksen kerralla.")
    assert practice.results.startswith("Kolme neljästä sai vastauksen kerralla.")
    assert "11" in practice.who_took_part and "9" in practice.who_took_part
    assert "4,0" in practice.results and "Kaikki yksiköt" in practice.results
    assert practice.author == application.applicant
    assert (practice.state, practice.may_publish) == (State.DRAFT, False)


def test_few_grades_stay_out_of_the_draft_unless_they_are_identified(engagement):
    survey = engagement.feedback_round
    assert survey.mode == Round.Mode.IDENTIFIED
    Response.objects.filter(round=survey).first().delete()
    assert "4,0" in draft_fields(engagement)["results"]
    Round.objects.filter(pk=survey.pk).update(mode=Round.Mode.CONFIDENTIAL)
    assert "4,0" not in draft_fields(engagement)["results"]


def test_second_draft_of_an_engagement_is_the_first(engagement):
    by = engagement.application.applicant
    first = actions.draft_from_engagement(engagement, by=by)
    assert actions.draft_from_engagement(engagement, by=by) == first


def test_undelivered_engagement_has_nothing_to_tell(db, applicant):
    with pytest.raises(NotAllowed):
        actions.draft_from_engagement(make_engagement(), by=applicant)
    assert not Practice.objects.exists()


def test_incomplete_practice_is_saved_but_not_sent(applicant):
    practice = make_practice(state=State.DRAFT, author=applicant, need="")
    save_writing(practice, values={"title": "Uusi nimi", "gist": ""}, by=applicant)
    practice.refresh_from_db()
    assert practice.title == "Uusi nimi"
    with pytest.raises(NotAllowed):
        actions.submit_practice(practice, by=applicant)


def test_practice_with_the_office_no_longer_changes(applicant):
    practice = make_practice(state=State.SUBMITTED, author=applicant)
    with pytest.raises(NotAllowed):
        save_writing(practice, values={"title": "Toinen"}, by=applicant)


def test_saving_is_logged_without_the_text(applicant):
    practice = make_practice(state=State.DRAFT, author=applicant)
    save_writing(practice, values={"title": "Uusi nimi"}, by=applicant)
    entry = LogEntry.objects.get(key="practices.practice.saved")
    assert (entry.actor, entry.before, entry.after) == (applicant, {}, {"fields": ["title"]})


def test_start_needs_a_confirmed_membership(programme, outsider):
    stranger, new = make_user(), make_user()
    organisation = outsider.memberships.get().organisation
    make_membership(new, organisation, confirmed_at=None)
    for user in (stranger, new):
        with pytest.raises(NotAllowed) as refusal:
            actions.start_practice(programme, organisation=organisation, title="x", by=user)
        assert refusal.value.status == 403
    practice = actions.start_practice(
        programme, organisation=organisation, title="Oma teko", by=outsider
    )
    assert practice.state == State.DRAFT and practice.slug.startswith("oma-teko")


def test_published_practice_is_found_by_an_inflected_word(applicant, office_user):
    municipality = make_municipality(name="Sodankylä", region_code="19", region_fi="Lappi")
    practice = make_practice(
        "Etätyön pelisäännöt",
        state=State.DRAFT,
        author=applicant,
        organisation=make_organisation("Sodankylän kunta", municipality=municipality),
        may_publish=True,
    )
    actions.submit_practice(practice, by=applicant)
    assert find("practice", "etätyössä").count == 0
    with deep_analysis():
        actions.publish_practice(practice, by=office_user)
    for text in ("etätyössä", "pelisääntöjä", "Lapissa", "sodankylässä"):
        assert find("practice", text).ids == [practice.pk], text
    assert Message.objects.get(kind="practice-published").user == applicant
    keys = LogEntry.objects.order_by("pk").values_list("key", flat=True)
    assert list(keys) == ["practices.practice.submitted", "practices.practice.published"]


def test_withdrawn_practice_leaves_the_index(applicant, office_user):
    practice = make_practice(
        "Sanelukello", state=State.SUBMITTED, may_publish=True, author=applicant
    )
    actions.publish_practice(practice, by=office_user)
    actions.withdraw_practice(practice, note="Tiedot ovat vanhentuneet.", by=office_user)
    assert find("practice", "sanelukello").count == 0
    assert "Tiedot ovat vanhentuneet." in Message.objects.get(kind="practice-withdrawn").body
    entry = LogEntry.objects.get(key="practices.practice.withdrawn")
    assert entry.after == {"state": "withdrawn"}


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.RETURNED])
def test_only_a_published_practice_is_withdrawn(state, office_user):
    with pytest.raises(NotAllowed):
        actions.withdraw_practice(make_practice(state=state), note="Syy", by=office_user)


def test_returned_practice_carries_the_note_and_comes_again(applicant, office_user):
    practice = make_practice(state=State.SUBMITTED, author=applicant, may_publish=True)
    actions.return_practice(practice, note="Kerro tuloksista.", by=office_user)
    practice.refresh_from_db()
    assert (practice.state, practice.editor_note) == (State.RETURNED, "Kerro tuloksista.")
    assert "Kerro tuloksista." in Message.objects.get(kind="practice-returned").body
    actions.submit_practice(practice, by=applicant)
    actions.return_practice(practice, note="Ja luvuista.", by=office_user)
    assert Message.objects.filter(kind="practice-returned").count() == 2


def test_draft_is_not_published_past_the_author(office_user):
    with pytest.raises(NotAllowed):
        actions.publish_practice(make_practice(state=State.DRAFT), by=office_user)


def test_reindex_builds_the_published_and_nothing_else(practice):
    theme = make_theme("practice", name_fi="Palvelumuotoilu")
    practice.themes.add(theme)
    gone = make_practice("Kadonnut", state=State.WITHDRAWN, published_at=timezone.now())
    actions.index_practice(gone)
    with deep_analysis():
        assert actions.reindex_all() == 1
    assert find("practice", "palvelumuotoilun").ids == [practice.pk]
    assert find("practice", "kadonnut").count == 0


def test_nothing_is_published_without_the_permission(office_user):
    practice = make_practice(state=State.SUBMITTED, may_publish=False)
    with pytest.raises(NotAllowed):
        actions.publish_practice(practice, by=office_user)


def test_practice_that_nobody_writes_is_not_returned(office_user):
    practice = make_practice(state=State.SUBMITTED, organisation=make_organisation("Tuotu kunta"))
    with pytest.raises(NotAllowed):
        actions.return_practice(practice, note="Kerro tuloksista.", by=office_user)
    practice.refresh_from_db()
    assert practice.state == State.SUBMITTED
