"""Learning spaces: who enters, answers, the internal fair, discussions."""

import datetime
import re
from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from talkoot.core.refusals import NotAllowed, NotFound
from talkoot.correspondence.models import Message
from talkoot.events.actions import discussions, learning, tasks
from talkoot.events.models import Material, PeerReview, Submission
from talkoot.events.queries import learning as queries
from talkoot.events.rules.learning import review_pairs
from tests.factories.learning import (
    make_discussion,
    make_facilitator,
    make_learning_team,
    make_material,
    make_space,
    make_submission,
    make_task,
    space_of,
    take_part,
)
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    return make_space()


@pytest.fixture
def person(series):
    return take_part(series)


@pytest.fixture
def space(series, person):
    return space_of(series, person.participant.user)


@pytest.fixture
def lead(series):
    return make_facilitator(series)


def test_a_stranger_does_not_enter(series, outsider):
    with pytest.raises(NotFound):
        queries.get_space(outsider, series.slug)


def test_the_proved_address_opens_the_space(series):
    user = make_user("osallistuja.uusi@esimerkki.example")
    row = take_part(series)
    row.participant.user, row.participant.email = None, user.email
    row.participant.save()
    assert space_of(series, user).registration == row


def test_who_waits_or_has_cancelled_does_not_enter(series):
    for state in ("waiting", "cancelled"):
        user = take_part(series, state=state).participant.user
        with pytest.raises(NotFound):
            queries.get_space(user, series.slug)


def test_a_mentor_enters_but_does_not_lead(series, lead):
    series.people.update(task="mentor")
    space = space_of(series, lead)
    assert not space.leads
    with pytest.raises(NotAllowed):
        tasks.save_task(space, make_task(series), by=lead)


def test_materials_come_out_at_their_time(series, space, lead):
    make_material(series, title="Heti")
    make_material(
        series, title="Huomenna", visible_from=timezone.now() + datetime.timedelta(days=1)
    )
    assert [row.title for row in queries.materials_of(space)] == ["Heti"]
    assert queries.materials_of(space_of(series, lead)).count() == 2


def test_answer_is_kept_as_a_draft_and_handed_in(series, space, person):
    task = make_task(series)
    user = person.participant.user
    draft, is_conflict = learning.save_submission(
        space, task, text="Ensimmäinen", version=0, by=user
    )
    assert (draft.version, is_conflict) == (1, False)
    learning.hand_in(draft, by=user)
    draft.refresh_from_db()
    assert draft.state == Submission.State.SUBMITTED
    with pytest.raises(NotAllowed, match="palautettu"):
        learning.save_submission(space, task, text="Toinen", version=1, by=user)


def test_empty_answer_is_not_handed_in(series, space, person):
    user = person.participant.user
    draft, _conflict = learning.save_submission(
        space, make_task(series), text=" ", version=0, by=user
    )
    with pytest.raises(NotAllowed, match="tyhjä"):
        learning.hand_in(draft, by=user)


def test_team_mates_do_not_write_over_each_other(series, person):
    mate = take_part(series)
    make_learning_team(series, person, mate)
    mine = space_of(series, person.participant.user)
    theirs = space_of(series, mate.participant.user)
    task = make_task(series, is_team_work=True)
    first, _conflict = learning.save_submission(
        mine, task, text="Minun", version=0, by=person.participant.user
    )
    kept, is_conflict = learning.save_submission(
        theirs, task, text="Toisen", version=0, by=mate.participant.user
    )
    assert is_conflict
    assert (kept.pk, kept.text) == (first.pk, "Minun")
    together, is_conflict = learning.save_submission(
        theirs, task, text="Molempien", version=1, by=mate.participant.user
    )
    assert (together.text, is_conflict) == ("Molempien", False)
    assert Submission.objects.count() == 1


def test_team_work_needs_a_team(series, space, person):
    task = make_task(series, is_team_work=True)
    with pytest.raises(NotAllowed, match="tiimi"):
        learning.save_submission(space, task, text="x", version=0, by=person.participant.user)


def test_new_file_takes_the_place_of_the_old(series, space, person):
    task, user = make_task(series), person.participant.user
    for name in ("a.pdf", "b.pdf"):
        upload = SimpleUploadedFile(name, b"%PDF-1.7\n%%EOF\n")
        row, _conflict = learning.save_submission(
            space, task, text="", version=0, upload=upload, by=user
        )
    assert row.file.name == "b.pdf"
    assert type(row.file).objects.count() == 1


def test_returned_answer_is_told_and_written_again(series, lead, person, space):
    answer = make_submission(make_task(series), person)
    leading = space_of(series, lead)
    with pytest.raises(NotAllowed, match="mitä vastauksesta"):
        learning.answer_submission(leading, answer, is_accepted=False, comment="", by=lead)
    answer.refresh_from_db()
    learning.answer_submission(leading, answer, is_accepted=False, comment="Lisää.", by=lead)
    mail = Message.objects.get(kind="submission-answered")
    assert mail.address == person.participant.email
    assert "Lisää." in mail.body
    user = person.participant.user
    row, _conflict = learning.save_submission(space, answer.task, text="Uusi", version=1, by=user)
    learning.hand_in(row, by=user)
    row.refresh_from_db()
    learning.answer_submission(leading, row, is_accepted=True, comment="", by=lead)
    assert Submission.objects.get().state == Submission.State.ACCEPTED


def test_those_who_take_part_do_not_accept(series, person, space):
    answer = make_submission(make_task(series), person)
    with pytest.raises(NotAllowed):
        learning.answer_submission(
            space, answer, is_accepted=True, comment="", by=person.participant.user
        )


def test_internal_fair_gives_nobody_their_own(series, lead):
    task = make_task(series, is_peer_reviewed=True)
    people = [take_part(series) for _number in range(5)]
    for row in people:
        make_submission(task, row)
    assert learning.deal_reviews(space_of(series, lead), task, by=lead) == 10
    dealt = PeerReview.objects.select_related("submission")
    assert all(row.reviewer_id != row.submission.registration_id for row in dealt)
    assert set(Counter(row.submission_id for row in dealt).values()) == {2}
    assert learning.deal_reviews(space_of(series, lead), task, by=lead) == 0


def test_internal_fair_needs_two_answers(series, lead, person):
    task = make_task(series, is_peer_reviewed=True)
    make_submission(task, person)
    with pytest.raises(NotAllowed, match="kaksi"):
        learning.deal_reviews(space_of(series, lead), task, by=lead)


@given(
    people=st.integers(2, 12),
    teams=st.integers(1, 6),
    each=st.integers(1, 3),
    seed=st.integers(0, 99),
)
def test_reviews_are_dealt_evenly(people, teams, each, seed):
    """Whoever writes alone or in teams: never one's own, never twice, evenly where possible."""
    answers = [(team, frozenset(range(team, people, teams))) for team in range(min(teams, people))]
    pairs = review_pairs(answers, range(people), each=each, seed=seed)
    authors = dict(answers)
    assert len(pairs) == len(set(pairs))
    assert all(reviewer not in authors[answer] for answer, reviewer in pairs)
    counts = Counter(reviewer for _answer, reviewer in pairs)
    wanted = min(each, len(answers) - 1)
    assert all(counts[reviewer] == wanted for reviewer in range(people))
    if teams >= people:  # Everybody alone, so nothing stands in the way.
        read = Counter(answer for answer, _reviewer in pairs)
        assert max(read.values()) - min(read.values()) <= 1
    assert pairs == review_pairs(answers, range(people), each=each, seed=seed)


def test_only_those_who_have_not_handed_in_are_due(series, person):
    task = make_task(series, due=2)
    make_task(series, due=30, title="Myöhemmin")
    done, drafting = person, take_part(series)
    make_submission(task, done)
    make_submission(task, drafting, state="draft")
    [(found, row)] = queries.due_answers(timezone.now(), datetime.timedelta(days=3))
    assert (found, row) == (task, drafting)


def test_team_of_a_handed_in_answer_is_not_due(series, person):
    mate = take_part(series)
    team = make_learning_team(series, person, mate)
    task = make_task(series, due=2, is_team_work=True)
    Submission.objects.create(
        task=task, team=team, text="x", state="submitted", submitted_at=timezone.now()
    )
    assert queries.due_answers(timezone.now(), datetime.timedelta(days=3)) == []


def test_teams_discussion_is_its_own(series, person, lead):
    stranger = take_part(series)
    team = make_learning_team(series, person)
    post = make_discussion(series, person.participant.user, team=team)
    assert queries.discussions_of(space_of(series, stranger.participant.user)).count() == 0
    assert queries.discussions_of(space_of(series, person.participant.user)).count() == 1
    assert queries.discussions_of(space_of(series, lead)).count() == 1
    with pytest.raises(NotAllowed):
        discussions.write_post(
            space_of(series, stranger.participant.user),
            post.discussion,
            body="Kurkistan",
            by=stranger.participant.user,
        )


def test_hidden_message_tells_its_author_why(series, person, lead):
    post = make_discussion(series, person.participant.user)
    leading = space_of(series, lead)
    discussions.flag_post(post, by=lead)
    with pytest.raises(NotAllowed, match="syy"):
        discussions.hide_post(leading, post, reason=" ", by=lead)
    discussions.hide_post(leading, post, reason="Henkilötietoja.", by=lead)
    assert "Henkilötietoja." in Message.objects.get(kind="post-hidden").body
    discussions.show_post(leading, post, by=lead)
    post.refresh_from_db()
    assert (post.state, post.flagged_at, post.hidden_reason) == ("shown", None, "")


def test_flagged_message_is_told_to_the_facilitators_once_and_marked(series, person, lead, page):
    other = make_facilitator(series, make_user(name="Toinen Vetäjä"))
    post = make_discussion(series, person.participant.user)
    for _time in range(2):
        discussions.flag_post(post, by=person.participant.user)
        leading = space_of(series, lead)
        assert queries.discussions_of(leading).get().flagged_count == 1
        post.refresh_from_db()
        page.sign_in(lead)
        page.get("discussions", series.slug)
        page.get("learning", series.slug)
        page.get("discussion", series.slug, post.discussion_id)
        keys = (series.slug, post.discussion_id, post.pk)
        page.post("hide-post", {"show": "1"}, *keys, redirects_to=re.compile(f"#post-{post.pk}$"))
        assert queries.discussions_of(leading).get().flagged_count == 0
    mails = Message.objects.filter(kind="post-flagged")
    assert {mail.address for mail in mails} == {lead.email, other.email}
    assert len(mails) == 2
    assert all(f"/discussions/{post.discussion_id}/" in mail.body for mail in mails)


def test_flagged_message_without_a_facilitator_is_told_to_the_office(series, person):
    type(series).objects.update(contact_email="kurssi@esimerkki.fi")
    post = make_discussion(series, person.participant.user)
    discussions.flag_post(post, by=person.participant.user)
    assert Message.objects.get(kind="post-flagged").address == "kurssi@esimerkki.fi"


def test_closed_discussion_takes_no_messages(series, person, space, lead):
    post = make_discussion(series, person.participant.user)
    discussions.lock_discussion(space_of(series, lead), post.discussion, is_locked=True, by=lead)
    with pytest.raises(NotAllowed, match="suljettu"):
        discussions.write_post(space, post.discussion, body="Vielä", by=person.participant.user)


def test_reply_to_a_reply_stands_under_the_first(series, person, space):
    first = make_discussion(series, person.participant.user)
    user = person.participant.user
    second = discussions.write_post(space, first.discussion, body="2", reply_to=first, by=user)
    third = discussions.write_post(space, first.discussion, body="3", reply_to=second, by=user)
    assert third.reply_to == first


def test_messages_do_not_flood(series, person, space, monkeypatch):
    monkeypatch.setattr("talkoot.events.rules.learning.POSTS_AN_HOUR", 2)
    post = make_discussion(series, person.participant.user)
    user = person.participant.user
    discussions.write_post(space, post.discussion, body="2", by=user)
    with pytest.raises(NotAllowed, match="2 viestiä"):
        discussions.write_post(space, post.discussion, body="3", by=user)


def test_material_of_a_team_is_its_own(series, lead):
    one, other = take_part(series), take_part(series)
    team = make_learning_team(series, one)
    mine, others = (space_of(series, row.participant.user) for row in (one, other))
    row = Material(title="Kokouslinkki", url="https://kokous.example/tiimi", team=team)
    learning.save_material(mine, row, by=one.participant.user)
    assert list(queries.materials_of(mine)) == [row]
    assert list(queries.materials_of(others)) == []
    assert list(queries.materials_of(space_of(series, lead))) == [row]
    assert queries.get_material(one.participant.user, row.pk) == row
    with pytest.raises(NotFound):
        queries.get_material(other.participant.user, row.pk)
    for act in (learning.save_material, learning.remove_material):
        with pytest.raises(NotAllowed):
            act(others, row, by=other.participant.user)
    common = make_material(series)
    with pytest.raises(NotAllowed):
        learning.remove_material(mine, common, by=one.participant.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_material(series, team=team, is_public=True)
    learning.remove_material(mine, row, by=one.participant.user)
    assert list(queries.materials_of(mine)) == [common]
